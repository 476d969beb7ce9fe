//! A value that is none of those that the house lists, and the one that may be meant.

use crate::draft::Given;
use crate::finding::{Finding, Safety};
use crate::house::FieldFormat;
use crate::rules::Context;
use crate::source::Span;
use crate::table::nearest;

/// What to say of the value at `span`, of which `shown` is shown.
pub fn finding(cx: &Context<'_>, given: &Given, field: &FieldFormat, shown: &str, span: Span) -> Finding {
    let said = given.value.text().trim();
    let name = field.name.as_str();
    let values = field.values.iter().map(|value| format!("`{}`", value.value)).collect::<Vec<_>>().join(", ");
    let lower = said.to_lowercase();
    let same = field.values.iter().find(|value| value.to_lowercase() == lower).map(|value| value.as_str());
    let known = || field.values.iter().filter(|value| may_be_meant(&lower, value)).map(|value| (value.to_lowercase(), value.as_str()));
    let near = || {
        let known: Vec<(String, &str)> = known().collect();
        let meant = nearest(&lower, known.iter().map(|(folded, _)| folded.as_str()))?.to_owned();
        known.into_iter().find(|(folded, _)| *folded == meant).map(|(_, value)| value)
    };
    let meant = same.or_else(near);
    let plain = cx.draft.source.slice(span) == said;
    let safety = if same.is_some() { Safety::Safe } else { Safety::Unsafe };
    let fix = meant.filter(|_| plain).map(|meant| cx.fix(format!("write `{meant}`"), safety, span, meant));
    let help = meant.map_or_else(|| format!("write one of {values}"), |meant| format!("did you mean `{meant}`? The values are {values}"));
    let finding = cx.finding(format!("`{shown}` is no {name} that the house knows"), span).help(help).fix(fix);
    Finding { level: field.level, ..finding }
}

/// Whether the two differ within words only, and not where a word begins: `not accepted` and `unaccepted` are no slips of `accepted`.
fn may_be_meant(said: &str, value: &str) -> bool {
    let value = value.to_lowercase();
    let initials = |text: &str| text.split_whitespace().map(|word| word.chars().next()).collect::<Vec<_>>();
    initials(said) == initials(&value)
}
