//! `malformed-ignore`. Found where ignore comments are read: no rule looks at it.

use crate::rules::rule;

rule! {
    /// A comment is meant for copydesk and cannot be obeyed
    ///
    /// An ignore comment names the rules it holds back. There is none that holds back everything, since that would hide tomorrow's faults too.
    ///
    /// ```events bad
    /// <!-- copydesk: ignore the day is not known -->
    /// On 11 May, the dockers of Port Ellery voted to return to work.
    /// ```
    ///
    /// ```events good
    /// <!-- copydesk: ignore[undated-opening] the day is not known -->
    /// The dockers of Port Ellery voted to return to work.
    /// ```
    ///
    /// To mend it, write `<!-- copydesk: ignore[rule] reason -->` on a line above the paragraph or at the end of a line, or
    /// `<!-- copydesk: ignore-file[rule] reason -->` before the first section.
    "malformed-ignore", Desk, Warning, fix: None, check: Desk
}
