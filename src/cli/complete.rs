//! `completions` and `man`: both made from the arguments.

use clap::CommandFactory;
use clap_complete::Shell;

use crate::cli::End;
use crate::cli::args::Arguments;
use crate::cli::streams::Streams;
use crate::workspace::Failure;

/// `copydesk completions SHELL`.
pub(crate) fn completions(shell: Shell, streams: &mut Streams) -> Result<End, Failure> {
    let mut script = Vec::new();
    clap_complete::generate(shell, &mut Arguments::command(), "copydesk", &mut script);
    streams.print(&String::from_utf8_lossy(&script))?;
    Ok(End::Clean)
}

/// `copydesk man`: the page of the program, or of the command that it refers to as `copydesk-COMMAND(1)`.
pub(crate) fn man(command: Option<&str>, streams: &mut Streams) -> Result<End, Failure> {
    let mut of_program = Arguments::command();
    of_program.build();
    let described = match command {
        None => of_program,
        Some(name) => {
            let found = of_program.find_subcommand(name).cloned();
            let none = || Failure::new(format!("there is no command `{name}`"), "`copydesk help` lists the commands");
            found.ok_or_else(none)?
        }
    };
    let mut page = Vec::new();
    let rendered = clap_mangen::Man::new(described).render(&mut page);
    rendered.map_err(|error| Failure::new(format!("the manual page could not be made: {error}"), ""))?;
    streams.print(&String::from_utf8_lossy(&page))?;
    Ok(End::Clean)
}
