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

/// `copydesk man`.
pub(crate) fn man(streams: &mut Streams) -> Result<End, Failure> {
    let mut page = Vec::new();
    let rendered = clap_mangen::Man::new(Arguments::command()).render(&mut page);
    rendered.map_err(|error| Failure::new(format!("the manual page could not be made: {error}"), ""))?;
    streams.print(&String::from_utf8_lossy(&page))?;
    Ok(End::Clean)
}
