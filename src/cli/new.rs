use crate::cli::args::NewArguments;
use crate::cli::streams::Streams;
use crate::cli::{End, Trouble};

pub(crate) fn new(_: &NewArguments, _: &mut Streams) -> Result<End, Trouble> {
    todo!()
}
