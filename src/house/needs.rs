//! What a text must have for a pattern to match, told from the pattern as it is written: to compile it takes a hundred times as long, and of
//! those that a house has most runs need none. More may be let through than matches, never less.

use memchr::memmem::Finder;
use regex_syntax::ast::parse::Parser;
use regex_syntax::ast::{
    AssertionKind, Ast, ClassBracketed, ClassSet, ClassSetItem, Flag, Flags, Group, GroupKind, Repetition, RepetitionKind, RepetitionRange,
};
use regex_syntax::hir::{ClassUnicode, ClassUnicodeRange};

use crate::prose::byte_set::ByteSet;
use crate::prose::letter_case::Case;

/// What every match of a pattern has.
#[derive(Debug, Clone, Default)]
pub struct Needs {
    /// Bytes that stand in it as they are; `None` where there may be none.
    pub bytes: Option<Finder<'static>>,
    /// What it can begin with, where that is looked for at one place: at the start of a text.
    start: Option<Start>,
}

/// What a text has to begin with.
#[derive(Debug, Clone)]
struct Start {
    openings: Vec<Opening>,
    /// The first bytes of all of them: most texts begin with another.
    first: ByteSet,
}

impl Start {
    fn of(openings: Vec<Opening>) -> Start {
        let mut first = ByteSet::default();
        for opening in &openings {
            match (opening.bytes().first(), opening.case) {
                (Some(byte), Case::Any) => first.insert_in_both_cases(*byte),
                (Some(byte), Case::AsWritten) => first.insert(*byte),
                (None, _) => {}
            }
        }
        Start { openings, first }
    }

    fn begins(&self, text: &[u8]) -> bool {
        let may_begin = text.first().is_some_and(|byte| self.first.contains(*byte));
        may_begin && self.openings.iter().any(|opening| opening.begins(text))
    }
}

impl Needs {
    /// Those of `pattern`.
    pub fn of(pattern: &str) -> Needs {
        let Ok(parsed) = Parser::new().parse(pattern) else { return Needs::default() };
        let first = if let Ast::Concat(parts) = &parsed { parts.asts.first() } else { None };
        let is_start = first.is_some_and(|first| matches!(first, Ast::Assertion(own) if own.kind == AssertionKind::StartLine));
        let bytes = Reader::default().run(&parsed).map(|run| Finder::new(&run).into_owned());
        let start = if is_start { openings(&mut Reader::default(), &parsed) } else { None };
        Needs { bytes, start: start.map(Start::of) }
    }

    /// Whether it may match anywhere in `text`.
    pub fn may_stand_in(&self, text: &str) -> bool {
        self.start.as_ref().is_none_or(|start| start.begins(text.as_bytes()))
            && self.bytes.as_ref().is_none_or(|bytes| bytes.find(text.as_bytes()).is_some())
    }
}

/// What a match of `pattern` can begin with; `None` where that may be anything, and where what is found may be a part of the match.
pub fn openings_of(pattern: &str) -> Option<Vec<Opening>> {
    let parsed = Parser::new().parse(pattern).ok()?;
    let mut reader = Reader::default();
    let openings = openings(&mut reader, &parsed)?;
    (!reader.has_groups).then_some(openings)
}

fn openings(reader: &mut Reader, parsed: &Ast) -> Option<Vec<Opening>> {
    let mut openings: Vec<_> = reader.beginnings(parsed)?.into_iter().map(|beginning| beginning.opening).collect();
    openings.dedup();
    openings.iter().all(|opening| !opening.bytes().is_empty()).then_some(openings)
}

/// Bytes that a match can begin with, as many of them as are compared.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Opening {
    bytes: [u8; LONGEST],
    length: u8,
    /// Whether the case of its ASCII letters counts.
    pub case: Case,
}

/// Bytes of an opening that are compared.
const LONGEST: usize = 12;

/// Openings of one pattern beyond which no more of it is looked at.
const MOST: usize = 64;

/// Characters of a class that are told apart.
const MOST_OF_CLASS: usize = 10;

impl Opening {
    /// What begins as `word` does.
    pub fn of(word: &str) -> Opening {
        Opening { bytes: [0; LONGEST], length: 0, case: Case::AsWritten }.and(word.as_bytes())
    }

    /// What begins as `word` does in whatever letter case, up to its first character beyond ASCII, whose other case may be of other bytes.
    pub fn in_any_case(word: &str) -> Opening {
        let end = word.bytes().take_while(u8::is_ascii).count();
        Opening { case: Case::Any, ..Opening::of(&word[..end]) }
    }

    /// The last may lie within a character.
    pub fn bytes(&self) -> &[u8] {
        &self.bytes[..usize::from(self.length)]
    }

    /// Whether `text` begins with it.
    #[inline]
    pub fn begins(&self, text: &[u8]) -> bool {
        let own = self.bytes();
        if self.case == Case::AsWritten {
            return own.first().is_none_or(|first| text.first() == Some(first)) && text.starts_with(own);
        }
        // Nearly all differ in the first two bytes.
        let is_near = own.iter().zip(text).take(2).all(|(one, other)| one.eq_ignore_ascii_case(other));
        is_near && text.get(..own.len()).is_some_and(|begun| begun.eq_ignore_ascii_case(own))
    }

    /// The same, carried on by as many of `more` as there is room for.
    fn and(mut self, more: &[u8]) -> Opening {
        for byte in more.iter().take(LONGEST - usize::from(self.length)) {
            self.bytes[usize::from(self.length)] = *byte;
            self.length += 1;
        }
        self
    }
}

/// What a part of a pattern can begin with.
#[derive(Debug, Clone, Copy)]
struct Beginning {
    opening: Opening,
    /// Whether it is all of the part, so that the next part carries it on.
    is_whole: bool,
}

impl Beginning {
    fn nothing() -> Beginning {
        Beginning { opening: Opening::of(""), is_whole: true }
    }

    fn then(&self, next: &Beginning) -> Beginning {
        let opening = self.opening.and(next.opening.bytes());
        let is_whole = next.is_whole && usize::from(opening.length) < LONGEST;
        let case = if self.opening.case == Case::Any { Case::Any } else { next.opening.case };
        Beginning { opening: Opening { case, ..opening }, is_whole }
    }
}

/// `all`, each carried on by each of `next`.
fn joined(mut all: Vec<Beginning>, next: Option<&[Beginning]>) -> Vec<Beginning> {
    let whole = all.iter().filter(|beginning| beginning.is_whole).count();
    match next {
        Some([next]) => all.iter_mut().filter(|one| one.is_whole).for_each(|one| *one = one.then(next)),
        Some(next) if whole * next.len() + all.len() <= MOST => {
            let carry_on = |one: Beginning| if one.is_whole { next.iter().map(|next| one.then(next)).collect() } else { vec![one] };
            all = all.into_iter().flat_map(carry_on).collect();
        }
        _ => all.iter_mut().for_each(|beginning| beginning.is_whole = false),
    }
    all
}

/// Goes through a pattern; its flags hold from where they stand to the end of their group.
struct Reader {
    case: Case,
    has_groups: bool,
}

impl Default for Reader {
    fn default() -> Reader {
        Reader { case: Case::AsWritten, has_groups: false }
    }
}

impl Reader {
    /// What `part` can begin with; `None` for anything.
    fn beginnings(&mut self, part: &Ast) -> Option<Vec<Beginning>> {
        match part {
            Ast::Empty(_) | Ast::Assertion(_) => Some(vec![Beginning::nothing()]),
            Ast::Flags(set) => {
                self.turn(&set.flags);
                Some(vec![Beginning::nothing()])
            }
            Ast::Literal(literal) => Some(self.letter(literal.c)),
            Ast::ClassBracketed(class) => Some(characters(class)?.into_iter().flat_map(|c| self.letter(c)).collect()),
            Ast::Group(group) => self.in_group(group, |reader| reader.beginnings(&group.ast)),
            Ast::Repetition(repetition) => self.repeated(repetition),
            Ast::Alternation(alternation) => {
                // Flags of one branch hold in the next.
                let branches: Vec<_> = alternation.asts.iter().map(|branch| self.beginnings(branch)).collect();
                Some(branches.into_iter().collect::<Option<Vec<_>>>()?.concat())
            }
            Ast::Concat(parts) => {
                let in_row = |all, part| joined(all, self.beginnings(part).as_deref());
                Some(parts.asts.iter().fold(vec![Beginning::nothing()], in_row))
            }
            Ast::Dot(_) | Ast::ClassUnicode(_) | Ast::ClassPerl(_) => None,
        }
    }

    fn repeated(&mut self, repetition: &Repetition) -> Option<Vec<Beginning>> {
        let mut once = self.beginnings(&repetition.ast)?;
        let (least, is_exact) = times(&repetition.op.kind);
        if least == 0 {
            for beginning in &mut once {
                beginning.is_whole &= is_exact;
            }
            once.push(Beginning::nothing());
            return Some(once);
        }
        let mut all = (0..least.min(LONGEST + 1)).fold(vec![Beginning::nothing()], |all, _| joined(all, Some(&once)));
        for beginning in &mut all {
            beginning.is_whole &= is_exact;
        }
        Some(all)
    }

    /// The longest run of bytes that every match of `part` has in it as it is.
    fn run(&mut self, part: &Ast) -> Option<String> {
        match part {
            Ast::Flags(set) => {
                self.turn(&set.flags);
                None
            }
            Ast::Literal(literal) => self.is_fixed(literal.c).then(|| literal.c.to_string()),
            Ast::Repetition(repetition) if times(&repetition.op.kind).0 > 0 => self.run(&repetition.ast),
            Ast::Group(group) => self.in_group(group, |reader| reader.run(&group.ast)),
            Ast::Concat(parts) => self.run_in_row(&parts.asts),
            _ => None,
        }
    }

    /// Of letters side by side, or of one part; one with a mark before all others, since it is known of a text which marks stand in it.
    fn run_in_row(&mut self, parts: &[Ast]) -> Option<String> {
        let mut runs = vec![String::new()];
        for part in parts {
            match part {
                Ast::Literal(literal) if self.is_fixed(literal.c) => runs.last_mut().expect("there is one").push(literal.c),
                _ => {
                    runs.extend(self.run(part));
                    runs.push(String::new());
                }
            }
        }
        let best = runs.into_iter().max_by_key(|run| (run.contains(|c: char| c.is_ascii_punctuation()), run.len()));
        best.filter(|run| !run.is_empty())
    }

    fn in_group<T>(&mut self, group: &Group, read: impl FnOnce(&mut Reader) -> T) -> T {
        let outer = self.case;
        match &group.kind {
            GroupKind::NonCapturing(flags) => self.turn(flags),
            _ => self.has_groups = true,
        }
        let read = read(self);
        self.case = outer;
        read
    }

    fn turn(&mut self, flags: &Flags) {
        if let Some(ignored) = flags.flag_state(Flag::CaseInsensitive) {
            self.case = if ignored { Case::Any } else { Case::AsWritten };
        }
    }

    /// `c` alone, in each case that is looked for.
    fn letter(&self, c: char) -> Vec<Beginning> {
        let alone = |c: char, case: Case| {
            let opening = Opening { case, ..Opening::of(c.encode_utf8(&mut [0; 4])) };
            Beginning { opening, is_whole: true }
        };
        if self.is_fixed(c) {
            return vec![alone(c, Case::AsWritten)];
        }
        // The signs for kelvin and a long s are letters of theirs.
        if c.is_ascii() && !matches!(c.to_ascii_lowercase(), 'k' | 's') {
            return vec![alone(c, Case::Any)];
        }
        let mut cases = ClassUnicode::new([ClassUnicodeRange::new(c, c)]);
        cases.case_fold_simple();
        cases.iter().flat_map(|range| range.start()..=range.end()).map(|c| alone(c, Case::AsWritten)).collect()
    }

    /// Whether `c` has no other case or is not looked for in it.
    fn is_fixed(&self, c: char) -> bool {
        self.case == Case::AsWritten || c.is_ascii() && !c.is_ascii_alphabetic()
    }
}

/// How often something stands at least, and whether what follows comes right after that; where it need not stand, right after one of it.
fn times(kind: &RepetitionKind) -> (usize, bool) {
    let (least, is_exact) = match kind {
        RepetitionKind::ZeroOrOne => (0, true),
        RepetitionKind::ZeroOrMore => (0, false),
        RepetitionKind::OneOrMore => (1, false),
        RepetitionKind::Range(RepetitionRange::Exactly(count)) => (*count, *count > 0),
        RepetitionKind::Range(RepetitionRange::AtLeast(least) | RepetitionRange::Bounded(least, _)) => (*least, false),
    };
    (least as usize, is_exact)
}

/// The characters of a class of few.
fn characters(class: &ClassBracketed) -> Option<Vec<char>> {
    fn add(item: &ClassSetItem, all: &mut Vec<char>) -> Option<()> {
        match item {
            ClassSetItem::Literal(literal) => all.push(literal.c),
            ClassSetItem::Range(range) => all.extend((range.start.c..=range.end.c).take(MOST_OF_CLASS + 1)),
            ClassSetItem::Union(union) => return union.items.iter().try_for_each(|item| add(item, all)),
            _ => return None,
        }
        Some(())
    }
    let ClassSet::Item(item) = &class.kind else { return None };
    let mut all = Vec::new();
    add(item, &mut all)?;
    (!class.negated && !all.is_empty() && all.len() <= MOST_OF_CLASS).then_some(all)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_a_match_begins_with_is_told_from_the_pattern() {
        let begins = |pattern: &str| {
            let openings = openings_of(pattern)?;
            let shown = openings.iter().map(|opening| {
                let bytes = String::from_utf8_lossy(opening.bytes()).into_owned();
                if opening.case == Case::Any { format!("{bytes}~") } else { bytes }
            });
            Some(shown.collect::<Vec<_>>().join(" "))
        };
        for (pattern, known) in [
            ("TODO", Some("TODO")),
            ("^(?:Photo|Image)(?: by)? .*$", Some("Photo by  Photo  Image by  Image ")),
            (r"(?i)\[(?:cite|x+|tk)", Some("[cite~ [x~ [tK~ [tk~ [t\u{212a}~")),
            ("X{3,}", Some("XXX")),
            ("(?:ab){2}c", Some("ababc")),
            ("ab{0,2}c", Some("ab ac")),
            ("[Ll]orem", Some("Lorem lorem")),
            ("(?:a(?i)|b)c", Some("ac bc~")),
            ("(?i:a)b", Some("ab~")),
            (r"(?m)^<{7}[ \x{A0}].*", Some("<<<<<<<  <<<<<<<\u{a0}")),
            ("abcdefghijkélm", Some("abcdefghijk\u{fffd}")),
            ("a*b?", None),
            (r"\d+", None),
            ("(?i)so", Some("So~ so~ ſo~")),
            ("(?i)été", Some("ÉtÉ~ Été~ étÉ~ été~")),
            ("a|.b", None),
        ] {
            assert_eq!(begins(pattern).as_deref(), known, "{pattern}");
        }
        assert!(openings_of("a(b)").is_none() && openings_of("a(?:b)").is_some());
    }

    #[test]
    fn what_has_to_stand_at_the_start_is_looked_for_there() {
        let needs = Needs::of("^(?:(?:Photo|Image)(?::| by ) ?.*)$");
        assert!(needs.may_stand_in("Photo: A") && needs.may_stand_in("Image by B"));
        assert!(!needs.may_stand_in("A photo by B") && !needs.may_stand_in("A Photo by B") && !needs.may_stand_in(""));
        let needs = Needs::of("^(?i:photo|écran|1)");
        assert!(["PHOTO", "photo", "Écran", "écran", "12"].into_iter().all(|text| needs.may_stand_in(text)));
        assert!(["", "2", "ecran", "phone"].into_iter().all(|text| !needs.may_stand_in(text)));
    }

    #[test]
    fn what_every_match_has_is_told() {
        let needs = |pattern: &str| Needs::of(pattern).bytes.map(|bytes| String::from_utf8_lossy(bytes.needle()).into_owned());
        for (pattern, known) in [("a.bcd.ef", Some("bcd")), ("(?i)a1-2b", Some("1-2")), ("(?:a|b)c?", None), ("(?i:a)bc", Some("bc"))] {
            assert_eq!(needs(pattern).as_deref(), known, "{pattern}");
        }
    }
}
