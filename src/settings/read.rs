//! lint.toml into [`Settings`]: every fault of the file at once. What the keys are for is told in `keys`; the two are held together by a test.

use std::collections::BTreeMap;
use std::sync::Arc;

use globset::{GlobBuilder, GlobSetBuilder};

use crate::finding::{Finding, Label, Level, RuleId};
use crate::house::term::Term;
use crate::house::{self, House, Numbering, RuleSetting, rule_settings};
use crate::rules::{self, OptionSpec};
use crate::series::{KnownGap, KnownNumber};
use crate::settings::{FATAL, FailOn, Files, Globs, IgnoreEntry, Override, SeriesSettings, Settings, extremes};
use crate::source::{Source, Span};
use crate::table::{self, List, Spanned, Table, Value, nearest};

/// Patterns in the terms of a house and its packs together.
const MOST_PATTERNS: usize = 200;

/// Entries that hold findings back.
const MOST_IGNORES: usize = 5000;

/// Overrides: every note asks each whether it is meant.
const MOST_OVERRIDES: usize = 200;

/// Files of one kind that are named, each of which is read.
const MOST_FILES: usize = 16;

const RULE: RuleId = RuleId::coded("invalid-settings");

impl Settings {
    /// Reads lint.toml.
    ///
    /// # Errors
    /// All its faults, in order of place. A file with a fault is not half obeyed.
    pub fn read(source: &Arc<Source>) -> Result<Settings, Vec<Finding>> {
        let (settings, mut faults) = Settings::read_loosely(source);
        faults.extend(settings.rule_faults(&[]));
        faults.sort_by_key(|fault| fault.primary.span);
        if faults.is_empty() { Ok(settings) } else { Err(faults) }
    }

    /// Reads lint.toml without asking whether there are the rules that it names: only the houses and packs that it names can tell.
    /// With any fault it is not to be obeyed.
    pub fn read_loosely(source: &Arc<Source>) -> (Settings, Vec<Finding>) {
        table::read_as_written(source, &RULE, |root| read(root, source))
    }

    /// What it says of rules or options that nobody knows; `terms` are the rules besides those in code.
    pub fn rule_faults(&self, terms: &[&str]) -> Vec<Finding> {
        let said = self.rules.iter().chain(self.overrides.iter().flat_map(|entry| &entry.rules));
        let mut faults: Vec<_> = said.flat_map(|setting| rule_faults(setting, &self.source, &RULE, terms)).collect();
        for entry in &self.ignores {
            let rule = &entry.rule;
            let fault = |message| Finding::new(RULE, message, Label::new(&self.source, rule.span, ""));
            if FATAL.contains(&rule.as_str()) {
                faults.push(fault(format!("`{}` cannot be ignored", **rule)));
            } else if !is_known(rule, terms) {
                faults.push(unknown_rule(fault(format!("there is no rule `{}`", **rule)), rule, terms));
            }
        }
        faults
    }
}

fn is_known(rule: &str, terms: &[&str]) -> bool {
    rules::find(rule).is_some() || terms.contains(&rule)
}

/// What a house's `[rules]` says of rules or options that nobody knows, and terms of the house or its packs whose id is taken.
pub fn house_faults(house: &House) -> Vec<Finding> {
    let invalid_house = RuleId::coded("invalid-house");
    let terms = house.terms.all();
    let ids: Vec<&str> = terms.iter().map(|term| term.id.as_str()).collect();
    let mut faults: Vec<_> = house.rules.iter().flat_map(|setting| rule_faults(setting, &house.source, &invalid_house, &ids)).collect();
    faults.extend(extremes::of_house(house));
    for expected in house.examples().iter().flat_map(|example| &example.expect) {
        let rule = expected.split('@').next().unwrap_or_default();
        if !ids.contains(&rule) && rules::find(rule).is_none() {
            let label = Label::new(&house.source, expected.span, "");
            faults.push(unknown_rule(Finding::new(invalid_house.clone(), format!("there is no rule `{rule}`"), label), rule, &ids));
        }
    }
    let patterns = terms.iter().flat_map(|term| term.words.iter().filter(|word| word.pattern.is_some()).map(move |word| (term, word)));
    if let Some((term, word)) = patterns.clone().nth(MOST_PATTERNS) {
        let message = format!("the house and its packs have more than {MOST_PATTERNS} patterns");
        let help = "list words instead, of which there may be as many as you like: every pattern is looked for in every paragraph";
        faults.push(Finding::new(invalid_house.clone(), message, Label::new(&term.source, word.span, "")).help(help));
    }
    let mut first: BTreeMap<&str, &Term> = BTreeMap::new();
    for term in terms {
        let fault = |message| Finding::new(invalid_house.clone(), message, Label::new(&term.source, term.id.span, ""));
        let id = term.id.as_str();
        if rules::find(id).is_some() {
            let help = "give the term a name of its own; `copydesk rules` lists those that are taken";
            faults.push(fault(format!("`{id}` is a rule already")).help(help));
        } else if let Some(other) = first.insert(id, term) {
            let label = Label::new(&other.source, other.id.span, "the first");
            faults.push(fault(format!("two terms have the id `{id}`")).related(label).help("give each term an id of its own"));
        }
    }
    faults
}

fn read(root: &mut Table<'_>, source: &Arc<Source>) -> Settings {
    let (file_size, most_findings) = root.table("limits", |limits| (file_size(limits), most_findings(limits))).unwrap_or_default();
    Settings {
        source: Arc::clone(source),
        house: root.get("house").and_then(|value| value.list_or_string()).map(|list| few_files(root, list)).unwrap_or_default(),
        required_version: required_version(root),
        fail_on: root.choice("fail-on", &FailOn::NAMES),
        baseline: root.string("baseline"),
        acronyms: root.list("acronyms").map(List::words).unwrap_or_default(),
        roster: root.string("roster"),
        authors: None,
        packs: root.list("packs").map(|list| few_files(root, list)).unwrap_or_default(),
        files: root.table("files", files).unwrap_or_default(),
        rules: root.table("rules", rule_settings).unwrap_or_default(),
        series: root.table("series", series).unwrap_or_default(),
        file_size,
        most_findings,
        overrides: root.tables_up_to("overrides", "include", MOST_OVERRIDES, override_entry),
        ignores: root.tables_up_to("ignore", "rule", MOST_IGNORES, ignore_entry).into_iter().flatten().collect(),
    }
}

/// Files that are named, where they are not too many.
fn few_files(table: &Table<'_>, mut list: List) -> Vec<Spanned<String>> {
    if let Some(beyond) = list.value.get(MOST_FILES) {
        let help = "put what they hold into fewer files";
        table.report(table.fault(beyond.span, format!("these are more than {MOST_FILES} files")).help(help));
    }
    list.value.truncate(MOST_FILES);
    list.value
}

fn files(table: &mut Table<'_>) -> Files {
    Files { include: globs(table, "include"), exclude: globs(table, "exclude").unwrap_or_default() }
}

fn series(table: &mut Table<'_>) -> SeriesSettings {
    SeriesSettings {
        archive: globs(table, "archive"),
        ledger: table.get("ledger").and_then(|value| value.list_or_string()).map(|list| few_files(table, list)).unwrap_or_default(),
        numbers: table.choice("numbers", &Numbering::NAMES),
        complete: table.boolean("complete"),
        file_name: house::file_name(table),
        reserved: table.tables("reserved", "number", known_number).into_iter().flatten().collect(),
        withdrawn: table.tables("withdrawn", "number", known_number).into_iter().flatten().collect(),
        known_gaps: table.tables("known-gaps", "from", known_gap).into_iter().flatten().collect(),
    }
}

fn known_number(table: &mut Table<'_>) -> Option<KnownNumber> {
    let number = table.need("number", "write the number that is meant: `number = 611`").and_then(|value| count(table, value));
    let reason = reason(table);
    Some(KnownNumber { number: number?, reason })
}

fn known_gap(table: &mut Table<'_>) -> Option<KnownGap> {
    let help = "write the first and the last number of the gap: `from = 1, to = 300`";
    let from = table.need("from", help).and_then(|value| count(table, value));
    let to = table.need("to", help).and_then(|value| count(table, value));
    let reason = reason(table);
    let (from, to) = (from?, to?);
    if to.value < from.value {
        table.report(table.fault(to.span, "the gap ends before it begins").help("`from` is the lower number, `to` the higher"));
    }
    Some(KnownGap { from, to, reason })
}

fn override_entry(table: &mut Table<'_>) -> Override {
    let entry = Override {
        span: table.place(),
        include: globs(table, "include"),
        before: table.date("before").map(|day| day.value),
        after: table.date("after").map(|day| day.value),
        house: table.string("house"),
        rules: table.table("rules", rule_settings).unwrap_or_default(),
    };
    if entry.include.is_none() && entry.before.is_none() && entry.after.is_none() && entry.house.is_none() {
        let help = "say where it holds with `include`, `before`, `after` or `house`, or move its rules to `[rules]`";
        table.report(table.fault(table.place(), "this override has no condition").help(help));
    }
    entry
}

fn ignore_entry(table: &mut Table<'_>) -> Option<IgnoreEntry> {
    let span = table.place();
    let file = table.need("file", "name the draft, from the folder of lint.toml").and_then(|value| value.string());
    let rule = table.need("rule", "name the rule, as the report gives it").and_then(|value| value.string());
    let text = table.string("text").map(|text| text.value);
    let reason = reason(table);
    let rule = rule?;
    let file = file?;
    if let Some((why, help)) = means_nothing(&file) {
        table.report(table.fault(file.span, format!("`{}` {why}", *file)).help(help));
    } else if file.contains(['*', '?']) {
        let help = "an entry names one draft and one finding; what holds for many goes under `[[overrides]]`";
        table.report(table.fault(file.span, format!("`{}` is a pattern, and means no draft here", *file)).help(help));
    }
    let file = file.value.trim_start_matches("./").to_owned();
    Some(IgnoreEntry { span, file, rule, text, reason })
}

fn reason(table: &mut Table<'_>) -> String {
    table.string("reason").map(|reason| reason.value).unwrap_or_default()
}

fn count(table: &Table<'_>, value: Value<'_>) -> Option<Spanned<u64>> {
    let number = value.integer()?;
    let Ok(value) = u64::try_from(number.value) else {
        table.report(table.fault(number.span, "a note's number cannot be below 0"));
        return None;
    };
    Some(Spanned { value, span: number.span })
}

/// What is wrong with what a `[rules]` table says of one rule.
fn rule_faults(setting: &RuleSetting, source: &Arc<Source>, id: &RuleId, terms: &[&str]) -> Vec<Finding> {
    let fault = |span: Span, message: String| Finding::new(id.clone(), message, Label::new(source, span, ""));
    let name = setting.rule.as_str();
    let rule = rules::find(name);
    if rule.is_none() && !terms.contains(&name) {
        return vec![unknown_rule(fault(setting.rule.span, format!("there is no rule `{name}`")), name, terms)];
    }
    let known = rule.map_or(&[][..], |rule| rule.options);
    let mut faults = Vec::new();
    if let Some(level) = setting.level.as_ref().filter(|level| level.value != Level::Error && FATAL.contains(&name)) {
        faults.push(fault(level.span, format!("`{name}` is always an error")));
    }
    for (option, value) in &setting.options {
        if !known.iter().any(|known| known.name == **option) {
            faults.push(fault(option.span, format!("`{name}` has no option `{}`", **option)).help(options_help(known, option)));
        } else if value.value < 0 {
            faults.push(fault(value.span, format!("`{}` cannot be below 0", **option)));
        }
    }
    faults
}

fn unknown_rule(fault: Finding, name: &str, terms: &[&str]) -> Finding {
    match nearest(name, rules::ALL.iter().map(|rule| rule.id).chain(terms.iter().copied())) {
        Some(meant) => fault.help(format!("did you mean `{meant}`?")),
        None => fault.help("`copydesk rules` lists the rules"),
    }
}

fn options_help(known: &[OptionSpec], written: &str) -> String {
    let names = || ["level"].into_iter().chain(known.iter().map(|option| option.name));
    let known = names().map(|name| format!("`{name}`")).collect::<Vec<_>>().join(", ");
    match nearest(written, names()) {
        Some(meant) => format!("did you mean `{meant}`? The keys here are {known}"),
        None => format!("the keys here are {known}"),
    }
}

fn globs(table: &mut Table<'_>, key: &'static str) -> Option<Globs> {
    let patterns = table.list(key)?;
    let mut set = GlobSetBuilder::new();
    for pattern in patterns.iter() {
        if let Some((why, help)) = means_nothing(pattern) {
            table.report(table.fault(pattern.span, format!("`{}` {why}", **pattern)).help(help));
            continue;
        }
        let path = pattern.trim_start_matches("./").trim_end_matches('/');
        let anywhere = if path.contains('/') { path.to_owned() } else { format!("**/{path}") };
        match GlobBuilder::new(&anywhere).literal_separator(true).build() {
            Ok(glob) => drop(set.add(glob)),
            Err(error) => {
                let help = "`*` stands for any letters, `**` for any folders; a bracket or brace that is opened has to be closed";
                table.report(table.fault(pattern.span, format!("`{}` is no pattern of paths: {}", **pattern, error.kind())).help(help));
            }
        }
    }
    let set = set.build().map_err(|error| table.report(table.fault(patterns.span, format!("too many patterns of paths: {error}"))));
    let spans = patterns.iter().map(|pattern| pattern.span).collect();
    Some(Globs { set: set.unwrap_or_default(), spans, patterns: patterns.words() })
}

/// Why a pattern that other programs understand would mean no file here, and what to write.
fn means_nothing(pattern: &str) -> Option<(&'static str, String)> {
    let bare = pattern.trim_start_matches("./").trim_end_matches('/');
    if let Some(meant) = pattern.strip_prefix('!') {
        let help = format!(
            "patterns only add here: take `{meant}` out of what the others mean, or list under `include` what is wanted; a file whose name begins with `!` is `[!]{meant}`"
        );
        return Some(("takes nothing back", help));
    }
    if pattern.contains('\\') {
        let help = "write `/` between folders, on Windows too; `[*]` and `[?]` stand for the signs themselves";
        return Some(("has a backslash, which stands between no folders here", format!("{help}: `{}`", pattern.replace('\\', "/"))));
    }
    if pattern.starts_with('/') {
        let help = format!("patterns count from the folder of lint.toml: write `{}`", pattern.trim_start_matches('/'));
        return Some(("begins with `/`, and means no file", help));
    }
    if bare.is_empty() || bare == "." {
        return Some(("means no file", "`**` stands for every file in and under the folder of lint.toml".to_owned()));
    }
    if pattern.split('/').any(|part| part == "..") {
        return Some((
            "leads out of the folder of lint.toml",
            "put a lint.toml into the folder that is meant, or move this one up".to_owned(),
        ));
    }
    if pattern.starts_with("~/") || is_variable(pattern) || is_drive(pattern) {
        let help = "patterns count from the folder of lint.toml, and no variable or drive stands in them: `notes/**`".to_owned();
        return Some(("is no path below the folder of lint.toml, and means no file", help));
    }
    if pattern.contains("//") || pattern.split('/').skip(1).any(|part| part == ".") {
        let parts: Vec<&str> = pattern.split('/').filter(|part| !part.is_empty() && *part != ".").collect();
        return Some(("has a folder without a name, and means no file", format!("write `{}`", parts.join("/"))));
    }
    if ["!(", "@("].iter().any(|group| pattern.contains(group)) {
        let help = "write `{one,other}` for one of several, and list what is not wanted as a pattern of its own".to_owned();
        return Some(("has a group of another kind of patterns", help));
    }
    let trimmed = pattern.trim();
    (trimmed != pattern).then(|| ("has a space at its end, and means no file", format!("write `{trimmed}`")))
}

/// Whether a path begins with a variable of a shell.
fn is_variable(path: &str) -> bool {
    path.strip_prefix('$').is_some_and(|rest| rest.starts_with(|c: char| c == '{' || c.is_ascii_uppercase()))
}

/// Whether a path begins with a drive of Windows.
fn is_drive(path: &str) -> bool {
    let bytes = path.as_bytes();
    bytes.first().is_some_and(u8::is_ascii_alphabetic) && bytes.get(1) == Some(&b':')
}

fn required_version(table: &mut Table<'_>) -> Option<Spanned<String>> {
    let wanted = table.string("required-version")?;
    let ours = numbers_of(env!("CARGO_PKG_VERSION")).expect("Cargo only takes versions made of numbers");
    let Some(asked) = numbers_of(&wanted) else {
        let help = "write numbers with points between them: `required-version = \"0.1\"`";
        table.report(table.fault(wanted.span, format!("`{}` is no version", *wanted)).help(help));
        return None;
    };
    if !satisfies(&ours, &asked) {
        let message = format!("these settings are for copydesk {}, and this is copydesk {}", *wanted, env!("CARGO_PKG_VERSION"));
        table.report(table.fault(wanted.span, message).help("install that version, or change `required-version`"));
    }
    Some(wanted)
}

fn numbers_of(version: &str) -> Option<Vec<u64>> {
    let numbers: Option<Vec<u64>> = version.split('.').map(|part| part.parse().ok()).collect();
    numbers.filter(|numbers| numbers.len() <= 3)
}

/// Whether we are that version or a later one that still keeps its promises: as in Cargo, those of 0.1 end with 0.2, those of 1 with 2.
fn satisfies(ours: &[u64], asked: &[u64]) -> bool {
    let promise = asked.iter().position(|number| *number != 0).unwrap_or(asked.len() - 1);
    ours >= asked && ours[..=promise] == asked[..=promise]
}

fn most_findings(table: &mut Table<'_>) -> Option<Spanned<usize>> {
    let most = table.integer("findings")?;
    let value = usize::try_from(most.value).ok().filter(|most| (1..=1_000_000).contains(most));
    if value.is_none() {
        let help = "write a number from 1 to 1000000: `findings = 10000`";
        table.report(table.fault(most.span, format!("`{}` is no number of findings", most.value)).help(help));
    }
    Some(Spanned { value: value?, span: most.span })
}

fn file_size(table: &mut Table<'_>) -> Option<Spanned<u64>> {
    let size = table.get("file-size")?;
    if !size.is_string() {
        let help = "write a number and `KiB` or `MiB`, in quotes: `file-size = \"4 MiB\"`";
        table.report(table.fault(size.span(), "`file-size` should be a size in quotes, such as \"4 MiB\"").help(help));
        return None;
    }
    let size = size.string()?;
    let fault = |message: String, help| table.report(table.fault(size.span, message).help(help));
    match bytes_of(&size) {
        Some(bytes @ 1..=LARGEST) => return Some(Spanned { value: bytes, span: size.span }),
        Some(more) if more > LARGEST => {
            let help = "write 16 MiB or less; whoever runs copydesk can have larger files read with `--file-size`";
            fault(format!("`{}` is more than lint.toml may ask for", *size), help);
        }
        _ => {
            let help = "write a number and `KiB` or `MiB`, at most 16 MiB: `file-size = \"4 MiB\"`";
            fault(format!("`{}` is no size of a file", *size), help);
        }
    }
    None
}

/// The largest file that lint.toml may have read: a pull request can bring a lint.toml along.
const LARGEST: u64 = 16 << 20;

/// A size as people write it: `4 MiB`.
pub(crate) fn bytes_of(size: &str) -> Option<u64> {
    let figures = size.len() - size.trim_start_matches(|c: char| c.is_ascii_digit()).len();
    let (number, unit) = size.split_at(figures);
    let factor = match unit.trim() {
        "B" => 1,
        "KB" | "kB" => 1_000,
        "KiB" => 1 << 10,
        "MB" => 1_000_000,
        "MiB" => 1 << 20,
        "GiB" => 1 << 30,
        _ => return None,
    };
    number.parse::<u64>().ok()?.checked_mul(factor)
}
