//! The language server, over the protocol: an editor at one end of a connection, the server at the other.

mod asks;
mod editor;
mod fixes;
mod life;
mod moves;
mod reports;
mod typing;
