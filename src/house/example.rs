//! Drafts that a house carries as its own tests. What they raise is not looked at here.

use std::sync::{Arc, OnceLock};

use super::House;
use crate::finding::RuleId;
use crate::source::Source;
use crate::table::{self, List, Spanned, Table};

/// A draft that a house carries as its own test.
#[derive(Debug, Clone)]
pub struct Example {
    /// The name of its file, where that says something of it; its ending tells how it is written. Markdown without it.
    pub file: Option<String>,
    /// The draft.
    pub text: Spanned<String>,
    /// The findings it must raise, each `rule@line:column`; none for a good one.
    pub expect: Vec<Spanned<String>>,
    /// Where the file lists them.
    pub expect_span: crate::source::Span,
}

impl House {
    /// Drafts with the findings they must raise. Those of a shipped house are read when somebody asks for them: they are a third of its file.
    pub fn examples(&self) -> &[Example] {
        self.examples.get_or_init(|| of_shipped(&self.source))
    }
}

/// The first line of an example.
const HEADER: &str = "\n[[example]]\n";

/// Bytes of a shipped house before its examples, which stand last: a test holds them to it.
pub(super) fn start(text: &str) -> usize {
    text.find(HEADER).map_or(text.len(), |at| at + 1)
}

/// Those of a house that somebody wrote.
pub(super) fn list(root: &mut Table<'_>) -> OnceLock<Vec<Example>> {
    OnceLock::from(read(root))
}

fn of_shipped(source: &Arc<Source>) -> Vec<Example> {
    table::read_shipped(source, source.text().len(), &RuleId::coded("invalid-house"), read).0
}

fn read(root: &mut Table<'_>) -> Vec<Example> {
    root.tables("example", "text", example).into_iter().flatten().collect()
}

fn example(table: &mut Table<'_>) -> Option<Example> {
    let text = table.need("text", "give the draft between `\"\"\"` and `\"\"\"`").and_then(|value| value.string());
    let expect = table.need("expect", "list the findings that the draft must raise: `expect = []` for none");
    let List { value: expect, span: expect_span } = expect.and_then(|value| value.list()).unwrap_or_default();
    for finding in expect.iter().filter(|finding| !is_expectation(finding)) {
        let help = "write rule, line and column: `missing-title@3:1`";
        table
            .report(table.fault(finding.span, format!("`{}` does not say which finding is expected, and where", finding.value)).help(help));
    }
    let file = table.string("file").map(|file| file.value);
    Some(Example { file, text: text?, expect, expect_span })
}

fn is_expectation(finding: &str) -> bool {
    let counts = |figures: &str| figures.parse::<u32>().is_ok_and(|count| count > 0);
    let place = finding.split_once('@').filter(|(rule, _)| !rule.is_empty()).and_then(|(_, place)| place.split_once(':'));
    place.is_some_and(|(line, column)| counts(line) && counts(column))
}
