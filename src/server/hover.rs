//! What an editor shows beside the pointer.

use lsp_types::{Hover, HoverContents, HoverParams, MarkupContent, MarkupKind};

use super::state::Server;
use crate::assist;
use crate::source::Span;

/// Answers an editor that asks what stands at a place: what was found there, and what there is to know of it.
pub(super) fn hover(server: &Server<'_>, params: &HoverParams) -> Option<Hover> {
    let asked = &params.text_document_position_params;
    let view = server.view(&asked.text_document.uri)?;
    let source = &view.text.source;
    let offset = server.client.encoding.offset(source, asked.position);
    let outcome = server.shown(view);
    let is_here = |span: Span| span.start <= offset && offset <= span.end;
    let found: Vec<_> = outcome.iter().filter(|reported| is_here(reported.finding.primary.span)).collect();
    let (span, mut parts) = server.ask(view, |cx| {
        let thing = assist::hover(cx, offset);
        let span = thing.as_ref().map(|(span, _)| *span).or_else(|| found.first().map(|reported| reported.finding.primary.span));
        let mut parts: Vec<String> = found.iter().map(|reported| assist::explain(reported, cx.house)).collect();
        parts.extend(thing.map(|(_, said)| said));
        (span, parts)
    })?;
    parts.dedup();
    if parts.is_empty() {
        return None;
    }
    let contents = HoverContents::Markup(MarkupContent { kind: MarkupKind::Markdown, value: parts.join("\n\n---\n\n") });
    Some(Hover { contents, range: span.map(|span| server.client.encoding.range(source, source.first_line_of(span))) })
}
