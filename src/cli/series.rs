//! `series`: the archive as the linter sees it. It says what breaks the numbering and leaves it to `check` to call that wrong.

use crate::cli::End;
use crate::cli::args::{SeriesArguments, SeriesFormat};
use crate::cli::shelves::{Empty, NO_NOTE, Shelves};
use crate::cli::streams::Streams;
use crate::report::archive::{self, Shelf};
use crate::workspace::outputs::Reads;
use crate::workspace::{Failure, paths, write};

/// `copydesk series`.
pub(crate) fn series(arguments: &SeriesArguments, streams: &mut Streams) -> Result<End, Failure> {
    let shelves = Shelves::open(&arguments.drafts, &arguments.at, &arguments.bases)?;
    if let Some(file) = &arguments.plot {
        Reads::of(&shelves.session, &arguments.at.overrides(), [])?.refuse_overwriting(file)?;
    }
    let end = shelves.tell(Empty::IsFault);
    let all: Vec<Shelf<'_>> = shelves.all().into_iter().map(|(_, shelf)| shelf).collect();
    if all.is_empty() && end == End::Clean && !arguments.drafts.allow_empty {
        let place = shelves.session.looked_in.join(", ");
        return Err(Failure::new(format!("there is no numbered note in {place}"), NO_NOTE));
    }
    match arguments.format {
        SeriesFormat::Json => streams.print_json(&archive::json(&all))?,
        SeriesFormat::Csv => streams.print(&archive::csv(&all))?,
        SeriesFormat::Text => {
            streams.print(&all.iter().map(|shelf| archive::table(*shelf, streams.width)).collect::<Vec<_>>().join("\n"))?;
        }
    }
    if let Some(file) = &arguments.plot {
        let (_, shelf) = shelves.sole()?;
        let help = "a plot shows numbers over dates: no note here has both";
        let picture = archive::plot(shelf).ok_or_else(|| Failure::new("there is nothing to plot", help))?;
        write::put(file, &paths::written(file), &picture)?;
    }
    Ok(end)
}
