//! Where links in a Markdown text lead, as it is written: the bytes of their destinations. What they lead to is not asked here.

use std::ops::Range;

/// The destinations of links in a Markdown text, code left out, in order.
pub fn destinations(text: &str) -> Vec<Range<usize>> {
    let mut found = Vec::new();
    let (mut at, mut fence) = (0, None::<(u8, usize)>);
    for line in text.split_inclusive('\n') {
        let start = at;
        at += line.len();
        let bare = line.trim_start_matches([' ', '>', '\t']);
        let mark = bare.bytes().next().unwrap_or_default();
        let length = bare.bytes().take_while(|byte| *byte == mark).count();
        if matches!(mark, b'`' | b'~') && length >= 3 {
            match fence {
                Some((open, long)) if open == mark && length >= long && bare[length..].trim().is_empty() => fence = None,
                Some(_) => {}
                None => fence = Some((mark, length)),
            }
            continue;
        }
        if fence.is_some() {
            continue;
        }
        in_line(line, start, &mut found);
    }
    found
}

/// Those of one line that begins at `start`.
fn in_line(line: &str, start: usize, found: &mut Vec<Range<usize>>) {
    let bytes = line.as_bytes();
    let lead = line.len() - line.trim_start().len();
    let mut at = 0;
    // What is not closed by then is never closed.
    let last_close = line.rfind('>').unwrap_or_default();
    // `[name]: destination`
    if line[lead..].starts_with('[')
        && let Some(close) = line.find("]:")
        && !line[lead..close].contains("](")
    {
        found.extend(destination(line, close + 2, last_close).map(|place| place.start + start..place.end + start));
        return;
    }
    while at < bytes.len() {
        match bytes[at] {
            b'\\' => at += 2,
            b'`' => {
                let run = bytes[at..].iter().take_while(|byte| **byte == b'`').count();
                let fence = "`".repeat(run);
                let closing = closing_run(line, at + run, &fence);
                at = closing.unwrap_or(at + run);
            }
            b']' if bytes.get(at + 1) == Some(&b'(') => {
                let place = destination(line, at + 2, last_close);
                at = place.as_ref().map_or(at + 2, |place| place.end);
                found.extend(place.map(|place| place.start + start..place.end + start));
            }
            b'h' | b's' if line[at..].starts_with("href=") || line[at..].starts_with("src=") => {
                let open = at + line[at..].find('=').unwrap_or_default() + 1;
                let quote = bytes.get(open).copied().filter(|quote| matches!(quote, b'"' | b'\''));
                let end = quote.and_then(|quote| line[open + 1..].find(char::from(quote)).map(|end| open + 1 + end));
                found.extend(end.map(|end| open + 1 + start..end + start));
                at = end.unwrap_or(open);
            }
            _ => at += 1,
        }
    }
}

/// The end of code in a line that was opened with `fence`.
fn closing_run(line: &str, from: usize, fence: &str) -> Option<usize> {
    let mut at = from;
    while let Some(found) = line[at..].find(fence) {
        let start = at + found;
        let end = start + line[start..].bytes().take_while(|byte| *byte == b'`').count();
        if end - start == fence.len() {
            return Some(end);
        }
        at = end;
    }
    None
}

/// What a link leads to, from `at` on; the line's last `>` stands at `last_close`.
fn destination(line: &str, at: usize, last_close: usize) -> Option<Range<usize>> {
    let rest = &line[at..];
    let start = at + (rest.len() - rest.trim_start().len());
    if line[start..].starts_with('<') {
        let end = if start < last_close { line[start..].find('>') } else { None }?;
        return Some(start + 1..start + end);
    }
    let mut depth = 0;
    let end = line[start..].char_indices().find(|(_, c)| {
        match c {
            '(' => depth += 1,
            ')' if depth == 0 => return true,
            ')' => depth -= 1,
            _ => {}
        }
        c.is_whitespace()
    });
    let end = end.map_or(line.len(), |(end, _)| start + end);
    (start < end).then_some(start..end)
}

#[cfg(test)]
mod tests {
    use super::destinations;

    #[test]
    fn links_of_every_form_have_a_destination_and_code_has_none() {
        let found = |text: &str| destinations(text).into_iter().map(|place| text[place].to_owned()).collect::<Vec<_>>();
        assert_eq!(found("[a](b.md) ![c](<d e.png> \"t\") [f](g_(h).md#i)"), ["b.md", "d e.png", "g_(h).md#i"]);
        assert_eq!(found("[a]: b.md \"t\"\n<a href=\"c.md\">d</a>"), ["b.md", "c.md"]);
        assert_eq!(found("`[a](b.md)` \\[c](d.md)\n```\n[e](f.md)\n```\n[g](h.md)"), ["d.md", "h.md"]);
        assert_eq!(found("no link (a.md), [b] (c.md), [d](\n"), [""; 0]);
    }
}
