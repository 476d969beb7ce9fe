//! Standard output, standard error and their colour. What is written is decided elsewhere.

use std::env;
use std::io::{self, BufWriter, ErrorKind, IsTerminal, StdoutLock, Write};

use anstream::{AutoStream, ColorChoice};

use crate::cli::Trouble;
use crate::report::Style;

/// When to colour.
#[derive(Debug, Clone, Copy, PartialEq, Eq, clap::ValueEnum)]
pub(crate) enum Color {
    /// On a terminal, unless the environment says otherwise.
    Auto,
    /// Always.
    Always,
    /// Never.
    Never,
}

/// Standard output.
pub(crate) struct Streams {
    out: StdoutLock<'static>,
    /// Whether standard output is coloured.
    pub(crate) colored: bool,
    /// Columns of the terminal; 80 where there is none.
    pub(crate) width: usize,
    closed: bool,
}

/// Bytes that are written at once.
const BUFFER: usize = 64 << 10;

impl Streams {
    pub(crate) fn new(color: Color) -> Self {
        let out = io::stdout();
        let colored = is_colored(color, out.is_terminal());
        let terminal = terminal_size::terminal_size_of(io::stdout());
        let width = terminal.map_or(80, |(width, _)| usize::from(width.0));
        Streams { out: out.lock(), colored, width: width.max(40), closed: false }
    }

    /// How the report for people looks on standard output.
    pub(crate) fn style(&self) -> Style {
        Style { width: self.width, color: self.colored, links: self.colored && io::stdout().is_terminal(), ..Style::default() }
    }

    /// Writes to standard output. Once its reader has gone, nothing more is written and nothing is said of it.
    pub(crate) fn print(&mut self, text: &str) -> Result<(), Trouble> {
        self.print_with(|out| out.write_all(text.as_bytes()))
    }

    /// Writes what `write` writes to standard output, as [`print`](Self::print) does.
    pub(crate) fn print_with(&mut self, write: impl FnOnce(&mut dyn Write) -> io::Result<()>) -> Result<(), Trouble> {
        let choice = if self.colored { ColorChoice::AlwaysAnsi } else { ColorChoice::Never };
        self.written(|out| {
            let mut out = BufWriter::with_capacity(BUFFER, AutoStream::new(out, choice));
            write(&mut out)?;
            out.flush()
        })
    }

    /// Writes the words of a draft to standard output: every byte of them, unless a terminal would obey some.
    pub(crate) fn pass_on(&mut self, text: &str) -> Result<(), Trouble> {
        if self.out.is_terminal() {
            return self.print(text);
        }
        self.written(|out| out.write_all(text.as_bytes()))
    }

    fn written(&mut self, write: impl FnOnce(&mut StdoutLock<'static>) -> io::Result<()>) -> Result<(), Trouble> {
        if self.closed {
            return Ok(());
        }
        match write(&mut self.out).and_then(|()| self.out.flush()) {
            Ok(()) => Ok(()),
            Err(error) if error.kind() == ErrorKind::BrokenPipe => {
                self.closed = true;
                Ok(())
            }
            Err(error) => Err(Trouble::new(format!("standard output cannot be written: {error}"), "")),
        }
    }
}

/// Writes a line to standard error; if nobody can read it, nobody can be told.
pub(crate) fn complain(line: &str) {
    drop(writeln!(io::stderr().lock(), "{}", line.replace(is_unsafe, "\u{fffd}")));
}

/// Control characters, which a file's name may hold, act on a terminal.
fn is_unsafe(c: char) -> bool {
    c.is_control() && c != '\n'
}

fn is_colored(color: Color, terminal: bool) -> bool {
    let set = |name| env::var_os(name).filter(|value| !value.is_empty());
    match color {
        Color::Always => true,
        Color::Never => false,
        Color::Auto if set("NO_COLOR").is_some() => false,
        Color::Auto => match set("FORCE_COLOR") {
            Some(value) => value != "0",
            None => terminal && set("TERM").is_none_or(|kind| kind != "dumb"),
        },
    }
}
