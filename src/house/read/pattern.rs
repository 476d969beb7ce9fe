//! Patterns that a house gives. They are of `regex` syntax, which no text can make slow; what is made slow all the same is mended here.

use regex::{Regex, RegexBuilder};

use crate::house::Pattern;
use crate::table::{Spanned, Table};

/// What a pattern has to match.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(in crate::house) enum Extent {
    /// A part of a text.
    Part,
    /// The same, letter case aside.
    PartInAnyCase,
    /// The whole of a line.
    WholeLine,
}

/// Sizes of compiled patterns, in bytes of memory, from those that nearly all have to the largest that is allowed.
const SIZES: std::ops::RangeInclusive<u32> = 14..=19;

/// The size of all patterns of a file together: each costs memory, and time for every character of a draft.
const LARGEST_TOGETHER: usize = 4 << 20;

/// The patterns listed under `key`; those that are none are reported.
pub(in crate::house) fn list(table: &mut Table<'_>, key: &'static str, extent: Extent) -> Vec<Spanned<Pattern>> {
    let patterns = table.list(key).unwrap_or_default().value;
    patterns.iter().filter_map(|written| pattern(table, written, extent)).collect()
}

/// The pattern; one that is none, or too large, is reported.
pub(in crate::house) fn pattern(table: &Table<'_>, pattern: &Spanned<String>, extent: Extent) -> Option<Spanned<Pattern>> {
    let ascii = with_ascii_boundaries(pattern);
    let whole = match extent {
        Extent::Part => ascii,
        Extent::PartInAnyCase => format!("(?i){ascii}"),
        Extent::WholeLine => format!("^(?:{ascii})$"),
    };
    if table.is_shipped() {
        return Some(Spanned { value: Pattern::known(whole), span: pattern.span });
    }
    if table.spend(0) > LARGEST_TOGETHER {
        // It was told of the one that went beyond; compiling the others would cost as much again.
        return None;
    }
    let mut help =
        "write a regular expression; `.` `*` `+` `?` `(` `)` `[` `]` `{` `}` `|` `^` `$` and `\\` stand for themselves only after a `\\`";
    let fault = match sized(&whole) {
        Ok((regex, _)) if regex.is_match("") => {
            help = "let it ask for one character at least: `+` in the place of `*` and `?`";
            "it matches where there is nothing".to_owned()
        }
        Ok((_, size)) if table.spend(size) > LARGEST_TOGETHER => {
            help = "take some out, or write them shorter; classes such as `\\w` are large, and a count such as `{1,100}` makes one a hundred times as large";
            "the patterns up to this one are too large together".to_owned()
        }
        Ok((regex, _)) => return Some(Spanned { value: Pattern::from(regex), span: pattern.span }),
        Err(regex::Error::CompiledTooBig(_)) => {
            help = "write a shorter one, or several; a count such as `{1,1000}` makes it as large as if all of it were written out";
            "it is too large".to_owned()
        }
        Err(error) => reason(&error.to_string()),
    };
    table.report(table.fault(pattern.span, format!("`{}` is no pattern: {fault}", pattern.value)).help(help));
    None
}

/// The compiled pattern and about how large it is.
fn sized(pattern: &str) -> Result<(Regex, usize), regex::Error> {
    let mut sizes = SIZES.map(|power| 1 << power);
    loop {
        let size = sizes.next().expect("the last size settles it");
        match RegexBuilder::new(pattern).size_limit(size).build() {
            Err(regex::Error::CompiledTooBig(_)) if size < 1 << SIZES.end() => {}
            compiled => return Ok((compiled?, size)),
        }
    }
}

/// The last line of what the regex crate says, which is the reason.
fn reason(said: &str) -> String {
    let last = said.lines().next_back().unwrap_or_default();
    last.trim().trim_start_matches("error: ").to_owned()
}

/// `\b` as `(?-u:\b)`: with Unicode boundaries, a search through text with one curly quote takes a hundred times as long.
fn with_ascii_boundaries(pattern: &str) -> String {
    let mut ascii = String::with_capacity(pattern.len());
    let mut rest = pattern;
    while let Some(at) = rest.find('\\') {
        let (before, escape) = rest.split_at(at);
        ascii.push_str(before);
        let len = 1 + escape[1..].chars().next().map_or(0, char::len_utf8);
        match &escape[..len] {
            r"\b" if !escape.starts_with(r"\b{") => ascii.push_str(r"(?-u:\b)"),
            other => ascii.push_str(other),
        }
        rest = &escape[len..];
    }
    ascii + rest
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_word_boundaries_change() {
        assert_eq!(with_ascii_boundaries(r"\bx\\b\b{start}é\b"), r"(?-u:\b)x\\b\b{start}é(?-u:\b)");
        assert_eq!(with_ascii_boundaries("x\\"), "x\\");
    }
}
