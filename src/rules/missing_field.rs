//! `missing-field`. What a field has to say is for `field-value`.

use crate::draft::Header;
use crate::house::{FieldFormat, Role};
use crate::rules::{Context, Findings, Level, rule};

rule! {
    /// A header field that the house asks for is not there
    ///
    /// A house may ask for more than a number, a date and a title: of every note, of those from some day on, or where another field says so.
    ///
    /// ```toml house
    /// [[field]]
    /// name = "status"
    /// line = "Status"
    /// values = ["draft", "final", "withdrawn"]
    /// required = true
    ///
    /// [[field]]
    /// name = "reason"
    /// line = "Reason"
    /// required = { when = { field = "status", is = ["withdrawn"] } }
    /// ```
    ///
    /// The field may stand in the front matter, or on a line of the header with its label before it:
    ///
    /// ```header bad
    /// Harbour Notes # 12, 15 May 2021
    ///
    /// Port Ellery: Dockers return to work
    /// Ines Okafor
    /// ```
    ///
    /// ```header good
    /// Harbour Notes # 12, 15 May 2021
    /// Status: final
    ///
    /// Port Ellery: Dockers return to work
    /// Ines Okafor
    /// ```
    ///
    /// ```header bad
    /// Harbour Notes # 12, 15 May 2021
    /// Status: withdrawn
    ///
    /// Port Ellery: Dockers return to work
    /// Ines Okafor
    /// ```
    ///
    /// ```header good
    /// Harbour Notes # 12, 15 May 2021
    /// Status: withdrawn | Reason: the talks began anew
    ///
    /// Port Ellery: Dockers return to work
    /// Ines Okafor
    /// ```
    ///
    /// To mend it, write the field.
    "missing-field", Header, Warning, fix: None, check: Part(check)
}

fn check(cx: &Context<'_>, findings: &mut Findings) {
    if cx.is_header_cut_off() {
        return;
    }
    for (index, field) in cx.house.fields.iter().enumerate() {
        // What a digest says once, it says in its masthead.
        let is_of_note = field.section.is_some() || field.role == Role::Title;
        if cx.draft.masthead.is_some() && is_of_note == cx.is_masthead() {
            continue;
        }
        let may_be_hidden = field.section.is_some() && cx.is_cut_off();
        if may_be_hidden || !field.presence.may_be_asked() || has(&cx.note.header, index, field) || !cx.asks(&field.presence) {
            continue;
        }
        let name = field.name.as_str();
        let places = [
            field.labels.first().map(|label| format!("on a line `{label}: …` under the title")),
            field.section.map(|section| format!("under the heading `{}`", cx.house.sections[section].heading.value)),
            field.keys.first().map(|key| format!("as `{key}:` in the front matter")),
            cx.house
                .series
                .file_name
                .as_ref()
                .filter(|_| field.role == Role::Number)
                .map(|name| format!("in the file's name, `{}`", name.text())),
        ];
        let places: Vec<_> = places.into_iter().flatten().collect();
        let blank = cx.note.header.blank.iter().find(|blank| blank.value == index).map(|blank| blank.span);
        let mut finding = cx
            .finding(format!("the {} has no {name}", cx.called()), blank.unwrap_or_else(|| cx.title_or_opening()))
            .related(cx.house.label_at(field.presence.span, format!("the house asks for it here{}", field.presence.reason())))
            .help(format!("write it {}", places.join(", or ")))
            .expecting(name);
        // Without its number, date, title or authors a note is no more of the series than one that lacks the line for them.
        let usual = (field.role != Role::Other).then_some(Level::Error);
        finding.level = field.level.or(usual);
        findings.push(finding);
    }
}

fn has(header: &Header, index: usize, field: &FieldFormat) -> bool {
    let filled = match field.role {
        Role::Number => header.number.is_some(),
        Role::Date => header.date.is_some() || header.impossible_date.is_some(),
        Role::Title => !header.title.is_empty(),
        Role::Author => header.byline.is_some(),
        Role::Other => false,
    };
    filled || header.given.iter().any(|given| given.format == Some(index))
}
