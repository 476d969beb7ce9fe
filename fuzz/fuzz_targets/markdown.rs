//! The Markdown reader: whatever it is given, every place it tells of is in the file.
#![no_main]

use copydesk::draft::Syntax;
use libfuzzer_sys::fuzz_target;

fuzz_target!(|input: (u8, &[u8])| {
    let (choice, bytes) = input;
    copydesk_fuzz::read(&copydesk_fuzz::text(bytes), Syntax::Markdown, copydesk_fuzz::house(choice));
});
