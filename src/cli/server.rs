//! `server`: the language server, on standard input and output.

use crate::cli::End;
use crate::cli::streams;
use crate::server::{self, Ending};

/// `copydesk server`.
pub(crate) fn serve() -> End {
    let (input, output) = streams::pipes();
    match server::run(input, output) {
        Ending::Orderly => End::Clean,
        Ending::Abrupt => End::Found,
    }
}
