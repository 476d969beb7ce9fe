//! How an editor shows what a draft is made of: its outline, and what folds.

use lsp_types::{DocumentSymbol, DocumentSymbolParams, DocumentSymbolResponse, FoldingRange, FoldingRangeParams, SymbolKind as Kind};

use super::state::{Server, View};
use crate::assist::{self, Symbol, SymbolKind};
use crate::source::Source;

/// Answers an editor that asks for the outline of a draft.
pub(super) fn outline(server: &Server<'_>, params: &DocumentSymbolParams) -> Option<DocumentSymbolResponse> {
    let view = server.view(&params.text_document.uri)?;
    let symbols = server.ask(view, assist::symbols)?;
    Some(DocumentSymbolResponse::Nested(symbols.into_iter().map(|symbol| entry(server, view, symbol)).collect()))
}

fn entry(server: &Server<'_>, view: View<'_>, symbol: Symbol) -> DocumentSymbol {
    let kind = match symbol.kind {
        SymbolKind::Note => Kind::FILE,
        SymbolKind::Section => Kind::NAMESPACE,
        SymbolKind::Point => Kind::ENUM_MEMBER,
        SymbolKind::Event => Kind::EVENT,
    };
    let (encoding, source) = (server.client.encoding, &view.text.source);
    // The protocol wants a name within what is named.
    let title = if symbol.span.cover(symbol.title) == symbol.span { symbol.title } else { symbol.span };
    #[expect(deprecated, reason = "the type has the field, whether or not it is used")]
    DocumentSymbol {
        name: if symbol.name.is_empty() { "(no title)".to_owned() } else { symbol.name },
        detail: (!symbol.detail.is_empty()).then_some(symbol.detail),
        kind,
        tags: None,
        deprecated: None,
        range: encoding.range(source, symbol.span),
        selection_range: encoding.range(source, source.first_line_of(title)),
        children: Some(symbol.children.into_iter().map(|child| entry(server, view, child)).collect()),
    }
}

/// Answers an editor that asks what can be folded: notes where there are several, sections, points and events of more than one line.
pub(super) fn folding(server: &Server<'_>, params: &FoldingRangeParams) -> Option<Vec<FoldingRange>> {
    let view = server.view(&params.text_document.uri)?;
    let symbols = server.ask(view, assist::symbols)?;
    let mut ranges = Vec::new();
    let notes = if symbols.len() > 1 { symbols } else { symbols.into_iter().flat_map(|note| note.children).collect() };
    for symbol in &notes {
        fold(&view.text.source, symbol, &mut ranges);
    }
    Some(ranges)
}

fn fold(source: &Source, symbol: &Symbol, ranges: &mut Vec<FoldingRange>) {
    let narrow = |line: usize| u32::try_from(line).unwrap_or(u32::MAX);
    let (start, end) = (source.line_of(symbol.span.start), source.line_of(symbol.span.end));
    if start < end {
        ranges.push(FoldingRange { start_line: narrow(start), end_line: narrow(end), ..FoldingRange::default() });
    }
    for child in &symbol.children {
        fold(source, child, ranges);
    }
}
