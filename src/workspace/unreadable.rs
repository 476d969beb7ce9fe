//! What to say of a file that is not there, or that the system does not let us read.

use std::io;
use std::path::Path;

use crate::workspace::paths::written;
use crate::workspace::{Failure, write};

/// What to say of a path that does not exist.
pub(crate) fn missing(path: &str) -> Failure {
    if let Some(now) = write::moved(Path::new(path)) {
        let now = written(&now);
        return Failure::new(
            format!("there is no file `{path}` any more: a run that was to give it another name was stopped"),
            format!("`copydesk series` shows where its note is now; its text stands in `{now}`"),
        );
    }
    Failure::new(format!("there is no file or folder `{path}`"), "check the spelling, and the folder that the command is run in")
}

/// What to say of a file that the system does not let us read.
pub(crate) fn cannot_read(path: &str, error: &io::Error) -> Failure {
    let (why, help) = match error.kind() {
        io::ErrorKind::NotFound => return missing(path),
        io::ErrorKind::PermissionDenied => {
            ("you have no permission to".to_owned(), "ask its owner for permission to read it, or leave it out")
        }
        _ => (error.to_string(), "check that the disk or share it is on can be reached"),
    };
    Failure::new(format!("`{path}` cannot be read: {why}"), help)
}
