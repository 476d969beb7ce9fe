//! What is known of a file of a Word document before and after it is read.

use std::collections::BTreeMap;

use super::loss::Losses;
use super::model::Part;
use super::numbering::Numbering;
use super::run::Place;
use super::styles::Styles;

/// What was read of one file of the document.
#[derive(Debug, Default)]
pub(super) struct Body {
    /// The text itself has one part without an id; footnotes and comments have one each.
    pub(super) parts: Vec<Part>,
    /// The beginning of the words that each comment is about, by its id.
    pub(super) anchors: BTreeMap<String, String>,
    /// Addresses that its runs lead to.
    pub(super) addresses: Vec<String>,
    /// Where its runs stand.
    pub(super) places: Vec<Place>,
    pub(super) losses: Losses,
    /// Page headers and footers of the first section, by kind and by the id of the part.
    pub(super) margins: Vec<(Margin, String, String)>,
    /// The first page has a header of its own.
    pub(super) has_title_page: bool,
}

/// Where a text stands outside the page's text.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Margin {
    Header,
    Footer,
}

/// What is known before a file is read.
#[derive(Debug, Clone, Copy)]
pub(super) struct Known<'a> {
    pub(super) styles: &'a Styles,
    pub(super) numbering: &'a Numbering,
    /// Addresses by their ids.
    pub(super) addresses: &'a BTreeMap<String, String>,
}
