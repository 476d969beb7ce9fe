//! What a language gives to a house that is derived from its notes: files under `rules/languages/` in the language of houses, taken apart into
//! keys. Their values are not looked at.

/// A key of such a file.
#[derive(Debug, Clone, Copy)]
pub(super) struct Entry {
    /// The table it stands in: `dates`; `term` for each `[[term]]`.
    pub table: &'static str,
    /// Its name.
    pub key: &'static str,
    /// Its value as it is written.
    pub value: &'static str,
}

/// The keys of a file in order. A value of several lines ends with a line `]`.
pub(super) fn entries(text: &'static str) -> Vec<Entry> {
    let mut entries = Vec::new();
    let (mut table, mut at) = ("", 0);
    while at < text.len() {
        let rest = &text[at..];
        let line = rest.lines().next().unwrap_or_default();
        let mut next = at + line.len() + 1;
        if let Some(name) = line.strip_prefix('[') {
            table = name.trim_matches(['[', ']']);
        } else if let Some((key, value)) = line.split_once(" = ").filter(|_| !line.starts_with('#')) {
            let mut end = line.len();
            if value == "[" {
                end = rest.find("\n]").map_or(rest.len(), |end| end + 2);
                next = at + end + 1;
            }
            entries.push(Entry { table, key, value: &rest[key.len() + 3..end] });
        }
        at = next;
    }
    entries
}

/// The terms of a file, each as it stands.
pub(super) fn terms(text: &'static str) -> impl Iterator<Item = &'static str> {
    text.match_indices("[[term]]").map(|(at, _)| text[at..].split("\n\n").next().unwrap_or_default().trim_end())
}

impl Entry {
    /// The words of a list.
    pub fn words(&self) -> Vec<String> {
        self.value.split('"').skip(1).step_by(2).map(str::to_owned).collect()
    }
}
