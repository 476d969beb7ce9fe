//! Remarks that an editor shows within a text, where somebody has asked for them.

use lsp_types::{InlayHint, InlayHintKind, InlayHintLabel, InlayHintParams};

use super::state::Server;
use crate::assist;

/// Answers an editor that asks for the remarks in a stretch of a text.
pub(super) fn hints(server: &Server<'_>, params: &InlayHintParams) -> Option<Vec<InlayHint>> {
    let view = server.view(&params.text_document.uri).filter(|_| server.options.inlay_hints)?;
    let source = &view.text.source;
    let span = server.client.encoding.span(source, params.range);
    let found = server.ask(view, |cx| assist::hints(cx, span))?;
    let hint = |hint: assist::Hint| InlayHint {
        position: server.client.encoding.position(source, hint.offset),
        label: InlayHintLabel::String(hint.text),
        kind: Some(InlayHintKind::TYPE),
        text_edits: None,
        tooltip: None,
        padding_left: Some(true),
        padding_right: None,
        data: None,
    };
    Some(found.into_iter().map(hint).collect())
}
