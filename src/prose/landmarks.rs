//! Where the things stand in a text that rules ask for: words, figures, capitals, marks. One pass finds them all, so that a rule looks at
//! a few places and never at the whole text again. What they mean is not judged here.

use crate::prose::TextRange;
use crate::prose::trigger::Triggers;
use crate::source::Span;

/// The places of a sheet.
#[derive(Debug, Default)]
pub(super) struct SheetLandmarks {
    pub(super) places: Vec<Landmark>,
    kinds: Triggers,
    marks: Marks,
    /// First bytes of all runs of letters and figures.
    pub(super) words: Vec<u32>,
    /// Those of them that begin with a capital.
    capitalised: Vec<u32>,
    /// Those of them that no space parts from the one before: to a person who counts words they are a part of it.
    joined: Vec<u32>,
}

/// The marks that stand in a text: bytes that are no letter, figure or space.
#[derive(Debug, Clone, Copy, Default)]
pub struct Marks {
    ascii: u128,
    beyond_ascii: bool,
}

impl Marks {
    /// Whether `byte` is one of them, or may be where it is beyond ASCII.
    pub fn have(self, byte: u8) -> bool {
        if byte.is_ascii() { self.ascii >> byte & 1 == 1 } else { self.beyond_ascii }
    }
}

#[derive(Debug, Clone, Copy)]
pub(super) struct Landmark {
    pub(super) start: u32,
    pub(super) end: u32,
    kind: Triggers,
}

/// Marks that part sentences or what is in them.
const PARTING: Triggers = Triggers::STOP.union(Triggers::COMMA).union(Triggers::SEMICOLON);

/// What marks of one byte are.
fn kind_of(mark: u8) -> Triggers {
    match mark {
        b'.' | b'?' | b'!' => Triggers::STOP,
        b',' => Triggers::COMMA,
        b';' => Triggers::SEMICOLON,
        b'(' | b')' | b'[' | b']' => Triggers::BRACKET,
        b'"' => Triggers::QUOTE,
        _ => Triggers::NONE,
    }
}

/// Whether a space may be missing beside `mark`, or stand on its wrong side, by the bytes around it: nearly all marks of a note stand right.
fn may_be_misspaced(before: u8, mark: u8, after: u8) -> bool {
    let begins = |byte: u8| byte.is_ascii_alphanumeric() || !byte.is_ascii();
    match mark {
        b',' | b';' => before == b' ' || begins(after) && !(before.is_ascii_digit() && after.is_ascii_digit()),
        b'.' | b'?' | b'!' => {
            let ends = is_small(before) || before == b')';
            before == b' ' || ends && (after.is_ascii_uppercase() || !after.is_ascii())
        }
        b'(' => is_small(before),
        b')' => begins(after),
        _ => false,
    }
}

/// Whether `byte` is a small letter, or may be part of one.
fn is_small(byte: u8) -> bool {
    byte.is_ascii_lowercase() || !byte.is_ascii()
}

impl SheetLandmarks {
    /// Those of `text`.
    pub(super) fn of(text: &str) -> SheetLandmarks {
        // A guess that holds for most prose: a word takes five bytes, a mark or figure comes every twenty.
        let words = Vec::with_capacity(text.len() / 5 + 2);
        let places = Vec::with_capacity(text.len() / 20 + 2);
        let capitalised = Vec::with_capacity(text.len() / 20 + 2);
        let found = SheetLandmarks { places, words, capitalised, ..SheetLandmarks::default() };
        let mut scan = Scan { text, found, past_word: usize::MAX, past: 0 };
        let mut before = Before::START;
        for (start, block) in (0..).step_by(BLOCK).zip(text.as_bytes().chunks(BLOCK)) {
            let Events { mut all, words } = events(block, &mut before);
            while all != 0 {
                let (at, bit) = (start + all.trailing_zeros() as usize, all & all.wrapping_neg());
                if words & bit != 0 {
                    scan.found.words.push(narrow(at));
                } else {
                    scan.look_at(at);
                }
                all ^= bit;
            }
        }
        scan.found
    }

    /// All kinds of marks and figures there are.
    pub(super) fn kinds(&self) -> Triggers {
        self.kinds
    }
}

/// Bytes that are looked at at once, each of which is a bit of a word of the machine.
const BLOCK: usize = 64;

/// What the last byte before a block is, as a bit.
struct Before {
    is_space: u64,
    is_other: u64,
}

impl Before {
    /// A word may begin there, and no gap goes on.
    const START: Before = Before { is_space: 0, is_other: 1 };
}

/// Bytes of a block that something begins with.
struct Events {
    /// All of them: the first small letter after anything else, what is neither small letter nor space, and spaces after a space.
    all: u64,
    /// The small letters after a space, which begin words.
    words: u64,
}

/// What of at most [`BLOCK`] bytes has to be looked at one by one. Nearly all bytes of a text are passed over here.
fn events(bytes: &[u8], before: &mut Before) -> Events {
    let padded;
    let block: &[u8; BLOCK] = if let Some(block) = bytes.first_chunk() {
        block
    } else {
        let mut last = [0; BLOCK];
        last[..bytes.len()].copy_from_slice(bytes);
        padded = last;
        &padded
    };
    let (small, space) = (bits(block, |byte| byte.is_ascii_lowercase()), bits(block, |byte| byte == b' '));
    let other = !(small | space);
    let (after_space, after_other) = (space << 1 | before.is_space, other << 1 | before.is_other);
    *before = Before { is_space: space >> (BLOCK - 1), is_other: other >> (BLOCK - 1) };
    let own = u64::MAX >> (BLOCK - bytes.len());
    let words = small & after_space;
    Events { all: (words | small & after_other | other | space & after_space) & own, words }
}

/// Which bytes of a block are of a class, the first as the lowest bit.
fn bits(block: &[u8; BLOCK], is_of_class: impl Fn(u8) -> bool) -> u64 {
    // Without a branch, so that the processor does many bytes in one step.
    let mut flags = [0; BLOCK];
    flags.iter_mut().zip(block).for_each(|(flag, byte)| *flag = u8::from(is_of_class(*byte)));
    // The product has the lowest bits of eight bytes side by side in its highest byte.
    let packed = |eight: &[u8; 8]| u64::from_le_bytes(*eight).wrapping_mul(0x0102_0408_1020_4080) >> 56;
    flags.as_chunks().0.iter().rev().fold(0, |bits, eight| bits << 8 | packed(eight))
}

/// Landmarks while they are looked for.
struct Scan<'t> {
    text: &'t str,
    found: SheetLandmarks,
    /// Past the last letter or figure that is no small letter.
    past_word: usize,
    /// Past what was looked at already.
    past: usize,
}

impl Scan<'_> {
    fn look_at(&mut self, at: usize) {
        if at < self.past {
            return;
        }
        let bytes = self.text.as_bytes();
        match bytes[at] {
            b'a'..=b'z' => {
                if self.past_word != at {
                    self.add_word(at);
                }
            }
            b' ' => {
                self.past = self.past_all(at, |byte| *byte == b' ');
                self.push(at - 1, self.past, Triggers::GAP);
            }
            b'A'..=b'Z' => {
                if self.may_begin_word(at, at + 1) {
                    self.add_capital(at);
                    if opens_acronym(&bytes[at..]) {
                        self.push(at, at + 3, Triggers::ACRONYM);
                    }
                }
            }
            b'0'..=b'9' => {
                self.past = self.past_all(at, u8::is_ascii_digit);
                self.may_begin_word(at, self.past);
                self.push(at, self.past, Triggers::FIGURES);
                if bytes[self.past..].first_chunk::<3>().is_some_and(|next| next.iter().all(|byte| is_small(*byte))) {
                    self.add_kind(Triggers::MISSPACED);
                }
            }
            0x80.. => self.look_beyond_ascii(at),
            mark => {
                self.found.marks.ascii |= 1 << mark;
                let kind = kind_of(mark);
                if !kind.is_empty() {
                    // Before the text and after it there is nothing, as between two blocks.
                    let before = at.checked_sub(1).map_or(b'\n', |before| bytes[before]);
                    let after = bytes.get(at + 1).copied().unwrap_or(b'\n');
                    if before == mark && kind.intersects(PARTING) {
                        self.add_kind(Triggers::ROW);
                    }
                    if may_be_misspaced(before, mark, after) {
                        self.add_kind(Triggers::MISSPACED);
                    }
                    self.push(at, at + 1, kind);
                }
            }
        }
    }

    fn look_beyond_ascii(&mut self, at: usize) {
        let c = self.text[at..].chars().next().expect("a first byte begins a character");
        self.past = at + c.len_utf8();
        if c.is_alphanumeric() {
            if self.may_begin_word(at, self.past) && c.is_uppercase() {
                self.add_capital(at);
            }
            return;
        }
        self.found.marks.beyond_ascii = true;
        match c {
            '“' | '”' | '„' | '«' | '»' | '‘' | '’' => self.push(at, self.past, Triggers::QUOTE),
            '…' | '。' | '।' => self.push(at, self.past, Triggers::STOP),
            _ => {}
        }
    }

    /// Takes what stands from `at` to `end` for letters or figures, and tells whether a word begins with them.
    fn may_begin_word(&mut self, at: usize, end: usize) -> bool {
        let before = at.checked_sub(1).map(|before| self.text.as_bytes()[before]);
        let begins = self.past_word != at && !before.is_some_and(|before| before.is_ascii_lowercase());
        if begins {
            self.add_word(at);
        }
        self.past_word = end;
        begins
    }

    fn add_word(&mut self, at: usize) {
        let bytes = self.text.as_bytes();
        // Most words follow a space; others may be the first after a mark.
        if at > 0 && bytes[at - 1] != b' ' {
            let last = self.found.words.last().map_or(0, |last| *last as usize);
            if !bytes[last..at].contains(&b' ') {
                self.found.joined.push(narrow(at));
            }
        }
        self.found.words.push(narrow(at));
    }

    fn add_capital(&mut self, at: usize) {
        self.add_kind(Triggers::CAPITAL);
        self.found.capitalised.push(narrow(at));
    }

    /// The first byte from `at` on that is not `of_kind`.
    fn past_all(&self, at: usize, of_kind: impl Fn(&u8) -> bool) -> usize {
        at + self.text.as_bytes()[at..].iter().take_while(|byte| of_kind(byte)).count()
    }

    fn add_kind(&mut self, kind: Triggers) {
        self.found.kinds = self.found.kinds.union(kind);
    }

    fn push(&mut self, start: usize, end: usize, kind: Triggers) {
        self.add_kind(kind);
        self.found.places.push(Landmark { start: narrow(start), end: narrow(end), kind });
    }
}

/// The places of one prose.
#[derive(Debug, Clone, Copy)]
pub struct Landmarks<'a> {
    /// What the prose says.
    pub(super) text: &'a str,
    /// Where it begins on its sheet.
    pub(super) start: u32,
    pub(super) places: &'a [Landmark],
    pub(super) words: &'a [u32],
    pub(super) sheet: Option<&'a SheetLandmarks>,
}

impl<'a> Landmarks<'a> {
    /// The bytes of all marks that stand on the sheet: a prose need not have them all.
    pub fn marks(self) -> Marks {
        self.sheet.map_or(Marks::default(), |sheet| sheet.marks)
    }

    /// How many words a person counts: what stands between spaces and has a letter or figure in it.
    pub fn word_count(self) -> usize {
        let joined = self.sheet.map_or(&[][..], |sheet| self.own(&sheet.joined));
        // The first counts, whatever stands before it on the sheet.
        let of_others = usize::from(joined.first().is_some_and(|first| Some(first) == self.words.first()));
        self.words.len() - (joined.len() - of_others)
    }

    /// Runs of ASCII figures.
    pub fn figures(self) -> impl Iterator<Item = TextRange> + use<'a> {
        self.of_kind(Triggers::FIGURES)
    }

    /// Where a word begins with three ASCII capitals or figures, a capital first.
    pub fn capitals(self) -> impl Iterator<Item = usize> + use<'a> {
        self.of_kind(Triggers::ACRONYM).map(|range| range.start)
    }

    /// Where words begin with a capital.
    pub fn capitalised(self) -> impl Iterator<Item = usize> + use<'a> {
        let all = self.sheet.map_or(&[][..], |sheet| self.own(&sheet.capitalised));
        all.iter().map(move |start| (start - self.start) as usize)
    }

    /// Those of all such places on the sheet that stand in the prose.
    fn own(self, places: &'a [u32]) -> &'a [u32] {
        let from = places.partition_point(|place| *place < self.start);
        let end = self.start + narrow(self.text.len());
        let to = from + places[from..].partition_point(|place| *place < end);
        &places[from..to]
    }

    /// Marks that may end a sentence: stops, question and exclamation marks, ellipses.
    pub fn stops(self) -> impl Iterator<Item = TextRange> + use<'a> {
        self.of_kind(Triggers::STOP)
    }

    /// Commas.
    pub fn commas(self) -> impl Iterator<Item = usize> + use<'a> {
        self.of_kind(Triggers::COMMA).map(|range| range.start)
    }

    /// Semicolons.
    pub fn semicolons(self) -> impl Iterator<Item = usize> + use<'a> {
        self.of_kind(Triggers::SEMICOLON).map(|range| range.start)
    }

    /// Round and square brackets.
    pub fn brackets(self) -> impl Iterator<Item = usize> + use<'a> {
        self.of_kind(Triggers::BRACKET).map(|range| range.start)
    }

    /// Two spaces or more in a row.
    pub fn gaps(self) -> impl Iterator<Item = TextRange> + use<'a> {
        self.of_kind(Triggers::GAP)
    }

    /// The same ASCII mark twice or more in a row: stops, question and exclamation marks, commas, semicolons.
    pub fn rows(self) -> Vec<TextRange> {
        let bytes = self.text.as_bytes();
        let mut rows: Vec<TextRange> = Vec::new();
        if !self.sheet.is_some_and(|sheet| sheet.kinds.intersects(Triggers::ROW)) {
            return rows;
        }
        for pair in self.places.windows(2) {
            let (one, other) = ((pair[0].start - self.start) as usize, (pair[1].start - self.start) as usize);
            let repeats = pair[0].end == pair[1].start
                && pair[0].kind.intersects(PARTING)
                && pair[1].kind.intersects(PARTING)
                && bytes[one] == bytes[other];
            match rows.last_mut() {
                _ if !repeats || !bytes[one].is_ascii() => {}
                Some(row) if row.end == other => row.end = other + 1,
                _ => rows.push(one..other + 1),
            }
        }
        rows
    }

    /// Quotation marks, and apostrophes that look like one: all but the straight `'`.
    pub fn quotes(self) -> impl Iterator<Item = TextRange> + use<'a> {
        self.of_kind(Triggers::QUOTE)
    }

    /// Where the word before the one that begins at `at` begins.
    pub fn word_before(self, at: usize) -> Option<usize> {
        let next = self.words.partition_point(|word| ((*word - self.start) as usize) < at);
        next.checked_sub(1).map(|last| (self.words[last] - self.start) as usize)
    }

    /// Where words begin: runs of letters and figures.
    pub fn words(self) -> impl ExactSizeIterator<Item = usize> + Clone + use<'a> {
        self.words.iter().map(move |start| (start - self.start) as usize)
    }

    fn of_kind(self, kind: Triggers) -> impl Iterator<Item = TextRange> + use<'a> {
        let has_any = self.sheet.is_some_and(|sheet| sheet.kinds.intersects(kind));
        let places = if has_any { self.places } else { &[] };
        places
            .iter()
            .filter(move |place| place.kind == kind)
            .map(move |place| (place.start - self.start) as usize..(place.end - self.start) as usize)
    }
}

fn narrow(at: usize) -> u32 {
    Span::at(at).start
}

/// Whether `bytes`, which begin with a capital, go on with two capitals or figures.
fn opens_acronym(bytes: &[u8]) -> bool {
    let is_capital = |byte: &u8| byte.is_ascii_uppercase() || byte.is_ascii_digit();
    bytes.get(1..3).is_some_and(|next| next.iter().all(is_capital))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::prose::Prose;

    #[test]
    fn one_pass_finds_words_and_marks() {
        let text = "On 11 May, the DWU’s «MiG» of COP26 – “é”… why? xABC";
        let prose = Prose::from(text);
        let landmarks = prose.landmarks();
        let all = |ranges: &mut dyn Iterator<Item = TextRange>| ranges.map(|range| &text[range]).collect::<Vec<_>>().join(" ");
        assert_eq!(all(&mut landmarks.figures()), "11 26");
        assert_eq!(all(&mut landmarks.capitals().map(|at| at..at + 3)), "DWU COP");
        assert_eq!(all(&mut landmarks.stops()), "… ?");
        assert_eq!(all(&mut landmarks.quotes()), "’ « » “ ”");
        assert_eq!(landmarks.commas().collect::<Vec<_>>(), [9]);
        assert_eq!(landmarks.words().count(), 12);
        assert_eq!(landmarks.word_count(), 11);
        assert_eq!(landmarks.capitalised().map(|at| &text[at..=at]).collect::<String>(), "OMDMC");
        let count = |text: &str| Prose::from(text).word_count();
        assert_eq!((count(" the strike – 9 days – and its fund."), count(""), count("so-so, (a) ‘b’s–c d’")), (7, 0, 4));
        assert_eq!(Prose::from("so-so it is").part(3..11).word_count(), 3);
        let marks = "a..  b (c;; d], ,, e…… f?!! g ...";
        let prose = Prose::from(marks);
        let landmarks = prose.landmarks();
        assert_eq!(landmarks.rows().into_iter().map(|row| &marks[row]).collect::<Vec<_>>(), ["..", ";;", ",,", "!!", "..."]);
        assert_eq!(landmarks.gaps().map(|gap| (gap.start, gap.end)).collect::<Vec<_>>(), [(3, 5)]);
        assert_eq!(landmarks.brackets().collect::<Vec<_>>(), [7, 13]);
        assert_eq!(Prose::from("  a’é  –b ").landmarks().words().collect::<Vec<_>>(), [2, 6, 13]);
    }

    #[test]
    fn a_mark_that_stands_right_is_not_looked_at_again() {
        let is_asked = |text: &str| SheetLandmarks::of(text).kinds().intersects(Triggers::MISSPACED);
        for text in [
            "a ,b",
            "the end .",
            "end.Then",
            "(so).Then",
            "end,then",
            "8 May,2022",
            "said,“Go",
            "Guild(a",
            "Union)led",
            "300members",
            "é.Ü",
        ] {
            assert!(is_asked(text), "{text}");
        }
        for text in ["On 11 May, the U.S. ship (M23) left; 1,000 and 3.5 km, “so” it was. In the 20th week", "", ",", "a.b.", "1990s,\nso"]
        {
            assert!(!is_asked(text), "{text}");
        }
    }

    #[test]
    fn what_stands_where_two_blocks_of_bytes_meet_is_found() {
        for room in 50..80 {
            let text = format!("{}The 11  dockers’ vote.", "a ".repeat(room / 2) + if room % 2 == 1 { "b" } else { "" } + " ");
            let prose = Prose::from(&*text);
            let words: Vec<&str> = prose.landmarks().words().map(|at| text[at..].split(' ').next().unwrap_or_default()).collect();
            assert_eq!(words, text.split_whitespace().collect::<Vec<_>>(), "{text}");
            assert_eq!((prose.landmarks().figures().count(), prose.landmarks().stops().count()), (1, 1), "{text}");
        }
    }
}
