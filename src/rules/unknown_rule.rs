//! `unknown-rule`. Found where findings are settled: no rule looks at it.

use crate::rules::rule;

rule! {
    /// An ignore comment names a rule that does not exist
    ///
    /// A slip in the name makes the comment hold nothing back.
    ///
    /// ```events bad
    /// <!-- copydesk: ignore[undated-openings, undated-opening] the day is not known -->
    /// The dockers of Port Ellery voted to return to work.
    /// ```
    ///
    /// ```events good
    /// <!-- copydesk: ignore[undated-opening] the day is not known -->
    /// The dockers of Port Ellery voted to return to work.
    /// ```
    ///
    /// To mend it, write the name as findings show it; `copydesk rules` lists them all.
    "unknown-rule", Desk, Warning, fix: None, check: Desk
}
