//! `lint.toml`.
