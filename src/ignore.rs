//! Ignore comments and `[[ignore]]` entries against findings.
