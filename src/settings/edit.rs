//! Changes to the text of a lint.toml, for whoever offers them: the rest of it stays as its author wrote it.

use std::ops::Range;

/// What stands for what in `text`, a lint.toml without a fault, for it to list `letters` among the acronyms too.
pub fn with_acronym(text: &str, letters: &str) -> (Range<usize>, String) {
    let top = text.match_indices('[').map(|(at, _)| at).find(|at| text[..*at].ends_with(['\n']) || *at == 0).unwrap_or(text.len());
    let key = text[..top].match_indices("acronyms").map(|(at, _)| at).find(|at| *at == 0 || text[..*at].ends_with('\n'));
    let list = key.and_then(|key| Some((key + text[key..].find('[')?, key + text[key..].find(']')?)));
    if let Some((open, close)) = list.filter(|(open, close)| open < close) {
        let listed = text[open + 1..close].trim_end();
        let comma = if listed.is_empty() || listed.ends_with(',') { "" } else { "," };
        let space = if listed.is_empty() { "" } else { " " };
        let at = open + 1 + listed.len();
        return (at..at, format!("{comma}{space}\"{letters}\""));
    }
    let at = text[..top].trim_end().len();
    let line = format!("acronyms = [\"{letters}\"]");
    (at..at, if at == 0 { format!("{line}\n") } else { format!("\n{line}") })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn with(text: &str) -> String {
        let (range, new) = with_acronym(text, "SCO");
        format!("{}{new}{}", &text[..range.start], &text[range.end..])
    }

    #[test]
    fn an_acronym_joins_those_that_are_listed() {
        assert_eq!(with("acronyms = [\"UN\"]\n"), "acronyms = [\"UN\", \"SCO\"]\n");
        assert_eq!(with("house = \"x\"\nacronyms = [\n    \"UN\",\n]\n"), "house = \"x\"\nacronyms = [\n    \"UN\", \"SCO\"\n]\n");
        assert_eq!(with("acronyms = []\n"), "acronyms = [\"SCO\"]\n");
    }

    #[test]
    fn a_list_begins_where_keys_of_the_file_may_stand() {
        assert_eq!(with("house = \"x\"\n\n[rules]\na = 1\n"), "house = \"x\"\nacronyms = [\"SCO\"]\n\n[rules]\na = 1\n");
        assert_eq!(with(""), "acronyms = [\"SCO\"]\n");
        assert_eq!(with("[rules]\nx = 1\n"), "acronyms = [\"SCO\"]\n[rules]\nx = 1\n");
        assert_eq!(with("house = \"x\""), "house = \"x\"\nacronyms = [\"SCO\"]");
    }
}
