//! What somebody has settled in the margin of a draft, for the texts that fixes make of it, which have no margin.

use std::collections::HashMap;
use std::sync::{Mutex, MutexGuard, PoisonError};

/// Findings that somebody has settled, by their files and fingerprints, each with what was answered.
#[derive(Debug, Default)]
pub(crate) struct SettledFindings(Mutex<HashMap<String, HashMap<String, String>>>);

impl SettledFindings {
    fn all(&self) -> MutexGuard<'_, HashMap<String, HashMap<String, String>>> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }

    pub(crate) fn knows(&self, file: &str) -> bool {
        self.all().contains_key(file)
    }

    pub(crate) fn reason(&self, file: &str, fingerprint: &str) -> Option<String> {
        self.all().get(file)?.get(fingerprint).cloned()
    }

    pub(crate) fn note(&self, file: &str, fingerprint: &str, reason: &str) {
        self.all().entry(file.to_owned()).or_default().insert(fingerprint.to_owned(), reason.to_owned());
    }
}
