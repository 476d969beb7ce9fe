//! `config`: the settings in force in the current folder and where each comes from.

use std::fmt::Write;

use serde_json::{Value, json};

use crate::cli::End;
use crate::cli::args::{ConfigArguments, ConfigCommand, Listing, SettingsArguments};
use crate::cli::explain::bold;
use crate::cli::rules::{Home, place};
use crate::cli::streams::Streams;
use crate::lint;
use crate::settings::{self, FailOn, SetBy, Settings};
use crate::visible::one_line;
use crate::workspace::{Failure, texts};

/// `copydesk config`.
pub(crate) fn config(arguments: &ConfigArguments, streams: &mut Streams) -> Result<End, Failure> {
    if let Some(ConfigCommand::Schema) = arguments.command {
        streams.print_json(&settings::schema())?;
        return Ok(End::Clean);
    }
    let Some(home) = Home::read(&arguments.list.settings)? else { return Ok(End::NotDone) };
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
    if let Some(settings) = settings {
        lines.extend(given(settings));
    }
    lines
}

/// What lint.toml says and nothing else has a word in.
fn given(settings: &Settings) -> Vec<Line> {
    let file = || settings.source.name().to_owned();
    let mut lines = Vec::new();
    if !settings.acronyms.is_empty() {
        lines.push(Line { key: "acronyms", value: json!(settings.acronyms), from: file() });
    }
    if let Some(version) = &settings.required_version {
        lines.push(Line { key: "required-version", value: json!(version.value), from: place(&settings.source, version.span) });
    }
    let files = [("files.include", settings.files.include.as_ref()), ("files.exclude", Some(&settings.files.exclude))];
    for (key, globs) in files {
        if let Some(globs) = globs.filter(|globs| !globs.patterns().is_empty()) {
            lines.push(Line { key, value: json!(globs.patterns()), from: file() });
        }
    }
    lines.extend(settings.overrides.iter().map(|entry| Line {
        key: "overrides",
        value: json!({ "rules": entry.rules.iter().map(|setting| setting.rule.value.as_str()).collect::<Vec<_>>() }),
        from: place(&settings.source, entry.span),
    }));
    lines.extend(settings.ignores.iter().map(|entry| Line {
        key: "ignore",
        value: json!({ "file": entry.file, "rule": entry.rule.value }),
        from: place(&settings.source, entry.span),
    }));
    lines
}
