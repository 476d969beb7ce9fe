//! The archive: what is read of it, what its rules say, and what git knows of it.

#[path = "../command_line/folder.rs"]
#[expect(dead_code, reason = "it is shared, and not all of it is wanted here")]
mod folder;

mod branches;
mod fixtures;
mod heads;
mod reading;
