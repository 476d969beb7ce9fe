//! What a text is looked at for: what is found may be reported, or only tried out.

/// What a text is looked at for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Purpose {
    /// To report what is found.
    Report,
    /// To see whether findings come or go with fixes that are tried out: nobody hears of them, so they have no places in words and no
    /// fingerprints, and nothing is told of the notes.
    Trial,
}
