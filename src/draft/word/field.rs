//! Fields of a Word document, of which a reader sees the result and not the code, and links, which may be fields.

use std::mem;

/// How much of the code of a field is kept, in bytes.
const CODE: usize = 4096;

/// Whether what stands before the result of a field is its code, or text like any other.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Reading {
    Code,
    /// One of them never ends: what seems to be its code may be all the text there is.
    Text,
}

/// Fields and links that are open.
#[derive(Debug)]
pub(super) struct Fields {
    reading: Reading,
    open: Vec<Field>,
    /// How many of them are in their code.
    in_codes: usize,
    /// Links whose words are being read, by the index of the address.
    links: Vec<Option<usize>>,
    /// Fields without a code of their own that are open and are no links.
    simple: usize,
    kinds: Vec<Kind>,
}

/// What the words of a link stand in.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Kind {
    Link,
    Field,
}

#[derive(Debug)]
struct Field {
    in_code: bool,
    code: String,
    link: Option<usize>,
}

impl Fields {
    pub(super) fn new(reading: Reading) -> Self {
        Fields { reading, open: Vec::new(), in_codes: 0, links: Vec::new(), simple: 0, kinds: Vec::new() }
    }

    pub(super) fn begin(&mut self) {
        self.open.push(Field { in_code: true, code: String::new(), link: None });
        self.in_codes += 1;
    }

    /// The result of the innermost begins; gives its code.
    pub(super) fn separate(&mut self) -> Option<String> {
        let field = self.open.last_mut()?;
        self.in_codes -= usize::from(mem::take(&mut field.in_code));
        Some(mem::take(&mut field.code))
    }

    pub(super) fn end(&mut self) {
        let ended = self.open.pop();
        self.in_codes -= usize::from(ended.is_some_and(|field| field.in_code));
    }

    /// The innermost leads to an address.
    pub(super) fn lead_to(&mut self, address: Option<usize>) {
        if let Some(field) = self.open.last_mut() {
            field.link = address;
        }
    }

    pub(super) fn code(&mut self, text: &str) {
        if let Some(field) = self.open.last_mut().filter(|field| field.in_code && field.code.len() < CODE) {
            field.code.push_str(text);
        }
    }

    pub(super) fn begin_link(&mut self, kind: Kind, address: Option<usize>) {
        let kind = if address.is_some() { Kind::Link } else { kind };
        self.simple += usize::from(kind == Kind::Field);
        self.kinds.push(kind);
        self.links.push(address);
    }

    pub(super) fn end_link(&mut self) {
        self.links.pop();
        self.simple -= usize::from(self.kinds.pop() == Some(Kind::Field));
    }

    /// The address that what is read leads to.
    pub(super) fn link(&self) -> Option<usize> {
        let of_field = self.open.iter().rev().find_map(|field| field.link);
        of_field.or_else(|| self.links.iter().rev().find_map(|link| *link))
    }

    /// Whether a reader sees what is read.
    pub(super) fn are_seen(&self) -> bool {
        self.reading == Reading::Text || self.in_codes == 0
    }

    /// Whether what is read is the result of a field that somebody reckons anew, and not of a link.
    pub(super) fn is_result(&self) -> bool {
        self.simple > 0 || self.open.iter().any(|field| !field.in_code && field.link.is_none())
    }

    /// Whether one of them has not come to its result.
    pub(super) fn are_cut_off(&self) -> bool {
        self.reading == Reading::Code && self.in_codes > 0
    }
}

/// The address that the code of a field names: `HYPERLINK "…"`.
pub(super) fn address_in(code: &str) -> Option<String> {
    let rest = code.trim_start().strip_prefix("HYPERLINK")?.trim_start();
    let address = match rest.strip_prefix('"') {
        Some(rest) => rest.split('"').next()?,
        None => rest.split_whitespace().next().filter(|word| !word.starts_with('\\'))?,
    };
    (!address.is_empty()).then(|| address.to_owned())
}

/// Whether a field with this code shows the number of a page.
pub(super) fn is_page_number(code: &str) -> bool {
    code.split_whitespace().next().is_some_and(|word| matches!(word, "PAGE" | "NUMPAGES" | "SECTIONPAGES"))
}
