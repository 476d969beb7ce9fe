//! Word documents, as long as they are asked for, with a fault or two on each page.

use std::fs;
use std::path::{Path, PathBuf};

use crate::documents::{document, escaped, run};

/// Bytes of text on a page.
const PAGE: usize = 3_000;

/// Writes a draft of that many pages into `folder`, which is made anew. What a word processor would make of it, each paragraph has runs, of
/// which some words are in another.
pub fn write(folder: &Path, pages: usize) -> PathBuf {
    if folder.exists() {
        fs::remove_dir_all(folder).expect("the one before was ours to remove");
    }
    fs::create_dir_all(folder).expect("the temporary folder can be written");
    let text = crate::archive::long_note(pages * PAGE).replace("On 5 January", "On January 5").replace("On 9 January,", "On 32 January,");
    let file = folder.join("draft.docx");
    fs::write(&file, document(&text.split("\n\n").map(paragraph).collect::<String>(), &[], &[]))
        .expect("the temporary folder can be written");
    file
}

fn paragraph(text: &str) -> String {
    let text = text.trim().trim_start_matches("## ").replace('\n', " ");
    // After every eighth word, as revisions leave it.
    let words: Vec<&str> = text.split_inclusive(' ').collect();
    let runs: String = words.chunks(8).map(|words| run("", &escaped(&words.concat()))).collect();
    format!("<w:p>{runs}</w:p>")
}
