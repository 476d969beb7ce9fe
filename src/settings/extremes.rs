//! A rule's least and most: the options `min` and `max` of one rule must not contradict each other. What they count is the rule's affair.

use std::collections::BTreeMap;
use std::sync::Arc;

use crate::finding::{Finding, Label, RuleId};
use crate::house::{House, RuleSetting};
use crate::rules;
use crate::settings::Settings;
use crate::source::{Source, Span};

/// What is contradictory in what a house says of its rules.
pub(super) fn of_house(house: &House) -> Vec<Finding> {
    Extremes::default().say(&house.rules, &house.source, &RuleId::coded("invalid-house"), Unsaid::Default)
}

impl Settings {
    /// What is contradictory in what lint.toml says of rules, over what `house` says of them.
    pub fn contradictions(&self, house: &House) -> Vec<Finding> {
        let rule = RuleId::coded("invalid-settings");
        let mut extremes = Extremes::default();
        // Its own faults are told where it is read.
        drop(extremes.say(&house.rules, &house.source, &rule, Unsaid::Default));
        let mut faults = extremes.say(&self.rules, &self.source, &rule, Unsaid::Default);
        for entry in &self.overrides {
            // Which house and which of the others it meets is known for a note only.
            let mut extremes = Extremes::default();
            drop(extremes.say(&self.rules, &self.source, &rule, Unsaid::Open));
            faults.extend(extremes.say(&entry.rules, &self.source, &rule, Unsaid::Open));
        }
        faults
    }
}

/// What holds where nobody has said anything.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Unsaid {
    /// The rule's own value.
    Default,
    /// Nobody knows.
    Open,
}

/// What has been said so far: value and place by rule and option.
#[derive(Debug, Default)]
struct Extremes(BTreeMap<(&'static str, &'static str), (i64, Label)>);

impl Extremes {
    /// Takes up what a table says; gives what it contradicts.
    fn say(&mut self, said: &[RuleSetting], source: &Arc<Source>, id: &RuleId, unsaid: Unsaid) -> Vec<Finding> {
        let mut faults = Vec::new();
        for setting in said {
            let Some(rule) = rules::find(&setting.rule) else { continue };
            let mut last: Option<Span> = None;
            for (name, value) in &setting.options {
                if let Some(name) = ["min", "max"].into_iter().find(|known| *known == name.as_str()) {
                    self.0.insert((rule.id, name), (value.value, Label::new(source, value.span, format!("the `{name}`"))));
                    last = last.max(Some(value.span));
                }
            }
            let of = |name: &'static str| {
                let own = rule.options.iter().find(|option| option.name == name)?;
                let said = self.0.get(&(rule.id, name));
                said.map(|(value, label)| (*value, Some(label))).or((unsaid == Unsaid::Default).then_some((own.default, None)))
            };
            let (Some(span), Some((min, at_min)), Some((max, at_max))) = (last, of("min"), of("max")) else { continue };
            if min <= max {
                continue;
            }
            let other = [at_min, at_max].into_iter().flatten().find(|label| label.source.name() != source.name() || label.span != span);
            let own = |label: Option<&Label>| if label.is_none() { " where nothing is said" } else { "" };
            let message =
                format!("`{}` asks for at least {min}{} and at most {max}{}, which is never so", rule.id, own(at_min), own(at_max));
            let fault = Finding::new(id.clone(), message, Label::new(source, span, ""));
            faults.push(fault.related(other.cloned()).help("set both `min` and `max`, the lower number first"));
        }
        faults
    }
}
