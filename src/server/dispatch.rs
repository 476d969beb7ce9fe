//! The loop: messages come in and go to whoever answers them, one at a time. A message that cannot be read, a method that nobody knows and a bug in
//! one answer end no server.

use std::collections::{BTreeMap, BTreeSet, VecDeque};
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::path::PathBuf;

use lsp_server::{Connection, ErrorCode, Message, Notification, Request, RequestId, Response};
use lsp_types::notification::{
    Cancel, DidChangeConfiguration, DidChangeTextDocument, DidChangeWatchedFiles, DidChangeWorkspaceFolders, DidCloseTextDocument,
    DidOpenTextDocument, DidSaveTextDocument, Exit, Initialized, Notification as _,
};
use lsp_types::request::{
    CodeActionRequest, Completion, DocumentDiagnosticRequest, DocumentLinkRequest, DocumentSymbolRequest, FoldingRangeRequest,
    GotoDefinition, HoverRequest, Initialize, InlayHintRequest, PrepareRenameRequest, References, Rename, Request as _, Shutdown,
};
use lsp_types::{Diagnostic, InitializeParams, InitializeResult, NumberOrString, ServerInfo, Uri};
use serde::Deserialize;
use serde::de::DeserializeOwned;

use super::client::{Client, Delivery};
use super::refusal::Refusal;
use super::state::{Options, Server};
use super::transport::UNREADABLE;
use super::{
    Ending, actions, capabilities::capabilities, completion, diagnostics, extras, hints, hover, links, new_note, rename, symbols, uri,
};
use crate::lint::message_of;
use crate::workspace::live::{Live, Touched};

/// Serves the editor at the other end of `connection`, until it leaves.
pub(super) fn serve(connection: &Connection) -> Ending {
    let Some((id, params, raw)) = await_initialize(connection) else { return Ending::Abrupt };
    let client = Client::new(connection, &params, &raw);
    let options = options(params.initialization_options.as_ref());
    let today = options.today.as_ref().and_then(|today| today.parse().ok());
    let live = match Live::new(today) {
        Ok(live) => live,
        Err(failure) => {
            let refusal = Refusal::from(failure);
            client.send(Response::new_err(id, refusal.code as i32, refusal.message));
            return Ending::Abrupt;
        }
    };
    let result = InitializeResult {
        capabilities: capabilities(&client),
        server_info: Some(ServerInfo { name: "copydesk".to_owned(), version: Some(env!("CARGO_PKG_VERSION").to_owned()) }),
    };
    client.send(Response::new_ok(id, result));
    let server = Server { client, live, texts: BTreeMap::new(), folders: folders(&params), options };
    Dispatcher { server, connection, queue: VecDeque::new(), stage: Stage::Serving, stale: BTreeSet::new(), published: BTreeMap::new() }
        .work()
}

/// The request to initialize, with its parameters as they came too. What is asked before is refused, what is told passed over.
fn await_initialize(connection: &Connection) -> Option<(RequestId, InitializeParams, serde_json::Value)> {
    for message in &connection.receiver {
        let (id, refusal) = match message {
            Message::Request(request) if request.method == Initialize::METHOD => match InitializeParams::deserialize(&request.params) {
                Ok(params) => return Some((request.id, params, request.params)),
                Err(error) => (request.id, Refusal::new(ErrorCode::InvalidParams, error.to_string())),
            },
            Message::Request(request) => (request.id, Refusal::new(ErrorCode::ServerNotInitialized, "the server waits for `initialize`")),
            Message::Notification(told) if told.method == Exit::METHOD => return None,
            Message::Notification(_) | Message::Response(_) => continue,
        };
        connection.sender.send(Response::new_err(id, refusal.code as i32, refusal.message).into()).ok()?;
    }
    None
}

fn options(given: Option<&serde_json::Value>) -> Options {
    given.and_then(|given| Options::deserialize(given).ok()).unwrap_or_default()
}

fn folders(params: &InitializeParams) -> Vec<PathBuf> {
    let folders = params.workspace_folders.iter().flatten().map(|folder| &folder.uri);
    #[expect(deprecated, reason = "older editors give nothing else")]
    let root = params.root_uri.as_ref();
    let all: Vec<PathBuf> = folders.filter_map(uri::to_path).collect();
    if all.is_empty() { root.and_then(uri::to_path).into_iter().collect() } else { all }
}

/// How far the conversation has come.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Stage {
    Serving,
    /// It was asked to shut down: only leaving is left.
    ShutDown,
}

/// What was sent of one document: its address, and the diagnostics.
type Published = (Uri, Vec<Diagnostic>);

struct Dispatcher<'c> {
    server: Server<'c>,
    connection: &'c Connection,
    /// Messages that have come and were not looked at yet.
    queue: VecDeque<Message>,
    stage: Stage,
    /// The addresses of texts that have changed since the workspace heard of them.
    stale: BTreeSet<String>,
    /// What was sent last, by address.
    published: BTreeMap<String, Published>,
}

impl Dispatcher<'_> {
    fn work(mut self) -> Ending {
        loop {
            self.queue.extend(self.connection.receiver.try_iter());
            if self.queue.is_empty() {
                // Several changes in a row are looked at once.
                self.update_workspace();
                self.publish();
            }
            let Some(message) = self.queue.pop_front().or_else(|| self.connection.receiver.recv().ok()) else {
                return self.ending();
            };
            match message {
                Message::Request(request) => self.answer(request),
                Message::Notification(notification) if notification.method == Exit::METHOD => return self.ending(),
                Message::Notification(notification) => self.handle_notification(notification),
                Message::Response(response) => {
                    if let Some(settings) = Client::settings_in(&response) {
                        self.configure(&settings);
                    }
                }
            }
            self.tell_failures();
        }
    }

    fn ending(&self) -> Ending {
        if self.stage == Stage::ShutDown { Ending::Orderly } else { Ending::Abrupt }
    }

    fn answer(&mut self, request: Request) {
        let id = request.id.clone();
        let answered = if self.is_cancelled(&id) {
            Err(Refusal::new(ErrorCode::RequestCanceled, "it was cancelled"))
        } else if self.stage == Stage::ShutDown {
            Err(Refusal::new(ErrorCode::InvalidRequest, "the server is shut down"))
        } else {
            self.update_workspace();
            let method = request.method.clone();
            survive(|| self.result_of(request)).unwrap_or_else(|bug| {
                self.server.client.log(format!("{method}: {bug}"));
                Err(Refusal::new(ErrorCode::InternalError, bug))
            })
        };
        self.server.client.send(match answered {
            Ok(result) => Response { id, response_result: Ok(result) },
            Err(refusal) => Response::new_err(id, refusal.code as i32, refusal.message),
        });
    }

    /// Whether a message that has come already takes the request of that id back.
    fn is_cancelled(&self, id: &RequestId) -> bool {
        self.queue.iter().any(|message| match message {
            Message::Notification(told) if told.method == Cancel::METHOD => {
                let params: Option<lsp_types::CancelParams> = serde_json::from_value(told.params.clone()).ok();
                params.is_some_and(|params| match params.id {
                    NumberOrString::Number(number) => RequestId::from(number) == *id,
                    NumberOrString::String(text) => RequestId::from(text) == *id,
                })
            }
            _ => false,
        })
    }

    fn result_of(&mut self, request: Request) -> Result<serde_json::Value, Refusal> {
        let server = &mut self.server;
        let params = request.params;
        match request.method.as_str() {
            Shutdown::METHOD => {
                self.stage = Stage::ShutDown;
                Ok(serde_json::Value::Null)
            }
            Initialize::METHOD => Err(Refusal::new(ErrorCode::InvalidRequest, "the server is initialized")),
            DocumentDiagnosticRequest::METHOD => reply(&diagnostics::pull(server, &read(params)?)),
            CodeActionRequest::METHOD => {
                let asked: lsp_types::CodeActionParams = read(params)?;
                self.leave_if_elsewhere(&asked.text_document.uri, asked.range);
                self.update_workspace();
                reply(&actions::actions(&self.server, &asked))
            }
            HoverRequest::METHOD => reply(&hover::hover(server, &read(params)?)),
            Completion::METHOD => reply(&completion::complete(server, &read(params)?)),
            DocumentSymbolRequest::METHOD => reply(&symbols::outline(server, &read(params)?)),
            FoldingRangeRequest::METHOD => reply(&symbols::folding(server, &read(params)?)),
            GotoDefinition::METHOD => reply(&links::definition(server, &read(params)?)),
            References::METHOD => reply(&links::references(server, &read(params)?)?),
            DocumentLinkRequest::METHOD => reply(&links::links(server, &read(params)?)),
            PrepareRenameRequest::METHOD => reply(&rename::prepare(server, &read(params)?)),
            Rename::METHOD => reply(&rename::rename(server, &read(params)?)?),
            extras::STATUS => reply(&extras::status(server, &read(params)?)),
            new_note::NEW_NOTE => reply(&new_note::new_note(server, &read(params)?)?),
            extras::HOUSE => reply(&extras::house(&read(params)?)),
            InlayHintRequest::METHOD => reply(&hints::hints(server, &read(params)?)),
            unknown => Err(Refusal::new(ErrorCode::MethodNotFound, format!("`{unknown}` is not known"))),
        }
    }

    fn handle_notification(&mut self, notification: Notification) {
        let method = notification.method.clone();
        match survive(|| self.apply(notification)) {
            Ok(Ok(())) => {}
            Ok(Err(refusal)) => self.server.client.log(format!("{method}: {}", refusal.message)),
            Err(bug) => self.server.client.log(format!("{method}: {bug}")),
        }
    }

    fn apply(&mut self, notification: Notification) -> Result<(), Refusal> {
        let params = notification.params;
        match notification.method.as_str() {
            Initialized::METHOD => self.server.client.watch(),
            DidOpenTextDocument::METHOD => {
                let opened = read::<lsp_types::DidOpenTextDocumentParams>(params)?.text_document;
                self.leave_all_but(opened.uri.as_str());
                let touched = self.server.open(&opened.uri, &opened.language_id, opened.version, opened.text)?;
                self.touch(touched);
            }
            DidChangeTextDocument::METHOD => {
                let changed: lsp_types::DidChangeTextDocumentParams = read(params)?;
                let encoding = self.server.client.encoding;
                let key = changed.text_document.uri.as_str();
                self.leave_all_but(key);
                let Some(text) = self.server.texts.get_mut(key) else { return Ok(()) };
                text.apply(changed.content_changes, changed.text_document.version, encoding);
                self.stale.insert(key.to_owned());
            }
            DidSaveTextDocument::METHOD => {
                let saved: lsp_types::DidSaveTextDocumentParams = read(params)?;
                self.leave(saved.text_document.uri.as_str());
            }
            DidChangeConfiguration::METHOD => {
                let changed: lsp_types::DidChangeConfigurationParams = read(params)?;
                match changed.settings.get("copydesk") {
                    Some(settings) => self.configure(settings),
                    // Newer editors say only that something has changed.
                    None => self.server.client.ask_for_settings(),
                }
            }
            DidChangeWorkspaceFolders::METHOD => {
                let event = read::<lsp_types::DidChangeWorkspaceFoldersParams>(params)?.event;
                let of = |folders: &[lsp_types::WorkspaceFolder]| -> Vec<PathBuf> {
                    folders.iter().filter_map(|folder| uri::to_path(&folder.uri)).collect()
                };
                let removed = of(&event.removed);
                self.server.folders.retain(|folder| !removed.contains(folder));
                self.server.folders.extend(of(&event.added));
            }
            DidCloseTextDocument::METHOD => {
                let closed: lsp_types::DidCloseTextDocumentParams = read(params)?;
                self.stale.remove(closed.text_document.uri.as_str());
                let touched = self.server.close(&closed.text_document.uri)?;
                self.touch(touched);
            }
            DidChangeWatchedFiles::METHOD => {
                let changed: lsp_types::DidChangeWatchedFilesParams = read(params)?;
                let paths = changed.changes.iter().filter_map(|change| uri::to_path(&change.uri));
                let touched = self.server.changed_on_disk(paths)?;
                self.touch(touched);
            }
            UNREADABLE => self.server.client.log(format!("a message could not be read: {}", params["fault"].as_str().unwrap_or_default())),
            _ => {}
        }
        Ok(())
    }

    /// Has the workspace hear of the texts that have changed.
    fn update_workspace(&mut self) {
        for key in std::mem::take(&mut self.stale) {
            let Some(uri) = self.server.texts.get(&key).map(|text| text.uri.clone()) else { continue };
            match survive(|| self.server.renew(&uri)) {
                Ok(Ok(touched)) => self.touch(touched),
                Ok(Err(failure)) => self.server.client.log(Refusal::from(failure).message),
                Err(bug) => self.server.client.log(format!("{key}: {bug}")),
            }
        }
    }

    /// Takes up what the editor's own settings say.
    fn configure(&mut self, settings: &serde_json::Value) {
        self.server.options = self.server.options.changed_by(settings);
        self.server.client.refresh_hints();
    }

    /// Writes to the editor's log what could not be read.
    fn tell_failures(&mut self) {
        for failure in self.server.live.take_failures() {
            self.server.client.log(Refusal::from(failure).message);
        }
    }

    /// Nobody writes in the text at `key` any more, where somebody did.
    fn leave(&mut self, key: &str) {
        if self.server.texts.get_mut(key).is_some_and(super::documents::OpenText::leave) {
            self.stale.insert(key.to_owned());
            if self.server.client.delivery() == Delivery::Pull {
                self.server.client.refresh_diagnostics();
            }
        }
    }

    fn leave_all_but(&mut self, key: &str) {
        let others: Vec<String> = self.server.texts.keys().filter(|other| *other != key).cloned().collect();
        for other in others {
            self.leave(&other);
        }
    }

    /// The cursor is in `range` of a text now: what is written elsewhere in it is done.
    fn leave_if_elsewhere(&mut self, uri: &Uri, range: lsp_types::Range) {
        let Some(text) = self.server.text(uri) else { return };
        let span = self.server.client.encoding.span(&text.source, range);
        if text.writing.is_some_and(|writing| span.end < writing.paragraph.start || writing.paragraph.end < span.start) {
            self.leave(uri.as_str());
        }
    }

    fn touch(&mut self, touched: Touched) {
        if touched == Touched::All {
            self.server.rename_texts();
            self.server.texts.values().for_each(super::documents::OpenText::forget);
            if self.server.client.delivery() == Delivery::Pull {
                self.server.client.refresh_diagnostics();
            }
        }
    }

    /// Sends the diagnostics that are others than those sent last.
    fn publish(&mut self) {
        if self.server.client.delivery() == Delivery::Pull || self.stage == Stage::ShutDown {
            return;
        }
        let mut all = match survive(|| diagnostics::of_all(&self.server)) {
            Ok(all) => all,
            Err(bug) => return self.server.client.log(bug),
        };
        for (key, (uri, _)) in &self.published {
            // What is closed, or at fault no more, has none.
            all.entry(key.clone()).or_insert_with(|| (uri.clone(), None, Vec::new()));
        }
        for (key, (uri, version, found)) in all {
            let before = self.published.get(&key).map(|(_, before)| before);
            if before.map_or(found.is_empty() && version.is_none(), |before| *before == found) {
                continue;
            }
            self.server.client.publish(uri.clone(), found.clone(), version);
            self.published.insert(key, (uri, found));
        }
    }
}

/// Does `work`; the error is what to say of a bug in it. What it was changing when it stopped is read again when it is next asked for.
fn survive<T>(work: impl FnOnce() -> T) -> Result<T, String> {
    catch_unwind(AssertUnwindSafe(work)).map_err(|panic| format!("a bug in copydesk: {}", message_of(panic.as_ref())))
}

fn read<P: DeserializeOwned>(params: serde_json::Value) -> Result<P, Refusal> {
    serde_json::from_value(params).map_err(|error| Refusal::new(ErrorCode::InvalidParams, error.to_string()))
}

fn reply(result: &impl serde::Serialize) -> Result<serde_json::Value, Refusal> {
    serde_json::to_value(result).map_err(|error| Refusal::new(ErrorCode::InternalError, error.to_string()))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_bug_in_one_answer_is_told_and_ends_nothing() {
        assert_eq!(survive(|| 12), Ok(12));
        let bug = survive(|| -> u32 { panic!("no note has {} sections\nand more", 1) });
        assert_eq!(bug, Err("a bug in copydesk: no note has 1 sections".to_owned()));
    }
}
