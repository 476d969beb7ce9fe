//! Names in running text that are one slip of the pen apart and can only be one person's: the word before them is the same, or the name has
//! been given before with one. Quotations are not looked at.

use std::cmp::Reverse;

use super::capitalised::{Before, Use, collect, long_words};
use super::slip::is_one_slip;
use crate::draft::Kind;
use crate::rules::Context;
use crate::source::Span;

/// A name that is nearly another.
pub struct Slip<'a> {
    /// As written.
    pub name: &'a str,
    /// The other one.
    pub meant: &'a str,
    /// Wherever it stands; at least one place.
    pub uses: Vec<Span>,
    /// Where the other one first stands.
    pub model: Span,
}

/// Characters of a name that stands by itself.
const SHORTEST_ALONE: usize = 7;

/// Words of one first letter that are compared with one another: more are no note's.
const MOST: usize = 200;

/// The rarer of each two names that are meant as one, in order of place.
pub fn slips<'a>(cx: &Context<'a>) -> Vec<Slip<'a>> {
    let passages = || cx.passages().filter(|passage| passage.paragraph.is_none_or(|paragraph| paragraph.kind == Kind::Body));
    if !may_hold_slips(passages().flat_map(long_words)) {
        return Vec::new();
    }
    let mut uses: Vec<Use<'a>> = Vec::new();
    for (index, passage) in passages().enumerate() {
        collect(index, passage, &mut uses);
    }
    let mut sorted: Vec<&Use<'a>> = uses.iter().collect();
    sorted.sort_unstable_by_key(|found| (found.word, found.place));
    let names: Vec<&[&Use<'a>]> = sorted.chunk_by(|one, other| one.word == other.word).collect();
    let mut slips: Vec<Slip<'_>> = Vec::new();
    for alike in names.chunk_by(|one, other| first_letter(one) == first_letter(other)).filter(|alike| alike.len() <= MOST) {
        for (index, name) in alike.iter().enumerate() {
            let near = alike[index + 1..].iter().filter(|other| is_one_slip(name[0].word, other[0].word));
            slips.extend(near.filter_map(|other| judge(name, other)));
        }
    }
    slips.sort_by_key(|slip| slip.uses[0]);
    slips
}

/// Whether any two of `words` may be one slip apart: in nearly every note none are, and nothing is put in order.
fn may_hold_slips<'t>(words: impl Iterator<Item = &'t str>) -> bool {
    /// Chains of names, by the lowest bits of their first byte.
    const CHAINS: usize = 64;
    let mut names: Vec<(&str, Option<usize>)> = Vec::with_capacity(CHAINS);
    let mut last = [(None, 0); CHAINS];
    for word in words {
        let (last, count) = &mut last[usize::from(word.as_bytes()[0]) % CHAINS];
        let chain = std::iter::successors(last.map(|last: usize| names[last]), |(_, before)| before.map(|before| names[before]));
        let mut is_near = false;
        let is_known = chain.map(|(name, _)| name).any(|name| {
            let is_same = name == word;
            is_near |= !is_same && is_one_slip(name, word);
            is_same
        });
        if !is_known {
            *count += 1;
            if is_near || *count > MOST {
                return true;
            }
            names.push((word, *last));
            *last = Some(names.len() - 1);
        }
    }
    false
}

fn first_letter(uses: &[&Use<'_>]) -> Option<char> {
    uses[0].word.chars().next()
}

/// Which of two names that are one slip apart is the slip, if they can only be one person's.
fn judge<'a>(one: &[&Use<'a>], other: &[&Use<'a>]) -> Option<Slip<'a>> {
    let rank = |uses: &[&Use<'a>]| (uses.len(), Reverse(uses[0].place));
    let (slip, model) = if rank(one) < rank(other) { (one, other) } else { (other, one) };
    (is_same_after_same(slip, model) || is_known_alone(slip, model)).then(|| Slip {
        name: slip[0].word,
        meant: model[0].word,
        uses: slip.iter().map(|found| found.span()).collect(),
        model: model[0].span(),
    })
}

/// Whether both stand after the same capitalised word: `Minister Halvorsen` and `Minister Halvorson`.
fn is_same_after_same(slip: &[&Use<'_>], model: &[&Use<'_>]) -> bool {
    let same = |own: Before<'_>, other: Before<'_>| own.word == other.word && (own.is_inside() || other.is_inside());
    let mut of_slip = slip.iter().take(LOOKED_AT).filter_map(|place| place.before);
    of_slip.any(|own| model.iter().take(LOOKED_AT).filter_map(|place| place.before).any(|other| same(own, other)))
}

/// Places of a name that are compared.
const LOOKED_AT: usize = 20;

/// Whether the rarer stands once, by itself, where the other has been named both by itself and after a word that makes it a person's name.
fn is_known_alone(slip: &[&Use<'_>], model: &[&Use<'_>]) -> bool {
    let [only] = slip else { return false };
    let alone = |place: &&Use<'_>| place.before.is_none() && !place.leads;
    let named = model.iter().any(|place| !place.leads && place.before.is_some_and(Before::is_inside));
    only.word.chars().count() >= SHORTEST_ALONE && alone(only) && named && model.iter().any(alone)
}
