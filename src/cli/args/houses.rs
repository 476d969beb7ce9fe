//! What `houses` can be asked to do.

use clap::Subcommand;

/// What `houses` can be asked to do.
#[derive(Debug, Subcommand)]
pub(crate) enum HousesCommand {
    /// Run the examples that a house format carries.
    Test {
        /// The house format: a file, or a shipped name.
        #[arg(value_name = "FILE")]
        house: String,
        /// Write what the examples raise into the file, as what they are expected to raise. Shows the difference.
        #[arg(long)]
        write: bool,
    },
    /// Print the JSON Schema of house formats.
    Schema,
}
