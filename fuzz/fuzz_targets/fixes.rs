//! Fixes, safe and unsafe: they come to an end, and what they leave is no worse.
#![no_main]

use copydesk::draft::Syntax;
use copydesk::finding::Safety;
use libfuzzer_sys::fuzz_target;

fuzz_target!(|input: (bool, bool, u8, &[u8])| {
    let (markdown, all, choice, bytes) = input;
    let syntax = if markdown { Syntax::Markdown } else { Syntax::Plain };
    let allowed = if all { Safety::Unsafe } else { Safety::Safe };
    let text = format!("{}{}", copydesk_fuzz::OPENING, copydesk_fuzz::text(bytes));
    copydesk_fuzz::fixes(&text, syntax, copydesk_fuzz::house(choice), allowed);
});
