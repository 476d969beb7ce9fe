//! `invalid-house`. Found where a house format is read: no rule looks at it.

use crate::rules::rule;

rule! {
    /// Something in a house format cannot be obeyed
    ///
    /// A house format decides what is wrong in every note of a series. A fault in it would make good notes look bad, or bad ones good, so nothing
    /// is checked with it: each fault is a finding on the key or the value, all of them at once, and the run ends with exit code 2.
    ///
    /// To mend it, write what the help suggests. `copydesk houses test FILE` reads the house format and runs the examples it carries. The
    /// finding cannot be turned off or ignored.
    "invalid-house", Desk, Error, fix: None, check: Desk
}
