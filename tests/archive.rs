//! The archive: what is read of it, what its rules say, and what git knows of it.

mod branches;
mod fixtures;
mod heads;
mod reading;
