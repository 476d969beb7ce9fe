//! What may begin at a word: one question a word for all the lists of a house, so that a rule is asked only of a note in which something of
//! what it looks for may stand, and looks only there.

use crate::prose::landmarks::SheetLandmarks;
use crate::prose::trigger::Triggers;

/// Which triggers a word may be, by how it begins: a few bits of its first three bytes, letter case aside, so that few others pass.
#[derive(Debug, Clone)]
pub struct TriggerTable {
    /// Whether a word may be anything, by its first two bytes: nearly all are passed over here.
    by_pair: Box<[bool; PAIRS]>,
    by_opening: Box<[Triggers; OPENINGS as usize]>,
    /// Those with a word that begins with letters whose other case is not known here, or is too short to tell.
    beyond_ascii: Triggers,
    /// Those that may begin with any word.
    every: Triggers,
}

/// Openings that are told apart: a power of two.
const OPENINGS: u16 = 1 << 10;

/// Pairs of bytes that are told apart, by the five bits that a letter has in both cases.
const PAIRS: usize = 1 << 10;

impl Default for TriggerTable {
    fn default() -> TriggerTable {
        TriggerTable {
            by_pair: Box::new([false; PAIRS]),
            by_opening: Box::new([Triggers::NONE; OPENINGS as usize]),
            beyond_ascii: Triggers::NONE,
            every: Triggers::NONE,
        }
    }
}

impl TriggerTable {
    /// Adds words or phrases that are looked for as `kind`.
    pub fn add<'w>(&mut self, words: impl IntoIterator<Item = &'w str>, kind: Triggers) {
        for word in words.into_iter().filter(|word| !word.is_empty()) {
            let opening = opening_of(word.as_bytes(), 0);
            let index = index(opening);
            // Right after a short word a mark may stand that is beyond ASCII.
            if index.is_none() || word.len() < 3 {
                self.beyond_ascii = self.beyond_ascii.union(kind);
            }
            if let Some(index) = index {
                self.by_opening[index] = self.by_opening[index].union(kind);
                self.add_pairs(opening);
            }
        }
    }

    /// Lets words be looked up that begin as `opening` does, which is within ASCII.
    fn add_pairs(&mut self, opening: u32) {
        let [first, second, ..] = opening.to_le_bytes();
        self.by_pair[pair(opening)] = true;
        // No mark that ends a word is told from another.
        for mark in (0..=0x7f_u8).filter(|mark| !second.is_ascii_alphanumeric() && !mark.is_ascii_alphanumeric()) {
            self.by_pair[pair(u32::from_le_bytes([first, mark, 0, 0]))] = true;
        }
    }

    /// Adds what words may begin with: more may follow.
    pub fn add_openings<'w>(&mut self, openings: impl IntoIterator<Item = &'w [u8]>, kind: Triggers) {
        for opening in openings {
            // What is told of three bytes is not known of fewer.
            if opening.len() < 3 {
                self.add_any(kind);
                continue;
            }
            let opening = opening_of(opening, 0);
            let kinds = match index(opening) {
                Some(index) => {
                    self.add_pairs(opening);
                    &mut self.by_opening[index]
                }
                None => &mut self.beyond_ascii,
            };
            *kinds = kinds.union(kind);
        }
    }

    /// Lets any word be one of `kind`.
    pub fn add_any(&mut self, kind: Triggers) {
        self.every = self.every.union(kind);
        self.by_pair.fill(true);
    }

    /// Whether it is worth while to look a word up that begins so.
    #[inline]
    fn may_have(&self, opening: u32) -> bool {
        self.by_pair[pair(opening)] || opening & 0x80_8080 != 0
    }

    #[inline]
    fn at(&self, opening: u32) -> Triggers {
        self.every.union(index(opening).map_or(self.beyond_ascii, |index| self.by_opening[index]))
    }
}

/// The three bytes from `at` on, the first as the lowest; zero past the end.
#[inline]
fn opening_of(bytes: &[u8], at: usize) -> u32 {
    let rest = &bytes[at..];
    let four = rest.first_chunk().copied().unwrap_or_else(|| [0, 1, 2, 3].map(|index| rest.get(index).copied().unwrap_or_default()));
    u32::from_le_bytes(four) & 0xff_ffff
}

/// The place of an opening's first two bytes in a table of pairs, the same for a letter in both cases.
#[inline]
fn pair(opening: u32) -> usize {
    ((opening & 0x1f) << 5 | opening >> 8 & 0x1f) as usize
}

/// The same for a letter in both cases, and for all that is no letter or figure. `None` beyond ASCII.
#[inline]
fn index(opening: u32) -> Option<usize> {
    let bytes = opening.to_le_bytes();
    let [first, second, third] = [0, 1, 2].map(|place| SHARES[place][usize::from(bytes[place])]);
    let all = first ^ second ^ if second == 0 { 0 } else { third };
    (all & BEYOND_ASCII == 0).then_some(usize::from(all % OPENINGS))
}

/// Set in what a byte beyond ASCII adds to an index, in a bit of its own for each place.
const BEYOND_ASCII: u16 = 0b111 << 13;

/// What the bytes at the first three places of a word add to its index: nothing, where they are no letter or figure.
static SHARES: [[u16; 256]; 3] = {
    let (mut shares, factors) = ([[0; 256]; 3], [151, 29, 1]);
    let (mut place, mut byte) = (0, 0u8);
    loop {
        shares[place][byte as usize] = match byte {
            b'a'..=b'z' | b'0'..=b'9' | b'A'..=b'Z' => byte.to_ascii_lowercase() as u16 * factors[place] % OPENINGS,
            0x80.. => 1 << (13 + place),
            _ => 0,
        };
        (place, byte) = if byte == u8::MAX { (place + 1, 0) } else { (place, byte + 1) };
        if place == shares.len() {
            break shares;
        }
    }
};

/// The triggers of a sheet.
#[derive(Debug, Default)]
pub(super) struct SheetTriggers {
    kinds: Triggers,
    /// First bytes of words, each with what may begin there.
    places: Vec<(u32, Triggers)>,
}

/// Bytes of the longest article, with the spaces after it.
const SHORT: usize = 8;

impl SheetTriggers {
    /// Those of `text`, of which `landmarks` are.
    pub(super) fn of(text: &str, landmarks: &SheetLandmarks, table: &TriggerTable) -> SheetTriggers {
        let bytes = text.as_bytes();
        let room = landmarks.words.len() / 4 + 1;
        let mut found = SheetTriggers { kinds: landmarks.kinds(), places: Vec::with_capacity(room) };
        // No word begins with two bytes of zero.
        let (mut its_pair, mut last_article) = (0, None);
        for start in &landmarks.words {
            let at = *start as usize;
            let opening = opening_of(bytes, at);
            let repeats = opening & 0xffff == its_pair;
            its_pair = opening & 0xffff;
            if !repeats && !table.may_have(opening) {
                last_article = None;
                continue;
            }
            let mut kinds = table.at(opening);
            let is_article = kinds.intersects(Triggers::ARTICLE);
            if repeats || is_article && last_article.is_some_and(|last| at - last <= SHORT) {
                kinds = kinds.union(Triggers::REPEAT);
            }
            last_article = is_article.then_some(at);
            if !kinds.is_empty() {
                found.kinds = found.kinds.union(kinds);
                found.places.push((*start, kinds));
            }
        }
        found
    }
}

/// The triggers of one prose.
#[derive(Debug, Clone, Copy, Default)]
pub struct Triggered<'a> {
    sheet: Option<&'a SheetTriggers>,
    start: u32,
    end: u32,
}

impl<'a> Triggered<'a> {
    /// Those from byte `start` to byte `end` of a sheet.
    pub(super) fn on(sheet: &'a SheetTriggers, start: u32, end: u32) -> Triggered<'a> {
        Triggered { sheet: Some(sheet), start, end }
    }

    /// All there are on the sheet: a prose need not have them all.
    pub fn kinds_on_sheet(self) -> Triggers {
        self.sheet.map_or(Triggers::NONE, |sheet| sheet.kinds)
    }

    /// First bytes of the words that may be one of `kinds`, in order.
    pub fn places(self, kinds: Triggers) -> impl Iterator<Item = usize> + use<'a> {
        let all = self.sheet.filter(|sheet| sheet.kinds.intersects(kinds)).map_or(&[][..], |sheet| &sheet.places);
        let from = all.partition_point(|(at, _)| *at < self.start);
        let own = all[from..].iter().take_while(move |(at, _)| *at < self.end);
        own.filter(move |(_, own)| own.intersects(kinds)).map(move |(at, _)| (at - self.start) as usize)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::prose::Prose;

    #[test]
    fn an_opening_is_asked_for_where_it_may_stand_and_nowhere_else() {
        let mut table = TriggerTable::default();
        table.add_openings(["I’m sorry", "As an"].map(str::as_bytes), Triggers::LEFTOVER);
        let found = |table: &TriggerTable, text: &str| {
            let prose = Prose::from(text);
            let places: Vec<usize> = prose.triggered(table).places(Triggers::LEFTOVER).collect();
            (places, prose.landmarks().capitalised().collect::<Vec<_>>())
        };
        assert_eq!(found(&table, "So I’m here. As it is, Élan pays"), (vec![3, 15, 25], vec![0, 3, 15, 25]));
        assert_eq!(found(&table, "Nothing of it"), (vec![], vec![0]));
        table.add_openings([b"No".as_slice()], Triggers::LEFTOVER);
        assert_eq!(found(&table, "nothing of it").0, vec![0, 8, 11], "two bytes tell too little");
    }
}
