//! The words that comments are about.

use std::collections::BTreeMap;

/// How much of the words under a comment is kept, in bytes.
const MOST: usize = 60;

/// Words under comments, by the comments' ids.
#[derive(Debug, Default)]
pub(super) struct Anchors {
    open: BTreeMap<String, String>,
    known: BTreeMap<String, String>,
}

impl Anchors {
    pub(super) fn begin(&mut self, id: String) {
        self.open.insert(id, String::new());
    }

    pub(super) fn end(&mut self, id: &str) {
        if let Some((id, words)) = self.open.remove_entry(id) {
            self.known.insert(id, words);
        }
    }

    pub(super) fn take(&mut self, text: &str) {
        for words in self.open.values_mut() {
            words.push_str(text);
        }
        // What is full is put away, so that a text costs no more than its comments can hold.
        for (id, mut words) in self.open.extract_if(.., |_, words| words.len() > MOST) {
            words.truncate(words.floor_char_boundary(MOST));
            words.push('…');
            self.known.insert(id, words);
        }
    }

    /// The beginning of the words that each comment is about, by its id.
    pub(super) fn finish(self) -> BTreeMap<String, String> {
        self.known
    }
}
