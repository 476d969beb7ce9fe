//! Names of authors: listed twice, or spelt one way in a digest's list and another under a title. Rosters are for `unknown-author`.

use std::collections::HashMap;

use crate::draft::name;
use crate::finding::{Finding, Findings, Fix, Safety};
use crate::prose::Prose;
use crate::roster;
use crate::rules::Context;
use crate::source::Span;

/// An author as a line names one.
#[derive(Clone, Copy)]
struct Author<'a> {
    name: &'a str,
    span: Span,
}

/// Tells of the list of a digest, or of the line of a note.
pub fn check(cx: &Context<'_>, findings: &mut Findings) {
    let Some(byline) = &cx.note.header.byline else { return };
    let listed = authors(cx, byline);
    let mut first: HashMap<&str, Span> = HashMap::new();
    for author in &listed {
        match first.get(author.name) {
            Some(before) => findings.push(
                cx.finding(format!("`{}` is listed twice", author.name), author.span)
                    .related(cx.label(*before, "the first time"))
                    .help("take one of the two out"),
            ),
            None => {
                first.insert(author.name, author.span);
            }
        }
    }
    if cx.is_masthead() {
        findings.extend(variants(cx, &listed));
    }
}

/// The authors that a line names.
fn authors<'a>(cx: &Context<'_>, line: &'a Prose) -> Vec<Author<'a>> {
    let Some(format) = &cx.house.header.byline else { return Vec::new() };
    let text = line.text();
    let place = |name: &str| name.as_ptr() as usize - text.as_ptr() as usize;
    let names = name::names(name::without_prefix(text, format));
    names.map(|name| Author { name, span: line.span(place(name)..place(name) + name.len()) }).collect()
}

/// Names under the titles of a digest that its list spells otherwise.
fn variants(cx: &Context<'_>, listed: &[Author<'_>]) -> Vec<Finding> {
    let mut written: HashMap<&str, Vec<Span>> = HashMap::new();
    let mut order = Vec::new();
    for line in cx.draft.notes.iter().filter_map(|note| note.header.byline.as_ref()) {
        for author in authors(cx, line) {
            let uses = written.entry(author.name).or_default();
            if uses.is_empty() {
                order.push(author.name);
            }
            uses.push(author.span);
        }
    }
    let is_listed = |name: &str| listed.iter().any(|author| author.name == name);
    let is_roster_s = |name: &str| cx.roster.is_some_and(|roster| roster.meant(name).is_some());
    // A list is as long as a line; who is in it needs no look.
    let strangers = order.into_iter().filter(|name| !is_listed(name) && !is_roster_s(name)).take(MOST);
    strangers
        .filter_map(|name| {
            // Whom two notes name the other way is told once, at the list.
            let near = listed.iter().filter_map(|author| Some((roster::nearness(author.name, name)?, author)));
            let (_, author) = near.min_by_key(|(distance, _)| *distance)?;
            let uses = &written[name];
            let as_listed = 1 + written.get(author.name).map_or(0, Vec::len);
            Some(variant(cx, *author, Author { name, span: uses[0] }, as_listed < uses.len(), uses))
        })
        .collect()
}

/// Names that are compared with a list.
const MOST: usize = 200;

fn variant(cx: &Context<'_>, listed: Author<'_>, written: Author<'_>, list_is_rarer: bool, uses: &[Span]) -> Finding {
    let (slip, model) = if list_is_rarer { (listed, written) } else { (written, listed) };
    let spans = if list_is_rarer { vec![listed.span] } else { uses.to_vec() };
    let edits = spans.iter().map(|span| cx.edit(*span, model.name)).collect();
    // Names in bold are not the bytes that read so.
    let exact = spans.iter().all(|span| cx.draft.source.slice(*span) == slip.name);
    let fix = Fix::of(format!("write `{}`", model.name), Safety::Unsafe, edits);
    let place = if list_is_rarer { "under the title" } else { "in the list of authors" };
    cx.finding(format!("`{}` is spelt `{}` {place}", slip.name, model.name), slip.span)
        .related(cx.label(model.span, format!("`{}`", model.name)))
        .help(format!("write `{}`, or name both if they are two people", model.name))
        .fix(exact.then_some(fix))
}
