//! Word documents: whatever stands in the parts, the draft is text or the document is refused.
#![no_main]

use std::io::{Cursor, Write};

use libfuzzer_sys::fuzz_target;
use zip::write::{SimpleFileOptions, ZipWriter};

fuzz_target!(|input: (bool, &[u8], &[u8])| {
    let (whole, document, notes) = input;
    if whole {
        copydesk::cli::imported(document.to_vec());
        return;
    }
    let mut zip = ZipWriter::new(Cursor::new(Vec::new()));
    for (name, part) in [("word/document.xml", document), ("word/footnotes.xml", notes), ("word/comments.xml", notes), ("word/styles.xml", notes)] {
        zip.start_file(name, SimpleFileOptions::default()).expect("memory can be written");
        zip.write_all(part).expect("memory can be written");
    }
    let bytes = zip.finish().expect("memory can be written").into_inner();
    if let Some(draft) = copydesk::cli::imported(bytes) {
        assert!(!draft.contains('\0'), "a draft is text");
    }
});
