//! `docs/rules.md` is made from the rules' own pages. `UPDATE=1 cargo test --test all docs::` writes it anew.

use std::fmt::Write as _;
use std::path::Path;

use copydesk::report::page_lines;
use copydesk::rules::{ALL, FixKind, Group};

fn page() -> String {
    let mut page = String::from(
        "# The rules\n\nOne section a rule, made from the pages that `copydesk explain RULE` shows. The examples are run by the tests; they are set in an\ninvented series, the Harbour Notes.\n",
    );
    for group in [Group::Header, Group::Sections, Group::Points, Group::Dates, Group::Series, Group::Prose, Group::Desk] {
        let rules: Vec<_> = ALL.iter().filter(|rule| rule.group == group).collect();
        if rules.is_empty() {
            continue;
        }
        let title = match group {
            Group::Header => "Header",
            Group::Sections => "Sections",
            Group::Points => "Points",
            Group::Dates => "Events and dates",
            Group::Series => "Series",
            Group::Prose => "Prose",
            Group::Desk => "The desk itself",
        };
        write!(page, "\n## {title}\n").expect("a string takes it");
        for rule in rules {
            let fix = match rule.fix {
                FixKind::None => "no fix",
                FixKind::Safe => "safe fix",
                FixKind::Unsafe => "unsafe fix",
                FixKind::Mixed => "safe and unsafe fixes",
            };
            write!(page, "\n### {}\n\n*{}, {fix}*\n\n", rule.id, rule.level).expect("a string takes it");
            for option in rule.options {
                writeln!(page, "Option `{}` (default {}): {}\n", option.name, option.default, option.about).expect("a string takes it");
            }
            let body: Vec<String> = page_lines(rule.page).map(demoted).collect();
            page.push_str(body.join("\n").trim());
            page.push('\n');
        }
    }
    page
}

/// Headings of a page stand two levels lower in the list; the words that the tests need after a fence's name are not for readers.
fn demoted(line: &str) -> String {
    if line.starts_with("## ") {
        return format!("##{line}");
    }
    let Some(info) = line.strip_prefix("```") else { return line.to_owned() };
    match info.split(' ').collect::<Vec<_>>().as_slice() {
        ["archive", "given"] => "*in the archive:*\n\n```text".to_owned(),
        ["toml", "given"] => "```toml".to_owned(),
        [_, kind] => format!("*{kind}:*\n\n```text"),
        [_, kind, name] => format!("*{kind}, as `{name}`:*\n\n```text"),
        _ => line.to_owned(),
    }
}

#[test]
fn the_list_of_rules_is_current() {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("docs/rules.md");
    if std::env::var_os("UPDATE").is_some() {
        std::fs::write(&path, page()).expect("docs can be written");
    }
    let kept = std::fs::read_to_string(&path).unwrap_or_default().replace("\r\n", "\n");
    assert!(kept == page(), "docs/rules.md is not what the rules say: run `UPDATE=1 cargo test --test all docs::`");
}
