//! Standard output, standard error and their colour: the only place that names them. What is written is decided elsewhere; here everything that a
//! terminal would obey, or nobody would see, is shown instead, whoever wrote it.

use std::env;
use std::io::{self, ErrorKind, IsTerminal, StdoutLock, Write};

use crate::report::Style;
use crate::visible::{self, Grammar, Shown, Styling};
use crate::workspace::Failure;

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

    /// Writes text to standard output. Once its reader has gone, nothing more is written and nothing is said of it.
    pub(crate) fn print(&mut self, text: &str) -> Result<(), Failure> {
        self.print_with(Grammar::Text, |out| out.write_all(text.as_bytes()))
    }

    /// The same with JSON.
    pub(crate) fn print_json(&mut self, json: &str) -> Result<(), Failure> {
        self.print_with(Grammar::Json, |out| out.write_all(json.as_bytes()))
    }

    /// Writes what `write` writes to standard output, as [`print`](Self::print) does.
    pub(crate) fn print_with(&mut self, grammar: Grammar, write: impl FnOnce(&mut dyn Write) -> io::Result<()>) -> Result<(), Failure> {
        let styling = if self.colored { Styling::Kept } else { Styling::Dropped };
        self.written(|out| {
            let mut shown = Shown::new(out, grammar, styling);
            write(&mut shown)?;
            shown.end()
        })
    }

    /// Writes what another program is to read, a draft or a patch, to standard output: every byte of it, unless a person is to read it.
    pub(crate) fn pass_on(&mut self, text: &str) -> Result<(), Failure> {
        if self.out.is_terminal() {
            let shown = visible::shown(text, Grammar::Text, Styling::Unknown);
            return self.written(|out| out.write_all(shown.as_bytes()));
        }
        self.written(|out| out.write_all(text.as_bytes()))
    }

    fn written(&mut self, write: impl FnOnce(&mut StdoutLock<'static>) -> io::Result<()>) -> Result<(), Failure> {
        if self.closed {
            return Ok(());
        }
        match write(&mut self.out).and_then(|()| self.out.flush()) {
            Ok(()) => Ok(()),
            Err(error) if error.kind() == ErrorKind::BrokenPipe => {
                self.closed = true;
                Ok(())
            }
            Err(error) => Err(Failure::new(format!("standard output cannot be written: {error}"), "")),
        }
    }
}

/// Writes a line to standard error; if nobody can read it, nobody can be told. A line end in it was in a name.
pub(crate) fn complain(line: &str) {
    write_error(&format!("{}\n", visible::one_line(line)), Styling::Unknown);
}

/// Writes lines that hold nothing that anybody else wrote, but styles of their own, to standard error.
pub(crate) fn complain_in_colour(lines: &str, color: Color) {
    let styling = if is_colored(color, io::stderr().is_terminal()) { Styling::Kept } else { Styling::Dropped };
    write_error(lines, styling);
}

fn write_error(text: &str, styling: Styling) {
    drop(io::stderr().lock().write_all(visible::shown(text, Grammar::Text, styling).as_bytes()));
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
