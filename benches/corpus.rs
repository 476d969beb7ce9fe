//! A made-up archive of notes for the benchmarks: seeded, so that every run on every machine lints the same bytes.

/// A small generator of numbers (xorshift): speed and repeatability, no more.
pub struct Seed(pub u64);

impl Seed {
    fn next(&mut self) -> u64 {
        self.0 ^= self.0 << 13;
        self.0 ^= self.0 >> 7;
        self.0 ^= self.0 << 17;
        self.0
    }

    fn below(&mut self, limit: usize) -> usize {
        usize::try_from(self.next() % limit as u64).expect("a limit fits")
    }

    /// One of them.
    pub fn pick<'a>(&mut self, words: &[&'a str]) -> &'a str {
        words[self.below(words.len())]
    }
}

const PLACES: &[&str] = &["Port Ellery", "Varnholm", "Tessaly Bay", "Korrin", "São Brás", "the Osk valley", "Lower Maren", "Zábrdí"];
const PEOPLE: &[&str] = &[
    "President Ana Reuss",
    "the harbour council",
    "Prime Minister Tomé Vale",
    "the dockers’ union",
    "Minister Ilse Brandt",
    "the fishing fleet",
];
const DEEDS: &[&str] = &[
    "signed a new accord on fishing rights",
    "closed the northern strait to foreign tankers",
    "announced a referendum on the port tax",
    "withdrew the last patrol from the estuary",
    "agreed to share the customs revenue",
];
const TAILS: &[&str] = &[
    "after nine days of talks",
    "despite protests in the capital",
    "according to the state news agency",
    "as the deadline of the creditors passed",
    "under an agreement brokered by neutral observers",
];
const REMARKS: &[&str] = &[
    "He said: \"we have waited long enough for an answer from the other bank.\"",
    "The measure covers about 41 per cent of the trade in the region, worth USD 523 million a year.",
    "Observers from the Maritime Coordination Organization were not invited, and the envoy of the UN left early.",
    "Since 2015, the two governments have met eleven times, most recently on 3 March 2021, without a settlement.",
    "The opposition, which controls the lower house, called the step \"reckless\" and promised to appeal.",
    "In the villages along the river, the change went almost unnoticed until the ferries stopped.",
];
const LEADS: &[&str] = &[
    "the price of the strait",
    "a divided council",
    "the legacy of the old treaty",
    "an economy that lives off one harbour",
    "the role of regional organizations",
];
const ORDINALS: &[&str] = &["First", "Second", "Third", "Fourth"];

/// Note `number` of the archive: about 5 KB of Markdown, every second one wrapped at 80 columns.
pub fn note(number: u32, seed: &mut Seed) -> String {
    let place = seed.pick(PLACES);
    let mut paragraphs = Vec::new();
    for day in [3, 5, 9, 11] {
        let deed = format!("On {day} January, {} {} {}.", seed.pick(PEOPLE), seed.pick(DEEDS), seed.pick(TAILS));
        paragraphs.push(with_remarks(deed, seed, 3));
    }
    let events = paragraphs.join("\n\n");
    let points = |seed: &mut Seed| {
        let point = |ordinal: &&str, seed: &mut Seed| with_remarks(format!("{ordinal}, {}.", seed.pick(LEADS)), seed, 4);
        ORDINALS[..3].iter().map(|ordinal| point(ordinal, seed)).collect::<Vec<_>>().join("\n\n")
    };
    let (background, meaning) = (points(seed), points(seed));
    let text = format!(
        "GP Short Notes\n\nGP Short Notes # {number}, 15 January 2022\n\n{place}: {} in case {number}\n\nMara Ilves\n\n## What happened?\n\n{events}\n\n## What is the background?\n\n{background}\n\n## What does it mean?\n\n{meaning}\n",
        seed.pick(LEADS)
    );
    if number.is_multiple_of(2) { wrapped(&text) } else { text }
}

/// The same note with a fault that a fix mends: quotation marks that the rest of it does not have.
#[allow(dead_code, reason = "not every benchmark asks for it")]
pub fn with_fault(note: &str) -> String {
    note.replace("\"reckless\"", "“reckless”")
}

fn with_remarks(mut paragraph: String, seed: &mut Seed, count: usize) -> String {
    for _ in 0..count {
        paragraph.push(' ');
        paragraph.push_str(seed.pick(REMARKS));
    }
    paragraph
}

fn wrapped(text: &str) -> String {
    let mut wrapped = String::with_capacity(text.len() + 64);
    for line in text.lines() {
        let mut width = 0;
        for word in line.split(' ') {
            let length = word.chars().count();
            if width > 0 {
                let breaks = width + 1 + length > 80;
                wrapped.push(if breaks { '\n' } else { ' ' });
                width = if breaks { 0 } else { width + 1 };
            }
            wrapped.push_str(word);
            width += length;
        }
        wrapped.push('\n');
    }
    wrapped
}
