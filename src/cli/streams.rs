//! Standard output, standard error and their colour: the only place that names them. What is written is decided elsewhere; here everything that a
//! terminal would obey, or nobody would see, is shown instead, whoever wrote it.

use std::env;
use std::io::{self, ErrorKind, IsTerminal, StdoutLock, Write};

use unicode_width::UnicodeWidthStr;

use crate::report::{Setting, Style};
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
        let is_terminal = self.out.is_terminal();
        let advice = if is_terminal { Setting::Wrapped } else { Setting::OneLine };
        Style { width: self.width, color: self.colored, links: self.colored && is_terminal, advice, ..Style::default() }
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

/// Standard input and output as they are, for a protocol between programs.
#[cfg(feature = "server")]
pub(crate) fn pipes() -> (impl io::BufRead + Send + 'static, impl Write + Send + 'static) {
    (io::BufReader::new(io::stdin()), io::stdout())
}

/// Writes a line to standard error; if nobody can read it, nobody can be told. A line end in it was in a name.
pub(crate) fn complain(line: &str) {
    let line = visible::one_line(line);
    let terminal = terminal_size::terminal_size_of(io::stderr()).filter(|_| io::stderr().is_terminal());
    let line = terminal.map_or_else(|| line.to_string(), |(width, _)| wrapped(&line, usize::from(width.0).max(40)));
    write_error(&format!("{line}\n"), Styling::Unknown);
}

/// A line as rows of at most `width` columns, those after the first set in as far as what `error: ` or `help: ` introduces. What stands between
/// backquotes is a name or a command to copy, and stays in one piece.
fn wrapped(line: &str, width: usize) -> String {
    let text = line.trim_start();
    let lead = line.len() - text.len();
    let label = ["error: ", "help: "].into_iter().find(|label| text.starts_with(label)).map_or(0, str::len);
    let margin = " ".repeat(lead + label.max(2));
    let (mut out, mut used) = (line[..lead].to_owned(), lead);
    let mut is_quoted = false;
    let pieces = text.split(|c: char| {
        is_quoted ^= c == '`';
        c == ' ' && !is_quoted
    });
    for (index, piece) in pieces.enumerate() {
        let wide = piece.width();
        if index > 0 && used + 1 + wide > width && used > margin.len() {
            out.push('\n');
            out.push_str(&margin);
            used = margin.len();
        } else if index > 0 {
            out.push(' ');
            used += 1;
        }
        out.push_str(piece);
        used += wide;
    }
    out
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

#[cfg(test)]
mod tests {
    use super::wrapped;

    #[test]
    fn long_lines_are_wrapped_and_commands_are_not() {
        let line = "  help: fetch them: `git remote set-branches origin '*' && git fetch origin`; in a job, set it so";
        let rows = "  help: fetch them:\n        `git remote set-branches origin '*' && git fetch origin`;\n        in a job, set it so";
        assert_eq!(wrapped(line, 40), rows);
        assert_eq!(wrapped("error: short", 40), "error: short");
        assert_eq!(wrapped("one two three four five six seven eight", 20), "one two three four\n  five six seven\n  eight");
    }
}
