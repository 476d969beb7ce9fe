//! How the files of a series are named: `{number}-{slug}`. It knows names, not files.

use std::ops::Range;

use regex::Regex;

use super::TemplateFault;
use crate::table::{Spanned, Table, nearest};
use crate::visible::hides;

/// A pattern of file names, without the extension.
#[derive(Debug, Clone)]
pub struct FileName {
    text: String,
    pattern: Regex,
}

/// Patterns that are written alike are the same.
impl PartialEq for FileName {
    fn eq(&self, other: &Self) -> bool {
        self.text == other.text
    }
}

impl Eq for FileName {}

impl FileName {
    /// Compiles a text in which `{number}` stands for figures and `{slug}` for anything but `/`, which may stand between names.
    ///
    /// # Errors
    /// What is wrong with the text, and what to do.
    pub fn new(text: &str) -> Result<FileName, TemplateFault> {
        let fault = |message: String, help: &str| TemplateFault { message, help: help.to_owned() };
        let help = "write `{number}` where the number stands and `{slug}` for anything else: `{number}-{slug}`";
        if let Some(wrong) = leading_out(text) {
            let help = "a note stands below the folder of its archive: write names, with `/` between them where there are folders";
            return Err(fault(format!("the pattern of file names {wrong}"), help));
        }
        let mut pattern = String::from("^(?s)");
        let mut numbered = false;
        let mut rest = text;
        while let Some(open) = rest.find('{') {
            let close = rest[open..].find('}').ok_or_else(|| fault("a `{` is not closed".to_owned(), help))? + open;
            pattern.push_str(&regex::escape(&rest[..open]));
            match &rest[open + 1..close] {
                "number" if numbered => return Err(fault("`{number}` stands twice".to_owned(), help)),
                "number" => {
                    numbered = true;
                    pattern.push_str("([0-9]+)");
                }
                "slug" => pattern.push_str("[^/]*?"),
                other => {
                    let meant =
                        nearest(other, ["number", "slug"]).map(|meant| format!("; did you mean `{{{meant}}}`?")).unwrap_or_default();
                    return Err(fault(format!("`{{{other}}}` is no part of a file name{meant}"), help));
                }
            }
            rest = &rest[close + 1..];
        }
        pattern.push_str(&regex::escape(rest));
        pattern.push('$');
        if !numbered {
            return Err(fault("the pattern of file names does not say where the number stands".to_owned(), help));
        }
        let pattern = Regex::new(&pattern).map_err(|_| fault("this pattern of file names is too long".to_owned(), help))?;
        Ok(FileName { text: text.to_owned(), pattern })
    }

    /// As it was given.
    pub fn text(&self) -> &str {
        &self.text
    }

    /// The number in a file's name, and its bytes in `path`; `None` where the name does not fit or its number is no number a note can have.
    pub fn number_in(&self, path: &str) -> Option<(u64, Range<usize>)> {
        let name = path.rfind('/').map_or(0, |slash| slash + 1);
        let end = path[name..].rfind('.').filter(|dot| *dot > 0).map_or(path.len(), |dot| name + dot);
        let start = path.rmatch_indices('/').nth(self.text.matches('/').count()).map_or(0, |(slash, _)| slash + 1);
        let stem = &path[start..end];
        let number = self.pattern.captures(stem)?.get(1)?;
        Some((number.as_str().parse().ok()?, start + number.start()..start + number.end()))
    }

    /// The same path with another number in the file's name, in as many figures where it begins with a 0. `None` where the name does not fit.
    pub fn with_number(&self, path: &str, number: u64) -> Option<String> {
        let (_, range) = self.number_in(path)?;
        let width = if path[range.clone()].starts_with('0') { range.len() } else { 0 };
        Some(format!("{}{number:0width$}{}", &path[..range.start], &path[range.end..]))
    }

    /// The name of a file with this number, written in at least `width` figures, and these words for each `{slug}`.
    pub fn write(&self, number: u64, width: usize, slug: &str) -> String {
        self.text.replace("{number}", &format!("{number:0width$}")).replace("{slug}", slug)
    }
}

/// Reads how files are named, of a house or of settings.
pub fn file_name(table: &mut Table<'_>) -> Option<Spanned<FileName>> {
    let text = table.string("file-name")?;
    match FileName::new(&text) {
        Ok(value) => Some(Spanned { value, span: text.span }),
        Err(fault) => {
            table.report(table.fault(text.span, fault.message).help(fault.help));
            None
        }
    }
}

/// What makes the text no path below a folder.
fn leading_out(text: &str) -> Option<String> {
    if let Some(mark) = text.chars().find(|c| matches!(c, '\\' | ':')) {
        return Some(format!("holds `{mark}`, which means something else on another system"));
    }
    if hides(text) {
        return Some("holds a character that nobody sees".to_owned());
    }
    if text.starts_with('/') {
        return Some("begins with `/`: it names a place of its own".to_owned());
    }
    text.split('/').find_map(|part| match part {
        "" => Some("holds an empty name: nothing stands before or after a `/`".to_owned()),
        "." | ".." => Some(format!("holds `{part}`, which is no name")),
        _ if part.starts_with('.') => Some(format!("holds `{part}`: what begins with a dot is hidden, and no note is looked for there")),
        _ => None,
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_pattern_that_leads_elsewhere_is_told() {
        let told = |pattern: &str| FileName::new(pattern).err().map(|fault| fault.message).unwrap_or_default();
        for pattern in [
            "../{number}",
            "a/../{number}",
            "./{number}",
            "{number}/..",
            "/x/{number}",
            "a//{number}",
            "{number}/",
            "a\\{number}",
            "C:{number}",
            "a\u{202e}{number}",
            "a\n{number}",
            ".notes/{number}",
            "notes/.drafts/{number}-{slug}",
            ".{number}",
            "..{number}",
            "...a/{number}",
        ] {
            assert!(told(pattern).starts_with("the pattern of file names "), "{pattern:?}");
        }
        for pattern in ["{number}-{slug}", "2021/{number}-{slug}", "{slug}/{number}", "a.b/{number}.{slug}", "a..b/{number}...{slug}"] {
            assert_eq!(told(pattern), "", "{pattern}");
        }
        let pattern = FileName::new("{slug}/hn-{number}").expect("it is a pattern");
        assert_eq!(pattern.number_in("notes/2021/hn-012.md"), Some((12, 14..17)));
        assert_eq!(pattern.number_in("hn-012.md"), None);
    }

    #[test]
    fn a_name_that_fits_gives_its_number() {
        let number = |pattern: &str, path: &str| FileName::new(pattern).expect("it is a pattern").number_in(path).map(|(number, _)| number);
        assert_eq!(number("{number}-{slug}", "notes/0612-mali.v2.md"), Some(612));
        assert_eq!(number("{number}-{slug}", "612.md"), None, "the mark is wanting");
        assert_eq!(number("{number}", ".612"), None);
        assert_eq!(number("hn-{slug}-{number}", "a.b/hn-the-2-piers-12"), Some(12));
        assert_eq!(number("{number}{slug}", "123456789012345678901234567890-x.md"), None, "no note has that number");
        let pattern = FileName::new("hn({number})-{slug}").expect("it is a pattern");
        assert_eq!(pattern.number_in("n/hn(012)-a.md"), Some((12, 5..8)));
        assert_eq!(pattern.write(12, 4, "two-piers"), "hn(0012)-two-piers");
        assert_eq!(pattern.with_number("n/hn(012)-a.md", 7).as_deref(), Some("n/hn(007)-a.md"));
        assert_eq!(pattern.with_number("n/hn(99)-a.md", 100).as_deref(), Some("n/hn(100)-a.md"));
        assert_eq!(pattern.with_number("n/99-a.md", 100), None);
    }

    #[test]
    fn what_is_no_pattern_is_told() {
        let told = |pattern: &str| FileName::new(pattern).expect_err("it is no pattern").message;
        assert_eq!(told("{slug}"), "the pattern of file names does not say where the number stands");
        assert_eq!(told("{numbr}-{slug}"), "`{numbr}` is no part of a file name; did you mean `{number}`?");
        assert_eq!(told("{number}-{number}"), "`{number}` stands twice");
        assert_eq!(told("{number"), "a `{` is not closed");
    }
}
