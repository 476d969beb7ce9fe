//! Writes the TOML of a house. It knows how values are quoted and remarks set, and nothing of keys.

use std::fmt::Write;

/// A house format in the making.
#[derive(Debug, Default)]
pub(super) struct Page {
    text: String,
}

/// Columns of a list that stands on one line.
const LINE: usize = 140;

impl Page {
    /// A remark on lines of its own.
    pub fn remark(&mut self, text: &str) {
        for line in text.lines() {
            self.text.push_str("# ");
            self.text.push_str(line);
            self.text.push('\n');
        }
    }

    /// An empty line, unless there is one.
    pub fn gap(&mut self) {
        if !self.text.is_empty() && !self.text.ends_with("\n\n") {
            self.text.push('\n');
        }
    }

    /// Opens a table: `[header]` or `[[section]]`.
    pub fn table(&mut self, name: &str) {
        self.gap();
        self.text.push_str(name);
        self.text.push('\n');
    }

    /// A key with its value as TOML, and a remark where there is one.
    pub fn key(&mut self, key: &str, value: &str, remark: &str) {
        let line = format!("{key} = {value}");
        self.text.push_str(&line);
        if !remark.is_empty() {
            let last = line.lines().next_back().unwrap_or_default().chars().count();
            self.text.push_str(&" ".repeat(38_usize.saturating_sub(last).max(1)));
            self.text.push_str("# ");
            self.text.push_str(&remark.replace(['\r', '\n'], " "));
        }
        self.text.push('\n');
    }

    /// A line that is doubtful: it stands as a remark, and its reader may make it count.
    pub fn doubtful(&mut self, key: &str, value: &str, remark: &str) {
        let mut page = Page::default();
        page.key(key, value, remark);
        self.remark(&page.text);
    }

    /// A line or lines as they are.
    pub fn raw(&mut self, text: &str) {
        self.text.push_str(text);
        self.text.push('\n');
    }

    /// All of it.
    pub fn finish(self) -> String {
        self.text
    }
}

/// A string of TOML.
pub(super) fn quoted(text: &str) -> String {
    let mut quoted = String::from("\"");
    for c in text.chars() {
        push_escaped(&mut quoted, c);
    }
    quoted.push('"');
    quoted
}

fn push_escaped(out: &mut String, c: char) {
    match c {
        '"' => out.push_str("\\\""),
        '\\' => out.push_str("\\\\"),
        '\n' => out.push_str("\\n"),
        '\t' => out.push_str("\\t"),
        // What nobody sees would be hard to find in the file.
        c if c.is_control() || matches!(c, '\u{200b}'..='\u{200f}' | '\u{2028}'..='\u{202e}' | '\u{2060}'..='\u{206f}' | '\u{feff}') => {
            let _ = write!(out, "\\u{:04X}", u32::from(c));
        }
        c => out.push(c),
    }
}

/// A text of several lines between `"""` and `"""`.
pub(super) fn quoted_lines(text: &str) -> String {
    let text = text.trim_start_matches('\u{feff}').replace("\r\n", "\n").replace('\r', "\n");
    let mut quoted = String::from("\"\"\"\n");
    for c in text.chars() {
        match c {
            '\n' | '\t' => quoted.push(c),
            '"' if quoted.ends_with("\"\"") && !quoted.ends_with("\\\"\"") || quoted.ends_with("\\\"\"") => quoted.push_str("\\\""),
            '"' => quoted.push('"'),
            c => push_escaped(&mut quoted, c),
        }
    }
    if quoted.ends_with('"') && !quoted.ends_with("\"\"\"\n") {
        quoted.pop();
        quoted.push_str("\\\"");
    }
    quoted.push_str("\"\"\"");
    quoted
}

/// A list of strings, on one line or as many as it takes.
pub(super) fn list<S: AsRef<str>>(items: impl IntoIterator<Item = S>) -> String {
    let items: Vec<String> = items.into_iter().map(|item| quoted(item.as_ref())).collect();
    let line = format!("[{}]", items.join(", "));
    if line.chars().count() <= LINE - 30 {
        return line;
    }
    let mut lines = String::from("[\n   ");
    let mut width = 3;
    for item in items {
        let length = item.chars().count() + 2;
        if width + length > LINE {
            lines.push_str("\n   ");
            width = 3;
        }
        let _ = write!(lines, " {item},");
        width += length;
    }
    lines.push_str("\n]");
    lines
}
