//! From bytes to text, or to a finding that says what the bytes look like. Nothing is converted.

use std::collections::HashMap;
use std::fs::{self, File};
use std::io::{self, Read};
use std::path::{Path, PathBuf};
use std::sync::atomic::{AtomicU64, Ordering};
use std::sync::{Arc, Mutex, MutexGuard, OnceLock, PoisonError};

use crate::cli::find::{self, Found, From};
use crate::cli::{Trouble, bounds};
use crate::draft::Syntax;
use crate::finding::{Finding, Label, RuleId};
use crate::source::{Source, Span};

/// The largest draft that is read where nobody says otherwise.
pub(crate) const DRAFT: u64 = 4 << 20;

/// The largest lint.toml, house format, pack or roster.
pub(crate) const TABLE: u64 = 1 << 20;

/// The largest baseline, ledger or listing: they have an entry for each finding or note of an archive.
pub(crate) const LIST: u64 = 16 << 20;

/// The largest document that is imported, and the most that is taken from standard input.
pub(crate) const DOCUMENT: u64 = 64 << 20;

/// A file, opened.
#[derive(Debug)]
pub(crate) enum Opened {
    /// It is text.
    Text(Arc<Source>),
    /// It is not, and what to say of it.
    Not(Box<Finding>),
}

/// Reads a draft of at most `limit` bytes.
pub(crate) fn open(found: &Found, limit: u64) -> Result<Opened, Trouble> {
    Ok(match text_of(found, limit)? {
        Ok(text) => Opened::Text(Arc::new(Source::new(&*found.name, text))),
        Err(finding) => Opened::Not(finding),
    })
}

/// The text of a draft of at most `limit` bytes. The inner error is what to say of one that is no text.
pub(crate) fn text_of(found: &Found, limit: u64) -> Result<Result<String, Box<Finding>>, Trouble> {
    let bytes = match found.from {
        From::Stdin => piped(limit),
        From::File => file(&found.path, limit),
    };
    let bytes = bytes.map_err(|error| find::unreadable(&found.name, &error))?;
    Ok(match bytes {
        Some(bytes) => text(&found.name, bytes).and_then(|text| within_bounds(&found.name, text)),
        None => Err(Box::new(too_large(&found.name, limit))),
    })
}

/// The text, unless reading it would take more memory than any draft is worth.
fn within_bounds(name: &str, text: String) -> Result<String, Box<Finding>> {
    let Some(at) = Syntax::of_file(name).too_much(&text) else { return Ok(text) };
    let source = Arc::new(Source::new(name, text));
    let message = "this has more lines or marks of Markdown than a draft should have";
    let help = "take out of it what is no note, or divide it: what is no prose, such as a long table, can stand in a file of its own";
    let place = source.first_line_of(Span::at(at));
    Err(Box::new(Finding::new(RuleId::coded("unreadable-file"), message, Label::new(&source, place, "")).help(help)))
}

/// Texts of files that were read for the series' sake and are soon checked too: no file of a run has to be read twice, while there is room.
#[derive(Debug)]
pub(crate) struct Kept {
    texts: Mutex<HashMap<PathBuf, String>>,
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
    /// Keeps the text of the file at `path`, if there is room.
    pub(crate) fn put(&self, path: &Path, text: String) {
        let bytes = text.len() as u64;
        if self.room.fetch_update(Ordering::Relaxed, Ordering::Relaxed, |room| room.checked_sub(bytes)).is_ok() {
            self.texts().insert(path.to_owned(), text);
        }
    }

    /// Gives the text of the file at `path` away, if it was kept.
    pub(crate) fn take(&self, path: &Path) -> Option<String> {
        self.texts().remove(path)
    }

    fn texts(&self) -> MutexGuard<'_, HashMap<PathBuf, String>> {
        self.texts.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

/// Reads settings, or another file that is no draft, of at most `limit` bytes; it has to be a part of the repository.
pub(crate) fn open_table(path: &Path, name: &str, limit: u64) -> Result<Opened, Trouble> {
    bounds::stay_in(&find::current_folder()?.join(path), name)?;
    let bytes = file(path, limit).map_err(|error| find::unreadable(name, &error))?;
    Ok(if let Some(bytes) = bytes {
        match text(name, bytes) {
            Ok(text) => Opened::Text(Arc::new(Source::new(name, text))),
            Err(finding) => Opened::Not(Box::new((*finding).help("save it as UTF-8 text"))),
        }
    } else {
        let help = "take out of it what is not needed, or divide it";
        Opened::Not(Box::new(larger(name, limit, "such a file").help(help)))
    })
}

/// All bytes of a file that is to be imported, or `None` where it is too large.
pub(crate) fn bytes(path: &Path, name: &str) -> Result<Option<Vec<u8>>, Trouble> {
    let current = find::current_folder()?;
    let absolute = current.join(path);
    bounds::follow_named(&absolute, &current).map_err(|beyond| beyond.when_read(&absolute, name))?;
    file(path, DOCUMENT).map_err(|error| find::unreadable(name, &error))
}

/// All bytes of the file at `path`, where it is one and has `limit` bytes at the most.
pub(crate) fn small(path: &Path, limit: u64) -> Option<Vec<u8>> {
    file(path, limit).ok()?
}

fn file(path: &Path, limit: u64) -> io::Result<Option<Vec<u8>>> {
    // Opening a pipe would wait for whoever writes to it.
    let metadata = fs::metadata(path)?;
    if !metadata.is_file() {
        return Err(io::Error::other("it is not a file"));
    }
    read(File::open(path)?, metadata.len(), limit)
}

/// What stands on standard input, which can be read once: a draft is asked for when the series is read, and again when it is checked.
fn piped(limit: u64) -> io::Result<Option<Vec<u8>>> {
    static PIPED: OnceLock<Option<Vec<u8>>> = OnceLock::new();
    let bytes = if let Some(bytes) = PIPED.get() {
        bytes
    } else {
        let bytes = read(io::stdin().lock(), 0, DOCUMENT)?;
        PIPED.get_or_init(|| bytes)
    };
    Ok(bytes.as_ref().filter(|bytes| bytes.len() as u64 <= limit).cloned())
}

/// The text on standard input, where it is one.
pub(crate) fn piped_text() -> Option<String> {
    String::from_utf8(piped(DOCUMENT).ok()??).ok().filter(|text| !text.contains('\0'))
}

/// All bytes, of which there are probably `expected`, or `None` where there are more than `limit`.
fn read(from: impl Read, expected: u64, limit: u64) -> io::Result<Option<Vec<u8>>> {
    let mut bytes = Vec::with_capacity(usize::try_from(expected.min(limit)).unwrap_or_default() + 1);
    from.take(limit + 1).read_to_end(&mut bytes)?;
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

/// What a person would call a file with these bytes; `None` if it is UTF-8 text.
pub(crate) fn kind(bytes: &[u8]) -> Option<Kind> {
    (is_code(bytes) || first_bad(bytes).is_some()).then(|| looks_like(bytes))
}

/// Whether the bytes are a document that a word processor wrote in letters: `{\rtf1`.
fn is_code(bytes: &[u8]) -> bool {
    bytes.starts_with(b"{\\rtf")
}

/// Where the bytes stop being UTF-8 text.
fn first_bad(bytes: &[u8]) -> Option<usize> {
    let broken = match std::str::from_utf8(bytes) {
        Ok(_) => None,
        Err(error) => Some(error.valid_up_to()),
    };
    memchr::memchr(0, &bytes[..broken.unwrap_or(bytes.len())]).or(broken)
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
    if name == find::STDIN {
        "FILE".to_owned()
    } else if name.contains(' ') {
        format!("\"{name}\"")
    } else {
        name.to_owned()
    }
}

/// What a file is that is not UTF-8 text.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Kind {
    /// A Word document that can be imported.
    Word,
    /// UTF-16.
    Wide,
    /// Windows-1252.
    Windows,
    /// A document that a word processor can save as another.
    Document(&'static str),
    /// Anything else.
    Other(&'static str),
}

impl Kind {
    /// What a person would call it.
    pub(crate) fn words(self) -> &'static str {
        match self {
            Kind::Word => "a Word document",
            Kind::Wide => "UTF-16 text",
            Kind::Windows => "Windows-1252 text, as older programs save it",
            Kind::Document(words) | Kind::Other(words) => words,
        }
    }
}

fn looks_like(bytes: &[u8]) -> Kind {
    let holds = |words: &[u8]| memchr::memmem::find(bytes, words).is_some();
    match bytes {
        [b'P', b'K', 3 | 5, 4 | 6, ..] if holds(b"word/") => Kind::Word,
        [b'P', b'K', 3 | 5, 4 | 6, ..] if holds(b"opendocument.text") => Kind::Document("an OpenDocument text"),
        [b'P', b'K', 3 | 5, 4 | 6, ..] => Kind::Other("a zip archive"),
        [0xd0, 0xcf, 0x11, 0xe0, ..] => Kind::Document("a Word document of the old kind"),
        _ if is_code(bytes) => Kind::Document("RTF, a document of a word processor"),
        [b'%', b'P', b'D', b'F', ..] => Kind::Other("a PDF"),
        [0xff, 0xfe, 0, 0, ..] | [0, 0, 0xfe, 0xff, ..] => Kind::Other("UTF-32 text"),
        [0xff, 0xfe, ..] | [0xfe, 0xff, ..] => Kind::Wide,
        _ if is_wide(bytes) => Kind::Wide,
        _ if bytes.contains(&0) => Kind::Other("a file that is not text, with NUL bytes in it"),
        _ if is_windows(bytes) => Kind::Windows,
        _ => Kind::Other("a file that is not text"),
    }
}

/// Every other byte is NUL, mostly: UTF-16 without a mark.
fn is_wide(bytes: &[u8]) -> bool {
    let sample = &bytes[..bytes.len().min(4096)];
    let nul_at = |parity: usize| sample.iter().skip(parity).step_by(2).filter(|byte| **byte == 0).count();
    let (even, odd) = (nul_at(0), nul_at(1));
    let half = sample.len() / 2;
    half > 0 && (even.max(odd) * 10 >= half * 7) && even.min(odd) * 10 <= half
}

/// No control characters but white space, and nothing that Windows-1252 leaves open.
fn is_windows(bytes: &[u8]) -> bool {
    let is_text = |byte: &u8| match byte {
        b'\t' | b'\n' | b'\r' | 0x0c => true,
        0..0x20 | 0x7f | 0x81 | 0x8d | 0x8f | 0x90 | 0x9d => false,
        _ => true,
    };
    bytes.iter().all(is_text)
}
