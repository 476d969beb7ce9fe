//! What a text is looked at for: what is found may be reported, or only tried out.

use std::sync::Arc;

use crate::source::Source;

/// What a text is looked at for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Purpose {
    /// To report what is found.
    Report,
    /// To see whether findings come or go with fixes that are tried out: nobody hears of them, so they have no places in words and no
    /// fingerprints, and nothing is told of the notes.
    Trial,
}

impl Purpose {
    /// What `text` is looked at for where fixes of `original` are tried out.
    pub fn of(text: &Arc<Source>, original: &Arc<Source>) -> Purpose {
        if Arc::ptr_eq(text, original) { Purpose::Report } else { Purpose::Trial }
    }
}
