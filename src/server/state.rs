//! What the server knows: the workspace, and the texts that are open. All of it is on one thread; an answer is a function of it.

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};
use std::rc::Rc;
use std::sync::Arc;

use lsp_types::Uri;
use serde::Deserialize;
use serde_json::Value;

use super::client::Client;
use super::documents::{OpenText, TextKind};
use super::uri;
use crate::assist::Context;
use crate::finding::Label;
use crate::fix;
use crate::lint::{Choice, FileOutcome, Purpose, Reported};
use crate::source::BOM;
use crate::workspace::Failure;
use crate::workspace::configuration::Configuration;
use crate::workspace::live::{Follow, Live, Touched, path_of};
use crate::workspace::paths;
use crate::workspace::session::Document;

/// What the server knows.
pub(super) struct Server<'c> {
    pub(super) client: Client<'c>,
    pub(super) live: Live,
    /// By address.
    pub(super) texts: BTreeMap<String, OpenText>,
    /// The folders of the editor's workspace.
    pub(super) folders: Vec<PathBuf>,
    pub(super) options: Options,
}

/// What an editor asks for beyond the protocol.
#[derive(Debug, Default, Clone, Deserialize)]
#[serde(default, rename_all = "camelCase")]
pub(super) struct Options {
    /// The day to take for today.
    pub(super) today: Option<String>,
    /// Whether weekdays and years are shown beside dates.
    pub(super) inlay_hints: bool,
    /// Whether it knows the command `copydesk.placeCursor`, and files by the scheme `copydesk`.
    pub(super) places_cursor: bool,
}

impl Options {
    /// What `given` says, a JSON object; what it leaves out is as it was.
    pub(super) fn changed_by(&self, given: &Value) -> Options {
        let said = |key: &str| given.get(key).and_then(Value::as_bool);
        Options { inlay_hints: said("inlayHints").unwrap_or(self.inlay_hints), ..self.clone() }
    }
}

/// A draft that is open.
#[derive(Clone, Copy)]
pub(super) struct View<'s> {
    pub(super) text: &'s OpenText,
    pub(super) document: &'s Document,
}

impl Server<'_> {
    /// The text at `uri`, if it is open.
    pub(super) fn text(&self, uri: &Uri) -> Option<&OpenText> {
        self.texts.get(uri.as_str())
    }

    /// The draft at `uri`, if it is open.
    pub(super) fn view(&self, uri: &Uri) -> Option<View<'_>> {
        let text = self.text(uri).filter(|text| text.kind == TextKind::Draft)?;
        Some(View { text, document: self.live.document(&text.path)? })
    }

    /// What is found in a draft.
    pub(super) fn found(&self, view: View<'_>) -> Rc<FileOutcome> {
        if let Some(found) = view.text.found.borrow().as_ref() {
            return Rc::clone(found);
        }
        let mut found = self.live.check(view.document, &view.text.source, Purpose::Report);
        self.live.hold_back(view.document, &mut found);
        let found = Rc::new(found);
        view.text.found.replace(Some(Rc::clone(&found)));
        found
    }

    /// What is shown of it: all but what may only not be written to its end yet. Nothing is said of a text that has still to be begun.
    pub(super) fn shown(&self, view: View<'_>) -> Rc<Vec<Reported>> {
        let mut shown = view.text.shown.borrow_mut();
        if let Some(now) = &shown.now {
            return Rc::clone(now);
        }
        let found = self.found(view);
        let is_begun = !view.text.source.text().trim_start_matches(BOM).trim().is_empty();
        let is_shown = |reported: &&Reported| {
            let waits = view.text.writing.is_some_and(|writing| writing.keeps_quiet(reported));
            is_begun && (!waits || shown.known.contains(&reported.fingerprint))
        };
        let now: Rc<Vec<Reported>> = Rc::new(found.findings.iter().filter(is_shown).cloned().collect());
        shown.known = now.iter().map(|reported| reported.fingerprint.clone()).collect();
        shown.now = Some(Rc::clone(&now));
        now
    }

    /// What is found in a draft, with the fixes that were tried out and hold.
    pub(super) fn offered(&self, view: View<'_>) -> Rc<FileOutcome> {
        if let Some(offered) = view.text.offered.borrow().as_ref() {
            return Rc::clone(offered);
        }
        let mut offered = fix::offered(&view.text.source, |text, purpose| self.live.check(view.document, text, purpose));
        self.live.hold_back(view.document, &mut offered);
        let offered = Rc::new(offered);
        view.text.offered.replace(Some(Rc::clone(&offered)));
        offered
    }

    /// Puts a question to a draft, where it is clear which house it is held to.
    pub(super) fn ask<T>(&self, view: View<'_>, question: impl FnOnce(&Context<'_>) -> T) -> Option<T> {
        let configuration = self.live.session.of(view.document);
        let declared = configuration.houses.first().filter(|_| configuration.declared && configuration.houses.len() == 1);
        let (house, draft) = match self.live.read(view.document, &view.text.source) {
            Choice::One(house, draft) => (house, draft),
            // Nothing is in it yet that tells.
            Choice::Unclear(_, draft) => (declared?.as_ref(), draft),
        };
        let settings = configuration.settings.as_ref();
        let (series, today) = (self.live.series(view.document, house), self.live.session.today);
        Some(question(&Context { draft: &draft, house, series, settings, today }))
    }

    /// The address of the file that `label` points into, where a draft under `configuration` is spoken of.
    pub(super) fn address(&self, label: &Label, configuration: &Configuration) -> Option<Uri> {
        if self.options.places_cursor && label.source.name().starts_with("copydesk:") {
            return label.source.name().parse().ok();
        }
        self.address_of(&path_of(configuration, label.source.name())?)
    }

    /// The address of the file at `path`: the editor's own, if it is open there.
    pub(super) fn address_of(&self, path: &Path) -> Option<Uri> {
        let open = self.texts.values().find(|text| text.path == path);
        open.map(|text| text.uri.clone()).or_else(|| uri::of_path(path))
    }

    /// Takes up that a text was opened.
    pub(super) fn open(&mut self, uri: &Uri, language: &str, version: i32, text: String) -> Result<Touched, Failure> {
        let Some(home) = self.home_of(uri, language) else { return Ok(Touched::Text) };
        let path = home.path();
        let Some(kind) = kind_of(path, language) else { return Ok(Touched::Text) };
        let open = OpenText::new(uri.clone(), path.to_owned(), kind, version, text);
        let source = Arc::clone(&open.source);
        // Whatever keeps it from being checked now may be mended while it is open.
        self.texts.insert(uri.as_str().to_owned(), open);
        match (kind, &home) {
            (TextKind::Draft, Home::Folder(path)) => self.live.open(path, source.text())?,
            (TextKind::Draft, Home::Nowhere(path)) => self.live.open_alone(path, source.text())?,
            (TextKind::Table, _) => return self.live.change_table(path, Some(source.text())),
        }
        self.rename_texts();
        Ok(Touched::All)
    }

    /// Gives the drafts that are open the names that they are reported by under the settings that hold now.
    pub(super) fn rename_texts(&mut self) {
        for text in self.texts.values_mut().filter(|text| text.kind == TextKind::Draft) {
            if let Some(document) = self.live.document(&text.path) {
                text.rename(&document.found.name);
            }
        }
    }

    /// Takes up that a text was closed.
    pub(super) fn close(&mut self, uri: &Uri) -> Result<Touched, Failure> {
        let Some(text) = self.texts.remove(uri.as_str()) else { return Ok(Touched::Text) };
        match text.kind {
            TextKind::Draft => Ok(self.live.close(&text.path)),
            TextKind::Table => self.live.change_table(&text.path, None),
        }
    }

    /// Takes up what the text at `uri` says now.
    pub(super) fn renew(&mut self, uri: &Uri) -> Result<Touched, Failure> {
        let Some(text) = self.texts.get_mut(uri.as_str()) else { return Ok(Touched::Text) };
        match text.kind {
            TextKind::Draft => {
                // Of a paragraph that is written on, the series hears when it is done.
                let follow = if std::mem::replace(&mut text.is_followed, true) { Follow::Later } else { Follow::Now };
                self.live.change(&text.path, text.source.text(), follow)
            }
            TextKind::Table => self.live.change_table(&text.path, Some(text.source.text())),
        }
    }

    /// Takes up that the files at these paths have changed on the disk.
    pub(super) fn changed_on_disk(&mut self, paths: impl Iterator<Item = PathBuf>) -> Result<Touched, Failure> {
        // What is open speaks for itself.
        let closed = paths.filter(|path| !self.texts.values().any(|text| text.path == *path));
        let (tables, others): (Vec<PathBuf>, Vec<PathBuf>) = closed.partition(|path| is_table(path));
        let mut touched = Touched::Text;
        for path in tables {
            touched = touched.max(self.live.reread(&path)?).max(self.take_in_the_rest()?);
        }
        if others.is_empty() { Ok(touched) } else { Ok(touched.max(self.live.follow_disk(&others)?)) }
    }

    /// Takes in the drafts that something kept from being taken in when they were opened.
    fn take_in_the_rest(&mut self) -> Result<Touched, Failure> {
        let mut touched = Touched::Text;
        for text in self.texts.values().filter(|text| text.kind == TextKind::Draft) {
            if self.live.document(&text.path).is_none() {
                touched = touched.max(self.live.change(&text.path, text.source.text(), Follow::Now)?);
            }
        }
        Ok(touched)
    }

    /// Where the text at `uri` lies, or would lie in the first folder if it were saved.
    fn home_of(&self, uri: &Uri, language: &str) -> Option<Home> {
        if let Some(path) = uri::to_path(uri) {
            return Some(Home::Folder(path));
        }
        let name = uri.as_str().strip_prefix("untitled:")?;
        let ending = if language == "markdown" { "md" } else { "txt" };
        let named = |path: PathBuf| if paths::is_draft(&path) { path } else { path.with_added_extension(ending) };
        // An editor may know already where it is to be saved.
        let wanted = uri::decoded_path(name);
        let name = name.trim_start_matches('/');
        match self.folders.first() {
            Some(_) if self.folders.iter().any(|folder| wanted.starts_with(folder)) => Some(Home::Folder(named(wanted))),
            Some(folder) => Some(Home::Folder(named(folder.join(name)))),
            None => {
                let name = name.replace('/', "-");
                Some(Home::Nowhere(named(Path::new(NOWHERE).join(&name).join(&name))))
            }
        }
    }
}

/// The name of a folder that is not there, in which each text that was never saved has a folder of its own.
const NOWHERE: &str = "/untitled:";

/// Where a text lies.
enum Home {
    /// In a folder, or it would if it were saved.
    Folder(PathBuf),
    /// Nowhere yet, by a name that only the server knows.
    Nowhere(PathBuf),
}

impl Home {
    fn path(&self) -> &Path {
        match self {
            Home::Folder(path) | Home::Nowhere(path) => path,
        }
    }
}

fn kind_of(path: &Path, language: &str) -> Option<TextKind> {
    if is_table(path) {
        return Some(TextKind::Table);
    }
    let is_draft = paths::is_draft(path) || matches!(language, "markdown" | "plaintext" | "text");
    is_draft.then_some(TextKind::Draft)
}

fn is_table(path: &Path) -> bool {
    path.extension().is_some_and(|ending| ending == "toml" || ending == "json")
}
