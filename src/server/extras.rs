//! What an extension of an editor asks beyond the protocol: the line at the foot of the window, a new note, a house that is shipped.

use std::fmt::Write;

use lsp_server::ErrorCode;
use lsp_types::Uri;
use serde::{Deserialize, Serialize};

use super::refusal::Refusal;
use super::state::Server;
use super::uri;
use crate::draft::Syntax;
use crate::finding::Level;
use crate::house::House;
use crate::series::Series;
use crate::skeleton::{Skeleton, Wish};
use crate::workspace::configuration::Configuration;

/// The request for what is known of a text at a glance.
pub(super) const STATUS: &str = "copydesk/status";

/// The request for a new note.
pub(super) const NEW_NOTE: &str = "copydesk/newNote";

/// The request for the text of a shipped house.
pub(super) const HOUSE: &str = "copydesk/house";

/// Which text.
#[derive(Debug, Deserialize)]
pub(super) struct OfText {
    uri: Uri,
}

/// What is known of a text at a glance.
#[derive(Debug, Default, Serialize)]
pub(super) struct Status {
    version: &'static str,
    house: Option<String>,
    number: Option<String>,
    date: Option<String>,
    errors: usize,
    warnings: usize,
    advice: usize,
    /// What keeps it from being checked: a fault in lint.toml, such as a program that is too old for it.
    fault: Option<String>,
}

pub(super) fn status(server: &Server<'_>, asked: &OfText) -> Option<Status> {
    let view = server.view(&asked.uri)?;
    let fault = server.live.fault_of(view.document);
    let mut status = Status { version: env!("CARGO_PKG_VERSION"), fault: fault.map(|fault| fault.message.clone()), ..Status::default() };
    let known = server.ask(view, |cx| {
        let header = cx.draft.heads().first().map(|note| &note.header)?;
        let number = header.numbers().map(|numbers| numbers.to_string());
        Some((cx.house.title.value.clone(), number, header.date.map(|date| date.value.to_string())))
    });
    let Some((house, number, date)) = known.flatten() else { return status.fault.is_some().then_some(status) };
    (status.house, status.number, status.date) = (Some(house), number, date);
    for reported in server.shown(view).iter() {
        match reported.level {
            Level::Error => status.errors += 1,
            Level::Warning => status.warnings += 1,
            Level::Advice => status.advice += 1,
            Level::Off => {}
        }
    }
    Some(status)
}

/// A note to begin.
#[derive(Debug, Deserialize)]
pub(super) struct NewNote {
    /// A file or folder beside which it is to be.
    uri: Uri,
    title: String,
}

/// A note that is begun.
#[derive(Debug, Serialize)]
pub(super) struct Begun {
    /// What its file may be called.
    name: String,
    /// What it says, as a snippet: one stop for each blank.
    snippet: String,
}

pub(super) fn new_note(server: &mut Server<'_>, wanted: &NewNote) -> Result<Begun, Refusal> {
    let refused = |message: &str| Refusal::new(ErrorCode::RequestFailed, message);
    let path = uri::to_path(&wanted.uri).ok_or_else(|| refused("a note begins in a folder"))?;
    let index = server.live.configuration_for(&path.join("any"))?;
    let configuration = server.live.session.configurations.get(index);
    let [house] = configuration.houses.as_slice() else { return Err(refused("lint.toml declares no house, or several")) };
    let series = server.live.series_of(index, house);
    let number = series.map_or(Some(1), |series| series.next_free_run(1));
    let date = server.live.session.today;
    let title = wanted.title.trim();
    let name = number.and_then(|number| file_name(configuration, house, series, number, title)).unwrap_or_else(|| "note".to_owned());
    let file = format!("{name}.md");
    let wish = Wish { title, authors: &[], date, number, issue: None, points: POINTS };
    let skeleton =
        Skeleton::new(house, &wish, &file, Syntax::Markdown).map_err(|misread| refused(&format!("this cannot be begun: {misread:?}")))?;
    Ok(Begun { name: file, snippet: snippet(&skeleton) })
}

/// Points that a numbered section begins with.
const POINTS: usize = 2;

/// The name of the file, where names follow a pattern.
fn file_name(configuration: &Configuration, house: &House, series: Option<&Series>, number: u64, title: &str) -> Option<String> {
    let settings = configuration.settings.as_ref().and_then(|settings| settings.series.file_name.as_ref());
    let pattern = settings.or(house.series.file_name.as_ref())?;
    let last = series.and_then(|series| series.last_settled()?.file().map(str::to_owned));
    let figures = last.as_deref().and_then(|file| pattern.number_in(file).map(|(_, range)| range.len())).unwrap_or_default();
    let words = title.split(|c: char| !c.is_alphanumeric()).filter(|word| !word.is_empty()).map(str::to_lowercase);
    Some(pattern.write(number, figures, &words.take(WORDS).collect::<Vec<_>>().join("-")))
}

/// Words of a title that go into the name of its file.
const WORDS: usize = 6;

/// The text with a stop in the place of each blank.
fn snippet(skeleton: &Skeleton) -> String {
    let escaped = |text: &str| text.replace('\\', "\\\\").replace('$', "\\$").replace('}', "\\}");
    let mut parts = skeleton.text.split(skeleton.mark.as_str());
    let mut snippet = escaped(parts.next().unwrap_or_default());
    for (index, part) in parts.enumerate() {
        write!(snippet, "${{{}:{}}}", index + 1, escaped(&skeleton.mark)).expect("a text takes all that is written to it");
        snippet.push_str(&escaped(part));
    }
    snippet
}

/// Which shipped house.
#[derive(Debug, Deserialize)]
pub(super) struct OfHouse {
    name: String,
}

pub(super) fn house(asked: &OfHouse) -> Option<String> {
    House::named(asked.name.trim_end_matches(".toml")).map(|house| house.source.text().to_owned())
}
