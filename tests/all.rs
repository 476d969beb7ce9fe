//! Every test from outside, of the library and of the program, in one binary: the library is linked once, and tests of all kinds run at once.
//!
//! `cargo test --test all fixtures::` runs those of one module.

mod abridged;
mod archive;
mod command_line;
#[path = "../benches/corpus.rs"]
mod corpus;
mod dates;
mod derived;
mod digests;
mod docs;
mod documents;
mod eras;
mod fixes;
mod fixtures;
mod folder;
#[cfg(target_os = "linux")]
mod growth;
mod headers;
mod headings;
mod houses;
mod identity;
mod invented;
mod layers;
mod pages;
mod prose;
mod readme;
mod real;
mod report;
mod schema;
#[cfg(feature = "server")]
mod server;
mod shelf;
mod wrapped;
