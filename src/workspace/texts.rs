//! The one door by which texts come in: of an editor in which they are open, of standard input, or of the disk, within limits of size. What is no
//! text is a finding that says what the bytes look like. Nothing is converted.

use std::collections::{BTreeMap, BTreeSet, HashMap};
use std::fs::{self, File};
use std::io::{self, Read};
use std::path::{Path, PathBuf};
use std::sync::atomic::{AtomicU64, Ordering};
use std::sync::{Arc, Mutex, MutexGuard, OnceLock, PoisonError, RwLock};

use crate::draft::{self, Syntax};
use crate::finding::{Finding, Label, RuleId};
use crate::source::{Source, Span, Transcript};
use crate::workspace::encoding::{Kind, first_bad, is_code, kind_of, looks_like, not_word};
use crate::workspace::found::{Found, Input};
use crate::workspace::{Failure, bounds, paths, unreadable};

/// The largest draft that is read where nobody says otherwise.
pub(crate) const DRAFT: u64 = 4 << 20;

/// The largest lint.toml, house format, pack or roster.
pub(crate) const TABLE: u64 = 1 << 20;

/// The largest baseline, ledger or listing: they have an entry for each finding or note of an archive.
pub(crate) const LIST: u64 = 16 << 20;

/// The largest document that is imported, and the most that is taken from standard input.
pub(crate) const DOCUMENT: u64 = 64 << 20;

/// The texts of a workspace. One that is open in an editor stands in for its file, whoever asks and whether or not there is such a file.
#[derive(Debug, Default)]
pub struct Texts {
    /// By the real path of each. An editor changes them while a session stands.
    open: RwLock<BTreeMap<PathBuf, Arc<str>>>,
    /// Files that are taken for gone, by their real paths.
    gone: BTreeSet<PathBuf>,
    /// What stands on standard input, once it was read.
    piped: OnceLock<Option<Vec<u8>>>,
    kept: Kept,
}

/// A file, opened.
#[derive(Debug)]
pub(crate) enum Opened {
    /// It is text.
    Text(Arc<Source>),
    /// It is not, and what to say of it.
    NotText(Box<Finding>),
}

impl Texts {
    /// Texts of which the same are open, and which may be changed without these.
    pub(crate) fn fork(&self) -> Texts {
        let open = self.open.read().unwrap_or_else(PoisonError::into_inner).clone();
        Texts { open: RwLock::new(open), gone: self.gone.clone(), ..Texts::default() }
    }

    /// Has `text` stand in for the file at `path`, which is absolute.
    pub fn open(&self, path: &Path, text: impl Into<Arc<str>>) {
        self.open.write().unwrap_or_else(PoisonError::into_inner).insert(bounds::real(path), text.into());
    }

    /// Has the file at the absolute `path` speak for itself again.
    pub fn close(&self, path: &Path) {
        self.open.write().unwrap_or_else(PoisonError::into_inner).remove(&bounds::real(path));
    }

    /// Has the file at the absolute `path` pass for gone, as before it is given another name.
    pub fn hide(&mut self, path: &Path) {
        self.gone.insert(bounds::real(path));
    }

    /// Whether the file at the absolute `path` passes for gone.
    pub(crate) fn is_hidden(&self, path: &Path) -> bool {
        !self.gone.is_empty() && self.gone.contains(&bounds::real(path))
    }

    /// Whether there is something at the absolute `path`: a text that is open, or what the disk has there.
    pub(crate) fn exists(&self, path: &Path) -> bool {
        !self.is_hidden(path) && (path.symlink_metadata().is_ok() || self.opened(path).is_some())
    }

    /// The paths of texts that are open.
    pub(crate) fn opened_paths(&self) -> Vec<PathBuf> {
        self.open.read().unwrap_or_else(PoisonError::into_inner).keys().cloned().collect()
    }

    /// Reads a draft of at most `limit` bytes.
    pub(crate) fn draft(&self, found: &Found, limit: u64) -> Result<Opened, Failure> {
        Ok(match self.text_of(found, limit)? {
            Ok(read) => Opened::Text(Arc::new(read.source(Arc::clone(&found.name)))),
            Err(finding) => Opened::NotText(finding),
        })
    }

    /// The text of a draft of at most `limit` bytes. The inner error is what to say of one that is no text.
    pub(crate) fn text_of(&self, found: &Found, limit: u64) -> Result<Result<DraftText, Box<Finding>>, Failure> {
        if let Some(text) = self.kept.take(&found.path) {
            return Ok(Ok(text));
        }
        let is_word = paths::is_word(Path::new(&*found.name));
        let most = if is_word { DOCUMENT } else { limit };
        let bytes = match found.input {
            Input::Stdin => self.piped(most),
            Input::File => self.file(&found.path, most),
        };
        let bytes = bytes.map_err(|error| unreadable::cannot_read(&found.name, &error))?;
        Ok(match bytes {
            Some(bytes) if is_word => word(&found.name, &bytes, limit),
            Some(bytes) => text(&found.name, bytes).map(DraftText::from),
            None => Err(Box::new(too_large(&found.name, most))),
        }
        .and_then(|read| within_bounds(&found.name, read)))
    }

    /// Keeps the text of a draft that is soon asked for again, if there is room. One that is open in an editor is at hand, and may change.
    pub(crate) fn keep(&self, found: &Found, text: DraftText) {
        if self.may_keep(found) {
            self.kept.put(&found.path, text);
        }
    }

    /// The same for one that was read already. Gives whether it is kept.
    pub(crate) fn keep_read(&self, found: &Found, source: &Source) -> bool {
        let text = || DraftText { text: source.text().to_owned(), transcript: source.transcript().cloned() };
        self.may_keep(found) && self.kept.put(&found.path, text())
    }

    fn may_keep(&self, found: &Found) -> bool {
        found.input == Input::File && self.opened(&found.path).is_none()
    }

    /// Reads settings, or another file that is no draft, of at most `limit` bytes; it has to be a part of the repository.
    pub(crate) fn table(&self, path: &Path, name: &str, limit: u64) -> Result<Opened, Failure> {
        let path = paths::current_folder()?.join(path);
        bounds::stay_in(&path, name)?;
        let bytes = self.file(&path, limit).map_err(|error| unreadable::cannot_read(name, &error))?;
        Ok(if let Some(bytes) = bytes {
            match text(name, bytes) {
                Ok(text) => Opened::Text(Arc::new(Source::new(name, text))),
                Err(finding) => Opened::NotText(Box::new((*finding).help("save it as UTF-8 text"))),
            }
        } else {
            let help = "take out of it what is not needed, or divide it";
            Opened::NotText(Box::new(larger(name, limit, "such a file").help(help)))
        })
    }

    /// All bytes of the file at the absolute `path`, where it is one and has `limit` bytes at the most.
    pub(crate) fn small(&self, path: &Path, limit: u64) -> Option<Vec<u8>> {
        self.file(path, limit).ok()?
    }

    /// The text on standard input, where it is one.
    pub(crate) fn piped_text(&self) -> Option<String> {
        String::from_utf8(self.piped(DOCUMENT).ok()??).ok().filter(|text| !text.contains('\0'))
    }

    /// The text that is open for the file at the absolute `path`.
    fn opened(&self, path: &Path) -> Option<Arc<str>> {
        let open = self.open.read().unwrap_or_else(PoisonError::into_inner);
        if open.is_empty() { None } else { open.get(&bounds::real(path)).cloned() }
    }

    fn file(&self, path: &Path, limit: u64) -> io::Result<Option<Vec<u8>>> {
        if self.is_hidden(path) {
            return Err(io::ErrorKind::NotFound.into());
        }
        match self.opened(path) {
            Some(text) => Ok(Some(text.as_bytes().to_vec()).filter(|bytes| bytes.len() as u64 <= limit)),
            None => file(path, limit),
        }
    }

    /// What stands on standard input, which can be read once: a draft is asked for when the series is read, and again when it is checked.
    fn piped(&self, limit: u64) -> io::Result<Option<Vec<u8>>> {
        let bytes = if let Some(bytes) = self.piped.get() {
            bytes
        } else {
            let bytes = read(io::stdin().lock(), Vec::new(), DOCUMENT)?;
            self.piped.get_or_init(|| bytes)
        };
        Ok(bytes.as_ref().filter(|bytes| bytes.len() as u64 <= limit).cloned())
    }
}

/// All bytes of a file that is to be imported, or `None` where it is too large.
pub(crate) fn bytes(path: &Path, name: &str) -> Result<Option<Vec<u8>>, Failure> {
    let current = paths::current_folder()?;
    let absolute = current.join(path);
    bounds::follow_named(&absolute, &current).map_err(|beyond| beyond.when_read(&absolute, name))?;
    file(path, DOCUMENT).map_err(|error| unreadable::cannot_read(name, &error))
}

/// The text of a draft.
#[derive(Debug)]
pub(crate) struct DraftText {
    pub(crate) text: String,
    /// Where it was written out of a Word document, the way back.
    pub(crate) transcript: Option<Arc<Transcript>>,
}

impl From<String> for DraftText {
    fn from(text: String) -> Self {
        DraftText { text, transcript: None }
    }
}

impl DraftText {
    fn source(self, name: Arc<str>) -> Source {
        match self.transcript {
            Some(transcript) => Source::transcribed(name, self.text, transcript),
            None => Source::new(name, self.text),
        }
    }
}

/// The transcript of the Word document that `bytes` are, of at most `limit` bytes.
pub(crate) fn word(name: &str, bytes: &[u8], limit: u64) -> Result<DraftText, Box<Finding>> {
    let refused = |message: String, help: &str| {
        let source = Arc::new(Source::new(name, ""));
        let label = Label::new(&source, Span::at(0), "");
        Box::new(Finding::new(RuleId::coded("unreadable-file"), message, label).help(help.to_owned()))
    };
    if let Some(looks) = not_word(bytes) {
        let help = match kind_of(bytes) {
            Some(Kind::Other(_)) => "this is no text; name the draft instead",
            _ => "save it as .docx in your word processor, or give it a name that says what it is",
        };
        return Err(refused(format!("this cannot be read as a Word document: it {looks}"), help));
    }
    let read = draft::word::read(bytes, limit).map_err(|fault| {
        let help = "open it in your word processor and save it again as .docx, or as plain text in UTF-8";
        refused(format!("this cannot be read as a Word document: {fault}"), help)
    })?;
    Ok(DraftText { text: read.text, transcript: Some(read.transcript) })
}

/// What is to be said of a text that an editor has open, where as a file of at most `limit` bytes it could not be read.
#[cfg(feature = "server")]
pub(crate) fn judge(source: &Arc<Source>, limit: u64) -> Result<(), Box<Finding>> {
    let (name, open) = (source.name(), source.text());
    if open.len() as u64 > limit {
        return Err(Box::new(too_large(name, limit)));
    }
    if memchr::memchr(0, open.as_bytes()).is_some() {
        text(name, open.as_bytes().to_vec())?;
    }
    Syntax::of_file(name).too_much(open).map_or(Ok(()), |at| Err(too_much(source, at)))
}

/// The text, unless reading it would take more memory than any draft is worth.
fn within_bounds(name: &str, read: DraftText) -> Result<DraftText, Box<Finding>> {
    match Syntax::of_file(name).too_much(&read.text) {
        None => Ok(read),
        Some(at) => Err(too_much(&Arc::new(Source::new(name, read.text)), at)),
    }
}

fn too_much(source: &Arc<Source>, at: usize) -> Box<Finding> {
    let message = "this has more lines or marks of Markdown than a draft should have";
    let help = "take out of it what is no note, or divide it: what is no prose, such as a long table, can stand in a file of its own";
    let place = source.first_line_of(Span::at(at));
    Box::new(Finding::new(RuleId::coded("unreadable-file"), message, Label::new(source, place, "")).help(help))
}

/// Texts of files that were read for the series' sake and are soon checked too: no file of a run has to be read twice, while there is room.
#[derive(Debug)]
struct Kept {
    texts: Mutex<HashMap<PathBuf, DraftText>>,
    /// Bytes that may still be kept.
    room: AtomicU64,
}

/// Bytes of text that are kept at most.
const ROOM: u64 = 32 << 20;

impl Default for Kept {
    fn default() -> Self {
        Kept { texts: Mutex::default(), room: AtomicU64::new(ROOM) }
    }
}

impl Kept {
    /// Keeps the text of the file at `path`, if there is room; gives whether there is.
    fn put(&self, path: &Path, text: DraftText) -> bool {
        let bytes = text.text.len() as u64;
        let has_room = self.room.fetch_update(Ordering::Relaxed, Ordering::Relaxed, |room| room.checked_sub(bytes)).is_ok();
        if has_room {
            self.texts().insert(path.to_owned(), text);
        }
        has_room
    }

    /// Gives the text of the file at `path` away, if it was kept.
    fn take(&self, path: &Path) -> Option<DraftText> {
        let mut texts = self.texts();
        if texts.is_empty() { None } else { texts.remove(path) }
    }

    fn texts(&self) -> MutexGuard<'_, HashMap<PathBuf, DraftText>> {
        self.texts.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

fn file(path: &Path, limit: u64) -> io::Result<Option<Vec<u8>>> {
    // Opening a pipe would wait for whoever writes to it.
    let metadata = fs::metadata(path)?;
    if !metadata.is_file() {
        return Err(io::Error::other("it is not a file"));
    }
    let mut file = File::open(path)?;
    let mut bytes = vec![0; usize::try_from(metadata.len().min(limit)).unwrap_or_default() + 1];
    let first = match file.read(&mut bytes) {
        Err(error) if error.kind() == io::ErrorKind::Interrupted => 0,
        first => first?,
    };
    bytes.truncate(first);
    // A file that gives as many bytes as it has, where one more was asked for, is at its end.
    if first as u64 == metadata.len() {
        return Ok((first as u64 <= limit).then_some(bytes));
    }
    read(file, bytes, limit)
}

/// All bytes after `bytes`, and those before them, or `None` where there are more than `limit`.
fn read(from: impl Read, mut bytes: Vec<u8>, limit: u64) -> io::Result<Option<Vec<u8>>> {
    let left = (limit + 1).saturating_sub(bytes.len() as u64);
    from.take(left).read_to_end(&mut bytes)?;
    Ok((bytes.len() as u64 <= limit).then_some(bytes))
}

fn text(name: &str, bytes: Vec<u8>) -> Result<String, Box<Finding>> {
    let bytes = match String::from_utf8(bytes) {
        Ok(text) if is_code(text.as_bytes()) => text.into_bytes(),
        Ok(text) if memchr::memchr(0, text.as_bytes()).is_none() => return Ok(text),
        Ok(text) => text.into_bytes(),
        Err(error) => error.into_bytes(),
    };
    // What is text to a program and none to an author is so from its first byte.
    let bad = first_bad(&bytes).unwrap_or_default();
    let good = String::from_utf8_lossy(&bytes[..bad]).into_owned();
    let source = Arc::new(Source::new(name, good));
    let looks = looks_like(&bytes);
    let message = format!("this cannot be read as UTF-8 text: it looks like {}", looks.words());
    let finding = Finding::new(RuleId::coded("unreadable-file"), message, Label::new(&source, Span::at(bad), ""));
    let help = match looks {
        Kind::Word | Kind::Wide | Kind::Windows => format!("`copydesk import {}` makes a UTF-8 draft of it", quoted(name)),
        Kind::Document(_) => "save it as .docx in your word processor, and run `copydesk import` on that".to_owned(),
        Kind::Other(_) => "this is no text; name the draft instead".to_owned(),
    };
    Err(Box::new(finding.help(help)))
}

fn too_large(name: &str, limit: u64) -> Finding {
    let help = format!(
        "take out of it what is no note; raise `file-size` under `[limits]` in lint.toml, or give `--file-size`, if it has to be so large; if it is no text, `copydesk import {}` may make a draft of it",
        quoted(name)
    );
    larger(name, limit, "a draft").help(help)
}

fn larger(name: &str, limit: u64, what: &str) -> Finding {
    let source = Arc::new(Source::new(name, ""));
    let message = format!("this is larger than {}, which is more than {what} should be", size(limit));
    Finding::new(RuleId::coded("unreadable-file"), message, Label::new(&source, Span::at(0), ""))
}

/// A size in words.
pub(crate) fn size(bytes: u64) -> String {
    let units = [(1 << 20, "MiB"), (1 << 10, "KiB")];
    let fitting = units.iter().find(|(unit, _)| bytes >= *unit && bytes.is_multiple_of(*unit));
    fitting.map_or_else(|| format!("{bytes} bytes"), |(unit, name)| format!("{} {name}", bytes / unit))
}

fn quoted(name: &str) -> String {
    if name == paths::STDIN {
        "FILE".to_owned()
    } else if name.contains(' ') {
        format!("\"{name}\"")
    } else {
        name.to_owned()
    }
}
