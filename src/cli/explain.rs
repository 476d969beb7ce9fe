//! `explain`: a rule's page, set for a terminal. The page itself is the rule's doc comment.

use std::fmt::Write;
use std::sync::Arc;

use crate::cli::End;
use crate::cli::args::ExplainArguments;
use crate::cli::streams::Streams;
use crate::report;
use crate::rules::{self, FixKind};
use crate::settings::FATAL;
use crate::terms::AnyRule;
use crate::visible::one_line;
use crate::workspace::Failure;
use crate::workspace::configuration::{self, Configurations};
use crate::workspace::request::Overrides;

/// `copydesk explain RULE`.
pub(crate) fn explain(arguments: &ExplainArguments, streams: &mut Streams) -> Result<End, Failure> {
    let name = arguments.rule.trim();
    let width = streams.width.min(WIDEST);
    if let Some(rule) = rules::find(name) {
        streams.print(&page(AnyRule::Coded(rule), width))?;
        return Ok(End::Clean);
    }
    let mut configurations = Configurations::new(&Overrides::default(), Arc::default())?;
    configurations.home()?;
    let shipped = configuration::shipped_terms();
    let mut terms = configurations.terms().chain(shipped.all().iter().map(AsRef::as_ref));
    let Some(term) = terms.find(|term| *term.id == name) else {
        return Err(configurations.no_rule(name));
    };
    streams.print(&page(AnyRule::Term(term), width))?;
    Ok(End::Clean)
}

/// Lines longer than this are hard to read.
const WIDEST: usize = 88;

fn page(rule: AnyRule<'_>, width: usize) -> String {
    let mut page = format!("{}\n\n", bold(rule.id()));
    set(&mut page, &rule.page(), width);
    let _ = writeln!(page, "\n{}  {}, unless the house format or lint.toml sets another", bold("Level  "), rule.level());
    let _ = writeln!(page, "{}  {}", bold("Fix    "), fix(rule.fix()));
    for option in rule.options() {
        let _ = writeln!(page, "{}  {} = {}: {}", bold("Option "), option.name, option.default, option.about);
    }
    if FATAL.contains(&rule.id()) {
        let _ = writeln!(page, "{}  it cannot be turned off or ignored", bold("Silence"));
    } else {
        let _ = writeln!(page, "{}  <!-- copydesk: ignore[{}] REASON --> on the line before it,", bold("Silence"), rule.id());
        let _ = writeln!(page, "         or `{} = \"off\"` under `[rules]` in lint.toml", rule.id());
    }
    page
}

/// How a rule mends, in words.
pub(crate) fn fix(fix: FixKind) -> &'static str {
    match fix {
        FixKind::None => "none: it takes a person",
        FixKind::Safe => "`copydesk fix` mends it",
        FixKind::Unsafe => "only with `--unsafe-fixes`: look at the change",
        FixKind::Mixed => "`copydesk fix` mends it where the change is safe, the rest with `--unsafe-fixes`",
    }
}

/// Bold on a terminal; the stream takes the codes out where they are not wanted.
pub(crate) fn bold(text: &str) -> String {
    format!("\u{1b}[1m{}\u{1b}[0m", one_line(text))
}

/// Sets Markdown: headings bold, code indented as it is, paragraphs wrapped.
fn set(out: &mut String, markdown: &str, width: usize) {
    let mut paragraph = String::new();
    let mut in_code = false;
    for line in report::page_lines(markdown) {
        if line.trim_start().starts_with("```") {
            flush(out, &mut paragraph, width);
            in_code = !in_code;
            if in_code {
                let _ = writeln!(out, "  {}", bold(&report::example(line)));
            }
        } else if in_code {
            out.push_str(format!("    {line}").trim_end());
            out.push('\n');
        } else if line.trim().is_empty() {
            flush(out, &mut paragraph, width);
            out.push('\n');
        } else if line.starts_with('#') {
            flush(out, &mut paragraph, width);
            let _ = writeln!(out, "{}", bold(line.trim_start_matches('#').trim()));
        } else {
            if is_item(line) {
                flush(out, &mut paragraph, width);
            }
            if !paragraph.is_empty() {
                paragraph.push(' ');
            }
            paragraph.push_str(line.trim());
        }
    }
    flush(out, &mut paragraph, width);
}

fn is_item(line: &str) -> bool {
    line.trim_start().starts_with(['-', '*', '|']) && !line.trim_start().starts_with("**")
}

fn flush(out: &mut String, paragraph: &mut String, width: usize) {
    if !paragraph.is_empty() {
        wrap(out, paragraph, width, if is_item(paragraph) { "  " } else { "" });
        paragraph.clear();
    }
}

/// Appends `text` in lines of at most `width` columns; all but the first begin with `indent`.
pub(crate) fn wrap(out: &mut String, text: &str, width: usize, indent: &str) {
    let mut column = 0;
    for word in text.split_whitespace() {
        let len = unicode_width::UnicodeWidthStr::width(word);
        if column > 0 && column + 1 + len > width {
            out.push('\n');
            out.push_str(indent);
            column = indent.len();
        } else if column > 0 {
            out.push(' ');
            column += 1;
        }
        out.push_str(word);
        column += len;
    }
    out.push('\n');
}
