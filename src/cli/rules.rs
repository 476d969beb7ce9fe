//! `rules`: every rule with its level in the current folder and who set it.

use std::fmt::Write;
use std::path::Path;
use std::sync::Arc;

use serde_json::{Value, json};

use crate::cli::End;
use crate::cli::args::{ListArguments, Listing, SettingsArguments};
use crate::cli::check::print_faults;
use crate::cli::explain::{bold, wrap};
use crate::cli::streams::Streams;
use crate::house::House;
use crate::lint;
use crate::rules::{FixKind, Group};
use crate::settings::{Ruling, Rulings, SetBy};
use crate::source::{Source, Span};
use crate::visible::one_line;
use crate::workspace::Failure;
use crate::workspace::configuration::{Configuration, Configurations};
use crate::workspace::paths;

/// `copydesk rules`.
pub(crate) fn rules(arguments: &ListArguments, streams: &mut Streams) -> Result<End, Failure> {
    let Some(home) = Home::read(&arguments.settings)? else { return Ok(End::NotDone) };
    let rulings = home.rulings();
    match arguments.format {
        Listing::Json => streams.print_json(&format!(
            "{}\n",
            json!({ "schema": "copydesk-rules/1", "rules": rulings.iter().map(|ruling| home.json(ruling)).collect::<Vec<_>>() })
        ))?,
        Listing::Text => streams.print(&home.list(&rulings, streams.width.min(120)))?,
    }
    Ok(End::Clean)
}

/// What holds in the current folder.
pub(crate) struct Home {
    configurations: Configurations,
    index: usize,
    arguments: SettingsArguments,
    /// How settings know the draft that is asked about; empty for none.
    path: String,
}

impl Home {
    /// `None` where there are faults; they are printed.
    pub(crate) fn read(arguments: &SettingsArguments) -> Result<Option<Home>, Failure> {
        Home::of(None, arguments)
    }

    /// What holds for a draft, which need not be there yet; else in the current folder.
    pub(crate) fn of(draft: Option<&Path>, arguments: &SettingsArguments) -> Result<Option<Home>, Failure> {
        let overrides = arguments.overrides();
        let mut configurations = Configurations::new(&overrides, Arc::default())?;
        let current = paths::current_folder()?;
        let draft = draft.map(|draft| paths::absolute(&current, draft));
        let index = match &draft {
            Some(draft) => configurations.of(draft)?,
            None => configurations.home()?,
        };
        let path = draft.and_then(|draft| configurations.get(index).path_of(&draft)).unwrap_or_default();
        let faults = &configurations.get(index).faults;
        if faults.is_empty() {
            configurations.check_rules(&overrides)?;
            return Ok(Some(Home { configurations, index, arguments: arguments.clone(), path }));
        }
        print_faults(vec![lint::faults(faults.clone())]);
        Ok(None)
    }

    pub(crate) fn configuration(&self) -> &Configuration {
        self.configurations.get(self.index)
    }

    /// The house that drafts here are held to, where there is but one.
    pub(crate) fn house(&self) -> Option<&House> {
        match self.configuration().houses.as_slice() {
            [house] => Some(house),
            _ => None,
        }
    }

    pub(crate) fn rulings(&self) -> Rulings<'_> {
        Rulings::new(self.house(), self.configuration().settings.as_ref(), &self.path, None, &self.arguments.overrides().rules)
    }

    /// Who set a level, in words: `lint.toml:12`.
    pub(crate) fn who(&self, set_by: SetBy) -> String {
        let settings = self.configuration().settings.as_ref();
        match set_by {
            SetBy::Rule => "default".to_owned(),
            SetBy::CommandLine => "command line".to_owned(),
            SetBy::House(span) => self.house().map_or_else(String::new, |house| place(&house.source, span)),
            SetBy::Settings(span) | SetBy::Override(span) => settings.map_or_else(String::new, |settings| place(&settings.source, span)),
        }
    }

    pub(crate) fn json(&self, ruling: &Ruling<'_>) -> Value {
        let options = ruling.rule.options().iter().zip(&ruling.options);
        let options: serde_json::Map<_, _> = options.map(|(option, value)| (option.name.to_owned(), json!(value))).collect();
        json!({
            "id": ruling.rule.id(),
            "group": group(ruling.rule.group()),
            "level": if ruling.left_out { "off" } else { ruling.level.name() },
            "default": ruling.rule.level().name(),
            "set_by": self.who(ruling.set_by),
            "fix": fix(ruling.rule.fix()),
            "options": options,
            "summary": ruling.rule.summary(),
        })
    }

    fn list(&self, rulings: &Rulings<'_>, width: usize) -> String {
        let mut out = String::new();
        let mut last = None;
        let mut sorted: Vec<_> = rulings.iter().collect();
        sorted.sort_by_key(|ruling| ruling.rule.group());
        for ruling in sorted {
            let Ruling { rule, .. } = ruling;
            if last != Some(rule.group()) {
                let gap = if out.is_empty() { "" } else { "\n" };
                let _ = writeln!(out, "{gap}{}", bold(group(rule.group())));
                last = Some(rule.group());
            }
            let level = if ruling.left_out { "off" } else { ruling.level.name() };
            let _ = writeln!(out, "  {:<25} {:<8} {:<13} {}", rule.id(), level, fix(rule.fix()), one_line(&self.who(ruling.set_by)));
            out.push_str("    ");
            wrap(&mut out, &rule.summary(), width - 4, "    ");
        }
        out
    }
}

/// A place in a file, as `file:line`.
pub(crate) fn place(source: &Source, span: Span) -> String {
    format!("{}:{}", source.name(), source.position(span.start).line)
}

fn group(group: Group) -> &'static str {
    match group {
        Group::Header => "header",
        Group::Sections => "sections",
        Group::Points => "points",
        Group::Dates => "dates",
        Group::Series => "series",
        Group::Prose => "prose",
        Group::Desk => "desk",
    }
}

fn fix(fix: FixKind) -> &'static str {
    match fix {
        FixKind::None => "no fix",
        FixKind::Safe => "fix",
        FixKind::Unsafe => "unsafe fix",
        FixKind::Mixed => "fix or unsafe",
    }
}
