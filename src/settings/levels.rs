//! Which level and options each rule has for one note, and who said so. Findings are not its affair.

use jiff::civil::Date;

use crate::finding::{Level, RuleId};
use crate::house::{House, RuleSetting};
use crate::rules;
use crate::settings::{Override, Settings};
use crate::source::Span;
use crate::terms::AnyRule;

/// What the command line asks of rules.
#[derive(Debug, Clone, Default)]
pub struct Asked {
    /// `--level`, in the order given.
    pub levels: Vec<(RuleId, Level)>,
    /// `--only`; empty where it is not given.
    pub only: Vec<RuleId>,
}

/// What is in force for one rule.
#[derive(Debug, Clone)]
pub struct Ruling<'a> {
    /// The rule.
    pub rule: AnyRule<'a>,
    /// Its level.
    pub level: Level,
    /// Who set the level.
    pub set_by: SetBy,
    /// Values for its options, in the order it declares them.
    pub options: Vec<i64>,
    /// Whether it is not asked: `--only` leaves it out, or it finds nothing of the level that is wanted.
    pub left_out: bool,
}

/// Who set a level. Spans of the house format or of lint.toml.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum SetBy {
    /// Nobody: it is the rule's own.
    Rule,
    /// The house.
    House(Span),
    /// The `[rules]` of lint.toml.
    Settings(Span),
    /// An override in lint.toml.
    Override(Span),
    /// The command line.
    CommandLine,
}

/// What is in force for every rule, in the order of [`rules::ALL`], and then for every term of the house in its order.
#[derive(Debug, Clone)]
pub struct Rulings<'a> {
    all: Vec<Ruling<'a>>,
}

impl<'a> Rulings<'a> {
    /// What is in force for a note of that date in the file at `path`, which counts from the folder of lint.toml.
    /// Weakest first: the rule, the house, lint.toml, its overrides in order, the command line.
    pub fn new(house: Option<&'a House>, settings: Option<&Settings>, path: &str, date: Option<Date>, asked: &Asked) -> Self {
        let coded = rules::ALL.iter().map(|rule| AnyRule::Coded(rule));
        let terms = house.map_or(&[][..], |house| house.terms.all());
        let mut all = Vec::with_capacity(rules::ALL.len() + terms.len());
        all.extend(coded.chain(terms.iter().map(|term| AnyRule::Term(term))).map(Ruling::default_of));
        let mut rulings = Rulings { all };
        if let Some(house) = house {
            rulings.apply(&house.rules, SetBy::House);
        }
        if let Some(settings) = settings {
            rulings.apply(&settings.rules, SetBy::Settings);
            let of_house =
                |entry: &&Override| entry.house.as_ref().is_none_or(|wanted| house.is_some_and(|house| is_called(house, wanted)));
            for entry in settings.overrides.iter().filter(|entry| entry.covers(path, date)).filter(of_house) {
                rulings.apply(&entry.rules, SetBy::Override);
            }
        }
        rulings.obey(asked);
        rulings
    }

    /// Each rule with what is in force for it.
    pub fn iter(&self) -> impl Iterator<Item = &Ruling<'a>> {
        self.all.iter()
    }

    /// What is in force for the rule of that id.
    pub fn of(&self, id: &str) -> Option<&Ruling<'a>> {
        self.place_of(id).map(|place| &self.all[place])
    }

    fn place_of(&self, id: &str) -> Option<usize> {
        let term = || self.of_terms().iter().position(|ruling| ruling.rule.id() == id).map(|term| rules::ALL.len() + term);
        rules::place_of(id).or_else(term)
    }

    /// What is in force for the house's terms, in their order.
    pub fn of_terms(&self) -> &[Ruling<'a>] {
        &self.all[rules::ALL.len()..]
    }

    /// The same without rules that find nothing of the level `least` or above. A rule of advice gives none of its findings another level.
    #[must_use]
    pub fn of_level(mut self, least: Level) -> Self {
        self.all.iter_mut().filter(|ruling| ruling.level < least).for_each(|ruling| ruling.left_out = true);
        self
    }

    /// Keeps the rule of that id from being left out by `--only`.
    pub fn keep(&mut self, id: &str) {
        self.all.iter_mut().filter(|ruling| ruling.rule.id() == id).for_each(|ruling| ruling.left_out = false);
    }

    fn apply(&mut self, said: &[RuleSetting], by: impl Fn(Span) -> SetBy) {
        for setting in said {
            // A rule that nobody knows is reported where the file is read.
            let Some(place) = self.place_of(&setting.rule) else { continue };
            let ruling = &mut self.all[place];
            if let Some(level) = &setting.level {
                ruling.level = level.value;
                ruling.set_by = by(level.span);
            }
            for (name, value) in &setting.options {
                if let Some(index) = ruling.rule.options().iter().position(|option| option.name == **name) {
                    ruling.options[index] = value.value;
                }
            }
        }
    }

    fn obey(&mut self, asked: &Asked) {
        if asked.levels.is_empty() && asked.only.is_empty() {
            return;
        }
        for ruling in &mut self.all {
            let is_it = |rule: &RuleId| rule.as_str() == ruling.rule.id();
            if let Some((_, level)) = asked.levels.iter().rev().find(|(rule, _)| is_it(rule)) {
                ruling.level = *level;
                ruling.set_by = SetBy::CommandLine;
            }
            if asked.only.is_empty() {
                continue;
            }
            ruling.left_out = !asked.only.iter().any(is_it);
            if !ruling.left_out && ruling.level == Level::Off {
                // Asked for by name, so it has to say something: a rule that is off by its own default speaks as advice.
                ruling.level = if ruling.rule.level() == Level::Off { Level::Advice } else { ruling.rule.level() };
                ruling.set_by = SetBy::CommandLine;
            }
        }
    }
}

impl<'a> Ruling<'a> {
    /// Whether the rule runs.
    pub fn runs(&self) -> bool {
        !self.left_out && self.level != Level::Off
    }

    fn default_of(rule: AnyRule<'a>) -> Self {
        let options = rule.options().iter().map(|option| option.default).collect();
        Ruling { rule, level: rule.level(), set_by: SetBy::Rule, options, left_out: false }
    }
}

/// Whether settings mean `house` by `wanted`: its name or, for a file of one's own, its path.
fn is_called(house: &House, wanted: &str) -> bool {
    let file = house.source.name();
    let path = wanted.trim_start_matches("./");
    *house.name == *wanted || file == path || file.strip_suffix(path).is_some_and(|folder| folder.ends_with('/'))
}
