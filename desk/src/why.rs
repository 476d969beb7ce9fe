//! Why a rule asks for what it does: its page, without what is for whoever sets it.

use copydesk::report::{example, page_lines};
use copydesk::rules;
use copydesk::terms::AnyRule;
use serde::Serialize;

use crate::setup::Setup;

/// A rule's page.
#[derive(Debug, Serialize)]
pub struct Why {
    blocks: Vec<Block>,
}

#[derive(Debug, Serialize)]
#[serde(tag = "kind", rename_all = "lowercase")]
enum Block {
    Prose { text: String },
    Example { label: String, text: String },
}

/// What only whoever sets rules has to know.
const SETTING: [&str; 6] = ["copydesk", "lint.toml", "--", "ignore[", "option", "house format"];

/// The page of the rule of that id.
pub fn why(setup: &Setup, id: &str) -> Option<Why> {
    if let Some(rule) = rules::find(id) {
        return Some(page(&AnyRule::Coded(rule).page()));
    }
    let term = setup.houses.iter().flat_map(|house| house.terms.all()).find(|term| *term.id == id)?;
    Some(page(&AnyRule::Term(term).page()))
}

fn page(markdown: &str) -> Why {
    let mut blocks = Vec::new();
    let mut prose = String::new();
    let mut code: Option<(String, String)> = None;
    for line in page_lines(markdown).chain([""]) {
        if line.trim_start().starts_with("```") {
            end(&mut blocks, &mut prose);
            code = match code.take() {
                Some((label, text)) => {
                    blocks.push(Block::Example { label, text: text.trim_end().to_owned() });
                    None
                }
                None => Some((example(line), String::new())),
            };
        } else if let Some((_, text)) = &mut code {
            text.push_str(line);
            text.push('\n');
        } else if line.trim().is_empty() {
            end(&mut blocks, &mut prose);
        } else {
            if !prose.is_empty() {
                prose.push(' ');
            }
            prose.push_str(line.trim());
        }
    }
    Why { blocks }
}

fn end(blocks: &mut Vec<Block>, prose: &mut String) {
    let text = std::mem::take(prose);
    let is_machine = text.starts_with('#') || SETTING.iter().any(|word| text.contains(word));
    if !text.is_empty() && !is_machine {
        blocks.push(Block::Prose { text: copydesk::report::author::in_authors_words(&text) });
    }
}
