//! The whole of a check, from bytes to every report.
#![no_main]

use copydesk::draft::Syntax;
use libfuzzer_sys::fuzz_target;

fuzz_target!(|input: (bool, bool, u8, &[u8])| {
    let (markdown, opened, choice, bytes) = input;
    let syntax = if markdown { Syntax::Markdown } else { Syntax::Plain };
    let opening = if opened { copydesk_fuzz::OPENING } else { "" };
    let text = format!("{opening}{}", copydesk_fuzz::text(bytes));
    let house = copydesk_fuzz::house(choice);
    let outcome = copydesk_fuzz::check(&text, syntax, house);
    copydesk_fuzz::report(outcome, choice / 8, &text, syntax, house);
    copydesk_fuzz::line_ends(&text, syntax, house);
});
