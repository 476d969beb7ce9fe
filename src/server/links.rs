//! The way from a note to another: where a note of the series is that a text names, and where this one is named.

use lsp_types::{DocumentLink, DocumentLinkParams, GotoDefinitionParams, GotoDefinitionResponse, Location, ReferenceParams, Uri};

use super::refusal::Refusal;
use super::state::{Server, View};
use crate::assist::{self, Context, Thing};
use crate::draft::{Draft, Run};
use crate::finding::Label;
use crate::house::House;
use crate::series::Entry;
use crate::source::Span;

/// Answers an editor that asks where that is declared which stands at a place.
pub(super) fn definition(server: &Server<'_>, params: &GotoDefinitionParams) -> Option<GotoDefinitionResponse> {
    let asked = &params.text_document_position_params;
    let view = server.view(&asked.text_document.uri)?;
    let source = &view.text.source;
    let offset = server.client.encoding.offset(source, asked.position);
    let found: Vec<Location> = server.ask(view, |cx| match assist::find(cx, offset).map(|found| found.thing) {
        Some(Thing::Reference(numbers)) => holders(server, view, cx, numbers),
        // A heading is declared by the house.
        _ => heading(server, view, cx, offset).into_iter().collect(),
    })?;
    Some(GotoDefinitionResponse::Array(found))
}

/// Where the notes of these numbers have them.
fn holders(server: &Server<'_>, view: View<'_>, cx: &Context<'_>, numbers: Run) -> Vec<Location> {
    let Some(series) = cx.series else { return Vec::new() };
    series.holders(numbers.first).filter_map(|entry| location(server, view, entry)).collect()
}

fn location(server: &Server<'_>, view: View<'_>, entry: &Entry) -> Option<Location> {
    // A note on another branch is in no file here.
    entry.base_path().is_none().then_some(())?;
    place(server, view, &entry.label(""))
}

fn place(server: &Server<'_>, view: View<'_>, label: &Label) -> Option<Location> {
    let uri = server.address(label, server.live.session.of(view.document))?;
    Some(Location::new(uri, server.client.encoding.range(&label.source, label.span)))
}

fn heading(server: &Server<'_>, view: View<'_>, cx: &Context<'_>, offset: u32) -> Option<Location> {
    let sections = cx.draft.notes.iter().flat_map(|note| &note.sections);
    let section = sections.into_iter().find(|section| section.heading.span.start <= offset && offset <= section.heading.span.end)?;
    place(server, view, &cx.house.label(&cx.house.sections[section.spec].heading, ""))
}

/// Answers an editor that asks where that is named which stands at a place: in this text, in the others that are open, and in the other notes of
/// the archive.
pub(super) fn references(server: &Server<'_>, params: &ReferenceParams) -> Result<Option<Vec<Location>>, Refusal> {
    let asked = &params.text_document_position;
    let Some(view) = server.view(&asked.text_document.uri) else { return Ok(None) };
    let offset = server.client.encoding.offset(&view.text.source, asked.position);
    let numbers = server.ask(view, |cx| {
        let found = assist::find(cx, offset)?;
        match found.thing {
            Thing::Reference(numbers) => Some((numbers, cx.house.name.value.clone())),
            Thing::Number => Some((found.note.header.numbers()?, cx.house.name.value.clone())),
            _ => None,
        }
    });
    let Some((numbers, house)) = numbers.flatten() else { return Ok(None) };
    let mut found = Vec::new();
    if params.context.include_declaration {
        found.extend(server.ask(view, |cx| holders(server, view, cx, numbers)).unwrap_or_default());
    }
    let encoding = server.client.encoding;
    for other in server.texts.values().filter_map(|text| server.view(&text.uri)) {
        if other.document.configuration == view.document.configuration {
            let is_of_series = |cx: &Context<'_>| cx.house.name.value == house;
            let named = server.ask(other, |cx| if is_of_series(cx) { named_in(cx.house, cx.draft, numbers) } else { Vec::new() });
            let location = |span| Location::new(other.text.uri.clone(), encoding.range(&other.text.source, span));
            found.extend(named.into_iter().flatten().map(location));
        }
    }
    for (path, source, named) in server.live.in_archive(view.document.configuration, &house, numbers, named_in)? {
        let Some(uri) = server.address_of(&path) else { continue };
        found.extend(named.into_iter().map(|span| Location::new(uri.clone(), encoding.range(&source, span))));
    }
    Ok(Some(found))
}

/// Where `draft`, which was read with `house`, names one of these notes.
fn named_in(house: &House, draft: &Draft, numbers: Run) -> Vec<Span> {
    let all = draft.notes.iter().flat_map(|note| note.references(house, &draft.source)).flatten();
    let same = all.filter(|reference| reference.numbers.contains(numbers.first) || numbers.contains(reference.numbers.first));
    same.map(|reference| reference.span).collect()
}

/// Answers an editor that asks which places lead elsewhere: each name of a note that is in a file here.
pub(super) fn links(server: &Server<'_>, params: &DocumentLinkParams) -> Option<Vec<DocumentLink>> {
    let view = server.view(&params.text_document.uri)?;
    server.ask(view, |cx| {
        let all = cx.draft.notes.iter().flat_map(|note| note.references(cx.house, &cx.draft.source)).flatten();
        let link = |reference: crate::draft::Reference| {
            let target: Uri = holders(server, view, cx, reference.numbers).into_iter().next()?.uri;
            let title = cx.series?.holders(reference.numbers.first).find_map(|entry| Some(entry.title.as_ref()?.value.clone()));
            let range = server.client.encoding.range(&view.text.source, reference.span);
            Some(DocumentLink { range, target: Some(target), tooltip: title, data: None })
        };
        all.filter_map(link).collect()
    })
}
