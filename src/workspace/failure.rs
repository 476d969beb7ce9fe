//! What can go wrong with a machine, a repository or what somebody asks for. What is wrong in a draft is a finding.

/// A problem of the machine or of what was asked for, not of a draft.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Failure {
    /// What is wrong: lower case, no final stop.
    pub message: String,
    /// What to do.
    pub help: String,
}

impl Failure {
    /// A failure, and what to do about it.
    pub fn new(message: impl Into<String>, help: impl Into<String>) -> Self {
        Failure { message: message.into(), help: help.into() }
    }
}
