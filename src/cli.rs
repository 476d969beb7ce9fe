//! The command line: arguments, commands and streams; the only place that knows a terminal or the environment. What is on the disk is for the
//! workspace to say.

use std::ffi::OsString;
use std::path::Path;
use std::process::ExitCode;

use clap::{Parser, Subcommand};

use args::{Arguments, Command};
use streams::{Color, Streams};

use crate::visible::one_line;
use crate::workspace::{Failure, notice, unreadable};

mod args;
mod check;
mod complete;
mod config;
mod explain;
mod houses;
mod import;
mod index;
mod init;
mod new;
mod nothing;
mod outline;
mod renumber;
mod rules;
mod series;
#[cfg(feature = "server")]
mod server;
mod shelves;
mod streams;

/// Runs the program: `arguments` begin with its own name.
pub fn main(arguments: impl IntoIterator<Item = OsString>) -> ExitCode {
    std::panic::set_hook(Box::new(|panic| {
        let place = panic.location().map(|place| format!(" ({}:{})", place.file(), place.line())).unwrap_or_default();
        streams::complain(&format!("this is a bug in copydesk {}{place}: please report it", env!("CARGO_PKG_VERSION")));
    }));
    notice::listen(streams::complain);
    let arguments: Vec<_> = arguments.into_iter().collect();
    let asking = std::env::var_os(complete::VARIABLE).filter(|shell| !shell.is_empty());
    let end = match asking {
        Some(shell) => complete::answer(&shell, arguments, &mut Streams::new(Color::Never)),
        None => run(arguments),
    };
    match end {
        Ok(end) => end.into(),
        Err(failure) => {
            complain_of(&failure);
            End::NotDone.into()
        }
    }
}

fn run(arguments: Vec<OsString>) -> Result<End, Failure> {
    with_check(arguments).and_then(|arguments| match Arguments::try_parse_from(&arguments) {
        Ok(arguments) => perform(arguments),
        Err(said) => spoken(said, &arguments),
    })
}

/// The Markdown of a Word document, where these bytes are one: for the fuzz targets.
#[cfg(fuzzing)]
pub fn imported(bytes: Vec<u8>) -> Option<String> {
    import::markdown_of(&bytes)
}

/// How a run ends.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum End {
    /// Nothing at or above `--fail-on`.
    Clean,
    /// Something is.
    Found,
    /// The document could not be done, or not all of it.
    NotDone,
}

impl From<End> for ExitCode {
    fn from(end: End) -> ExitCode {
        ExitCode::from(match end {
            End::Clean => 0,
            End::Found => 1,
            End::NotDone => 2,
        })
    }
}

/// Says what failed on standard error.
pub(crate) fn complain_of(failure: &Failure) {
    streams::complain(&format!("error: {}", failure.message));
    if !failure.help.is_empty() {
        streams::complain(&format!("  help: {}", failure.help));
    }
}

fn perform(arguments: Arguments) -> Result<End, Failure> {
    let mut streams = Streams::new(arguments.color);
    match arguments.command {
        Command::Check(arguments) => check::check(&arguments, &mut streams),
        Command::Fix(arguments) => check::fix(arguments, &mut streams),
        Command::Outline(arguments) => outline::outline(&arguments, &mut streams),
        Command::Series(arguments) => series::series(&arguments, &mut streams),
        Command::New(arguments) => new::new(&arguments, &mut streams),
        Command::Index(arguments) => index::index(&arguments, &mut streams),
        Command::Renumber(arguments) => renumber::renumber(&arguments, &mut streams),
        Command::Explain(arguments) => explain::explain(&arguments, &mut streams),
        Command::Rules(arguments) => rules::rules(&arguments, &mut streams),
        Command::Houses(arguments) => houses::houses(&arguments, &mut streams),
        Command::Config(arguments) => config::config(&arguments, &mut streams),
        Command::Import(arguments) => import::import(&arguments, &mut streams),
        Command::Init(arguments) => init::init(&arguments, &mut streams),
        Command::Completions { shell } => complete::completions(shell, &mut streams),
        #[cfg(feature = "server")]
        Command::Server { .. } => {
            // It writes from a thread of its own, which standard output has to be free for.
            drop(streams);
            Ok(server::serve())
        }
        Command::Man { command } => complete::man(command.as_deref(), &mut streams),
    }
}

/// What clap has to say: help and version on standard output, a wrong usage on standard error.
fn spoken(said: clap::Error, arguments: &[OsString]) -> Result<End, Failure> {
    if !said.use_stderr() {
        Streams::new(Color::Auto).print(&said.render().ansi().to_string())?;
        return Ok(End::Clean);
    }
    // It repeats arguments, which a hook makes of the names of files: it is asked again with what may be shown of them.
    let shown = arguments.iter().map(|argument| one_line(&argument.to_string_lossy()).into_owned());
    let said = Arguments::try_parse_from(shown).err().filter(clap::Error::use_stderr).unwrap_or(said);
    streams::complain_in_colour(&said.render().ansi().to_string(), Color::Auto);
    Ok(End::NotDone)
}

/// The same arguments, with `check` put in where the first is a file or folder.
fn with_check(mut arguments: Vec<OsString>) -> Result<Vec<OsString>, Failure> {
    let Some(first) = arguments.get(1).map(|first| first.to_string_lossy().into_owned()) else { return Ok(arguments) };
    let is_flag = first.starts_with('-') && first != "-";
    let is_command = first == "help" || Command::has_subcommand(&first);
    if is_flag || is_command {
        return Ok(arguments);
    }
    let path = Path::new(&arguments[1]);
    if first == "-" || path.symlink_metadata().is_ok() {
        arguments.insert(1, OsString::from("check"));
    } else if first.contains(['/', '\\', '.']) {
        return Err(unreadable::missing(&first));
    }
    Ok(arguments)
}
