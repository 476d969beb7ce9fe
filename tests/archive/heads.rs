//! Headers read alone are those that a full reading finds. That they are right is for the fixtures to show.

use std::fs;
use std::path::{Path, PathBuf};
use std::sync::Arc;

use copydesk::draft::{Draft, Heads, Manuscript, Syntax};
use copydesk::house::House;
use copydesk::source::Source;

use crate::shelf;

/// Every draft under `fixtures`.
fn drafts() -> Vec<(PathBuf, String)> {
    let mut folders = vec![Path::new(env!("CARGO_MANIFEST_DIR")).join("fixtures")];
    let mut drafts = Vec::new();
    while let Some(folder) = folders.pop() {
        for entry in fs::read_dir(folder).expect("the folder can be read") {
            let path = entry.expect("its entries can be read").path();
            let is_draft = path.extension().is_some_and(|ending| ending == "md" || ending == "txt");
            if path.is_dir() {
                folders.push(path);
            } else if is_draft {
                let text = fs::read_to_string(&path).expect("a fixture is UTF-8");
                drafts.push((path, text));
            }
        }
    }
    drafts.sort();
    drafts
}

#[test]
fn a_head_says_what_the_whole_draft_says() {
    let folders = fs::read_dir(Path::new(env!("CARGO_MANIFEST_DIR")).join("fixtures")).expect("the folder can be read");
    let files = folders.filter_map(|folder| fs::read_to_string(folder.expect("it has entries").path().join("house.toml")).ok());
    let invented = files.filter_map(|text| House::read(Arc::new(Source::new("house.toml", text))).0.map(Arc::new));
    let source = |path: &Path, text: &str| Arc::new(Source::new(path.file_name().expect("it has a name").to_string_lossy(), text));
    // As it stands, each is read for every house.
    let manuscript = |(path, text): (PathBuf, String)| (Manuscript::read(source(&path, &text), Syntax::Markdown), path, text);
    let drafts: Vec<(Manuscript, PathBuf, String)> = shelf::asked(drafts().into_iter()).map(manuscript).collect();
    for house in House::shipped().into_iter().chain(invented) {
        let heads = Heads::new(&house);
        let (mut compared, mut short) = (0, 0);
        for (manuscript, path, text) in &drafts {
            let lf = text.replace("\r\n", "\n");
            let forms =
                [text.clone(), lf.replace('\n', "\r\n"), format!("\u{feff}{lf}"), lf.replace("\n\n", "\n"), lf.replace(' ', "\u{a0}")];
            let name = path.file_name().expect("it has a name").to_string_lossy();
            let own = path.components().any(|part| part.as_os_str() == house.name.as_str());
            let all = forms.iter().flat_map(|form| [(form, Syntax::Markdown), (form, Syntax::Plain)]);
            // Another house's drafts are strange enough in one form.
            for (at, (form, syntax)) in all.take(if own { usize::MAX } else { 1 }).enumerate() {
                let draft = if at == 0 { manuscript.draft(&house) } else { Draft::read(source(path, form), syntax, &house) };
                let head = heads.read(&name, form, syntax);
                let whole: Vec<String> = draft.heads().iter().map(|note| format!("{:?}", note.header)).collect();
                let alone: Vec<String> = head.headers.iter().map(|header| format!("{header:?}")).collect();
                assert_eq!(alone, whole, "{} as {syntax:?} of {}", path.display(), house.name.value);
                assert!(form.starts_with(head.source.text()), "{}: places in a head are those in the file", path.display());
                compared += usize::from(own);
                short += usize::from(own && head.source.text().len() < form.len());
            }
        }
        println!("{}: {short} of {compared} drafts are read from their head", house.name.value);
        assert!(house.name.value != "gp-short-notes" || (compared > 250 && short * 10 > compared * 8));
    }
}
