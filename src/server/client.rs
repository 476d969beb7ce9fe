//! What the editor at the other end can do, and what is asked of it.

use std::sync::atomic::{AtomicI32, Ordering};

use lsp_server::{Connection, Message, Notification, Request, RequestId, Response};
use lsp_types::notification::{LogMessage, PublishDiagnostics};
use lsp_types::request::{InlayHintRefreshRequest, RegisterCapability, Request as _, WorkspaceConfiguration, WorkspaceDiagnosticRefresh};
use lsp_types::{
    ClientCapabilities, ConfigurationItem, ConfigurationParams, Diagnostic, DidChangeWatchedFilesRegistrationOptions, FileSystemWatcher,
    GlobPattern, InitializeParams, LogMessageParams, MessageType, PublishDiagnosticsParams, Registration, RegistrationParams, Uri,
};

use serde_json::Value;

use super::place::Encoding;

/// The editor.
pub(super) struct Client<'c> {
    connection: &'c Connection,
    pub(super) capabilities: ClientCapabilities,
    pub(super) encoding: Encoding,
    /// Whether it can be told to ask for all diagnostics again.
    refreshes: bool,
    /// Whether it takes what is wrong with other files along with the diagnostics of one.
    pub(super) takes_related: bool,
    next_request: AtomicI32,
}

/// The request for the editor's own settings.
const SETTINGS: &str = "copydesk-settings";

/// How the editor comes by diagnostics.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Delivery {
    /// It asks for them.
    Pull,
    /// They are sent to it.
    Push,
}

impl<'c> Client<'c> {
    /// The editor that has sent these `params` of `initialize`, which are `read`.
    pub(super) fn new(connection: &'c Connection, read: &InitializeParams, params: &Value) -> Self {
        let capabilities = read.capabilities.clone();
        let offered = capabilities.general.as_ref().and_then(|general| general.position_encodings.as_deref());
        let encoding = Encoding::agreed(offered);
        // The library of types has another name for it than the protocol.
        let refreshes = params.pointer("/capabilities/workspace/diagnostics/refreshSupport") == Some(&Value::Bool(true));
        let diagnostic = capabilities.text_document.as_ref().and_then(|text| text.diagnostic.as_ref());
        let takes_related = diagnostic.and_then(|diagnostic| diagnostic.related_document_support) == Some(true);
        Client { connection, capabilities, encoding, refreshes, takes_related, next_request: AtomicI32::new(0) }
    }

    /// How it comes by diagnostics.
    pub(super) fn delivery(&self) -> Delivery {
        let pulls = self.capabilities.text_document.as_ref().is_some_and(|text| text.diagnostic.is_some());
        if pulls { Delivery::Pull } else { Delivery::Push }
    }

    /// Sends the diagnostics of a document.
    pub(super) fn publish(&self, uri: Uri, diagnostics: Vec<Diagnostic>, version: Option<i32>) {
        self.notify::<PublishDiagnostics>(PublishDiagnosticsParams { uri, diagnostics, version });
    }

    /// Has it ask for all diagnostics again, if it can be told so.
    pub(super) fn refresh_diagnostics(&self) {
        if self.refreshes {
            self.request::<WorkspaceDiagnosticRefresh>(());
        }
    }

    /// Whether it goes from stop to stop in what it puts in.
    pub(super) fn takes_snippets(&self) -> bool {
        let completion = self.capabilities.text_document.as_ref().and_then(|text| text.completion.as_ref());
        completion.and_then(|completion| completion.completion_item.as_ref()?.snippet_support) == Some(true)
    }

    /// Has it ask for all inlay hints again, if it can be told so.
    pub(super) fn refresh_hints(&self) {
        let workspace = self.capabilities.workspace.as_ref();
        let refreshes = workspace.and_then(|workspace| workspace.inlay_hint.as_ref()).and_then(|hint| hint.refresh_support);
        if refreshes == Some(true) {
            self.request::<InlayHintRefreshRequest>(());
        }
    }

    /// Asks for its own settings, if it can be asked. They come with [`Client::settings_in`].
    pub(super) fn ask_for_settings(&self) {
        if self.capabilities.workspace.as_ref().and_then(|workspace| workspace.configuration) == Some(true) {
            let item = ConfigurationItem { scope_uri: None, section: Some("copydesk".to_owned()) };
            let params = ConfigurationParams { items: vec![item] };
            self.send(Request::new(SETTINGS.to_owned().into(), WorkspaceConfiguration::METHOD.to_owned(), params));
        }
    }

    /// Its own settings, where `response` answers that it was asked for them.
    pub(super) fn settings_in(response: &Response) -> Option<Value> {
        let is_asked = response.id == RequestId::from(SETTINGS.to_owned());
        let settings = response.response_result.as_ref().ok().filter(|_| is_asked)?;
        settings.get(0).filter(|settings| settings.is_object()).cloned()
    }

    /// Has it tell of changes on the disk to what the server reads, if it can.
    pub(super) fn watch(&self) {
        let workspace = self.capabilities.workspace.as_ref();
        let watches = workspace.and_then(|workspace| workspace.did_change_watched_files).and_then(|watched| watched.dynamic_registration);
        if watches != Some(true) {
            return;
        }
        let patterns = ["**/*.toml", "**/*.{md,markdown,txt,text,docx}", "**/*.json"];
        let of_pattern = |pattern: &str| FileSystemWatcher { glob_pattern: GlobPattern::String(pattern.to_owned()), kind: None };
        let options = DidChangeWatchedFilesRegistrationOptions { watchers: patterns.map(of_pattern).to_vec() };
        let registration = Registration {
            id: "copydesk-files".to_owned(),
            method: "workspace/didChangeWatchedFiles".to_owned(),
            register_options: serde_json::to_value(options).ok(),
        };
        self.request::<RegisterCapability>(RegistrationParams { registrations: vec![registration] });
    }

    /// Writes a line to its log, which people look at when something is wrong.
    pub(super) fn log(&self, message: impl Into<String>) {
        self.notify::<LogMessage>(LogMessageParams { typ: MessageType::WARNING, message: message.into() });
    }

    pub(super) fn send(&self, message: impl Into<Message>) {
        // An editor that has gone is noticed when its messages end.
        drop(self.connection.sender.send(message.into()));
    }

    fn notify<N: lsp_types::notification::Notification>(&self, params: N::Params) {
        self.send(Notification::new(N::METHOD.to_owned(), params));
    }

    fn request<R: lsp_types::request::Request>(&self, params: R::Params) {
        let id = self.next_request.fetch_add(1, Ordering::Relaxed);
        self.send(Request::new(format!("copydesk-{id}").into(), R::METHOD.to_owned(), params));
    }
}
