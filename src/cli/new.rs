//! `new`: a draft to begin with, under the next number of the series. What stands in it is for the skeleton to say; no file is overwritten.

use std::fs;
use std::path::{Path, PathBuf};

use jiff::civil::Date;

use crate::cli::End;
use crate::cli::args::{Drafts, NewArguments};
use crate::cli::shelves::{Empty, Shelves, which};
use crate::cli::streams::{Streams, complain};
use crate::draft::Syntax;
use crate::house::{FileName, House};
use crate::series::{Scope, Series};
use crate::skeleton::{Misread, Skeleton, Wish};
use crate::visible::{hides, one_line};
use crate::workspace::configuration::Configuration;
use crate::workspace::session::{clock, syntax_of};
use crate::workspace::write::WriteLock;
use crate::workspace::{Failure, bounds, new_note, paths, write};

/// Characters of a title: as many as a line of furniture may have.
const LONGEST_TITLE: usize = 200;
const LONGEST_NAME: usize = 100;

/// `copydesk new`.
pub(crate) fn new(arguments: &NewArguments, streams: &mut Streams) -> Result<End, Failure> {
    let title = line(&arguments.title, "title", LONGEST_TITLE)?;
    let authors = arguments.author.iter().map(|name| line(name, "author", LONGEST_NAME)).collect::<Result<Vec<_>, _>>()?;
    // From reading to writing: which number is the next must not change in between.
    let current = paths::current_folder()?;
    let output = arguments.output.iter().filter(|output| *output != Path::new("-")).map(|output| paths::absolute(&current, output));
    let places: Vec<PathBuf> = output.chain([current.join("any")]).collect();
    let lock = WriteLock::acquire(places.iter().map(PathBuf::as_path));
    let mut shelves = Shelves::open(&Drafts::default(), &arguments.at, &arguments.bases)?;
    shelves.need_all(Empty::IsFine)?;
    let home = shelves.session.configurations.home()?;
    let configuration = shelves.session.configurations.get(home);
    let house = house(&shelves, home)?;
    let series = shelves.of(home, house);
    let date = arguments.date.or(arguments.today).unwrap_or_else(clock);
    let number = next_number(house, series, configuration)?;
    let pattern = new_note::file_name(configuration, house, series);
    let target = target(arguments, pattern.zip(number), series, house, configuration, &title)?;
    let name = target.as_ref().map(|target| paths::written(target));
    let points = new_note::points(configuration, house);
    let issue = issue(house, date, series, number);
    let wish = Wish { title: &title, authors: &authors, date, number, issue, points };
    let syntax = name.as_deref().map_or(Syntax::Markdown, syntax_of);
    let skeleton =
        Skeleton::new(house, &wish, name.as_deref().unwrap_or_default(), syntax).map_err(|misread| failure(misread, house, &wish))?;
    if let (Some(target), Some(name)) = (&target, &name) {
        write::create_in_turn(target, name, &skeleton.text, &lock)?;
        let number = number.map(|number| format!(", No. {number}")).unwrap_or_default();
        streams.print(&format!("{} is written{number}: replace each `{}`\n", one_line(name), one_line(&skeleton.mark)))?;
    } else {
        streams.pass_on(&skeleton.text)?;
    }
    remark(house, series, date);
    if authors.is_empty() && house.asks_for_byline(Some(date)).is_some() {
        complain("no author is named: `--author NAME` writes the line of authors");
    }
    if !skeleton.listed {
        let title = &house.title.value;
        complain(&format!(
            "`{}` marks what is to be written, but nothing will find it: {title} lists no words that must not be left in",
            skeleton.mark
        ));
    }
    Ok(End::Clean)
}

/// A text that has to fit on one line of a draft.
fn line(given: &str, what: &str, longest: usize) -> Result<String, Failure> {
    let text = given.trim();
    let is_break = |c: char| c.is_control() || matches!(c, '\u{2028}' | '\u{2029}');
    if text.is_empty() {
        return Err(Failure::new(format!("the {what} is empty"), format!("write the {what} between quotation marks")));
    }
    if text.contains(is_break) {
        return Err(Failure::new(format!("the {what} holds a line break or another control character"), "write it on one line"));
    }
    if hides(text) {
        let help = "write it anew: such a character comes along when text is copied from a page or a chat";
        return Err(Failure::new(format!("the {what} holds a character that nobody sees"), help));
    }
    let length = text.chars().count();
    if length > longest {
        return Err(Failure::new(format!("the {what} is {length} characters long, and may be {longest}"), "make it shorter"));
    }
    Ok(text.to_owned())
}

/// The house that is named or declared; where none is, that of the notes here.
fn house(shelves: &Shelves, home: usize) -> Result<&House, Failure> {
    let configuration = shelves.session.configurations.get(home);
    let houses: Vec<&House> = configuration.houses.iter().map(AsRef::as_ref).collect();
    if let [only] = houses.as_slice() {
        return Ok(only);
    }
    let here = shelves.all().into_iter().filter(|(index, _)| *index == home).map(|(_, shelf)| shelf.house).collect::<Vec<_>>();
    match here.as_slice() {
        [only] if !configuration.declared => Ok(only),
        _ => {
            let names: Vec<&str> = houses.iter().map(|house| house.name.value.as_str()).collect();
            let said =
                if configuration.declared { "lint.toml declares several houses" } else { "nothing here says which house the draft is for" };
            Err(which(&names, said))
        }
    }
}

/// The next free number; `None` where it has to be left open. What it rests on is told where that is not an archive.
fn next_number(house: &House, series: Option<&Series>, configuration: &Configuration) -> Result<Option<u64>, Failure> {
    let settings = configuration.settings.as_ref().map(|settings| &settings.series);
    let declared = settings.is_some_and(|settings| settings.archive.is_some() || !settings.ledger.is_empty());
    let full =
        || Failure::new("no number is left: the series has used the highest there is", "withdraw it, or correct the note that has it");
    if let Some(series) = series.filter(|series| series.entries().iter().any(|entry| entry.numbers.is_some())) {
        if series.scope == Scope::Run {
            let notes = series.entries().len();
            let found = if notes == 1 { "the 1 note".to_owned() } else { format!("the {notes} notes") };
            complain(&format!(
                "the number follows {found} found here: lint.toml declares no archive (`[series]`, `archive = [\"notes/**\"]`)"
            ));
        }
        return series.next_free_run(1).map(Some).ok_or_else(full);
    }
    if declared || house.number_line().is_none() {
        let policy = settings.map(crate::settings::SeriesSettings::policy).unwrap_or_default();
        let first = Series::new(Scope::Archive, policy, Vec::new()).next_free_run(1).ok_or_else(full)?;
        complain(&format!("no note of {} was found, so this is No. {first}", house.title.value));
        return Ok(Some(first));
    }
    complain("the number is left open: lint.toml declares no archive (`[series]`, `archive = [\"notes/**\"]`), and no note is here");
    Ok(None)
}

/// Where the draft goes: `None` is standard output.
fn target(
    arguments: &NewArguments,
    pattern: Option<(&FileName, u64)>,
    series: Option<&Series>,
    house: &House,
    configuration: &Configuration,
    title: &str,
) -> Result<Option<PathBuf>, Failure> {
    if let Some(output) = &arguments.output {
        let to_file = output != Path::new("-");
        if to_file && (!paths::is_draft(output) || paths::is_word(output)) {
            let help = "end the name in .md or .txt";
            return Err(Failure::new(format!("`{}` is no name for a draft", paths::written(output)), help));
        }
        return Ok(to_file.then(|| output.clone()));
    }
    let Some((pattern, number)) = pattern else { return Ok(None) };
    let path = new_note::place(configuration, house, series, title, Some((pattern, number)));
    let current = paths::current_folder()?;
    let shown = path.strip_prefix(&current).map_or_else(|_| path.clone(), Path::to_owned);
    let written = paths::written(&shown);
    // What lint.toml and the house say is not the person's own word.
    if !bounds::is_within(&path, &configuration.folder) {
        let help = "`-o FILE` says where the draft goes; `[series]` in lint.toml says where it would have gone";
        return Err(Failure::new(format!("`{written}` lies outside the repository"), help));
    }
    bounds::keep_in(&path, &written)?;
    // Where nobody would look for it, its number would be given again.
    if !new_note::is_of_archive(&path, configuration) {
        let help = "let `archive` in `[series]` of lint.toml match what `file-name` gives, or say with `-o FILE` where the draft goes";
        return Err(Failure::new(format!("`{written}` is no file of the archive: its number would be given again"), help));
    }
    if pattern.text().contains('/')
        && let Some(parent) = path.parent()
    {
        fs::create_dir_all(parent).map_err(|error| write::failed(&written, &error))?;
    }
    Ok(Some(shown))
}

/// Volume and issue, where the house counts them.
fn issue(house: &House, date: Date, series: Option<&Series>, number: Option<u64>) -> Option<(u64, u64)> {
    let number = number.filter(|_| new_note::counts_issues(house, date))?;
    Some(new_note::issue(series, number).unwrap_or_else(|| {
        complain("no note tells which volume and issue this is: correct the number line");
        (1, 1)
    }))
}

/// What should be known of the date.
fn remark(house: &House, series: Option<&Series>, date: Date) {
    let name = |day: &jiff::civil::Weekday| {
        let names = &house.dates.vocabulary.weekdays;
        names.get(usize::from(day.to_monday_zero_offset().unsigned_abs())).cloned().unwrap_or_else(|| format!("{day:?}"))
    };
    let days = &house.series.weekdays;
    if !days.is_empty() && !days.contains(&date.weekday()) {
        let days = days.iter().map(name).collect::<Vec<_>>().join(", ");
        let title = &house.title.value;
        complain(&format!("{date} is a {}, and {title} is published on {days}: `--date DATE` gives another day", name(&date.weekday())));
    }
    let last = series.and_then(Series::last_settled);
    if let Some((entry, before)) = last.and_then(|last| Some((last, last.date?.value))).filter(|(_, before)| *before > date) {
        let number = entry.numbers.map(|run| run.to_string()).unwrap_or_default();
        complain(&format!("{date} is earlier than {before}, the date of No. {number}"));
    }
}

fn failure(misread: Misread, house: &House, wish: &Wish<'_>) -> Failure {
    let title = &house.title.value;
    match misread {
        Misread::Title => Failure::new(
            format!("`{}` would not be read as the title of a note of {title}", wish.title),
            "word it otherwise: it looks like a heading, a date, a name or another line of the house",
        ),
        Misread::Authors if wish.authors.is_empty() => {
            Failure::new("without an author, the header would be misread", "name one: `--author NAME`")
        }
        Misread::Authors => Failure::new(
            format!("`{}` would not be read as authors", wish.authors.join("`, `")),
            "give each name as it stands in a note: `--author \"Ines Okafor\" --author \"Tomas Reyes\"`",
        ),
        Misread::NoAuthors => Failure::new(format!("the notes of {title} name no authors"), "leave `--author` out"),
        Misread::Number => Failure::new(
            "the number would stand nowhere in the draft, or not agree with the name of its file",
            "leave `-o` out, or let lint.toml say how files are named: `[series]`, `file-name = \"{number}-{slug}\"`",
        ),
        Misread::Date => {
            Failure::new("the date would stand nowhere in the draft", format!("say in the house format of {title} where it stands"))
        }
        Misread::Sections => Failure::new(
            "the sections would not be read",
            format!("`copydesk houses test` says what is wrong with the house format of {title}"),
        ),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_line_is_one() {
        assert_eq!(line("  Mali: A coup ", "title", 20).as_deref().ok(), Some("Mali: A coup"));
        for (given, said) in [
            ("", "the title is empty"),
            ("a\nb", "the title holds a line break or another control character"),
            ("a\u{1b}b", "the title holds a line break or another control character"),
            ("a\u{2028}b", "the title holds a line break or another control character"),
            ("123456789012345678901", "the title is 21 characters long, and may be 20"),
        ] {
            assert_eq!(line(given, "title", 20).expect_err("it is no line").message, said);
        }
    }
}
