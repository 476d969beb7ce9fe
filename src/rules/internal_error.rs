//! `internal-error`. Found where a file's check is run: no rule looks at it.

use crate::rules::rule;

rule! {
    /// The linter met a bug of its own in this file
    ///
    /// The file is not checked to its end, so the run ends with exit code 2. Other files are checked all the same.
    ///
    /// There is nothing to mend in the draft. Please report the message, with the file if it may be shown. The finding cannot be turned off or
    /// ignored.
    "internal-error", Desk, Error, fix: None, check: Desk
}
