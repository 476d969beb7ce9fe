//! What an extension of an editor asks beyond the protocol: the line at the foot of the window, a house that is shipped.

use lsp_types::{Location, Uri};
use serde::{Deserialize, Serialize};

use super::state::Server;
use crate::finding::Level;
use crate::house::House;

/// The request for what is known of a text at a glance.
pub(super) const STATUS: &str = "copydesk/status";

/// The request for the text of a shipped house.
pub(super) const HOUSE: &str = "copydesk/house";

/// Which text.
#[derive(Debug, Deserialize)]
pub(super) struct OfText {
    uri: Uri,
}

/// What is known of a text at a glance.
#[derive(Debug, Default, Serialize)]
pub(super) struct Status {
    version: &'static str,
    house: Option<String>,
    number: Option<String>,
    date: Option<String>,
    errors: usize,
    warnings: usize,
    advice: usize,
    /// What keeps it from being checked: a fault in lint.toml, such as a program that is too old for it.
    fault: Option<String>,
    /// Where that is.
    at: Option<Location>,
}

pub(super) fn status(server: &Server<'_>, asked: &OfText) -> Option<Status> {
    let view = server.view(&asked.uri)?;
    let fault = server.live.fault_of(view.document);
    let at = fault.and_then(|fault| {
        let primary = &fault.primary;
        let uri = server.address(primary, server.live.session.of(view.document))?;
        Some(Location::new(uri, server.client.encoding.range(&primary.source, primary.span)))
    });
    let fault = fault.map(|fault| fault.message.clone());
    let mut status = Status { version: env!("CARGO_PKG_VERSION"), fault, at, ..Status::default() };
    let known = server.ask(view, |cx| {
        let header = cx.draft.heads().first().map(|note| &note.header)?;
        let number = header.numbers().map(|numbers| numbers.to_string());
        Some((cx.house.title.value.clone(), number, header.date.map(|date| date.value.to_string())))
    });
    let Some((house, number, date)) = known.flatten() else { return status.fault.is_some().then_some(status) };
    (status.house, status.number, status.date) = (Some(house), number, date);
    for reported in server.shown(view).iter() {
        match reported.level {
            Level::Error => status.errors += 1,
            Level::Warning => status.warnings += 1,
            Level::Advice => status.advice += 1,
            Level::Off => {}
        }
    }
    Some(status)
}

/// Which shipped house.
#[derive(Debug, Deserialize)]
pub(super) struct OfHouse {
    name: String,
}

pub(super) fn house(asked: &OfHouse) -> Option<String> {
    House::named(asked.name.trim_end_matches(".toml")).map(|house| house.source.text().to_owned())
}
