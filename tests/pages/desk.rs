//! The linter as the examples meet it: the invented house, a fixed day, and one rule in question.

use std::sync::Arc;

use copydesk::draft::{Draft, Heads, Syntax};
use copydesk::finding::{Edit, Level, RuleId};
use copydesk::house::House;
use copydesk::lint::{self, Brief, Candidates, Ignoring, Reported};
use copydesk::roster::Roster;
use copydesk::rules::Rule;
use copydesk::series::{Entry, Place, Scope, Series, Standing};
use copydesk::settings::{Asked, Settings};
use copydesk::source::Source;
use jiff::civil::{Date, date};

use super::example;

const HOUSE: &str = include_str!("../../fixtures/harbour-notes/house.toml");
const TODAY: Date = date(2021, 5, 20);

/// The invented house, with one rule in question.
pub struct Desk {
    house: House,
    rule: &'static Rule,
    asked: Asked,
    settings: Settings,
    /// The headers of the notes of the archive, where the page gives any.
    archive: Vec<String>,
}

impl Desk {
    /// A rule that is off by default is turned on for its own page.
    pub fn for_rule(rule: &'static Rule) -> Self {
        let (house, faults) =
            House::read(Arc::new(Source::new("house.toml", format!("{HOUSE}\n{}", example::house(rule).unwrap_or_default()))));
        assert!(faults.is_empty(), "{faults:?}");
        let levels = if rule.level == Level::Off { vec![(RuleId::coded(rule.id), Level::Warning)] } else { Vec::new() };
        let (given, archive) = example::given(rule);
        let mut settings = Settings::read(&Arc::new(Source::new("lint.toml", given))).expect("a page gives settings without a fault");
        settings.authors = example::roster(rule).map(|text| {
            let (roster, faults) = Roster::read(&Arc::new(Source::new("authors.toml", text)));
            assert!(faults.is_empty(), "{faults:?}");
            roster
        });
        Desk { house: house.expect("a house without a fault is read"), rule, asked: Asked { levels, only: Vec::new() }, settings, archive }
    }

    /// What is found in `text`.
    pub fn check(&self, text: &str, name: Option<&str>, syntax: Syntax) -> Vec<Reported> {
        let path = name.unwrap_or("note");
        let draft = Draft::read(Arc::new(Source::new(path, text)), syntax, &self.house);
        let series = self.series(&draft, path);
        let brief = Brief {
            settings: Some(&self.settings),
            path,
            asked: &self.asked,
            ignores: Ignoring::Obeyed,
            today: TODAY,
            series: series.as_ref(),
        };
        if draft.notes.is_empty() {
            return lint::unrecognised(&draft, Candidates::None(&[self.house.name.as_str()]), &brief).findings;
        }
        lint::check(&draft, &self.house, &brief).findings
    }

    /// The archive that the page gives, with the draft in its place: in `notes` it is one of the archive, elsewhere it is new.
    fn series(&self, draft: &Draft, path: &str) -> Option<Series> {
        let policy = self.settings.series.policy();
        if self.archive.is_empty() && policy.file_name.is_none() {
            return None;
        }
        let standing = if path.starts_with("notes/") { Standing::Archive } else { Standing::New };
        let place = |file: &str| Place::Tree { file: file.into() };
        let headers = draft.notes.iter().map(|note| &note.header);
        let own = headers.filter_map(|header| Entry::new(header, &draft.source, place(path), standing));
        let heads = Heads::new(&self.house);
        let others = self.archive.iter().enumerate().flat_map(|(index, note)| {
            let file = format!("notes/given-{index}.txt");
            let head = heads.read(&file, note, Syntax::Plain);
            assert_eq!(head.headers.len(), 1, "a note is given by its header: {note}");
            Entry::all(&head.headers, &head.source, &place(&file), Standing::Archive)
        });
        Some(Series::new(Scope::Archive, policy, own.chain(others).collect()))
    }

    /// `text` with everything mended that the rule in question can mend.
    pub fn mended(&self, text: &str, name: Option<&str>, syntax: Syntax) -> String {
        let own = self.check(text, name, syntax).into_iter().filter(|reported| reported.finding.rule.as_str() == self.rule.id);
        let mut edits: Vec<Edit> = own.filter_map(|reported| reported.finding.fix).flat_map(|fix| fix.edits).collect();
        edits.sort_by_key(|edit| edit.span);
        let mut mended = text.to_owned();
        for edit in edits.iter().rev() {
            mended.replace_range(edit.span.range(), &edit.text);
        }
        mended
    }

    /// What is wrong with `text` as a lint.toml.
    pub fn faults_of_settings(&self, text: &str) -> Vec<String> {
        let faults = Settings::read(&Arc::new(Source::new("lint.toml", text))).err().unwrap_or_default();
        assert!(faults.iter().all(|fault| fault.rule.as_str() == self.rule.id), "{faults:?}");
        faults.into_iter().map(|fault| fault.message).collect()
    }
}

/// One line for each finding.
pub fn listing(found: &[Reported]) -> String {
    let line = |reported: &Reported| {
        let finding = &reported.finding;
        let place = finding.primary.source.position(finding.primary.span.start);
        format!("  {}:{} {} {}: {}\n", place.line, place.column, reported.level, finding.rule, finding.message)
    };
    found.iter().map(line).collect()
}
