//! How much a text has to be read: each line and each mark of markup takes a few hundred bytes while it is, so that a megabyte of nothing else
//! takes a thousand times what a note does. Counted before anything is parsed.

use crate::draft::Syntax;

/// What a text of any size may have, in parts of some 250 bytes of memory; no note has a tenth of it.
const MOST: usize = 900_000;

/// A larger text may have a part to so many bytes.
const BYTES_EACH: usize = 8;

impl Syntax {
    /// How the file of that name is written: plain text by its ending, else Markdown.
    pub fn of_file(name: &str) -> Syntax {
        let ending = name.rsplit_once('.').map(|(_, ending)| ending.to_ascii_lowercase());
        match ending.as_deref() {
            Some("txt" | "text") => Syntax::Plain,
            _ => Syntax::Markdown,
        }
    }

    /// Where `text` has more lines and marks than can be read in bounded memory, the byte at which they become too many.
    pub fn too_much(self, text: &str) -> Option<usize> {
        let weights = match self {
            Syntax::Markdown => &IN_MARKDOWN,
            Syntax::Plain => &IN_PLAIN,
        };
        let most = MOST.max(text.len() / BYTES_EACH);
        // Asked of every file: what is short enough cannot have too much.
        if text.len() * usize::from(weights[usize::from(b'\n')]) <= most {
            return None;
        }
        let mut sum = 0;
        text.bytes().position(|byte| {
            sum += usize::from(weights[usize::from(byte)]);
            sum > most
        })
    }
}

/// The Markdown parser makes a part of each of these marks, or may, and several of a footnote and of a line.
static IN_MARKDOWN: [u8; 256] = weighed(weighed(weighed([0; 256], b"[]!*_~`|<>&\\.-+", 1), b"^", 4), b"\n\r", 4);

/// A line is all there is in plain text.
static IN_PLAIN: [u8; 256] = weighed([0; 256], b"\n\r", 4);

const fn weighed(mut weights: [u8; 256], bytes: &[u8], weight: u8) -> [u8; 256] {
    let mut index = 0;
    while index < bytes.len() {
        weights[bytes[index] as usize] = weight;
        index += 1;
    }
    weights
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_text_of_nothing_but_lines_or_marks_is_too_much_and_a_long_one_of_words_is_not() {
        let prose = "On 3 January, the [council](b) met at the *quay*, and the price of bread rose again.\n".repeat(50_000);
        assert_eq!((Syntax::Markdown.too_much(&prose), Syntax::Plain.too_much(&prose)), (None, None));
        let lines = "a\n".repeat(MOST);
        assert_eq!(Syntax::Plain.too_much(&lines), Some(2 * (MOST / 4 + 1) - 1));
        assert_eq!(Syntax::Markdown.too_much(&lines), Some(2 * (MOST / 4 + 1) - 1));
        let brackets = "[".repeat(MOST + 1);
        assert_eq!((Syntax::Markdown.too_much(&brackets), Syntax::Plain.too_much(&brackets)), (Some(MOST), None));
    }
}
