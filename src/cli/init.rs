//! `init`: a lint.toml to begin with. It never overwrites one.

use crate::cli::args::InitArguments;
use crate::cli::configure::{self, FILE};
use crate::cli::streams::Streams;
use crate::cli::{End, Trouble, find, write};

/// `copydesk init`.
pub(crate) fn init(arguments: &InitArguments, streams: &mut Streams) -> Result<End, Trouble> {
    let current = find::current_folder()?;
    let house = match &arguments.house {
        Some(name) => {
            configure::load(name, &current, &current)?.map_err(|_| {
                Trouble::new(format!("the house format `{name}` has faults"), format!("`copydesk houses test {name}` tells them"))
            })?;
            format!("house = {}\n", quoted(name))
        }
        None => houses(),
    };
    write::create(&current.join(FILE), FILE, &template(&house))?;
    streams.print(&format!("{FILE} is written: `copydesk check` uses it from now on\n"))?;
    Ok(End::Clean)
}

/// Without a house declared, drafts are told apart by their marks.
fn houses() -> String {
    let names: Vec<_> = configure::shipped().iter().map(|house| quoted(&house.name)).collect();
    format!(
        "# Without it, the house format is the one whose banner, number line or headings a draft bears.\n# house = {}\n",
        names.first().cloned().unwrap_or_default()
    )
}

fn quoted(name: &str) -> String {
    format!("\"{}\"", name.replace('\\', "\\\\").replace('"', "\\\""))
}

fn template(house: &str) -> String {
    let version = concat!(env!("CARGO_PKG_VERSION_MAJOR"), ".", env!("CARGO_PKG_VERSION_MINOR"));
    format!(
        "\
# Settings of copydesk for the drafts in this folder and below. `copydesk config` shows what is in force.

# The house format: a shipped name (`copydesk houses` lists them) or the path of your own.
{house}
required-version = \"{version}\"

# The lowest level of finding that makes `copydesk check` fail: error, warning, advice or never.
fail-on = \"error\"

# Known findings, which are not reported again: `copydesk check --update-baseline` writes them to this file.
# baseline = \".copydesk-baseline.json\"

# Acronyms that need no introduction, besides those the house lists.
# acronyms = [\"SCO\"]

[files]
# Patterns of paths from this folder. Without `include`, every .md, .markdown, .txt and .text file that bears the marks of the house.
# include = [\"notes/**/*.md\", \"notes/**/*.txt\"]
# exclude = [\"notes/templates/**\"]

[rules]
# Levels: off, advice, warning, error. `copydesk rules` lists the rules, `copydesk explain RULE` tells what one is for.
# title-final-stop = \"off\"
# points-count = {{ level = \"warning\", max = 4 }}

# What differs for some drafts or notes.
# [[overrides]]
# include = [\"notes/2019/**\"]
# rules = {{ unnumbered-section = \"off\" }}
"
    )
}
