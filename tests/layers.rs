//! The layers of the crate: who may import whom. `docs/architecture.md` draws the same arrow.

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::{Path, PathBuf};

/// Leftmost imports nobody; each may import only what stands before it, or beside it in its own folder.
const LAYERS: &[&[&str]] = &[
    &["source"],
    &["finding", "prose"],
    &["visible"],
    &["table"],
    &["date"],
    &["house", "draft"],
    &["series", "roster", "skeleton", "renumber"],
    &["rule"],
    &["rules"],
    &["terms"],
    &["settings", "ignore", "baseline"],
    &["lint"],
    &["fix", "derive", "assist"],
    &["report"],
    &["workspace"],
    &["server"],
    &["cli"],
];

/// What only these files may do, by what their code says for it: the rest of the program is given what it needs.
const DOORS: &[(&str, &[&str])] = &[
    ("std::env", &["cli", "main", "workspace/git", "workspace/paths", "settings/schema"]),
    ("std::process", &["cli", "main", "workspace/git", "workspace/write"]),
    ("SystemTime", &["workspace/session"]),
    ("std::fs", &["cli", "workspace"]),
];

/// Crates that only one file or folder may name.
const GUESTS: &[(&str, &str)] = &[
    ("miette", "report/full"),
    ("comrak", "draft/markdown"),
    ("toml", "table"),
    ("clap", "cli"),
    ("rayon", "workspace"),
    ("quick_xml", "draft/word"),
    ("zip", "draft/word"),
    ("lsp_types", "server"),
    ("lsp_server", "server"),
];

fn sources() -> Vec<(String, String)> {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("src");
    let mut found = Vec::new();
    let mut folders = vec![root.clone()];
    while let Some(folder) = folders.pop() {
        for entry in fs::read_dir(&folder).expect("the folder can be read") {
            let path: PathBuf = entry.expect("its entries can be read").path();
            if path.is_dir() {
                folders.push(path);
            } else if path.extension().is_some_and(|ending| ending == "rs") {
                let name = path.strip_prefix(&root).expect("it is under src").with_extension("");
                found.push((name.to_string_lossy().replace('\\', "/"), fs::read_to_string(&path).expect("it is text")));
            }
        }
    }
    found.sort();
    found
}

/// The code of a file without its tests and without comments.
fn code(text: &str) -> String {
    let own = text.split("\n#[cfg(test)]\nmod tests {").next().unwrap_or_default();
    own.lines().filter(|line| !line.trim_start().starts_with("//")).collect::<Vec<_>>().join("\n")
}

#[test]
fn modules_import_only_leftward() {
    let rank = |module: &str| LAYERS.iter().position(|layer| layer.contains(&module));
    let mut wrong = BTreeSet::new();
    for (name, text) in sources() {
        let module = name.split('/').next().expect("a name has a first part");
        let Some(own) = rank(module) else { continue };
        for part in code(&text).split("crate::").skip(1) {
            let imported = part.split(|c: char| !c.is_alphanumeric() && c != '_').next().unwrap_or_default();
            if imported != module && rank(imported).is_some_and(|other| other > own) {
                wrong.insert(format!("{name} imports {imported}"));
            }
        }
    }
    assert!(wrong.is_empty(), "against the arrow: {wrong:#?}");
}

/// The files that a file names, by the paths in its code: `crate::a::b`, `super::c`, `d::e` of a module of its own. What a file takes from one
/// that it lies under (`date/grammar` from `date`) is left out: a folder's own file declares what all in it share.
fn imports(name: &str, text: &str, files: &BTreeMap<String, String>) -> BTreeSet<String> {
    let own: Vec<&str> = name.split('/').collect();
    let code = code(text);
    let mut paths = Vec::new();
    let mut rest = code.as_str();
    while let Some(at) = rest.find("use ") {
        let starts = at == 0 || rest[..at].ends_with([' ', '\n', '\t', ')']);
        let end = rest[at..].find(';').map_or(rest.len(), |end| at + end);
        if starts {
            expand("", rest[at + 4..end].trim(), &mut paths);
        }
        rest = &rest[if starts { end } else { at + 4 }..];
    }
    let is_path = |c: char| c.is_alphanumeric() || c == '_' || c == ':';
    paths.extend(code.split(|c| !is_path(c)).filter(|word| word.contains("::")).map(str::to_owned));
    let mut named: BTreeSet<String> = paths.iter().filter_map(|path| file_of(path, &own, files)).collect();
    named.retain(|other| other != name && !name.starts_with(&format!("{other}/")) && other != "lib");
    named
}

/// The single paths of a `use`: `a::{b, c::{d, e}}` is three.
fn expand(before: &str, tree: &str, paths: &mut Vec<String>) {
    let Some((head, inner)) = tree.split_once('{') else {
        return paths.push(format!("{before}{}", tree.split(" as ").next().unwrap_or_default().trim()));
    };
    let before = format!("{before}{}", head.trim());
    let inner = inner.trim_end().strip_suffix('}').unwrap_or(inner);
    let (mut depth, mut start) = (0, 0);
    for (at, c) in inner.char_indices() {
        match c {
            '{' => depth += 1,
            '}' => depth -= 1,
            ',' if depth == 0 => {
                expand(&before, inner[start..at].trim(), paths);
                start = at + 1;
            }
            _ => {}
        }
    }
    if !inner[start..].trim().is_empty() {
        expand(&before, inner[start..].trim(), paths);
    }
}

/// The file that a path leads to, as far as its parts are files.
fn file_of(path: &str, own: &[&str], files: &BTreeMap<String, String>) -> Option<String> {
    let mut parts = path.split("::").map(str::trim).peekable();
    let mut at: Vec<&str> = match *parts.peek()? {
        "crate" => Vec::new(),
        "self" | "super" => own.to_vec(),
        _ if own.len() == 1 && (own[0] == "lib" || own[0] == "main") => Vec::new(),
        _ => own.to_vec(),
    };
    while let Some(step) = parts.next_if(|part| matches!(*part, "crate" | "self" | "super")) {
        if step == "super" {
            at.pop();
        }
    }
    let mut found = None;
    for part in parts {
        at.push(part);
        let name = at.join("/");
        if !files.contains_key(&name) {
            break;
        }
        found = Some(name);
    }
    // `super::x` where `x` is no file is something that the folder's own file declares.
    found
}

#[test]
fn no_files_import_one_another() {
    let files: BTreeMap<String, String> = sources().into_iter().collect();
    let imports: BTreeMap<&str, BTreeSet<String>> = files.iter().map(|(name, text)| (name.as_str(), imports(name, text, &files))).collect();
    let reach = |from: &str| {
        let mut reached: BTreeSet<&str> = BTreeSet::new();
        let mut ahead: Vec<&str> = imports[from].iter().map(String::as_str).collect();
        while let Some(file) = ahead.pop() {
            if reached.insert(file) {
                ahead.extend(imports[file].iter().map(String::as_str));
            }
        }
        reached
    };
    assert!(imports["lint"].contains("lint/desk") && imports["rules/mojibake"].contains("prose/mojibake"), "the imports are read");
    let in_circles: Vec<&str> = imports.keys().copied().filter(|file| reach(file).contains(file)).collect();
    assert!(in_circles.is_empty(), "these files import one another in a circle: {in_circles:#?}");
}

#[test]
fn rules_do_not_import_each_other() {
    for (name, text) in sources().iter().filter(|(name, _)| name.starts_with("rules/")) {
        let others = code(text)
            .split("crate::rules::")
            .skip(1)
            .map(|part| part.chars().next())
            .filter(|first| first.is_some_and(char::is_lowercase))
            .count();
        let macros = code(text).matches("crate::rules::rule").count();
        assert_eq!(others, macros, "src/{name}.rs imports another rule");
    }
}

#[test]
fn a_guest_is_named_in_one_place() {
    for (name, text) in sources() {
        for (guest, home) in GUESTS {
            let named = code(&text).lines().any(|line| line.contains(&format!("{guest}::")) && !line.contains(&format!("_{guest}::")));
            assert!(!named || name.starts_with(home), "src/{name}.rs names {guest}, which only src/{home} may");
        }
    }
}

#[test]
fn what_touches_the_machine_stands_where_it_is_looked_for() {
    for (name, text) in sources().iter().filter(|(name, _)| !name.ends_with("tests")) {
        for (door, homes) in DOORS {
            let is_home = homes.iter().any(|home| name == *home || name.starts_with(&format!("{home}/")));
            assert!(is_home || !code(text).contains(door), "src/{name}.rs has {door}, which only {homes:?} may");
        }
    }
}

/// Whoever else wrote to a stream would write past the place that knows what may be seen and obeyed.
#[test]
fn one_place_writes_to_the_streams() {
    const WRITERS: [&str; 10] =
        ["io::stdout", "io::stderr", " stdout()", "(stdout()", "print!(", "println!(", "dbg!(", ".print()", "anstream", ".exit()"];
    for (name, text) in sources().iter().filter(|(name, _)| name != "cli/streams") {
        let code = code(text);
        let writer = WRITERS.iter().find(|writer| code.contains(**writer));
        assert_eq!(writer, None, "src/{name}.rs writes to a stream: only src/cli/streams.rs may");
    }
}

#[test]
fn a_file_is_short_enough_to_hold_in_mind() {
    for (name, text) in sources() {
        let lines = text.lines().count();
        assert!(lines <= 500, "src/{name}.rs has {lines} lines: an idea is missing");
        assert!(!name.starts_with("rules/") || lines <= 150, "src/{name}.rs has {lines} lines: a rule is at most 150");
    }
}
