//! copydesk reads numbered notes against their house format and says what is wrong, where exactly, and which line of the format asks for it.
//!
//! A draft goes through one pipe. [`source`] indexes the bytes; [`draft`] reads them, against a [`house`], into notes whose every part knows
//! its bytes; [`rules`] are small questions to that model; [`lint`] settles level, ignores and order, once; [`report`] prints.
//! `docs/architecture.md` draws the map and says who may import whom. With the feature `workspace`
//! the repository on disk comes in, with `cli` the terminal; without them the library touches no file, clock, thread or terminal.

pub mod acronym;
pub mod assist;
pub mod baseline;
#[cfg(feature = "cli")]
pub mod cli;
pub mod date;
pub mod derive;
pub mod draft;
pub mod finding;
pub mod fix;
pub mod house;
pub mod ignore;
pub mod lint;
pub mod prose;
pub mod renumber;
pub mod report;
pub mod roster;
pub mod rule;
pub mod rules;
pub mod series;
#[cfg(feature = "server")]
pub mod server;
pub mod settings;
pub mod skeleton;
pub mod source;
pub mod table;
pub mod terms;
mod visible;
#[cfg(feature = "workspace")]
#[cfg_attr(not(all(feature = "cli", feature = "server")), allow(dead_code, unused_imports, reason = "a front end asks for it"))]
pub mod workspace;
