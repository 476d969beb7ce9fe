//! Dates in prose: they are in the text, in order, and apart.
#![no_main]

use copydesk::date::{Context, resolve};
use libfuzzer_sys::fuzz_target;

fuzz_target!(|input: (u8, &[u8])| {
    let (choice, bytes) = input;
    let text = copydesk_fuzz::text(bytes);
    let finder = copydesk_fuzz::house(choice).finder();
    let mut mentions = finder.find(&text);
    let mut last = 0;
    for mention in &mentions {
        assert!(text.get(mention.range.clone()).is_some_and(|words| !words.is_empty()), "{:?} of {text:?}", mention.range);
        assert!(mention.range.start >= last, "dates do not overlap in {text:?}");
        last = mention.range.end;
        finder.rewrite(mention, &text);
    }
    let note = jiff::civil::date(2022, 1, 15);
    resolve(&mut mentions, &text, Some(note), Context::Elsewhere);
    finder.read_exact(&text);
});
