//! The language server: the protocol between an editor and the workspace. It knows what is open and answers about it; what is right or wrong is
//! for the rules, and nothing is ever written but what the editor is asked to apply.

use std::io::{BufRead, Write};

use lsp_server::Connection;

mod actions;
mod capabilities;
mod client;
mod completion;
mod diagnostics;
mod dispatch;
mod documents;
mod edits;
mod extras;
mod hints;
mod hover;
mod links;
mod new_note;
mod place;
mod refusal;
mod remedies;
mod rename;
mod state;
mod symbols;
mod transport;
mod uri;

/// How a server ends.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Ending {
    /// It was asked to shut down, and then to leave.
    Orderly,
    /// The editor has gone, or told it to leave without asking first.
    Abrupt,
}

/// Serves an editor that writes to `input` and reads from `output`, until it leaves.
pub fn run(input: impl BufRead + Send + 'static, output: impl Write + Send + 'static) -> Ending {
    let (connection, pipes) = transport::connect(input, output);
    let ending = serve(&connection);
    drop(connection);
    pipes.finish();
    ending
}

/// Serves the editor at the other end of `connection`, until it leaves.
pub fn serve(connection: &Connection) -> Ending {
    dispatch::serve(connection)
}
