//! The conditions under which something is asked for, once all fields are known: which fields they speak of, and whether any note can meet them.

use std::collections::HashMap;

use super::field::FieldFormat;
use super::form::SHOWN;
use super::presence::Wish;
use super::section::SectionFormat;
use crate::table::{Table, suggestion};

/// Finds the fields that conditions speak of, and reports conditions that no note can meet: on a field that there is not, on a value that it
/// cannot have, in a circle.
pub(super) fn settle(root: &Table<'_>, fields: &mut [FieldFormat], sections: &mut [SectionFormat]) {
    let by_name: HashMap<String, usize> = fields.iter().enumerate().rev().map(|(index, field)| (field.name.value.clone(), index)).collect();
    let values: Vec<Vec<String>> = fields.iter().map(|field| field.values.iter().map(|value| value.value.clone()).collect()).collect();
    let insensitive: Vec<bool> = fields.iter().map(FieldFormat::ignores_case).collect();
    let presences = fields.iter_mut().map(|field| &mut field.presence).chain(sections.iter_mut().map(|section| &mut section.presence));
    for presence in presences {
        let Wish::When(condition) = &mut presence.wish else { continue };
        let Some(index) = by_name.get(&condition.name.value) else {
            let mut known: Vec<&str> = by_name.keys().map(String::as_str).collect();
            known.sort_unstable();
            let meant = suggestion(&condition.name, known.iter().copied());
            let all = known.iter().take(SHOWN).map(|name| format!("`{name}`")).collect::<Vec<_>>().join(", ");
            let help = if known.is_empty() {
                "declare it: a `[[field]]` with that `name`".to_owned()
            } else {
                format!("{meant}the fields are {all}")
            };
            root.report(root.fault(condition.name.span, format!("no field has the name `{}`", condition.name.value)).help(help));
            presence.wish = Wish::Optional;
            continue;
        };
        condition.field = *index;
        let of_field = &values[*index];
        let has = |value: &str| {
            of_field.iter().any(|known| known == value || insensitive[*index] && known.to_lowercase() == value.to_lowercase())
        };
        for value in condition.is.iter().filter(|value| !of_field.is_empty() && !has(value)) {
            let meant = suggestion(value, of_field.iter().map(String::as_str));
            let all = of_field.iter().map(|value| format!("`{value}`")).collect::<Vec<_>>().join(", ");
            let message = format!("the {} cannot be `{}`", condition.name.value, value.value);
            root.report(root.fault(value.span, message).help(format!("{meant}its values are {all}")));
        }
    }
    report_circles(root, fields);
}

/// A field that is asked for where another says something, which is asked for where the first does.
fn report_circles(root: &Table<'_>, fields: &[FieldFormat]) {
    let leads_to = |index: usize| match &fields[index].presence.wish {
        Wish::When(condition) => Some(condition.field),
        _ => None,
    };
    let mut seen = vec![0_usize; fields.len()];
    for start in 0..fields.len() {
        let mut at = start;
        while seen[at] == 0 {
            seen[at] = start + 1;
            match leads_to(at) {
                Some(next) => at = next,
                None => break,
            }
        }
        if seen[at] != start + 1 || leads_to(at).is_none() {
            continue;
        }
        // The walk came back to where it had been: each of the circle is marked with this start.
        let Wish::When(condition) = &fields[at].presence.wish else { continue };
        let name = &fields[at].name.value;
        let message = if condition.field == at {
            format!("the field `{name}` is asked for where it says something itself")
        } else {
            format!("the field `{name}` is asked for where `{}` says something, which is asked for in turn", condition.name.value)
        };
        root.report(
            root.fault(condition.name.span, message).help("let the condition name a field that is asked for of itself, or that is free"),
        );
    }
}
