//! What `houses` can be asked to do.

use std::path::PathBuf;

use clap::Subcommand;

use super::candidates;

/// What `houses` can be asked to do.
#[derive(Debug, Subcommand)]
pub(crate) enum HousesCommand {
    /// Run the examples that a house format carries.
    Test {
        /// The house format: a file, or a shipped name.
        #[arg(value_name = "FILE", add = candidates::of_houses())]
        house: String,
        /// Write what the examples raise into the file, as what they are expected to raise. Shows the difference.
        #[arg(long)]
        write: bool,
    },
    /// Derive a house format from good notes: what they have in common, with how many have it.
    New {
        /// Good notes of the series; ten are better than two.
        #[arg(long, required = true, num_args = 1.., value_name = "DRAFT")]
        from: Vec<PathBuf>,
        /// Where the house goes; `-` is standard output, as without it. Never overwrites.
        #[arg(short, long, value_name = "FILE")]
        output: Option<PathBuf>,
    },
    /// Print the JSON Schema of house formats.
    Schema,
}
