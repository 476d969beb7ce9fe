//! Term rules: words that a house, or a list that several share, wants written another way, seldom, or one way only. All of them are looked
//! for at once. Where in a note a hit counts, and what is said of it, is not decided here.

use std::collections::BTreeMap;
use std::sync::{Arc, OnceLock};

use aho_corasick::{AhoCorasick, AhoCorasickKind, MatchKind};
use regex::Regex;

use super::needs::Opening;
use crate::finding::Level;
use crate::house::{Body, Pattern, any_of, matches};
pub use crate::prose::letter_case::Case;
use crate::prose::phrase;
use crate::prose::trigger::Triggers;
use crate::prose::triggers::TriggerTable;
use crate::prose::{Prose, TextRange};
use crate::source::{Source, Span};
use crate::table::Spanned;

/// One rule about words.
#[derive(Debug)]
pub struct Term {
    /// The file that has it: a house format or a pack.
    pub source: Arc<Source>,
    /// Its rule id.
    pub id: Spanned<String>,
    /// What it wants of its words.
    pub shape: Shape,
    /// What is looked for, in the order of the file.
    pub words: Vec<Word>,
    /// Words that may be used in the stead of those to avoid, from one end to the other; empty where the house has no scale.
    pub scale: Vec<String>,
    /// The message of its findings; `{found}` and `{use}` stand for the words. The usual one where absent.
    pub message: Option<String>,
    /// What to do. The usual advice where absent.
    pub help: Option<String>,
    /// Why the house wants it, for an author: a sentence.
    pub because: Option<String>,
    /// Its level where nobody sets another.
    pub level: Level,
    /// Where it looks; empty for the title and the text.
    pub places: Vec<Place>,
    /// Whether it looks into quotations.
    pub quotations: Quotations,
    /// Whether the words have to be whole.
    pub bounds: Bounds,
    /// Whether letter case counts.
    pub case: Case,
    /// What its words and those in their stead are to each other.
    pub kinship: Kinship,
}

/// A word or phrase to look for.
#[derive(Debug)]
pub struct Word {
    /// As the file has it.
    pub text: String,
    /// Where the file has it.
    pub span: Span,
    /// Where it is no phrase but a pattern. Of a match, the first group if the pattern has one.
    pub pattern: Option<Pattern>,
    /// What to write in its stead.
    pub instead: Option<String>,
}

/// What a term wants of its words.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Shape {
    /// They should not stand there.
    Existence,
    /// Others should stand in their stead.
    Substitution,
    /// They should stand so many times in each stretch of text.
    Occurrence {
        /// At least.
        min: Option<usize>,
        /// At most.
        max: Option<usize>,
        /// In each of these.
        per: Stretch,
    },
    /// None of the first so many may stand in a sentence with one of the others.
    Together {
        /// How many belong together at the start of the list.
        split: usize,
    },
    /// A note should use either the first so many of them, or the others.
    Consistency {
        /// How many belong together at the start of the list.
        split: usize,
    },
}

/// A stretch of text in which words are counted.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Stretch {
    /// The whole note.
    Note,
    /// A section of it.
    Section,
}

/// A place in a note.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Place {
    /// The title.
    Title,
    /// The line of authors.
    Byline,
    /// Headings that the house does not know.
    Headings,
    /// The text of every section, and before the first.
    Text,
    /// The text of sections of that kind.
    Body(Body),
    /// The text of the section of that id.
    Section(String),
    /// Numbered points.
    Points,
    /// The dates that open paragraphs, with the words that lead to them.
    Openers,
    /// Quotations, wherever they are.
    Quotations,
    /// The value of the field of that index.
    Field(usize),
}

/// Whether a term looks into quotations.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Quotations {
    /// It does not: what somebody said is left as it was said.
    Out,
    /// It does.
    In,
}

/// Whether words have to be whole.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Bounds {
    /// A letter, a figure or a hyphen next to a letter or figure at either end makes another word of it.
    Words,
    /// They are found within words too.
    Anywhere,
}

/// What words and those in their stead are to each other.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Kinship {
    /// Other words: a person should look at the change.
    Words,
    /// Two spellings of one: nobody reads anything else.
    Spelling,
}

/// A list of terms that houses share.
#[derive(Debug)]
pub struct Pack {
    /// In the order of the file.
    pub terms: Vec<Arc<Term>>,
}

/// Every term of a house and of the packs added to it.
#[derive(Debug, Clone, Default)]
pub struct Terms {
    all: Vec<Arc<Term>>,
    /// Indices of the words that are patterns, each after its term's.
    patterned: Vec<(usize, usize)>,
    /// What phrases begin with; anything begins with an empty one.
    openings: Vec<Opening>,
    matcher: OnceLock<Matcher>,
}

/// Words found in a text.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Hit {
    /// Index of the term.
    pub term: usize,
    /// Index of the word in the term.
    pub word: usize,
    /// Where they stand.
    pub range: TextRange,
}

impl Term {
    /// The ids and kinds of the sections it is for, where it names any.
    pub fn sections(&self) -> (Vec<&str>, Vec<Body>) {
        let ids = self.places.iter().filter_map(|place| if let Place::Section(id) = place { Some(id.as_str()) } else { None });
        let bodies = self.places.iter().filter_map(|place| if let Place::Body(body) = place { Some(*body) } else { None });
        (ids.collect(), bodies.collect())
    }
}

impl Terms {
    /// These terms.
    pub fn new(terms: impl IntoIterator<Item = Arc<Term>>) -> Self {
        let all: Vec<Arc<Term>> = terms.into_iter().collect();
        let words =
            all.iter().enumerate().flat_map(|(index, term)| term.words.iter().enumerate().map(move |(place, word)| (index, place, word)));
        let patterned = words.filter(|(.., word)| word.pattern.is_some()).map(|(index, place, _)| (index, place)).collect();
        let openings = |term: &Arc<Term>| {
            let opening = |word: &Word| if is_open(term, word) { Opening::of("") } else { Opening::in_any_case(&word.text) };
            term.words.iter().filter(|word| word.pattern.is_none()).map(opening).collect::<Vec<_>>()
        };
        let openings = all.iter().flat_map(openings).collect();
        Terms { all, patterned, openings, matcher: OnceLock::new() }
    }

    /// The same terms, and those of `pack`.
    pub fn add(&mut self, pack: &Pack) {
        *self = Terms::new(self.all.drain(..).chain(pack.terms.iter().cloned()));
    }

    /// In order: the house's, then those of its packs.
    pub fn all(&self) -> &[Arc<Term>] {
        &self.all
    }

    /// The term of that id.
    pub fn find(&self, id: &str) -> Option<&Term> {
        self.all.iter().find(|term| *term.id == id).map(AsRef::as_ref)
    }

    /// Enters what their words begin with in `table`.
    pub(super) fn enter(&self, table: &mut TriggerTable) {
        for term in &self.all {
            for word in &term.words {
                match &word.pattern {
                    None if is_open(term, word) => table.add_any(Triggers::TERM),
                    None => written(&word.text).for_each(|phrase| table.add([phrase.as_str()], Triggers::TERM)),
                    // Patterns are known by what every match of them needs.
                    Some(_) => {}
                }
            }
        }
    }

    /// Whether any of their words may stand in `prose`, if they were entered in `table`.
    pub fn may_stand_in(&self, prose: &Prose, table: &TriggerTable) -> bool {
        let words = || self.patterned.iter().map(|(term, word)| &self.all[*term].words[*word]);
        let bytes = prose.text().as_bytes();
        let begins = |at: usize| self.openings.len() > MANY || self.openings.iter().any(|opening| opening.begins(&bytes[at..]));
        prose.triggered(table).places(Triggers::TERM).any(begins)
            || words().filter_map(|word| word.pattern.as_ref()).any(|pattern| pattern.may_stand_in_prose(prose))
    }

    /// Where their words stand in `text`, in order of place, of two at one place the longer first. Some may overlap.
    pub fn hits(&self, text: &str) -> Vec<Hit> {
        if self.all.is_empty() {
            return Vec::new();
        }
        let matcher = self.matcher.get_or_init(|| Matcher::new(&self.all));
        let mut hits = Vec::new();
        if let Some(phrases) = &matcher.phrases {
            let found = phrases.find_overlapping_iter(text).flat_map(|found| {
                let owners = matcher.owners[found.pattern().as_usize()].iter();
                owners.map(move |&(term, word)| Hit { term, word, range: found.range() })
            });
            let meant = found.take(LOOKS * text.len() + LEAST_LOOKS).filter(|hit| self.is_meant(text, hit));
            hits.extend(meant.take(text.len() + LEAST_LOOKS));
        }
        if matcher.suspects.as_ref().is_none_or(|any| any.is_match(text)) {
            // Groups cost more than a look whether there is anything.
            for (term, word, pattern) in matcher.patterns.iter().filter(|(.., pattern)| pattern.is_match(text)) {
                let found = matches(pattern, text, matcher.patterns.len());
                hits.extend(found.map(|range| Hit { term: *term, word: *word, range }).filter(|hit| self.is_meant(text, hit)));
            }
        }
        hits.sort_by_key(|hit| (hit.range.start, std::cmp::Reverse(hit.range.end), hit.term, hit.word));
        hits.dedup();
        hits
    }

    fn is_meant(&self, text: &str, hit: &Hit) -> bool {
        let term = &self.all[hit.term];
        let word = &term.words[hit.word];
        let found = &text[hit.range.clone()];
        let as_written = term.case == Case::Any || word.pattern.is_some() || found == word.text;
        !found.is_empty() && as_written && (term.bounds == Bounds::Anywhere || phrase::is_whole(text, &hit.range))
    }
}

/// Whether a word may be found elsewhere than where a word of the text begins.
fn is_open(term: &Term, word: &Word) -> bool {
    term.bounds == Bounds::Anywhere || !word.text.starts_with(char::is_alphanumeric)
}

/// Openings beyond which a search for all phrases at once is the sooner done.
const MANY: usize = 64;

/// How often a phrase that stands in a text is looked at, for each byte of it, and in any text at least. Phrases that hold one another, or the same
/// one asked for by every term, would be found at every place of a text made for it. What is beyond comes up once these are mended.
const LOOKS: usize = 4;
const LEAST_LOOKS: usize = 64;

/// All words in one pass, and the patterns, for which one look tells whether any of them may be there.
#[derive(Debug, Clone)]
struct Matcher {
    phrases: Option<AhoCorasick>,
    /// Of each phrase looked for, the terms and words that ask for it.
    owners: Vec<Vec<(usize, usize)>>,
    patterns: Vec<(usize, usize, Pattern)>,
    suspects: Option<Regex>,
}

/// Up to so many bytes of phrases go into a table that takes one step a byte; beyond, it would outgrow the processor's cache.
const SMALL: usize = 1 << 15;

impl Matcher {
    fn new(terms: &[Arc<Term>]) -> Self {
        let mut phrases: BTreeMap<String, Vec<(usize, usize)>> = BTreeMap::new();
        let mut patterns = Vec::new();
        for (index, term) in terms.iter().enumerate() {
            for (place, word) in term.words.iter().enumerate() {
                match &word.pattern {
                    Some(pattern) => patterns.push((index, place, pattern.clone())),
                    None => written(&word.text).for_each(|phrase| phrases.entry(phrase).or_default().push((index, place))),
                }
            }
        }
        let suspects = any_of(patterns.iter().map(|(.., pattern)| pattern.as_str().to_owned()));
        let small = phrases.keys().map(String::len).sum::<usize>() < SMALL;
        let mut builder = AhoCorasick::builder();
        builder.ascii_case_insensitive(true).match_kind(MatchKind::Standard).kind(small.then_some(AhoCorasickKind::DFA));
        let built = (!phrases.is_empty()).then(|| builder.build(phrases.keys()).expect("a list of phrases makes a matcher"));
        Matcher { phrases: built, owners: phrases.into_values().collect(), patterns, suspects }
    }
}

/// The matcher folds ASCII letters only, so that other phrases go in as they may be written: small, capital and with a capital first.
fn written(phrase: &str) -> impl Iterator<Item = String> {
    let small = phrase.to_lowercase();
    let mut forms = vec![small.to_ascii_lowercase()];
    if !phrase.is_ascii() {
        let mut letters = small.chars();
        let first = letters.next().into_iter().flat_map(char::to_uppercase);
        forms.extend(
            [first.chain(letters).collect(), phrase.to_uppercase(), phrase.to_owned()].map(|form: String| form.to_ascii_lowercase()),
        );
        forms.sort();
        forms.dedup();
    }
    forms.into_iter()
}
