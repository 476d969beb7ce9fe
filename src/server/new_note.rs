//! A note that is begun in an editor: what stands in it, with a stop for each blank, and the file that it may become.

use std::fmt::Write;

use lsp_server::ErrorCode;
use lsp_types::Uri;
use serde::{Deserialize, Serialize};

use super::refusal::Refusal;
use super::state::{Server, View};
use super::uri;
use crate::draft::Syntax;
use crate::house::House;
use crate::series::Series;
use crate::skeleton::{self, Misread, Skeleton, Wish};
use crate::workspace::configuration::Configuration;
use crate::workspace::{bounds, new_note, paths};

/// The request for a new note.
pub(super) const NEW_NOTE: &str = "copydesk/newNote";

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
    /// The file that it may become.
    uri: Uri,
    /// The name of that.
    name: String,
    /// What it says, as a snippet: one stop for each blank.
    snippet: String,
}

pub(super) fn new_note(server: &mut Server<'_>, wanted: &NewNote) -> Result<Begun, Refusal> {
    let refused = |message: String| Refusal::new(ErrorCode::RequestFailed, message);
    let beside = uri::to_path(&wanted.uri).ok_or_else(|| refused("a note begins in a folder".to_owned()))?;
    let index = server.live.configuration_for(&beside.join("any"))?;
    let configuration = server.live.session.configurations.get(index);
    let [house] = configuration.houses.as_slice() else { return Err(refused("lint.toml declares no house, or several".to_owned())) };
    let series = server.live.series_of(index, house);
    let title = wanted.title.trim();
    let number = next_number(series);
    let pattern = new_note::file_name(configuration, house, series).zip(number);
    let mut place = new_note::place(configuration, house, series, title, pattern);
    let has_archive = configuration.settings.as_ref().is_some_and(|settings| settings.series.archive.is_some());
    if let Some(name) = place.file_name().filter(|_| !has_archive) {
        place = beside.join(name);
    }
    let written = paths::name_of(&place, &configuration.folder);
    if !bounds::is_within(&place, &configuration.folder) {
        return Err(refused(format!("`{written}`, where `[series]` in lint.toml has it, lies outside the folder")));
    }
    let wish = wish(server, configuration, house, series, title);
    let skeleton = skeleton(house, &wish, &written, Syntax::of_file(&written)).map_err(|misread| refused(words(misread, house, title)))?;
    let uri = uri::of_path(&place).ok_or_else(|| refused(format!("`{written}` has no address")))?;
    let name = place.file_name().unwrap_or_default().to_string_lossy().into_owned();
    Ok(Begun { uri, name, snippet: snippet(&skeleton) })
}

/// A whole note, to be written into a text that has nothing in it: its snippet, with a blank for its title.
pub(super) fn whole(server: &Server<'_>, view: View<'_>) -> Option<String> {
    let configuration = server.live.session.of(view.document);
    let skeleton = server.ask(view, |cx| {
        let title = skeleton::mark(cx.house).0;
        let wish = wish(server, configuration, cx.house, cx.series, &title);
        skeleton(cx.house, &wish, "", cx.draft.syntax).ok()
    });
    skeleton.flatten().as_ref().map(snippet)
}

fn next_number(series: Option<&Series>) -> Option<u64> {
    series.map_or(Some(1), |series| series.next_free_run(1))
}

fn wish<'a>(server: &Server<'_>, configuration: &Configuration, house: &House, series: Option<&Series>, title: &'a str) -> Wish<'a> {
    let (date, number) = (server.live.session.today, next_number(series));
    let issue = number.filter(|_| new_note::counts_issues(house, date)).map(|number| new_note::issue(series, number).unwrap_or((1, 1)));
    Wish { title, authors: &[], date, number, issue, points: new_note::points(configuration, house) }
}

/// A draft with a blank for its authors too, where the house names them.
fn skeleton(house: &House, wish: &Wish<'_>, file: &str, syntax: Syntax) -> Result<Skeleton, Misread> {
    let authors = [skeleton::mark(house).0];
    let asks = house.asks_for_byline(Some(wish.date)).is_some();
    let signed = Wish { authors: if asks { &authors } else { &[] }, ..wish.clone() };
    Skeleton::new(house, &signed, file, syntax).or_else(|_| Skeleton::new(house, wish, file, syntax))
}

/// Why no draft can be begun, to somebody who gave its title.
fn words(misread: Misread, house: &House, title: &str) -> String {
    let series = &house.title.value;
    match misread {
        Misread::Title if title.is_empty() => "give it a title".to_owned(),
        Misread::Title => format!("`{title}` would not be read as the title of a note of {series}; word it otherwise"),
        Misread::Authors | Misread::NoAuthors => "its header would be misread without an author".to_owned(),
        Misread::Number => format!("the house format of {series} has no place for its number"),
        Misread::Date => format!("the house format of {series} has no place for its date"),
        Misread::Sections => {
            format!("the sections of {series} would not be read: `copydesk houses test` says what is wrong with its house format")
        }
    }
}

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
