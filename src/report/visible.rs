//! Characters that a terminal would obey, or that nobody would see, made visible. It never looks at what a text means.

use std::borrow::Cow;

use crate::prose::OBJECT;

/// Whether a terminal would obey `c`, or a reader not see it although it does something: controls, bidi controls, zero-width spaces,
/// line separators, tags. Joiners and marks that a script needs are not among them.
pub(super) fn is_hidden(c: char) -> bool {
    c.is_control()
        || matches!(c,
            '\u{ad}' | '\u{61c}' | '\u{180e}' | '\u{200b}' | '\u{200e}' | '\u{200f}' | '\u{2028}'..='\u{202e}'
            | '\u{2060}'..='\u{206f}' | '\u{feff}' | '\u{fff9}'..='\u{fffb}' | '\u{e0000}'..='\u{e0fff}')
}

/// `text` on one line, with every hidden character written `\u{…}`.
pub fn one_line(text: &str) -> Cow<'_, str> {
    if !text.contains(|c| c == OBJECT || is_hidden(c)) {
        return Cow::Borrowed(text);
    }
    let mut out = String::with_capacity(text.len() + 8);
    for c in text.chars() {
        match c {
            '\n' | '\r' | '\t' => out.extend(c.escape_default()),
            // What is no prose, such as code, in words that a message quotes.
            OBJECT => out.push('…'),
            c if is_hidden(c) => out.extend(c.escape_unicode()),
            c => out.push(c),
        }
    }
    Cow::Owned(out)
}

/// JSON that reads the same, with every hidden character written `\u202e`: a report may be printed on a terminal too.
pub(super) fn in_json(json: &str) -> Cow<'_, str> {
    let hidden = |c: char| c != '\n' && is_hidden(c);
    if !json.contains(hidden) {
        return Cow::Borrowed(json);
    }
    let mut out = String::with_capacity(json.len() + 16);
    for c in json.chars() {
        if hidden(c) {
            out.extend(c.encode_utf16(&mut [0; 2]).iter().map(|unit| format!("\\u{unit:04x}")));
        } else {
            out.push(c);
        }
    }
    Cow::Owned(out)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn hidden_characters_are_spelt_out_and_others_stay() {
        assert_eq!(one_line("a\u{1b}[31mb\nc\u{202e}d\u{200b}"), "a\\u{1b}[31mb\\nc\\u{202e}d\\u{200b}");
        assert_eq!(one_line("naïve \u{a0}👩\u{200d}👧 क्\u{200d}ष"), "naïve \u{a0}👩\u{200d}👧 क्\u{200d}ष");
        assert_eq!(one_line("a\n\tb\r \u{fffc}"), "a\\n\\tb\\r …");
    }
}
