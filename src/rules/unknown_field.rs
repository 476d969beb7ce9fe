//! `unknown-field`. It asks for keys; what they say is for `field-value`.

use crate::house::{NumberSource, Role, TitleFrom};
use crate::rules::{Context, Finding, Findings, rule};
use crate::table::nearest;

rule! {
    /// The front matter has a key that the house does not declare
    ///
    /// A house may say that its front matter holds the declared keys and no others. Then a key of another name is a slip of the pen, as a
    /// rule, and what stands behind it is read by nobody.
    ///
    /// ```toml house
    /// [front-matter]
    /// closed = true
    ///
    /// [[field]]
    /// name = "number"
    ///
    /// [[field]]
    /// name = "status"
    /// ```
    ///
    /// ```header-markdown bad
    /// ---
    /// number: 12
    /// sttaus: final
    /// ---
    ///
    /// Harbour Notes # 12, 15 May 2021
    ///
    /// Port Ellery: Dockers return to work
    /// Ines Okafor
    /// ```
    ///
    /// ```header-markdown good
    /// ---
    /// number: 12
    /// status: final
    /// ---
    ///
    /// Harbour Notes # 12, 15 May 2021
    ///
    /// Port Ellery: Dockers return to work
    /// Ines Okafor
    /// ```
    ///
    /// To mend it, write the key as the house does, or take it out.
    "unknown-field", Header, Warning, fix: None, check: Part(check)
}

fn check(cx: &Context<'_>, findings: &mut Findings) {
    let Some(closed) = cx.house.front_matter.closed else { return };
    for key in cx.note.header.keys.iter().filter(|key| !is_known(cx, &key.value)) {
        findings.push(unknown(cx, &key.value, key.span, closed));
    }
}

/// Whether the house declares the key, or says in another way that it has its number or title from it.
fn is_known(cx: &Context<'_>, key: &str) -> bool {
    match cx.house.field_of_key(key) {
        Some((Some(_), _)) => true,
        Some((None, Role::Title)) => cx.house.title_format.from == TitleFrom::FrontMatter,
        Some((None, Role::Number)) => cx.house.series.number_from.contains(&NumberSource::FrontMatter),
        _ => false,
    }
}

fn unknown(cx: &Context<'_>, key: &str, span: crate::source::Span, closed: crate::source::Span) -> Finding {
    let known: Vec<&str> = cx.house.fields.iter().flat_map(|field| &field.keys).map(String::as_str).collect();
    let all = known.iter().map(|key| format!("`{key}`")).collect::<Vec<_>>().join(", ");
    let help = match nearest(&key.to_lowercase(), known.iter().copied()) {
        Some(meant) => format!("did you mean `{meant}`? The keys are {all}"),
        None => format!("take it out; the keys are {all}"),
    };
    cx.finding(format!("the house has no field `{key}`"), span)
        .related(cx.house.label_at(closed, "the house closes its front matter here"))
        .help(help)
}
