//! `completions` and `man`: both made from the arguments. A shell that completes a command line asks the program itself, by a variable of its
//! environment that says which shell asks.

use std::env;
use std::ffi::{OsStr, OsString};

use clap::{Command, CommandFactory};
use clap_complete::Shell;
use clap_complete::env::Shells;

use crate::cli::End;
use crate::cli::args::Arguments;
use crate::cli::streams::Streams;
use crate::workspace::Failure;

/// The variable by which a shell asks.
pub(crate) const VARIABLE: &str = "COPYDESK_COMPLETE";

/// `copydesk completions SHELL`.
pub(crate) fn completions(shell: Shell, streams: &mut Streams) -> Result<End, Failure> {
    let shells = Shells::builtins();
    let shell = shells.completer(&shell.to_string()).expect("every shell that can be named is known");
    let mut script = Vec::new();
    let written = shell.write_registration(VARIABLE, "copydesk", "copydesk", "copydesk", &mut script);
    written.map_err(|error| Failure::new(format!("the completions could not be made: {error}"), ""))?;
    streams.pass_on(&String::from_utf8_lossy(&script))?;
    Ok(End::Clean)
}

/// Tells the shell called `name` what may follow: its command line stands in `arguments` after the name of the program and `--`.
pub(crate) fn answer(name: &OsStr, arguments: Vec<OsString>, streams: &mut Streams) -> Result<End, Failure> {
    let shells = Shells::builtins();
    let is_asked = arguments.get(1).is_some_and(|argument| argument == "--");
    let line: Vec<OsString> = arguments.into_iter().skip(2).collect();
    let Some(shell) = shells.completer(&name.to_string_lossy()).filter(|_| is_asked) else {
        // Nothing was checked, and nobody is to take it for a run that was clean.
        let message = format!("`{VARIABLE}` is set, by which a shell asks for completions, and no shell asks");
        return Err(Failure::new(message, format!("take it out of the environment: `unset {VARIABLE}`")));
    };
    let mut said = Vec::new();
    let completed = shell.write_complete(&mut Arguments::command(), line, env::current_dir().ok().as_deref(), &mut said);
    completed.map_err(|error| Failure::new(format!("nothing can be completed: {error}"), ""))?;
    // Names of files may hold what a terminal obeys. The vertical tab stands between the candidates of bash.
    let is_plain = |c: &char| !c.is_control() || matches!(c, '\n' | '\t' | '\u{b}');
    streams.pass_on(&String::from_utf8_lossy(&said).chars().filter(is_plain).collect::<String>())?;
    Ok(End::Clean)
}

/// `copydesk man`: the page of the program, or of the command that it refers to as `copydesk-COMMAND(1)`.
pub(crate) fn man(command: Option<&str>, streams: &mut Streams) -> Result<End, Failure> {
    // `help` is no command with a page of its own.
    let mut of_program = without_help(Arguments::command());
    of_program.build();
    let described = match command {
        None => of_program,
        Some(name) => {
            let none = || Failure::new(format!("there is no command `{name}`"), "`copydesk help` lists the commands");
            let found = name.split('-').try_fold(&of_program, |command, part| command.find_subcommand(part));
            found.cloned().ok_or_else(none)?
        }
    };
    let mut page = Vec::new();
    let rendered = clap_mangen::Man::new(described).render(&mut page);
    rendered.map_err(|error| Failure::new(format!("the manual page could not be made: {error}"), ""))?;
    streams.print(&String::from_utf8_lossy(&page))?;
    Ok(End::Clean)
}

fn without_help(command: Command) -> Command {
    command.disable_help_subcommand(true).mut_subcommands(without_help)
}
