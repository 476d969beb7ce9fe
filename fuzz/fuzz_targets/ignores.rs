//! Ignore comments, anywhere in a note: they never change how it is read, and each is obeyed or told of.
#![no_main]

use copydesk::draft::Syntax;
use libfuzzer_sys::fuzz_target;

const RULES: [&str; 6] = ["doubled-word", "ordinal-sequence", "date-form", "no-such-rule", "", "doubled-word, date-form"];

fuzz_target!(|input: (bool, Vec<(u8, &str)>)| {
    let (markdown, parts) = input;
    let mut text = copydesk_fuzz::OPENING.to_owned();
    for (kind, words) in parts {
        let rules = RULES[usize::from(kind) % RULES.len()];
        let comment = match kind >> 5 {
            0 => format!("<!-- copydesk: ignore[{rules}] for a reason -->"),
            1 => format!("<!-- copydesk: ignore-file[{rules}] for a reason -->"),
            2 => format!("\n<!-- copydesk: ignore[{rules}] -->\n"),
            3 => format!("<!-- copydesk: ignore[{rules} {words} -->"),
            4 => format!("<!-- copydesk: ignore[{rules}"),
            5 => "\n\nWhat happened?\n\nOn 11 January, the the boats stayed.\n\n".to_owned(),
            6 => "\n\nFirst, a storm. It blew.\n\nThird, January 6th.\n".to_owned(),
            _ => "\n".to_owned(),
        };
        text.push_str(&comment);
        text.push_str(words);
    }
    let syntax = if markdown { Syntax::Markdown } else { Syntax::Plain };
    copydesk_fuzz::check(&text.replace('\0', " "), syntax, copydesk_fuzz::house(0));
});
