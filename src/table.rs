//! TOML with spans: typed values, every fault of a file at once, the known keys and "did you mean".
//! The only module that knows the `toml` crate. What a key means is for its reader.

use crate::source::Span;

/// A value and where the file gives it.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Spanned<T> {
    /// The value.
    pub value: T,
    /// Its bytes in the file that gives it.
    pub span: Span,
}

impl<T> std::ops::Deref for Spanned<T> {
    type Target = T;

    fn deref(&self) -> &T {
        &self.value
    }
}
