//! What texts came to that were looked at before: trying fixes out and mending meet the same texts, and none is read twice. It judges nothing.

use std::sync::Arc;

use super::trial;
use crate::lint::FileOutcome;
use crate::source::Source;

/// Looks at texts of one file, each once.
pub struct Known<L> {
    lint: L,
    outcomes: Vec<(Arc<Source>, FileOutcome)>,
}

/// Texts that are remembered: the one that is mended, what a trial makes of it, and what mending makes of it.
const MOST: usize = 4;

impl<L: FnMut(&Arc<Source>) -> FileOutcome> Known<L> {
    /// Nothing is known yet; `lint` looks at a text.
    pub fn new(lint: L) -> Self {
        Known { lint, outcomes: Vec::new() }
    }

    /// What `source` comes to, with no fix but those that hold.
    pub fn offered(&mut self, source: &Arc<Source>) -> FileOutcome {
        // Whatever a text is looked at for, it may be mended next.
        trial::offered(source, |source, _| self.outcome_of(source))
    }

    /// The source that was read with the text of `source`, which the findings of its outcome are in; `source` itself where none was.
    pub fn source_of(&self, source: Source) -> Arc<Source> {
        let known = self.outcomes.iter().find(|(known, _)| known.text() == source.text());
        known.map_or_else(|| Arc::new(source), |(known, _)| Arc::clone(known))
    }

    /// What `source` comes to.
    fn outcome_of(&mut self, source: &Arc<Source>) -> FileOutcome {
        if let Some((_, outcome)) = self.outcomes.iter().find(|(known, _)| known.text() == source.text()) {
            return outcome.clone();
        }
        let outcome = (self.lint)(source);
        if self.outcomes.len() == MOST {
            self.outcomes.remove(0);
        }
        self.outcomes.push((Arc::clone(source), outcome.clone()));
        outcome
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_text_is_looked_at_once() {
        let mut looks = 0;
        let mut known = Known::new(|_| {
            looks += 1;
            FileOutcome::default()
        });
        for text in ["a", "b", "a", "b", "c", "d", "a"] {
            known.outcome_of(&Arc::new(Source::new("draft.txt", text)));
        }
        assert_eq!(looks, 4);
    }
}
