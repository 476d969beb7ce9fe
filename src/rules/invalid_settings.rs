//! `invalid-settings`. Found where lint.toml is read: no rule looks at it.

use crate::rules::rule;

rule! {
    /// Something in lint.toml cannot be obeyed
    ///
    /// A setting that copydesk does not understand is never passed over: a rule that somebody turned off would stay on, or the other way about.
    /// Each fault is a finding on the key or the value, all of them at once, and the run ends with exit code 2.
    /// A baseline that is missing, broken or of a newer version is reported in the same way.
    ///
    /// ```toml bad
    /// [rules]
    /// points-count = { level = "loud" }
    /// ```
    ///
    /// ```toml good
    /// [rules]
    /// points-count = { level = "warning" }
    /// ```
    ///
    /// To mend it, write what the help suggests. `copydesk config schema` prints all keys for editors that check TOML files as you type.
    /// The finding cannot be turned off or ignored.
    "invalid-settings", Desk, Error, fix: None, check: Desk
}
