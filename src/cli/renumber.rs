use crate::cli::args::RenumberArguments;
use crate::cli::streams::Streams;
use crate::cli::{End, Trouble};

pub(crate) fn renumber(_: &RenumberArguments, _: &mut Streams) -> Result<End, Trouble> {
    todo!()
}
