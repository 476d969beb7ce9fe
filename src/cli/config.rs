//! `config`: the settings in force in the current folder and where each comes from.

use std::fmt::Write;

use serde_json::{Value, json};

use crate::cli::End;
use crate::cli::args::{ConfigArguments, ConfigCommand, Listing, SettingsArguments};
use crate::cli::explain::bold;
use crate::cli::rules::{Home, place};
use crate::cli::streams::Streams;
use crate::house::Numbering;
use crate::lint;
use crate::settings::{self, FailOn, Globs, Override, SetBy, Settings};
use crate::table::Spanned;
use crate::visible::one_line;
use crate::workspace::configuration::Configuration;
use crate::workspace::{Failure, texts};

/// `copydesk config`.
pub(crate) fn config(arguments: &ConfigArguments, streams: &mut Streams) -> Result<End, Failure> {
    if let Some(ConfigCommand::Schema) = arguments.command {
        streams.print_json(&settings::schema())?;
        return Ok(End::Clean);
    }
    let Some(home) = Home::of(arguments.file.as_deref(), &arguments.list.settings)? else { return Ok(End::NotDone) };
    let lines = values(&home, &arguments.list.settings);
    let rulings = home.rulings();
    match arguments.list.format {
        Listing::Json => {
            let values: Vec<_> = lines.iter().map(|line| json!({ "key": line.key, "value": line.value, "from": line.from })).collect();
            let rules: Vec<_> = rulings.iter().map(|ruling| home.json(ruling)).collect();
            streams.print_json(&format!("{}\n", json!({ "schema": "copydesk-config/1", "settings": values, "rules": rules })))?;
        }
        Listing::Text => {
            let mut out = String::new();
            for Line { key, value, from } in &lines {
                let _ = writeln!(out, "{:<40}  {}", format!("{} = {value}", bold(key)), one_line(from));
            }
            let set = rulings.iter().filter(|ruling| ruling.set_by != SetBy::Rule);
            for ruling in set {
                let key = format!("rules.{}", ruling.rule.id());
                let _ = writeln!(out, "{:<40}  {}", format!("{} = \"{}\"", bold(&key), ruling.level), one_line(&home.who(ruling.set_by)));
            }
            out.push_str("\nEvery other rule is at its own level: `copydesk rules` lists them.\n");
            streams.print(&out)?;
        }
    }
    Ok(End::Clean)
}

/// One setting in force.
struct Line {
    key: &'static str,
    value: Value,
    from: String,
}

fn values(home: &Home, arguments: &SettingsArguments) -> Vec<Line> {
    let configuration = home.configuration();
    let settings = configuration.settings.as_ref();
    let names: Vec<_> = configuration.houses.iter().map(|house| house.name.value.as_str()).collect();
    let houses_from = match settings {
        _ if arguments.house.is_some() => "command line".to_owned(),
        Some(settings) if !settings.house.is_empty() => place(&settings.source, settings.house[0].span),
        _ => "default: the one whose marks a draft bears".to_owned(),
    };
    let mut lines = vec![Line { key: "house", value: json!(names), from: houses_from }];
    let default = |key, value| Line { key, value, from: "default".to_owned() };
    let fail_on = settings.and_then(|settings| Some((settings, settings.fail_on.as_ref()?)));
    lines.push(fail_on.map_or_else(
        || default("fail-on", json!(FailOn::default().name())),
        |(settings, fail_on)| Line { key: "fail-on", value: json!(fail_on.value.name()), from: place(&settings.source, fail_on.span) },
    ));
    let size = settings.and_then(|settings| Some((settings, settings.file_size.as_ref()?)));
    lines.push(size.map_or_else(
        || default("limits.file-size", json!(texts::DRAFT)),
        |(settings, size)| Line { key: "limits.file-size", value: json!(size.value), from: place(&settings.source, size.span) },
    ));
    if let (Some(asked), Some(line)) = (arguments.file_size, lines.last_mut()) {
        *line = Line { key: "limits.file-size", value: json!(asked), from: "command line".to_owned() };
    }
    let most = settings.and_then(|settings| Some((settings, settings.most_findings.as_ref()?)));
    lines.push(most.map_or_else(
        || default("limits.findings", json!(lint::MOST_FINDINGS)),
        |(settings, most)| Line { key: "limits.findings", value: json!(most.value), from: place(&settings.source, most.span) },
    ));
    lines.extend(settings.map(given).unwrap_or_default());
    lines.extend(series(configuration));
    lines
}

/// What lint.toml says and nothing else has a word in.
fn given(settings: &Settings) -> Vec<Line> {
    let at = |span| place(&settings.source, span);
    let mut lines = Vec::new();
    if !settings.acronyms.is_empty() {
        lines.push(Line { key: "acronyms", value: json!(settings.acronyms), from: settings.source.name().to_owned() });
    }
    for (key, named) in [("required-version", &settings.required_version), ("baseline", &settings.baseline), ("roster", &settings.roster)] {
        lines.extend(named.iter().map(|named| Line { key, value: json!(named.value), from: at(named.span) }));
    }
    if let Some(first) = settings.packs.first() {
        lines.push(Line { key: "packs", value: words(&settings.packs), from: at(first.span) });
    }
    let files = [("files.include", settings.files.include.as_ref()), ("files.exclude", Some(&settings.files.exclude))];
    lines.extend(files.into_iter().filter_map(|(key, globs)| patterns(key, globs?, settings)));
    lines.extend(settings.overrides.iter().map(|entry| Line { key: "overrides", value: conditions(entry), from: at(entry.span) }));
    lines.extend(settings.ignores.iter().map(|entry| Line {
        key: "ignore",
        value: json!({ "file": entry.file, "rule": entry.rule.value, "text": entry.text, "reason": entry.reason }),
        from: at(entry.span),
    }));
    lines
}

/// The series: its archive and what is said of its numbers, by lint.toml, else by the house.
fn series(configuration: &Configuration) -> Vec<Line> {
    let default = |key, value| Line { key, value, from: "default".to_owned() };
    let named = configuration.houses.iter().find_map(|house| Some((house, house.series.file_name.as_ref()?)));
    let of_house = named.filter(|_| configuration.declared).map(|(house, pattern)| Line {
        key: "series.file-name",
        value: json!(pattern.value.text()),
        from: place(&house.source, pattern.span),
    });
    let wish = configuration.houses.iter().find_map(|house| Some((house, house.series.numbers.as_ref()?)));
    let wish = wish.filter(|_| configuration.declared).map(|(house, numbers)| Line {
        key: "series.numbers",
        value: json!(numbers.value.name()),
        from: place(&house.source, numbers.span),
    });
    let wish = wish.unwrap_or_else(|| default("series.numbers", json!(Numbering::default().name())));
    let Some(settings) = &configuration.settings else {
        return [default("series.archive", Value::Null), wish].into_iter().chain(of_house).collect();
    };
    let at = |span| place(&settings.source, span);
    let said = &settings.series;
    let archive = said.archive.as_ref().and_then(|globs| patterns("series.archive", globs, settings));
    let mut lines = vec![archive.unwrap_or_else(|| default("series.archive", Value::Null))];
    if let Some(first) = said.ledger.first() {
        lines.push(Line { key: "series.ledger", value: words(&said.ledger), from: at(first.span) });
    }
    let numbers =
        said.numbers.as_ref().map(|numbers| Line { key: "series.numbers", value: json!(numbers.value.name()), from: at(numbers.span) });
    lines.push(numbers.unwrap_or(wish));
    let complete =
        said.complete.as_ref().map(|complete| Line { key: "series.complete", value: json!(complete.value), from: at(complete.span) });
    lines.push(complete.unwrap_or_else(|| default("series.complete", json!(false))));
    let file_name =
        said.file_name.as_ref().map(|pattern| Line { key: "series.file-name", value: json!(pattern.value.text()), from: at(pattern.span) });
    lines.extend(file_name.or(of_house));
    for (key, known) in [("series.reserved", &said.reserved), ("series.withdrawn", &said.withdrawn)] {
        lines.extend(known.iter().map(|known| Line {
            key,
            value: json!({ "number": known.number.value, "reason": known.reason }),
            from: at(known.number.span),
        }));
    }
    lines.extend(said.known_gaps.iter().map(|gap| Line {
        key: "series.known-gaps",
        value: json!({ "from": gap.from.value, "to": gap.to.value, "reason": gap.reason }),
        from: at(gap.from.span),
    }));
    lines
}

fn patterns(key: &'static str, globs: &Globs, settings: &Settings) -> Option<Line> {
    let first = globs.spans().first()?;
    Some(Line { key, value: json!(globs.patterns()), from: place(&settings.source, *first) })
}

fn words(named: &[Spanned<String>]) -> Value {
    named.iter().map(|named| named.value.as_str()).collect()
}

/// Where an override holds, and which rules it speaks of.
fn conditions(entry: &Override) -> Value {
    let mut value = serde_json::Map::new();
    if let Some(globs) = &entry.include {
        value.insert("include".into(), json!(globs.patterns()));
    }
    for (key, day) in [("before", entry.before), ("after", entry.after)] {
        value.extend(day.map(|day| (key.to_owned(), json!(day.to_string()))));
    }
    value.extend(entry.house.as_ref().map(|house| ("house".to_owned(), json!(house.value))));
    let rules = entry.rules.iter().map(|setting| {
        let level = setting.level.as_ref().map_or(Value::Null, |level| json!(level.value.to_string()));
        (setting.rule.value.clone(), level)
    });
    value.insert("rules".into(), Value::Object(rules.collect()));
    Value::Object(value)
}
