//! Known findings, which are not reported again: what the file says, and what of it still holds. It opens no file and knows no level.

use std::collections::HashMap;
use std::sync::Arc;

use serde::{Deserialize, Serialize};

use crate::finding::{Finding, Label, RuleId};
use crate::source::{BOM, Source, Span};

/// What this version writes; the number grows when an older one could no longer read it.
const SCHEMA: &str = "copydesk-baseline/2";

/// What copydesk 0.1.0 wrote: the same with its own names of findings, by which they are known until the baseline is written anew.
const FIRST: &str = "copydesk-baseline/1";

/// A known finding. Ordered as the file lists them.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Entry {
    /// The draft in whose check it came up, from the folder of lint.toml.
    pub file: String,
    /// The rule.
    pub rule: String,
    /// Its name, as reports give it. The only part that is compared; the others are for people and for pruning.
    pub fingerprint: String,
    /// Which version of names that is.
    #[serde(default, skip_serializing_if = "Version::is_current")]
    pub names: Version,
}

/// How the findings of a baseline are named.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Default, Serialize, Deserialize)]
pub enum Version {
    /// As copydesk 0.1.0 named them.
    #[serde(rename = "0.1")]
    First,
    /// As reports name them now.
    #[default]
    #[serde(rename = "current")]
    Current,
}

impl Version {
    #[expect(clippy::trivially_copy_pass_by_ref, reason = "serde asks so")]
    fn is_current(&self) -> bool {
        *self == Version::Current
    }
}

/// Known findings, sorted. One that stands twice is known twice.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Baseline {
    entries: Vec<Entry>,
}

impl Baseline {
    /// A baseline of these findings, in any order.
    pub fn new(mut entries: Vec<Entry>) -> Self {
        entries.sort();
        Baseline { entries }
    }

    /// Reads a baseline.
    ///
    /// # Errors
    /// What keeps it from being read: it is broken, none, or of a newer version. A baseline with a fault is not half obeyed.
    pub fn read(source: &Arc<Source>) -> Result<Baseline, Box<Finding>> {
        let text = source.text().strip_prefix(BOM).unwrap_or(source.text());
        let header: Header = serde_json::from_str(text).map_err(|error| fault(source, &error))?;
        if header.schema != SCHEMA && header.schema != FIRST {
            return Err(Box::new(foreign(source, &header.schema)));
        }
        let mut file: File = serde_json::from_str(text).map_err(|error| fault(source, &error))?;
        if header.schema == FIRST {
            file.findings.iter_mut().for_each(|entry| entry.names = Version::First);
        }
        Ok(Baseline::new(file.findings))
    }

    /// Its entries, in order.
    pub fn entries(&self) -> &[Entry] {
        &self.entries
    }

    /// The file: JSON with one entry a line, so that a version control system shows and merges them one by one.
    pub fn write(&self) -> String {
        let json = |entry: &Entry| serde_json::to_string(entry).expect("strings always serialize");
        let lines: Vec<String> = self.entries.iter().map(|entry| format!("\n    {}", json(entry))).collect();
        let end = if lines.is_empty() { "" } else { "\n  " };
        format!("{{\n  \"schema\": \"{SCHEMA}\",\n  \"findings\": [{}{end}]\n}}\n", lines.join(","))
    }
}

/// What of a baseline a run has met with.
#[derive(Debug)]
pub struct Matches {
    known: Arc<Known>,
    /// How many entries of each name were met with.
    met: HashMap<Name, usize>,
}

/// How a finding is known.
type Name = (Version, String);

/// A baseline in which findings are looked for by their names.
#[derive(Debug)]
struct Known {
    baseline: Baseline,
    /// Whether some of its names are those of copydesk 0.1.0.
    has_first: bool,
    /// How many entries have each name.
    by_name: HashMap<Name, usize>,
}

impl Matches {
    /// Nothing was met with yet.
    pub fn new(baseline: Baseline) -> Self {
        let mut by_name: HashMap<Name, usize> = HashMap::new();
        for entry in &baseline.entries {
            *by_name.entry((entry.names, entry.fingerprint.clone())).or_default() += 1;
        }
        let has_first = baseline.entries.iter().any(|entry| entry.names == Version::First);
        Matches { known: Arc::new(Known { baseline, has_first, by_name }), met: HashMap::new() }
    }

    /// The same baseline, for a run that has met with nothing yet.
    #[must_use]
    pub fn anew(&self) -> Matches {
        Matches { known: Arc::clone(&self.known), met: HashMap::new() }
    }

    /// Whether the finding of that name is known, or of one of the `first` names that copydesk 0.1.0 gave it. Each entry answers for one finding.
    pub fn meet(&mut self, fingerprint: &str, first: [u128; 2]) -> bool {
        self.meet_name((Version::Current, fingerprint.to_owned()))
            || (self.known.has_first && first.iter().any(|first| self.meet_name((Version::First, format!("{first:032x}")))))
    }

    fn meet_name(&mut self, name: Name) -> bool {
        let Some(entries) = self.known.by_name.get(&name) else { return false };
        let met = self.met.entry(name).or_default();
        let is_left = *met < *entries;
        *met += usize::from(is_left);
        is_left
    }

    /// Entries that answered for no finding, in order. Of several with one name the last were met with.
    pub fn unmet(&self) -> impl Iterator<Item = &Entry> {
        let mut left: HashMap<(Version, &str), usize> = self
            .known
            .by_name
            .iter()
            .map(|(name, entries)| ((name.0, name.1.as_str()), entries - self.met.get(name).unwrap_or(&0)))
            .collect();
        self.known.baseline.entries.iter().filter(move |entry| {
            let Some(left) = left.get_mut(&(entry.names, entry.fingerprint.as_str())).filter(|left| **left > 0) else { return false };
            *left -= 1;
            true
        })
    }
}

#[derive(Deserialize)]
struct Header {
    schema: String,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct File {
    #[serde(rename = "schema")]
    _schema: String,
    findings: Vec<Entry>,
}

/// What to say of a file that is not JSON, or not the JSON of a baseline.
fn fault(source: &Arc<Source>, error: &serde_json::Error) -> Box<Finding> {
    let said = error.to_string();
    let why = said.split(" at line ").next().unwrap_or_default().replace("EOF", "the end of the file came");
    let help = "bring back an older copy of the file, or remove it and write a new one with `--update-baseline`";
    Box::new(finding(source, format!("this baseline cannot be read: {why}"), place(source, error)).help(help))
}

/// What to say of a file that says that it is something else.
fn foreign(source: &Arc<Source>, schema: &str) -> Finding {
    let at = source.text().find(schema).filter(|_| !schema.is_empty());
    let span = at.map_or(Span::at(0), |at| Span::new(at, at + schema.len()));
    let newer = schema.strip_prefix("copydesk-baseline/").is_some_and(|number| number.parse::<u32>().is_ok_and(|number| number > 2));
    if newer {
        return finding(source, format!("this baseline was written by a newer copydesk: it is `{schema}`, not `{SCHEMA}`"), span)
            .help("bring copydesk up to date");
    }
    finding(source, format!("this is no baseline: its schema is `{schema}`, not `{SCHEMA}`"), span)
        .help("check the name of the file, or write a baseline to another one with `--update-baseline`")
}

/// Where the reader stopped: it counts lines from 1 and, in a line, the bytes it has read.
fn place(source: &Source, error: &serde_json::Error) -> Span {
    if error.line() == 0 {
        return Span::at(0);
    }
    let text = source.text();
    let begin = text.split_inclusive('\n').take(error.line() - 1).map(str::len).sum::<usize>();
    let line = text[begin..].split('\n').next().unwrap_or_default();
    let before = error.column().saturating_sub(1).min(line.len());
    let start = (0..=before).rev().find(|at| line.is_char_boundary(*at)).unwrap_or(0);
    let end = line[start..].chars().next().map_or(start, |c| start + c.len_utf8());
    Span::new(begin + start, begin + end)
}

fn finding(source: &Arc<Source>, message: String, span: Span) -> Finding {
    Finding::new(RuleId::coded("invalid-settings"), message, Label::new(source, span, ""))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn entry(file: &str, rule: &str, fingerprint: &str) -> Entry {
        Entry { file: file.to_owned(), rule: rule.to_owned(), fingerprint: fingerprint.to_owned(), names: Version::Current }
    }

    fn read(text: &str) -> Result<Baseline, String> {
        let source = Arc::new(Source::new("b.json", text));
        Baseline::read(&source).map_err(|finding| {
            let at = source.position(finding.primary.span.start);
            format!("{}:{} {}", at.line, at.column, finding.message)
        })
    }

    #[test]
    fn what_is_written_is_read_again_sorted_and_one_a_line() {
        let baseline = Baseline::new(vec![entry("b \"1\".txt", "r", "02"), entry("å.txt", "r", "01"), entry("b \"1\".txt", "a", "03")]);
        let text = baseline.write();
        assert_eq!(text.lines().count(), 8, "{text}");
        assert!(text.lines().nth(3).is_some_and(|line| line.contains("\"03\"")), "{text}");
        assert_eq!(read(&text), Ok(baseline.clone()));
        assert_eq!(read(&format!("\u{feff}{}", text.replace('\n', "\r\n"))), Ok(baseline));
        assert_eq!(read(&Baseline::default().write()), Ok(Baseline::default()));
    }

    #[test]
    fn an_entry_answers_for_one_finding() {
        let mut matches = Matches::new(Baseline::new(vec![entry("a", "r", "1"), entry("a", "r", "1"), entry("a", "r", "2")]));
        assert!(matches.meet("1", [0; 2]) && matches.meet("1", [0; 2]));
        assert!(!matches.meet("1", [0; 2]), "the third copy is new");
        assert!(!matches.meet("3", [0; 2]));
        assert_eq!(matches.unmet().map(|entry| entry.fingerprint.as_str()).collect::<Vec<_>>(), ["2"]);
    }

    #[test]
    fn a_fault_has_its_place() {
        let good = Baseline::new(vec![entry("a", "r", "1"), entry("å", "r", "2")]).write();
        let broken = good.replace("\"rule\":\"r\",\"fingerprint\":\"2\"", "\"rule\":\"r\"");
        assert_eq!(read(&broken).expect_err("a part is missing"), "5:27 this baseline cannot be read: missing field `fingerprint`");
        let conflict = good.replace("    {\"file\":\"å\"", "<<<<<<< HEAD\n    {\"file\":\"å\"");
        assert_eq!(read(&conflict).expect_err("it is half merged"), "5:1 this baseline cannot be read: expected value");
        assert!(read("").expect_err("it is empty").starts_with("1:1 "));
        assert!(read("Harbour Notes\n").expect_err("it is a draft").starts_with("1:1 "));
        let newer = good.replace("baseline/2", "baseline/3");
        assert!(read(&newer).expect_err("it is newer").starts_with("2:14 this baseline was written by a newer copydesk"));
        assert!(read("{\"schema\": \"copydesk-report/1\"}").expect_err("it is a report").contains("this is no baseline"));
    }
}
