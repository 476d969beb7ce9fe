//! Files that are no notes: nothing is said of any.

use std::path::Path;

use super::editor::{Editor, pushed_to};
use crate::folder::Folder;

/// Kinds of files that lie about in folders, one of each, made up. Each has something in it that a note should not have.
const FOREIGN: [(&str, &str); 54] = [
    (
        "README.md",
        "# Tide tables\n\nA small small tool that prints tide tables.\n\n## Install\n\n    pip install tides\n\n## Why?\n\nBecause the the harbour asked.\n",
    ),
    (
        "CHANGELOG.md",
        "# Changelog\n\n## [1.2.0] - 2021-05-15\n\n### Added\n\n- Moon phases (#12)\n\n## [1.1.0] - 2021-05-11\n\n- First, second and third ports.\n",
    ),
    (
        "HISTORY.md",
        "History\n=======\n\n0.3 (15 May 2021)\n-----------------\n\n* Fixed the  double space.\n\n0.2 (31 June 2021)\n------------------\n\n* On 31 June, nothing.\n",
    ),
    (
        "LICENSE.md",
        "MIT License\n\nCopyright (c) 2021 Ines Okafor\n\nPermission is hereby granted, free of charge, to any person obtaining a copy of this text\n",
    ),
    (
        "COPYING.txt",
        "                    THE HARBOUR LICENCE\n                       Version 3, 29 June 2007\n\n 1. Definitions.\n\n  \"You\" is you.\n",
    ),
    ("CONTRIBUTING.md", "# Contributing\n\nFirst, fork.\n\nSecond, branch.\n\nFourth, push!!\n"),
    ("CODE_OF_CONDUCT.md", "# Code of conduct\n\n## Our pledge\n\nWe pledge to be kind.\n\n## Scope\n\nAll spaces.\n"),
    ("SECURITY.md", "# Security\n\n| Version | Supported |\n| --- | --- |\n| 1.2 | yes |\n"),
    ("AUTHORS", "Ines Okafor <ines@example.org>\nTomas Reyes <tomas@example.org>\n"),
    ("CODEOWNERS.txt", "* @ines\n/docs @tomas\n"),
    ("pull_request_template.md", "<!-- Describe your change -->\n\n## What?\n\n## Why?\n\n- [ ] I have read the guide\n"),
    ("bug_report.md", "---\nname: Bug report\nabout: Something is wrong\ntitle: ''\nlabels: bug\n---\n\n**Describe the bug**\n\nTODO\n"),
    ("front-matter-only.md", "---\ntitle: Nothing\ndate: 2021-05-15\ntags: [a, b]\n---\n"),
    (
        "blog-post.md",
        "---\ntitle: \"A week in Port Ellery\"\ndate: 2021-05-15T10:00:00Z\nauthor: Ines Okafor\n---\n\nOn Monday we we walked to the pier.\n",
    ),
    ("toml-front-matter.md", "+++\ntitle = \"About\"\ndraft = true\n+++\n\nWe write.\n"),
    ("broken-front-matter.md", "---\ntitle: [unclosed\n---\n\nText.\n"),
    ("slides.md", "---\nmarp: true\n---\n\n# Slide one\n\n---\n\n# Slide two\n\n- 15 May 2021\n"),
    ("table.md", "| Port | Depth | Since |\n|---|---:|---|\n| Ellery | 12 | 31 June 2021 |\n| Varnholm | 9 | 30 February |\n"),
    ("wide-table.md", "| a | b |\n|---|---|\n| TBC | XXX |\n"),
    ("code-only.md", "```rust\nfn main() { println!(\"On 31 June\"); }\n```\n"),
    ("unclosed-fence.md", "# Notes on the shell\n\n```sh\necho \"On 31 June, the the\n"),
    ("indented-code.md", "    for x in y:\n        print(x)\n"),
    ("html.md", "<div align=\"center\">\n<h1>Harbour</h1>\n<!-- TODO -->\n</div>\n"),
    ("unclosed-comment.md", "# Draft of a page\n\n<!-- to be written\n\nMore.\n"),
    ("math.md", "$$\nE = mc^2\n$$\n\nwhere $m$ is 100000 kg.\n"),
    ("mermaid.md", "```mermaid\ngraph TD; A-->B;\n```\n"),
    ("links.md", "# Links\n\n1. [one](https://example.org)\n2. [two][2]\n4. [four](#four)\n\n[2]: https://example.org/2\n"),
    ("todo.md", "- [ ] buy rope\n- [x] paint the boat\n- [ ] TODO: TBC ???\n"),
    ("shopping.txt", "eggs\nmilk\nmilk\nbread..\n"),
    (
        "mail.txt",
        "From: Ines Okafor <ines@example.org>\nTo: Tomas Reyes <tomas@example.org>\nDate: Sat, 15 May 2021 10:00:00 +0000\nSubject: Re: the pier\n\nDear Tomas,\n\n> On 31 June you wrote:\n>> the the pier\n\nBest,\nInes\n",
    ),
    ("mail-headers.eml.txt", "Return-Path: <a@example.org>\nReceived: from b by c; Fri, 14 May 2021\n\nHi\n"),
    ("minutes.md", "# Minutes, 15 May 2021\n\nPresent: IO, TR\n\n1. The pier\n2. The crane\n3. Any other business\n"),
    ("agenda.txt", "AGENDA\n15 May 2021\n\n10:00  Welcome\n10:15  What happened?\n10:30  Tea\n"),
    ("interview.md", "**Q: What happened?**\n\nA: Nothing.\n\n**Q: Why does it matter?**\n\nA: It does not.\n"),
    ("faq.md", "# FAQ\n\n## What is it?\n\nA tide table.\n\n## Why another one?\n\nThe others are wrong.\n"),
    ("recipe.md", "# Fish soup\n\nFirst, the onions.\n\nThen the fish.\n\nThird, salt.\n"),
    ("poem.txt", "The tide came in,\nthe tide went out,\n\nand nobody\nknew what about.\n"),
    ("letter.de.md", "# Hafenordnung\n\nAm 15. Mai 2021 beschloss der Rat die die Ordnung.\n\n## Warum?\n\nErstens, weil es nötig war.\n"),
    (
        "lettre.fr.md",
        "# Le quai\n\nLe 15 mai 2021, le conseil a décidé de de fermer le quai.\n\n## Pourquoi ?\n\nPremièrement, la marée.\n",
    ),
    ("carta.es.md", "# El muelle\n\nEl 31 de junio, el consejo cerró el muelle.\n\n## ¿Por qué?\n\nPrimero, la marea.\n"),
    ("list.ru.md", "# Порт\n\n31 июня совет закрыл причал.\n\n## Почему?\n\nВо-первых, прилив.\n"),
    ("note.zh.md", "# 港口\n\n2021年5月15日，理事会关闭了码头。\n\n## 为什么？\n\n第一，潮汐。\n"),
    ("note.ja.md", "# 港\n\n五月十五日、埠頭が閉鎖されました。\n"),
    ("note.ar.md", "# الميناء\n\nفي 15 مايو 2021 أغلق المجلس الرصيف.\n"),
    ("note.hi.md", "# बंदरगाह\n\n15 मई 2021 को घाट बंद हुआ।\n"),
    ("emoji.md", "# 👩‍🔬 Lab book 🧪\n\nDay 1: 🔥🔥\n"),
    ("log.txt", "2021-05-15 10:00:00 INFO start\n2021-05-15 10:00:01 WARN ?? retry\n2021-05-15 10:00:01 WARN ?? retry\n"),
    ("csv.txt", "number,date,title\n12,15 May 2021,Dockers return\n12,15 May 2021,Dockers return\n"),
    ("diff.md", "```diff\n- old\n+ new\n```\n\n<<<<<<< HEAD\nours\n=======\ntheirs\n>>>>>>> branch\n"),
    ("api.md", "# `get_tide(port, day)`\n\nReturns the tide.\n\n## Parameters\n\n`port`\n: the port\n\n## Returns\n\n`float`\n"),
    ("glossary.md", "Term | Meaning\n--- | ---\nPEDU | Port Ellery Dockers Union\nMIUSMA | unknown\n"),
    ("footnotes.md", "Tides[^1] are high.\n\n[^1]: On 31 June 2021.\n"),
    ("empty.md", ""),
    ("only-blanks.txt", "   \n\n\t\n"),
];

/// The prose of this repository, which is none of its notes.
fn own_pages() -> Vec<(String, String)> {
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    let mut found = Vec::new();
    for folder in [root.to_owned(), root.join("docs"), root.join("fuzz"), root.join("desk"), root.join("editors/vscode")] {
        for entry in std::fs::read_dir(&folder).into_iter().flatten().flatten() {
            let path = entry.path();
            if path.extension().is_some_and(|ending| ending == "md") {
                let name = path.file_name().expect("it has one").to_string_lossy().into_owned();
                found.push((format!("own/{}/{name}", found.len()), std::fs::read_to_string(&path).expect("it is text")));
            }
        }
    }
    found
}

#[test]
fn a_file_that_is_no_note_shows_nothing() {
    let folder = Folder::bare("server-foreign");
    let declared = Folder::bare("server-foreign-declared");
    declared.write("lint.toml", "house = \"gp-short-notes\"\n\n[series]\narchive = [\"notes/**\"]\n");
    let own = own_pages();
    assert!(own.len() >= 10, "{}", own.len());
    let own = own.iter().map(|(name, text)| (name.as_str(), text.as_str()));
    let all: Vec<(&str, &str)> = FOREIGN.into_iter().chain(own).collect();
    for folder in [folder, declared] {
        let mut editor = Editor::new(&folder);
        let mut noise = Vec::new();
        for (file, text) in &all {
            editor.open(file, text);
            noise.extend(editor.findings(file).into_iter().map(|finding| format!("{file}:{finding}")));
        }
        assert_eq!(noise, Vec::<String>::new());
        // Nor while somebody writes in it.
        for (file, _) in &FOREIGN {
            editor.change(file, &serde_json::json!([{ "range": { "start": { "line": 0, "character": 0 }, "end": { "line": 0, "character": 0 } }, "text": "O" }]));
            noise.extend(editor.findings(file).into_iter().map(|finding| format!("{file}:{finding}")));
        }
        assert_eq!(noise, Vec::<String>::new());
    }
}

#[test]
fn nothing_is_sent_of_a_file_that_is_no_note() {
    let folder = Folder::bare("server-foreign-push");
    let mut editor = Editor::with(&folder, &pushed_to());
    for (file, text) in FOREIGN {
        editor.open(file, text);
    }
    for (file, _) in &FOREIGN[..3] {
        assert!(editor.pushed(file).is_none_or(|found| found.is_empty()), "{file}");
    }
    let said = editor.told.iter().filter(|told| told.method == "textDocument/publishDiagnostics");
    let noise: Vec<&serde_json::Value> =
        said.map(|told| &told.params).filter(|params| params["diagnostics"] != serde_json::json!([])).collect();
    assert_eq!(noise, Vec::<&serde_json::Value>::new());
}
