//! Everything that is written for somebody to read goes through here. What a terminal or the log of a build would obey, and what nobody would see
//! although it does something, is made visible, whoever wrote it: a draft, a file's name, a branch, a house. It never looks at what a text
//! means, and opens nothing.

use std::borrow::Cow;
use std::io::{self, Write};

use memchr::memmem;

use crate::prose::OBJECT;
use crate::prose::invisible::{is_joiner_in_use, is_variation, is_variation_in_use};

/// By whose rules a text is written, and so what stands in it for a character that is not to be seen.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Grammar {
    /// For people, and whatever knows no escape of its own: `\u{202e}`.
    Text,
    /// Workflow commands of GitHub Actions, whose lines are commands.
    Commands,
    /// JSON: `\u202e`.
    Json,
}

/// What becomes of the colours and weights that copydesk itself writes.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Styling {
    /// They are obeyed.
    Kept,
    /// They are taken out.
    Dropped,
    /// There are none: what looks like one is somebody else's.
    Unknown,
}

/// Whether `c` is hidden wherever it stands: controls, bidi controls, zero-width spaces, line separators, tags, fillers, and code points that
/// stand for nothing.
fn is_hidden(c: char) -> bool {
    c.is_control()
        || matches!(c,
            '\u{ad}' | '\u{34f}' | '\u{61c}' | '\u{115f}' | '\u{1160}' | '\u{17b4}' | '\u{17b5}' | '\u{180e}' | '\u{200b}' | '\u{200e}'
            | '\u{200f}' | '\u{2028}'..='\u{202e}' | '\u{2060}'..='\u{206f}' | '\u{2800}' | '\u{3164}' | '\u{fdd0}'..='\u{fdef}' | '\u{feff}'
            | '\u{ffa0}' | '\u{fff0}'..='\u{fffb}' | '\u{fffe}' | '\u{ffff}' | '\u{13430}'..='\u{1345f}' | '\u{1bca0}'..='\u{1bca3}'
            | '\u{1d159}' | '\u{1d173}'..='\u{1d17a}' | '\u{e0000}'..='\u{e00ff}' | '\u{e01f0}'..='\u{e0fff}')
}

/// Whether a terminal would obey `c` after `previous`, or a reader not see it although it does something. Joiners and variants that a script or
/// an emoji needs there are not among them.
pub(crate) fn is_hidden_after(c: char, previous: Option<char>) -> bool {
    if c.is_ascii() {
        return c.is_ascii_control();
    }
    let previous = previous.unwrap_or('\0');
    match c {
        '\u{200c}' | '\u{200d}' => !is_joiner_in_use(c, previous),
        c if is_variation(c) => !is_variation_in_use(c, previous),
        c => is_hidden(c),
    }
}

/// Whether a text has characters that are not to be seen, line ends and tabs among them.
pub(crate) fn hides(text: &str) -> bool {
    let mut previous = None;
    text.chars().any(|c| is_hidden_after(c, previous.replace(c)))
}

/// `text` on one line, with every hidden character written `\u{…}`.
pub fn one_line(text: &str) -> Cow<'_, str> {
    if is_plain(text.as_bytes()) && !text.contains('\n') || !(text.contains(OBJECT) || hides(text)) {
        return Cow::Borrowed(text);
    }
    let mut out = String::with_capacity(text.len() + 8);
    let mut before = None;
    for c in text.chars() {
        let is_hidden = is_hidden_after(c, before);
        before = if is_hidden { None } else { Some(c) };
        match c {
            '\n' | '\r' | '\t' => out.extend(c.escape_default()),
            // What is no prose, such as code, in words that a message quotes.
            OBJECT => out.push('…'),
            c if is_hidden => out.extend(c.escape_unicode()),
            c => out.push(c),
        }
    }
    Cow::Owned(out)
}

/// `text` as a file or a stream may hold it: no character is hidden and no line is a command to the log of a build. Line ends and tabs stay.
pub(crate) fn shown(text: &str, grammar: Grammar, styling: Styling) -> String {
    let mut shown = Shown::new(Vec::with_capacity(text.len()), grammar, styling);
    shown.write_all(text.as_bytes()).and_then(|()| shown.end()).expect("memory takes all that is written to it");
    String::from_utf8(shown.out).expect("text becomes text")
}

/// What is written through it is shown as [`shown`] shows it. What it is given is text; it is to be told when there is no more.
pub(crate) struct Shown<W> {
    out: W,
    grammar: Grammar,
    styling: Styling,
    /// What was not passed on yet.
    waiting: Vec<u8>,
    /// How many bytes of it hold no end of a line, as far as is known.
    searched: usize,
}

/// Bytes that are passed on at once, to the last end of a line in them.
const PART: usize = 64 << 10;

impl<W: Write> Shown<W> {
    pub(crate) fn new(out: W, grammar: Grammar, styling: Styling) -> Self {
        Shown { out, grammar, styling, waiting: Vec::new(), searched: 0 }
    }

    /// Passes on what is left.
    pub(crate) fn end(&mut self) -> io::Result<()> {
        self.pass_on(self.waiting.len())?;
        self.out.flush()
    }

    /// Passes on the first bytes that wait: whole lines, or the last.
    fn pass_on(&mut self, bytes: usize) -> io::Result<()> {
        let part = &self.waiting[..bytes];
        if is_plain(part) && !may_command(part) {
            self.out.write_all(part)?;
        } else {
            let text = str::from_utf8(part).map_err(|_| io::ErrorKind::InvalidData)?;
            let mut shown = String::with_capacity(text.len() + text.len() / 8);
            text.split_inclusive('\n').for_each(|line| self.show(line, &mut shown));
            self.out.write_all(shown.as_bytes())?;
        }
        self.waiting.drain(..bytes);
        Ok(())
    }

    fn show(&self, line: &str, out: &mut String) {
        let own = self.grammar == Grammar::Text && line.contains('\u{1b}');
        match self.styling {
            Styling::Kept if own => self.show_styled(line, out),
            // First of all: what stood apart because of them stands together afterwards.
            Styling::Dropped if own => drop(self.show_words(&unstyled(line), None, begins_command(&unstyled(line)), out)),
            _ => drop(self.show_words(line, None, begins_command(line), out)),
        }
    }

    fn show_styled(&self, line: &str, out: &mut String) {
        let mut command = begins_command(&unstyled(line));
        let (mut rest, mut before) = (line, None);
        while let Some(at) = rest.find('\u{1b}') {
            let length = styling(&rest[at..]).unwrap_or_default();
            let words = &rest[..at + usize::from(length == 0)];
            before = self.show_words(words, before, command && !words.trim().is_empty(), out);
            command &= words.trim().is_empty();
            out.push_str(&rest[at..at + length]);
            rest = &rest[words.len() + length..];
        }
        self.show_words(rest, before, command, out);
    }

    /// Shows words that follow `before`, the first visible of which is not to stand there where they begin a command. Gives the last character.
    fn show_words(&self, words: &str, mut before: Option<char>, begins_command: bool, out: &mut String) -> Option<char> {
        let mut begins_command = begins_command && self.grammar == Grammar::Text;
        for (at, c) in words.char_indices() {
            let is_hidden = is_hidden_after(c, before);
            // What is spelt out joins nothing.
            before = if is_hidden { None } else { Some(c) };
            if c == '\n' || (c == '\t' && self.grammar != Grammar::Json) || &words[at..] == "\r\n" {
                out.push(c);
            } else if is_hidden || (begins_command && c == ':') || (c == '#' && is_log_command(&words[at..])) {
                self.spell(c, out);
            } else {
                out.push(c);
            }
            begins_command &= c.is_whitespace();
        }
        before
    }

    fn spell(&self, c: char, out: &mut String) {
        if self.grammar == Grammar::Json {
            out.extend(c.encode_utf16(&mut [0; 2]).iter().map(|unit| format!("\\u{unit:04x}")));
        } else {
            out.extend(c.escape_unicode());
        }
    }
}

impl<W: Write> Write for Shown<W> {
    fn write(&mut self, part: &[u8]) -> io::Result<usize> {
        self.waiting.extend_from_slice(part);
        if self.waiting.len() < PART {
            return Ok(part.len());
        }
        // A long line may come in many parts: none is looked at twice.
        match memchr::memrchr(b'\n', &self.waiting[self.searched..]) {
            Some(end) => {
                self.pass_on(self.searched + end + 1)?;
                self.searched = 0;
            }
            None => self.searched = self.waiting.len(),
        }
        Ok(part.len())
    }

    /// Part of a line waits for its end.
    fn flush(&mut self) -> io::Result<()> {
        Ok(())
    }
}

/// Whether there are but visible characters of ASCII and line ends.
fn is_plain(bytes: &[u8]) -> bool {
    let odd = |byte: u8| !((b' '..0x7f).contains(&byte) || byte == b'\n');
    // Without a way out in the middle, many bytes are looked at in one step.
    bytes.chunks(256).all(|chunk| !chunk.iter().fold(false, |found, byte| found | odd(*byte)))
}

/// Whether there may be a command to the log of a build in it.
fn may_command(bytes: &[u8]) -> bool {
    memmem::find(bytes, b"::").is_some() || memmem::find(bytes, b"##").is_some()
}

/// Whether the log of a build would obey the line.
pub(crate) fn is_command(line: &str) -> bool {
    begins_command(line) || holds_log_command(line)
}

/// Whether there is one of the commands that may stand anywhere in a line.
pub(crate) fn holds_log_command(text: &str) -> bool {
    memmem::find_iter(text.as_bytes(), b"##").any(|at| is_log_command(&text[at..]))
}

/// Commands of GitHub Actions begin a line, spaces aside.
pub(crate) fn begins_command(line: &str) -> bool {
    line.trim_start().starts_with("::")
}

/// `##[`, `##vso[` and their like, wherever they stand.
fn is_log_command(text: &str) -> bool {
    let mut name = text.bytes().skip(2).take(LONGEST_COMMAND).skip_while(|byte| byte.is_ascii_alphanumeric() || b"#-_".contains(byte));
    text.starts_with("##") && name.next() == Some(b'[')
}

const LONGEST_COMMAND: usize = 40;

/// The line without the styles that copydesk sets.
fn unstyled(line: &str) -> String {
    let (mut out, mut rest) = (String::with_capacity(line.len()), line);
    while let Some(at) = rest.find('\u{1b}') {
        let length = styling(&rest[at..]).unwrap_or_default();
        let kept = at + usize::from(length == 0);
        out.push_str(&rest[..kept]);
        rest = &rest[kept + length..];
    }
    out + rest
}

/// The length of a style that copydesk itself sets, at the beginning of the text: a colour, a weight, an underline, or a link to the page of a
/// rule. What hides words, moves about or does anything else is none.
fn styling(text: &str) -> Option<usize> {
    if let Some(rest) = text.strip_prefix("\u{1b}[") {
        let end = rest.find('m')?;
        let known = |code: &str| {
            matches!(code, "0" | "1" | "2" | "4" | "22" | "24" | "39")
                || (code.len() == 2 && matches!(code.as_bytes(), [b'3' | b'9', b'0'..=b'7']))
        };
        return rest[..end].split(';').all(known).then_some(2 + end + 1);
    }
    let rest = text.strip_prefix("\u{1b}]8;;")?;
    let end = rest.find("\u{1b}\\")?;
    let address = |c: char| c.is_ascii_alphanumeric() || matches!(c, ':' | '/' | '.' | '-' | '_' | '#' | '?' | '=' | '%' | '~');
    let is_link = rest[..end].is_empty() || (rest.starts_with("https://") && rest[..end].chars().all(address));
    is_link.then_some(5 + end + 2)
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

    #[test]
    fn what_joins_or_varies_nothing_is_hidden() {
        assert_eq!(one_line("❤\u{fe0f} 3\u{fe0f}\u{20e3} 葛\u{e0100} ᠠ\u{180b}"), "❤\u{fe0f} 3\u{fe0f}\u{20e3} 葛\u{e0100} ᠠ\u{180b}");
        assert_eq!(one_line("a\u{fe0f}\u{200d}b"), "a\\u{fe0f}\\u{200d}b");
        for hidden in
            "\u{34f}\u{115f}\u{1160}\u{180b}\u{200c}\u{200d}\u{2028}\u{3164}\u{fe00}\u{ffa0}\u{13430}\u{1d173}\u{e0041}\u{e0100}".chars()
        {
            assert_eq!(one_line(&format!("a{hidden}b")), format!("a\\u{{{:x}}}b", u32::from(hidden)));
        }
    }

    #[test]
    fn a_stream_shows_what_is_hidden_by_the_rules_of_what_it_carries() {
        let text = |text: &str| shown(text, Grammar::Text, Styling::Dropped);
        assert_eq!(text("a\tb\u{9b}\r\nc\rd\u{7f}\n"), "a\tb\\u{9b}\r\nc\\u{d}d\\u{7f}\n");
        assert_eq!(shown("\"a\u{202e}\u{e0041} ##[x]\"\n", Grammar::Json, Styling::Dropped), "\"a\\u202e\\udb40\\udc41 \\u0023#[x]\"\n");
    }

    #[test]
    fn styles_are_copydesks_own_or_none() {
        let kept = |text: &str| shown(text, Grammar::Text, Styling::Kept);
        let dropped = |text: &str| shown(text, Grammar::Text, Styling::Dropped);
        let own = "\u{1b}[1mé\u{1b}[0m \u{1b}[36;1;4mb\u{1b}[0m \u{1b}]8;;https://a.example/#b\u{1b}\\c\u{1b}]8;;\u{1b}\\\n";
        assert_eq!((kept(own).as_str(), dropped(own).as_str()), (own, "é b c\n"));
        for other in
            ["\u{1b}[8ma", "\u{1b}[2J", "\u{1b}[41m", "\u{1b}]0;a\u{7}", "\u{1b}]8;;file:///a\u{1b}\\", "\u{1b}c", "\u{1b}[1", "\u{1b}"]
        {
            for shown in [kept(other), dropped(other)] {
                assert!(shown.starts_with("\\u{1b}") && !shown.contains('\u{1b}'), "{other:?}: {shown}");
            }
        }
        assert_eq!(dropped("\u{1b}\u{1b}[1m[1ma"), "\\u{1b}[1ma");
    }

    #[test]
    fn no_line_is_a_command_to_the_log_of_a_build() {
        let text = |text: &str| shown(text, Grammar::Text, Styling::Dropped);
        assert_eq!(text("::a::b\n \u{a0}::a\nb ::c\n"), "\\u{3a}:a::b\n \u{a0}\\u{3a}:a\nb ::c\n");
        assert_eq!(text("\u{1b}[1m::a\u{1b}[0m\n:\u{1b}[1m:a\n"), "\\u{3a}:a\n\\u{3a}:a\n");
        assert_eq!(shown(" \u{1b}[1m ::a", Grammar::Text, Styling::Kept), " \u{1b}[1m \\u{3a}:a");
        assert_eq!(text("a ##[b]c ##vso[d] ## [e] ### f\n"), "a \\u{23}#[b]c \\u{23}#vso[d] ## [e] ### f\n");
        assert_eq!(shown("::error::a ##[b]\n", Grammar::Commands, Styling::Dropped), "::error::a \\u{23}#[b]\n");
    }

    #[test]
    fn what_comes_in_parts_is_shown_as_a_whole_is() {
        let line = "On 11 May, é\u{202e} ##[a]\n";
        let whole = line.repeat(20_000);
        let mut shown_in_parts = Shown::new(Vec::new(), Grammar::Text, Styling::Dropped);
        whole.as_bytes().chunks(7).for_each(|part| shown_in_parts.write_all(part).expect("memory takes it"));
        shown_in_parts.end().expect("memory takes it");
        assert_eq!(String::from_utf8(shown_in_parts.out).expect("it is text"), shown(&whole, Grammar::Text, Styling::Dropped));
        assert_eq!(shown(&"#".repeat(1 << 20), Grammar::Text, Styling::Dropped).len(), 1 << 20);
    }
}
