//! What an editor is answered that asks for what cannot be done.

use lsp_server::ErrorCode;

use crate::workspace::{Failure, renumber};

/// What is answered instead of a result.
#[derive(Debug)]
pub(super) struct Refusal {
    pub(super) code: ErrorCode,
    pub(super) message: String,
}

impl Refusal {
    /// That, and why.
    pub(super) fn new(code: ErrorCode, message: impl Into<String>) -> Self {
        Refusal { code, message: message.into() }
    }
}

impl From<Failure> for Refusal {
    fn from(failure: Failure) -> Self {
        let message = if failure.help.is_empty() { failure.message } else { format!("{}: {}", failure.message, failure.help) };
        Refusal::new(ErrorCode::RequestFailed, message)
    }
}

impl From<renumber::Refusal> for Refusal {
    fn from(refusal: renumber::Refusal) -> Self {
        match refusal {
            renumber::Refusal::Failure(failure) => Refusal::from(failure),
            renumber::Refusal::NotText(outcome) => {
                let said = outcome.findings.first().map(|reported| {
                    let finding = &reported.finding;
                    format!("{}: {}", finding.primary.source.name(), finding.message)
                });
                Refusal::new(ErrorCode::RequestFailed, said.unwrap_or_else(|| "a file could not be read".to_owned()))
            }
        }
    }
}
