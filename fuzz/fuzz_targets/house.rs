//! Houses: every fault has a place in the file, and a house without fault reads any draft.
#![no_main]

use std::sync::Arc;

use copydesk::draft::Syntax;
use copydesk::house::House;
use copydesk::source::Source;
use libfuzzer_sys::fuzz_target;

fuzz_target!(|bytes: &[u8]| {
    let source = Arc::new(Source::new("house.toml", copydesk_fuzz::text(bytes)));
    let (house, faults) = House::read(Arc::clone(&source));
    for fault in &faults {
        copydesk_fuzz::inside(&source, fault.primary.span);
    }
    if let (Some(house), true) = (house, faults.is_empty()) {
        copydesk_fuzz::check(copydesk_fuzz::OPENING, Syntax::Plain, &house);
        copydesk_fuzz::check(source.text(), Syntax::Markdown, &house);
    }
});
