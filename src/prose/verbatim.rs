//! Text written so that another format reads it as it is. What the text says is not looked at.

use std::borrow::Cow;

/// What stands before a text on its line.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Beside {
    /// Nothing: a mark at its start may make it a heading or a list.
    LineStart,
    /// Other text, or a heading's mark.
    Text,
}

/// A line of its own in Markdown.
pub fn markdown_line(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    write_markdown(text, Beside::LineStart, None, &mut out);
    out
}

/// Text for HTML or XML, in an element or between the quotes of an attribute. What XML cannot hold is replaced.
pub fn markup(text: &str) -> Cow<'_, str> {
    let is_foreign = |c: char| (c.is_control() && !matches!(c, '\t' | '\n' | '\r')) || matches!(c, '\u{fffe}' | '\u{ffff}');
    let is_mark = |c: char| matches!(c, '&' | '<' | '>' | '"' | '\'');
    if !text.contains(|c| is_mark(c) || is_foreign(c)) {
        return Cow::Borrowed(text);
    }
    let mut out = String::with_capacity(text.len() + 16);
    for c in text.chars() {
        match c {
            '&' => out.push_str("&amp;"),
            '<' => out.push_str("&lt;"),
            '>' => out.push_str("&gt;"),
            '"' => out.push_str("&quot;"),
            '\'' => out.push_str("&#39;"),
            c if is_foreign(c) => out.push('\u{fffd}'),
            c => out.push(c),
        }
    }
    Cow::Owned(out)
}

/// Writes text so that Markdown reads it as it is, with as few backslashes as that takes.
///
/// `after` is the character that will follow.
pub fn write_markdown(text: &str, beside: Beside, after: Option<char>, out: &mut String) {
    write_markdown_noting(text, beside, after, out, |_| {});
}

/// The same, and notes where in `out` each character of the text begins, one after the other.
pub fn write_markdown_noting(text: &str, beside: Beside, after: Option<char>, out: &mut String, mut note: impl FnMut(usize)) {
    let mut before = out.chars().next_back();
    let block = if beside == Beside::LineStart { block_mark(text) } else { None };
    for (at, c) in text.char_indices() {
        let rest = &text[at + c.len_utf8()..];
        let next = rest.chars().next().or(after);
        let is_word = |c: Option<char>| c.is_some_and(char::is_alphanumeric);
        let special = match c {
            '*' | '`' | '~' => true,
            '_' => !(is_word(before) && is_word(next)),
            '\\' => next.is_none_or(|next| next.is_ascii_punctuation()),
            '[' => next == Some('^'),
            ']' => matches!(next, Some('(' | '[' | ':')),
            '<' => next.is_some_and(|next| next.is_ascii_alphabetic() || "/!?".contains(next)),
            '&' => is_entity(rest),
            _ => false,
        };
        if special || block == Some(at) {
            out.push('\\');
        }
        note(out.len());
        out.push(c);
        before = Some(c);
    }
}

/// Whether `&` before it makes one character of what follows.
fn is_entity(rest: &str) -> bool {
    let end = rest.find(|c: char| !c.is_ascii_alphanumeric() && c != '#');
    end.is_some_and(|end| end > 0 && rest[end..].starts_with(';'))
}

/// Where a line that begins so has to be broken, lest it become a heading, a list, a quotation or a rule.
fn block_mark(line: &str) -> Option<usize> {
    let ends = |rest: &str| rest.is_empty() || rest.starts_with(' ');
    let first = line.chars().next()?;
    let rest = line.trim_start_matches(first);
    let is_block = match first {
        '>' => true,
        '#' | '-' | '+' | '=' => ends(rest),
        _ => false,
    };
    if is_block {
        return Some(0);
    }
    let after = line.trim_start_matches(|c: char| c.is_ascii_digit());
    let digits = line.len() - after.len();
    let is_number = digits > 0 && after.starts_with(['.', ')']) && ends(&after[1..]);
    is_number.then_some(digits)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_would_be_a_mark_is_text() {
        assert_eq!(markdown_line("# 12: *a* [b](c) <i>"), "\\# 12: \\*a\\* [b\\](c) \\<i>");
        assert_eq!(markdown_line("12. May"), "12\\. May");
        assert_eq!(markdown_line("Notes # 12, a_b"), "Notes # 12, a_b");
        assert_eq!(markup("a < b & \"c\"\u{1}"), "a &lt; b &amp; &quot;c&quot;\u{fffd}");
    }
}
