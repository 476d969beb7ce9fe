//! The program as it is run: what it says on which stream, and how it ends.

#[cfg(unix)]
mod at_once;
mod bad_input;
mod baseline;
mod commands;
mod gate;
mod helps;
#[cfg(unix)]
mod hostile;
mod houses_new;
mod import;
mod index;
mod limits;
mod mending;
mod new;
mod next;
#[cfg(unix)]
mod outputs;
mod renumber;
mod series;
mod settings;
mod streams;
mod word;
