//! The language server, over the protocol: an editor at one end of a connection, the server at the other.

mod asks;
mod bad_input;
mod editor;
mod fixes;
mod foreign;
mod known;
mod life;
mod moves;
mod process;
mod reports;
mod typing;
