//! Edits of one text that do not touch one another, and where the rest of the text stands after them. Which edits are wanted is not known here.

use std::collections::BTreeMap;

use crate::finding::{Edit, Fix};
use crate::source::Source;

/// Edits chosen so far, by their bytes.
#[derive(Default)]
pub(super) struct Edits<'a>(BTreeMap<(u32, u32), &'a str>);

impl<'a> Edits<'a> {
    /// Takes all edits of a fix, or none: they have to lie in `source`, and apart from one another and from those taken before.
    pub(super) fn add(&mut self, source: &Source, fix: &'a Fix) -> bool {
        let mut edits: Vec<&Edit> = fix.edits.iter().collect();
        edits.sort_by_key(|edit| edit.span);
        let apart = edits.windows(2).all(|pair| pair[0].span.end <= pair[1].span.start && pair[0].span != pair[1].span);
        let fits = |edit: &&Edit| edit.source.name() == source.name() && source.text().get(edit.span.range()).is_some();
        if edits.is_empty() || !apart || !edits.iter().all(fits) || edits.iter().any(|edit| self.collides(edit)) {
            return false;
        }
        self.0.extend(edits.into_iter().map(|edit| ((edit.span.start, edit.span.end), edit.text.as_str())));
        true
    }

    /// What was taken does not overlap, so only the last few that start before the edit's end can reach it.
    fn collides(&self, edit: &Edit) -> bool {
        let (start, end) = (edit.span.start, edit.span.end);
        let touching = self.0.range(..=(end, u32::MAX)).rev().map(|(span, _)| *span).take_while(|(_, taken_end)| *taken_end >= start);
        touching.into_iter().any(|(taken_start, taken_end)| {
            let share_bytes = taken_start < end && start < taken_end;
            share_bytes || taken_start == taken_end || start == end
        })
    }

    /// `text` after the edits.
    pub(super) fn apply(&self, text: &str) -> String {
        let mut out = String::with_capacity(text.len());
        let mut at = 0;
        for ((start, end), replacement) in &self.0 {
            out.push_str(&text[at..*start as usize]);
            out.push_str(replacement);
            at = *end as usize;
        }
        out.push_str(&text[at..]);
        out
    }

    /// Where bytes of the text stand after the edits.
    pub(super) fn shifts(&self) -> Shifts {
        let mut difference = 0;
        let shifts = self.0.iter().map(|((start, end), text)| {
            let before = difference;
            difference += i64::try_from(text.len()).expect("a text is shorter than that") - i64::from(end - start);
            Shift { start: *start, end: *end, before, after: difference }
        });
        Shifts(shifts.collect())
    }
}

/// How far the bytes of a text move by edits, in order of place.
pub(super) struct Shifts(Vec<Shift>);

struct Shift {
    start: u32,
    end: u32,
    /// By how many bytes the edit itself moves.
    before: i64,
    /// By how many bytes what follows it moves.
    after: i64,
}

impl Shifts {
    /// Where byte `at` stands afterwards; a byte that is replaced, where its edit begins.
    pub(super) fn moved(&self, at: u32) -> u32 {
        let next = self.0.partition_point(|shift| shift.end <= at && (shift.start < shift.end || shift.start <= at));
        let (place, by) = match (self.0.get(next), next.checked_sub(1).map(|last| self.0[last].after)) {
            (Some(inside), _) if inside.start <= at => (inside.start, inside.before),
            (_, passed) => (at, passed.unwrap_or_default()),
        };
        u32::try_from(i64::from(place) + by).expect("what is replaced lies in the text")
    }
}

#[cfg(test)]
mod tests {
    use std::sync::Arc;

    use super::*;
    use crate::finding::Safety;
    use crate::source::Span;

    #[test]
    fn what_stands_behind_an_edit_moves_with_it() {
        let source = Arc::new(Source::new("draft.txt", "one two three"));
        let fix = Fix::new("change it", Safety::Safe, &source, Span::new(4, 7), "2").and(&source, Span::at(8), "and ");
        let mut edits = Edits::default();
        assert!(edits.add(&source, &fix));
        assert_eq!(edits.apply(source.text()), "one 2 and three");
        let shifts = edits.shifts();
        assert_eq!([0, 3, 4, 5, 7, 8, 9].map(|at| shifts.moved(at)), [0, 3, 4, 4, 5, 10, 11]);
    }
}
