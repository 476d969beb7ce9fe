//! Changes to the text of a lint.toml, for whoever offers them: the rest of it stays as its author wrote it.

use std::ops::Range;
use std::sync::Arc;

use crate::finding::RuleId;
use crate::source::{BOM, Source, Span, line_end};
use crate::table::{self, List};

/// What stands for what in `source`, a lint.toml without a fault, for it to list `letters` among the acronyms too.
pub fn with_acronym(source: &Arc<Source>, letters: &str) -> (Range<usize>, String) {
    let mut listed: Option<List> = None;
    let mut last: Option<Span> = None;
    // Its faults were told when it was read.
    let (_, _) = table::read(source, &RuleId::coded("invalid-settings"), |root| {
        root.each(|key, value| {
            if key.as_str() == "acronyms" {
                listed = value.list();
            }
            // What follows a table's head is of that table.
            let is_plain = !value.is_table() && !value.values().any(|value| value.is_table());
            last = last.max(Some(value.span()).filter(|_| is_plain));
        })
    });
    if let Some(list) = listed {
        let (at, comma) = match list.value.last() {
            Some(word) => (word.span.end as usize, ", "),
            None => (list.span.start as usize + 1, ""),
        };
        return (at..at, format!("{comma}\"{letters}\""));
    }
    let line = format!("acronyms = [\"{letters}\"]");
    let text = source.text();
    if let Some(last) = last {
        let end = source.line(source.line_of(last.end)).end as usize;
        return (end..end, format!("{}{line}", line_end(text).unwrap_or("\n")));
    }
    // The first lines may say of what schema the file is.
    let begin = if text.starts_with(BOM) { BOM.len() } else { 0 };
    let at: usize = begin + text[begin..].split_inclusive('\n').take_while(|line| line.starts_with("#:")).map(str::len).sum::<usize>();
    (at..at, format!("{line}{}", line_end(text).unwrap_or("\n")))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn with(text: &str) -> String {
        let (range, new) = with_acronym(&Arc::new(Source::new("lint.toml", text)), "SCO");
        format!("{}{new}{}", &text[..range.start], &text[range.end..])
    }

    #[test]
    fn an_acronym_joins_those_that_are_listed() {
        assert_eq!(with("acronyms = [\"UN\"]\n"), "acronyms = [\"UN\", \"SCO\"]\n");
        assert_eq!(with("house = \"x\"\nacronyms = [\n    \"UN\",\n]\n"), "house = \"x\"\nacronyms = [\n    \"UN\", \"SCO\",\n]\n");
        assert_eq!(with("acronyms = []\n"), "acronyms = [\"SCO\"]\n");
        assert_eq!(with("acronyms = [\n'UN' # not [EU]\n]\n"), "acronyms = [\n'UN', \"SCO\" # not [EU]\n]\n");
        assert_eq!(with("# acronyms = []\n\"acronyms\" = ['A]B']\n"), "# acronyms = []\n\"acronyms\" = ['A]B', \"SCO\"]\n");
    }

    #[test]
    fn a_list_begins_where_keys_of_the_file_may_stand() {
        assert_eq!(with("house = \"x\"\n\n[rules]\na = 1\n"), "house = \"x\"\nacronyms = [\"SCO\"]\n\n[rules]\na = 1\n");
        assert_eq!(with(""), "acronyms = [\"SCO\"]\n");
        assert_eq!(with("[rules]\nx = 1\n"), "acronyms = [\"SCO\"]\n[rules]\nx = 1\n");
        assert_eq!(with("#:schema x\n[rules]\nx = 1\n"), "#:schema x\nacronyms = [\"SCO\"]\n[rules]\nx = 1\n");
        assert_eq!(with("packs = [\n'a',\n] # ours\n[[ignore]]\n"), "packs = [\n'a',\n] # ours\nacronyms = [\"SCO\"]\n[[ignore]]\n");
        assert_eq!(with("house = \"x\""), "house = \"x\"\nacronyms = [\"SCO\"]");
    }
}
