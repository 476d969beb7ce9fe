//! `ignore-without-reason`. Found where findings are settled: no rule looks at it.

use crate::rules::rule;

rule! {
    /// An ignore comment gives no reason
    ///
    /// Whoever reads the draft next wonders whether the comment still holds. Only its author can say.
    ///
    /// ```events bad
    /// <!-- copydesk: ignore[undated-opening] -->
    /// The dockers of Port Ellery voted to return to work.
    /// ```
    ///
    /// ```events good
    /// <!-- copydesk: ignore[undated-opening] the union gave no day -->
    /// The dockers of Port Ellery voted to return to work.
    /// ```
    ///
    /// To mend it, write the reason after the bracket. The comment is obeyed all the same.
    "ignore-without-reason", Desk, Warning, fix: None, check: Desk
}
