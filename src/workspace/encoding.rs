//! What bytes look like: UTF-8 text, or what a person would call them. Nothing is converted.

/// What a person would call a file with these bytes; `None` if it is UTF-8 text.
pub(crate) fn kind_of(bytes: &[u8]) -> Option<Kind> {
    (is_code(bytes) || first_bad(bytes).is_some()).then(|| looks_like(bytes))
}

/// Whether the bytes are a document that a word processor wrote in letters: `{\rtf1`.
pub(super) fn is_code(bytes: &[u8]) -> bool {
    bytes.starts_with(b"{\\rtf")
}

/// Where the bytes stop being UTF-8 text.
pub(super) fn first_bad(bytes: &[u8]) -> Option<usize> {
    let broken = match std::str::from_utf8(bytes) {
        Ok(_) => None,
        Err(error) => Some(error.valid_up_to()),
    };
    memchr::memchr(0, &bytes[..broken.unwrap_or(bytes.len())]).or(broken)
}

/// What a document is that is text only to a program: a word processor wrote it down as a web page, or as another format in letters.
pub(crate) fn web_page(bytes: &[u8]) -> Option<&'static str> {
    let start = String::from_utf8_lossy(&bytes[..bytes.len().min(1024)]).to_ascii_lowercase();
    let start = start.trim_start_matches(crate::source::BOM).trim_start();
    if start.starts_with("<!doctype html") || start.starts_with("<html") {
        return Some("a web page (HTML)");
    }
    if start.starts_with("mime-version:") {
        return Some("a web page in one file (MHTML)");
    }
    (start.starts_with("<?xml") && start.contains("word")).then_some("Word's XML in one file")
}

/// What the bytes of a file look like that is called a Word document; `None` where they may be one.
pub(super) fn not_word(bytes: &[u8]) -> Option<String> {
    if bytes.iter().all(u8::is_ascii_whitespace) {
        return Some("is empty".to_owned());
    }
    let looks = match kind_of(bytes) {
        Some(Kind::Word) => return None,
        // What is cut off may have lost the names of its parts.
        Some(_) if bytes.starts_with(b"PK\x03\x04") && memchr::memmem::find(bytes, b"PK\x05\x06").is_none() => return None,
        Some(kind) => kind.words(),
        None => web_page(bytes).unwrap_or("UTF-8 text"),
    };
    Some(format!("looks like {looks}"))
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

/// What bytes look like that are no UTF-8 text.
pub(super) fn looks_like(bytes: &[u8]) -> Kind {
    let holds = |words: &[u8]| memchr::memmem::find(bytes, words).is_some();
    match bytes {
        [b'P', b'K', 3 | 5, 4 | 6, ..] if holds(b"word/") => Kind::Word,
        [b'P', b'K', 3 | 5, 4 | 6, ..] if holds(b"opendocument.text") => Kind::Document("an OpenDocument text"),
        [b'P', b'K', 3 | 5, 4 | 6, ..] if holds(b"xl/workbook") => Kind::Other("a spreadsheet"),
        [b'P', b'K', 3 | 5, 4 | 6, ..] if holds(b"ppt/presentation") => Kind::Other("a presentation"),
        // Where its text stands is a document's own affair.
        [b'P', b'K', 3 | 5, 4 | 6, ..] if holds(b"[Content_Types].xml") => Kind::Word,
        [b'P', b'K', 3 | 5, 4 | 6, ..] => Kind::Other("a zip archive"),
        [0xd0, 0xcf, 0x11, 0xe0, ..] if holds(ENCRYPTED) => Kind::Document("an encrypted document"),
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

/// What an encrypted document calls what is in it: `EncryptedPackage`, in UTF-16.
const ENCRYPTED: &[u8] = b"E\0n\0c\0r\0y\0p\0t\0e\0d\0P\0a\0c\0k\0a\0g\0e\0";

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
