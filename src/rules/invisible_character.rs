//! `invisible-character`. Which characters a script needs is settled when the draft is read; spaces of any width are visible.

use crate::prose::mojibake;
use crate::rules::{Context, Findings, Safety, rule};

rule! {
    /// A character that nobody sees stands in the text
    ///
    /// Zero-width spaces, soft hyphens and marks that turn the direction of writing come along when text is copied from web pages and
    /// from chat programs. They break searches, links and line ends, and some can make a sentence read otherwise than it is written.
    /// In the example, `{U+200B}` stands for the character.
    ///
    /// ```events bad
    /// On 11 May, the dockers of Port{U+200B} Ellery voted to return to work.
    /// ```
    ///
    /// ```events fixed
    /// On 11 May, the dockers of Port Ellery voted to return to work.
    /// ```
    ///
    /// Joiners that a script needs are no fault, nor is a no-break space:
    ///
    /// ```events good
    /// On 11 May, the dockers of Port{U+00A0}Ellery voted to return to work.
    /// ```
    ///
    /// To mend it, run `copydesk fix`: the character is hard to find by hand.
    "invisible-character", Prose, Warning, fix: Safe, check: Part(check)
}

fn check(cx: &Context<'_>, findings: &mut Findings) {
    for span in &cx.note.invisible {
        let first = cx.draft.source.slice(*span).chars().next().expect("an invisible character is a character");
        // Of `í` that was read in the wrong encoding `mojibake` speaks.
        if first == '\u{ad}' && mojibake::is_second(cx.draft.source.text(), span.start as usize) {
            continue;
        }
        let fix = cx.fix("take the character out", Safety::Safe, *span, "");
        let message = format!("an invisible character stands here: {}", named(first));
        findings.push(cx.finding(message, *span).help("take it out; `copydesk fix` does").fix(fix));
    }
}

/// The character's code, and its name in the Unicode standard where it is one of the usual ones.
fn named(character: char) -> String {
    let name = match character {
        '\u{00ad}' => " SOFT HYPHEN",
        '\u{034f}' => " COMBINING GRAPHEME JOINER",
        '\u{061c}' => " ARABIC LETTER MARK",
        '\u{180e}' => " MONGOLIAN VOWEL SEPARATOR",
        '\u{200b}' => " ZERO WIDTH SPACE",
        '\u{200c}' => " ZERO WIDTH NON-JOINER",
        '\u{200d}' => " ZERO WIDTH JOINER",
        '\u{200e}' => " LEFT-TO-RIGHT MARK",
        '\u{200f}' => " RIGHT-TO-LEFT MARK",
        '\u{202a}' => " LEFT-TO-RIGHT EMBEDDING",
        '\u{202b}' => " RIGHT-TO-LEFT EMBEDDING",
        '\u{202c}' => " POP DIRECTIONAL FORMATTING",
        '\u{202d}' => " LEFT-TO-RIGHT OVERRIDE",
        '\u{202e}' => " RIGHT-TO-LEFT OVERRIDE",
        '\u{2060}' => " WORD JOINER",
        '\u{2061}' => " FUNCTION APPLICATION",
        '\u{2062}' => " INVISIBLE TIMES",
        '\u{2063}' => " INVISIBLE SEPARATOR",
        '\u{2064}' => " INVISIBLE PLUS",
        '\u{2066}' => " LEFT-TO-RIGHT ISOLATE",
        '\u{2067}' => " RIGHT-TO-LEFT ISOLATE",
        '\u{2068}' => " FIRST STRONG ISOLATE",
        '\u{2069}' => " POP DIRECTIONAL ISOLATE",
        '\u{feff}' => " ZERO WIDTH NO-BREAK SPACE",
        _ => "",
    };
    format!("U+{:04X}{name}", u32::from(character))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_character_is_named_by_its_code() {
        assert_eq!(named('\u{200b}'), "U+200B ZERO WIDTH SPACE");
        assert_eq!(named('\u{e0001}'), "U+E0001");
    }
}
