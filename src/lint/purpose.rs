//! What a text is looked at for: what is found may be kept, shown, or only tried out.

use crate::finding::Level;

/// What a text is looked at for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Purpose {
    /// To report what is found, by names that outlive the run: findings have fingerprints.
    Report,
    /// To show what is found to a person: it stands in words where it is, and has no fingerprint, which takes as long as the rules do.
    Show,
    /// To see whether findings of that level and above come or go with fixes that are tried out: nobody hears of them, so they have no places in
    /// words and no fingerprints, and nothing is told of the notes. Rules that find nothing so grave need not be asked.
    Trial(Level),
}

impl Purpose {
    /// Whether fixes are tried out.
    pub fn is_trial(self) -> bool {
        matches!(self, Purpose::Trial(_))
    }
}
