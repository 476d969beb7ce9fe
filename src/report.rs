//! Output: one writer, one file, each a pure function of the outcome and its options.
