//! Links to a file in the text of another, and what has to change in them for the file to have another name. Which texts are looked at, and
//! whether there are such files, is not asked here. Paths count from one folder, with `/` between their parts.

use std::ops::Range;

use crate::prose::links::destinations;
use crate::source::percent_encoded;

/// A file that gets another name.
#[derive(Debug, Clone, Copy)]
pub struct Renaming<'a> {
    /// Its path now.
    pub from: &'a str,
    /// Its path afterwards.
    pub to: &'a str,
}

/// A text in which links may stand.
#[derive(Debug, Clone, Copy)]
pub struct Page<'a> {
    /// Its path.
    pub path: &'a str,
    /// Itself.
    pub text: &'a str,
    /// Whether links in it are changed; elsewhere a name is only a name.
    pub links: Follow,
}

/// What becomes of the links of a text.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Follow {
    /// They are changed: a draft, in plain text too, or a page.
    Yes,
    /// They are told: settings and data, whose form nobody here knows.
    No,
}

/// What has to change in a text.
#[derive(Debug, Default, PartialEq, Eq)]
pub struct Links {
    /// In order of place.
    pub edits: Vec<(Range<usize>, String)>,
    /// Places that name the file and are no links, so that only a person can tell.
    pub doubtful: Vec<Range<usize>>,
}

impl Renaming<'_> {
    /// Whether the file's name is its own: `12-pier.md` is, and `index.md` stands in many a file that has nothing to do with it.
    pub fn is_distinct(&self) -> bool {
        name_of(self.from).bytes().any(|byte| byte.is_ascii_digit())
    }

    /// What has to change in `page` for its links to lead where they led.
    pub fn in_page(&self, page: Page<'_>) -> Links {
        let mut links = Links::default();
        let name = name_of(self.from);
        let moves = page.path == self.from && folder_of(self.from) != folder_of(self.to);
        let stem = name.rsplit_once('.').map_or(name, |(stem, _)| stem);
        let is_named = memchr::memmem::find(page.text.as_bytes(), stem.as_bytes()).is_some();
        let may_be_encoded =
            || page.text.contains('%') && name.bytes().any(|byte| !byte.is_ascii_alphanumeric() && byte != b'-' && byte != b'.');
        if !is_named && !moves && !may_be_encoded() {
            return links;
        }
        if page.links == Follow::Yes {
            let after = if page.path == self.from { self.to } else { page.path };
            for place in destinations(page.text) {
                links.edits.extend(self.edit(page, after, place));
            }
        }
        links.doubtful = self.names(page, name, stem, &links.edits);
        links
    }

    fn edit(&self, page: Page<'_>, after: &str, place: Range<usize>) -> Option<(Range<usize>, String)> {
        let written = &page.text[place.clone()];
        let end = written.find(['#', '?']).unwrap_or(written.len());
        let aim = resolved(folder_of(page.path), &written[..end])?;
        let to = if aim == self.from {
            self.to
        } else if stem_of(self.from) == Some(aim.as_str()) {
            // Many makers of web sites want no ending.
            stem_of(self.to)?
        } else {
            aim.as_str()
        };
        if to == aim && folder_of(after) == folder_of(page.path) {
            return None;
        }
        let (path, start) = if folder_of(to) == folder_of(&aim) && folder_of(after) == folder_of(page.path) {
            (name_of(to).to_owned(), written[..end].rfind('/').map_or(0, |slash| slash + 1))
        } else if written.starts_with('/') {
            (format!("/{to}"), 0)
        } else {
            (between(folder_of(after), to), 0)
        };
        let is_plain = !path.contains([' ', '(', ')', '<', '>', '"', '\'']) && !written[..end].contains('%');
        let path = if is_plain { path } else { percent_encoded(&path) };
        let range = place.start + start..place.start + end;
        (page.text[range.clone()] != path).then_some((range, path))
    }

    /// Where the file is named otherwise than by a link that is changed.
    fn names(&self, page: Page<'_>, name: &str, stem: &str, edits: &[(Range<usize>, String)]) -> Vec<Range<usize>> {
        let holds = |c: Option<char>| c.is_some_and(|c| c.is_alphanumeric() || matches!(c, '-' | '_'));
        let wiki = format!("[[{stem}");
        let mut found: Vec<Range<usize>> = page.text.match_indices(name).map(|(at, name)| at..at + name.len()).collect();
        found.extend(page.text.match_indices(&wiki).map(|(at, wiki)| at + 2..at + wiki.len()));
        found.sort_by_key(|place| (place.start, place.end));
        found.dedup_by_key(|place| place.start);
        found.retain(|place| {
            let before = &page.text[..place.start];
            let is_edited = edits.iter().any(|(edit, _)| edit.start < place.end && place.start < edit.end);
            let is_whole = !holds(before.chars().next_back()) && !holds(page.text[place.end..].chars().next());
            let path = before.rfind(|c: char| c.is_whitespace() || "\"'`(<[=:,".contains(c)).map_or(0, |at| at + 1);
            let path = page.text.get(path..place.start).unwrap_or_default();
            let aim = if path.is_empty() { None } else { resolved(folder_of(page.path), &format!("{path}{name}")) };
            let is_other = aim.is_some_and(|aim| aim != self.from) && !self.from.ends_with(&format!("{path}{name}"));
            !is_edited && is_whole && !is_other
        });
        found
    }
}

/// The path that `written` leads to from `folder`; `None` where it is an address, or leads out of all.
fn resolved(folder: &str, written: &str) -> Option<String> {
    let is_address = written.split_once(':').is_some_and(|(scheme, _)| !scheme.contains('/') && !scheme.is_empty());
    if written.is_empty() || is_address || written.starts_with("//") {
        return None;
    }
    let written = decoded(written);
    let from_root = written.starts_with('/');
    let mut parts: Vec<&str> = if from_root { Vec::new() } else { folder.split('/').filter(|part| !part.is_empty()).collect() };
    for part in written.split('/') {
        match part {
            "" | "." => {}
            ".." => drop(parts.pop()?),
            part => parts.push(part),
        }
    }
    Some(parts.join("/"))
}

/// The way from a folder to a file.
fn between(folder: &str, file: &str) -> String {
    let from: Vec<&str> = folder.split('/').filter(|part| !part.is_empty()).collect();
    let to: Vec<&str> = file.split('/').collect();
    let shared = from.iter().zip(&to[..to.len() - 1]).take_while(|(one, other)| one == other).count();
    let up = from[shared..].iter().map(|_| "..");
    up.chain(to[shared..].iter().copied()).collect::<Vec<_>>().join("/")
}

fn folder_of(path: &str) -> &str {
    path.rsplit_once('/').map_or("", |(folder, _)| folder)
}

/// A path without the ending of its file's name; `None` where it has none.
fn stem_of(path: &str) -> Option<&str> {
    path.rsplit_once('.').map(|(stem, _)| stem).filter(|stem| !name_of(stem).is_empty() && stem.len() > folder_of(path).len())
}

fn name_of(path: &str) -> &str {
    path.rsplit_once('/').map_or(path, |(_, name)| name)
}

fn decoded(path: &str) -> String {
    let mut bytes = Vec::with_capacity(path.len());
    let mut rest = path.as_bytes();
    while let Some((first, after)) = rest.split_first() {
        let digits = after.get(..2).filter(|_| *first == b'%').and_then(|two| u8::from_str_radix(std::str::from_utf8(two).ok()?, 16).ok());
        bytes.push(digits.unwrap_or(*first));
        rest = if digits.is_some() { &after[2..] } else { after };
    }
    String::from_utf8(bytes).unwrap_or_else(|_| path.to_owned())
}

#[cfg(test)]
mod tests {
    use super::*;

    const RENAMING: Renaming<'static> = Renaming { from: "notes/12-pier.md", to: "notes/15-pier.md" };

    fn after(path: &str, text: &str) -> String {
        changed(RENAMING, path, text).0
    }

    fn changed(renaming: Renaming<'_>, path: &str, text: &str) -> (String, usize) {
        let links = renaming.in_page(Page { path, text, links: Follow::Yes });
        let mut out = text.to_owned();
        for (range, new) in links.edits.iter().rev() {
            out.replace_range(range.clone(), new);
        }
        (out, links.doubtful.len())
    }

    #[test]
    fn links_of_every_form_follow() {
        assert_eq!(
            after("notes/13.md", "See [it](12-pier.md) and ![p](./12-pier.md \"t\")."),
            "See [it](15-pier.md) and ![p](./15-pier.md \"t\")."
        );
        assert_eq!(
            after("README.md", "[a](notes/12-pier.md#why) [b](/notes/12-pier.md?x)"),
            "[a](notes/15-pier.md#why) [b](/notes/15-pier.md?x)"
        );
        assert_eq!(
            after("other/a.md", "[a](../notes/12-pier.md)\n\n[r]: ../notes/12-pier.md \"t\"\n"),
            "[a](../notes/15-pier.md)\n\n[r]: ../notes/15-pier.md \"t\"\n"
        );
        assert_eq!(
            after("notes/13.md", "<a href=\"12-pier.md\">x</a> [y](<12-pier.md>)"),
            "<a href=\"15-pier.md\">x</a> [y](<15-pier.md>)"
        );
        assert_eq!(after("notes/13.md", "[a](12-pier#x) [b](./12-pier)"), "[a](15-pier#x) [b](./15-pier)");
        assert_eq!(after("notes/13.txt", "See [it](12-pier.md)."), "See [it](15-pier.md).", "in plain text too");
        assert_eq!(after("notes/12-pier.md", "[above](12-pier.md#top) [here](#top)"), "[above](15-pier.md#top) [here](#top)");
        let spaced = Renaming { from: "notes/12 a pier.md", to: "notes/15 a pier.md" };
        assert_eq!(
            changed(spaced, "notes/13.md", "[a](12%20a%20pier.md) [b](<12 a pier.md>)").0,
            "[a](15%20a%20pier.md) [b](<15%20a%20pier.md>)"
        );
    }

    #[test]
    fn what_leads_elsewhere_stays() {
        for text in [
            "[a](https://example.org/notes/12-pier.md)",
            "[a](old/12-pier.md)",
            "[a](112-pier.md)",
            "[a](12-pier.md.bak)",
            "[a](mailto:12-pier.md)",
        ] {
            assert_eq!(after("notes/13.md", text), text);
        }
        assert_eq!(after("README.md", "[a](12-pier.md)"), "[a](12-pier.md)", "another file of that name");
    }

    #[test]
    fn what_is_no_link_is_told() {
        let told = |path, text| changed(RENAMING, path, text);
        assert_eq!(told("notes/13.md", "See 12-pier.md, `notes/12-pier.md` and [[12-pier]].").1, 3);
        assert_eq!(told("notes/13.md", "```\n[a](12-pier.md)\n```\n"), ("```\n[a](12-pier.md)\n```\n".to_owned(), 1));
        assert_eq!(told("notes/13.md", "`[a](12-pier.md)` [a](12-pier.md)").1, 1);
        assert_eq!(told("notes/13.md", "[12-pier.md](12-pier.md) and 112-pier.md and old/12-pier.md").1, 1);
    }

    #[test]
    fn a_note_that_moves_takes_its_links_along() {
        let moved = Renaming { from: "notes/12/index.md", to: "notes/15/index.md" };
        assert_eq!(
            changed(moved, "notes/12/index.md", "[a](map.png) [b](../13/index.md) [c](#x)").0,
            "[a](../12/map.png) [b](../13/index.md) [c](#x)"
        );
        assert_eq!(changed(moved, "notes/13/index.md", "[b](../12/index.md#x)").0, "[b](../15/index.md#x)");
    }
}
