//! Where the runs of a file of a Word document stand: what has to be known to write into one.

use std::ops::Range;

use quick_xml::events::BytesStart;

/// Where a run stands in its file.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(crate) struct Place {
    /// From the first byte of its tag to the last of its closing tag.
    pub(crate) whole: Range<usize>,
    /// Its first tag.
    pub(crate) tag: Range<usize>,
    /// Its properties, tags and all; empty where it has none.
    pub(crate) properties: Range<usize>,
    /// The run in whose text box it stands.
    pub(crate) around: Option<usize>,
}

/// Runs while a file is read.
#[derive(Debug, Default)]
pub(super) struct Runs {
    known: Vec<Place>,
    open: Vec<usize>,
    /// The prefix that the file has for runs of text.
    prefix: Option<String>,
}

impl Runs {
    /// A run begins. Those of equations and drawings have another prefix, and are not written into.
    pub(super) fn begin(&mut self, tag: &BytesStart, bytes: Range<usize>) {
        let name = tag.name();
        let prefix = name.as_ref().rsplit_once(':').map_or("", |(prefix, _)| prefix);
        let own = self.prefix.get_or_insert_with(|| prefix.to_owned());
        if own != prefix {
            return self.open.push(usize::MAX);
        }
        let around = self.open.last().copied().filter(|run| *run != usize::MAX);
        self.open.push(self.known.len());
        self.known.push(Place { whole: bytes.clone(), tag: bytes, properties: 0..0, around });
    }

    pub(super) fn properties_begin(&mut self, start: usize) {
        if let Some(place) = self.innermost() {
            place.properties = start..start;
        }
    }

    pub(super) fn properties_end(&mut self, end: usize) {
        if let Some(place) = self.innermost() {
            place.properties.end = end;
        }
    }

    pub(super) fn end(&mut self, end: usize) {
        if let Some(place) = self.innermost() {
            place.whole.end = end;
        }
        self.open.pop();
    }

    /// The index of the run that is open, if it can be written into.
    pub(super) fn current(&self) -> Option<usize> {
        self.open.last().copied().filter(|run| *run != usize::MAX)
    }

    pub(super) fn finish(self) -> Vec<Place> {
        self.known
    }

    fn innermost(&mut self) -> Option<&mut Place> {
        let run = self.current()?;
        self.known.get_mut(run)
    }
}
