//! The `copydesk` program; everything is in the library.

fn main() {}
