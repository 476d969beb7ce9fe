//! lint.toml: every fault has a place in the file.
#![no_main]

use std::sync::Arc;

use copydesk::settings::Settings;
use copydesk::source::Source;
use libfuzzer_sys::fuzz_target;

fuzz_target!(|bytes: &[u8]| {
    let source = Arc::new(Source::new("lint.toml", copydesk_fuzz::text(bytes)));
    if let Err(faults) = Settings::read(&source) {
        assert!(!faults.is_empty(), "what cannot be used has a fault");
        faults.iter().for_each(|fault| copydesk_fuzz::inside(&source, fault.primary.span));
    }
});
