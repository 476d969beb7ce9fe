//! Choosing and applying fixes.
