//! `unused-ignore`. Found where findings are settled: no rule looks at it.

use crate::rules::rule;

rule! {
    /// An ignore comment held nothing back
    ///
    /// The fault it was written for is gone, or the rule's name or the place is wrong. Left in, it would hold back the next fault in silence.
    ///
    /// ```events bad
    /// <!-- copydesk: ignore[undated-opening] the day is not known -->
    /// On 11 May, the dockers of Port Ellery voted to return to work.
    /// ```
    ///
    /// ```events fixed
    /// On 11 May, the dockers of Port Ellery voted to return to work.
    /// ```
    ///
    /// ```events good
    /// <!-- copydesk: ignore[undated-opening] the day is not known -->
    /// The dockers of Port Ellery voted to return to work.
    /// ```
    ///
    /// To mend it, take the comment out; `copydesk fix` does. A comment for a rule that did not run is left alone.
    "unused-ignore", Desk, Warning, fix: Safe, check: Desk
}
