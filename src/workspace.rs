//! The repository on disk and what is open in an editor: which files are drafts, which settings and houses hold for them, the archive and its
//! branches, their texts, and changes to several files as one. It prints nothing and takes no arguments.
//!
//! A [`Session`] is what is asked for, with the settings that hold; [`archive`] reads the series that its drafts belong to; [`check`] holds one
//! draft to its house. Where texts change while one looks on, as in an editor, a `Live` workspace keeps up with them.

pub(crate) mod archive;
pub(crate) mod baselines;
pub(crate) mod bounded;
pub(crate) mod bounds;
pub(crate) mod branches;
pub(crate) mod check;
pub(crate) mod configuration;
mod differences;
pub(crate) mod encoding;
mod failure;
mod find;
pub(crate) mod found;
pub(crate) mod from_root;
pub(crate) mod git;
mod gitignore;
pub(crate) mod listing;
#[cfg(feature = "server")]
pub(crate) mod live;
pub(crate) mod names;
pub(crate) mod new_note;
pub mod notice;
pub(crate) mod outputs;
pub(crate) mod paths;
pub(crate) mod renumber;
pub(crate) mod repository;
pub mod request;
pub(crate) mod session;
pub(crate) mod settled;
mod spelling;
pub(crate) mod texts;
mod tracked;
pub(crate) mod unreadable;
pub(crate) mod walk;
pub(crate) mod write;

pub use failure::Failure;
pub use session::Session;
pub use texts::Texts;

#[cfg(test)]
mod tests;
