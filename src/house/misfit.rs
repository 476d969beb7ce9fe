//! Why a field's value will not do: of what the house says of it, the first that it does not keep to. What is said of it is for the rules.

use super::Leave;
use super::field::FieldFormat;
use super::kind::{Bounds, Kind, character_count, parts};
use crate::prose::composed::composed;
use crate::prose::words::push_small;
use crate::source::Span;
use crate::table::Spanned;

/// Why a value will not do, with the place in the house that says so.
#[derive(Debug, Clone, PartialEq)]
pub enum Misfit {
    /// It is none of those that the house lists.
    Unlisted(Span),
    /// It is not of its kind.
    Kind(Kind, Span),
    /// It does not match.
    Pattern(Span),
    /// It has so many characters, which are fewer than these.
    TooShort(usize, i64, Span),
    /// It has so many characters, which are more than these.
    TooLong(usize, i64, Span),
    /// A number in it is less than this.
    TooSmall(i64, Span),
    /// A number in it is more than this.
    TooLarge(i64, Span),
}

impl FieldFormat {
    /// The index of the value that `text` is; or begins with, where words may follow. Of two, the longer.
    pub fn value_of(&self, text: &str) -> Option<usize> {
        let known = self.values.iter().enumerate().filter(|(_, value)| self.is_value(text, value));
        known.max_by_key(|(_, value)| value.len()).map(|(index, _)| index)
    }

    /// Whether `text` is one of `values`, as this field's are compared.
    pub fn says(&self, text: &str, values: &[Spanned<String>]) -> bool {
        values.iter().any(|value| self.is_value(text, value))
    }

    /// Whether letter case does not count in its values.
    pub fn ignores_case(&self) -> bool {
        self.case == Leave::Given
    }

    fn is_value(&self, text: &str, value: &str) -> bool {
        let text = composed(text.trim());
        if self.case == Leave::Denied && self.continuation == Leave::Denied {
            return text == value;
        }
        let fold = |text: &str| {
            let mut folded = String::with_capacity(text.len());
            text.chars().for_each(|c| if self.ignores_case() { push_small(&mut folded, c) } else { folded.push(c) });
            folded
        };
        let (text, value) = (fold(&text), fold(value));
        let Some(rest) = text.strip_prefix(&value) else { return false };
        rest.is_empty() || self.continuation == Leave::Given && !rest.starts_with(char::is_alphanumeric)
    }

    /// Why a value will not do, whose `text` is not empty. Whether a day is one is told by `is_day`, since the house's own form will do.
    pub fn misfit(&self, text: &str, is_day: impl FnOnce() -> bool) -> Option<Misfit> {
        let text = text.trim();
        if let Some(first) = self.values.first()
            && self.value_of(text).is_none()
        {
            return Some(Misfit::Unlisted(first.span));
        }
        let kind = self.kind.as_ref();
        if let Some(kind) = kind
            && !kind.value.holds(text, is_day)
        {
            return Some(Misfit::Kind(kind.value, kind.span));
        }
        if let Some(pattern) = self.pattern.as_ref().filter(|pattern| !pattern.pattern.is_match(text)) {
            return Some(Misfit::Pattern(pattern.pattern.span));
        }
        self.misfit_of_length(text).or_else(|| self.misfit_of_amount(text))
    }

    fn misfit_of_length(&self, text: &str) -> Option<Misfit> {
        self.length.misfit(|| character_count(text))
    }

    fn misfit_of_amount(&self, text: &str) -> Option<Misfit> {
        if self.amount.is_open() {
            return None;
        }
        let amounts = parts(text).filter_map(|part| part.parse::<f64>().ok()).collect::<Vec<_>>();
        // Bounds are small numbers, as people set them.
        #[expect(clippy::cast_precision_loss, reason = "a bound that large is met by no value that a person writes")]
        let bound = |bound: &Spanned<i64>| (bound.value as f64, bound.value, bound.span);
        let small = self.amount.least.as_ref().map(bound).filter(|(least, ..)| amounts.iter().any(|amount| amount < least));
        let large = self.amount.most.as_ref().map(bound).filter(|(most, ..)| amounts.iter().any(|amount| amount > most));
        small.map(|(_, least, span)| Misfit::TooSmall(least, span)).or(large.map(|(_, most, span)| Misfit::TooLarge(most, span)))
    }
}

impl Bounds {
    /// Whether a text of so many characters is too short or too long; `count` is asked only where there are bounds.
    pub fn misfit(&self, count: impl FnOnce() -> usize) -> Option<Misfit> {
        if self.is_open() {
            return None;
        }
        let count = count();
        let beyond = |bound: &&Spanned<i64>| i64::try_from(count).map_or(i64::MAX, |count| count) > bound.value;
        let below = |bound: &&Spanned<i64>| i64::try_from(count).map_or(i64::MAX, |count| count) < bound.value;
        let long = self.most.as_ref().filter(beyond).map(|bound| Misfit::TooLong(count, bound.value, bound.span));
        long.or_else(|| self.least.as_ref().filter(below).map(|bound| Misfit::TooShort(count, bound.value, bound.span)))
    }
}
