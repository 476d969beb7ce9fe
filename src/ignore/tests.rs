use super::*;
use crate::draft::Syntax;

/// A draft of one note whose comments are those of `text` with the rules named in it; each covers the line after it.
fn draft(text: &str) -> Draft {
    let source = Arc::new(Source::new("draft.md", text));
    let comments = text.match_indices("<!-- ").map(|(start, _)| {
        let end = start + text[start..].find("-->").expect("it is closed") + 3;
        let (open, close) = (text[start..end].find('[').map(|at| start + at + 1), text[start..end].find(']').map(|at| start + at));
        let span = Span::new(start, end);
        let (Some(open), Some(close)) = (open, close) else {
            return IgnoreComment { span, directive: Directive::Malformed("it names no rule".to_owned()) };
        };
        let mut rules = Vec::new();
        let mut at = open;
        for name in text[open..close].split(',') {
            let begin = at + name.len() - name.trim_start().len();
            rules.push(Field { value: name.trim().to_owned(), span: Span::new(begin, begin + name.trim().len()) });
            at += name.len() + 1;
        }
        let line = source.line_of(span.end);
        let covered = if line + 1 < source.line_count() { source.line(line + 1) } else { Span::at(text.len()) };
        let reason = text[close + 1..end - 3].trim().to_owned();
        IgnoreComment { span, directive: Directive::Ignore { rules, reason, scope: Scope::Bytes(covered) } }
    });
    let ignores = comments.collect();
    Draft {
        source: Arc::clone(&source),
        syntax: Syntax::Markdown,
        masthead: None,
        notes: Vec::new(),
        ignores,
        not_prose: Vec::new(),
        unclosed: None,
        front_matter_fault: None,
    }
}

fn finding(draft: &Draft, rule: &'static str, words: &str) -> Finding {
    let start = draft.source.text().find(words).expect("the words are there");
    Finding::new(RuleId::coded(rule), "x", Label::new(&draft.source, Span::new(start, start + words.len()), ""))
}

fn remarks(ignores: &Ignores<'_>) -> Vec<Finding> {
    ignores.remarks(std::iter::empty(), 100).into_iter().collect()
}

fn told(findings: &[Finding]) -> Vec<String> {
    let place = |finding: &Finding| finding.primary.source.slice(finding.primary.span).to_owned();
    findings.iter().map(|finding| format!("{} at {}: {}", finding.rule, place(finding), finding.message)).collect()
}

fn mended(draft: &Draft, finding: &Finding) -> String {
    let mut text = draft.source.text().to_owned();
    for edit in finding.fix.as_ref().expect("it can be mended").edits.iter().rev() {
        text.replace_range(edit.span.range(), &edit.text);
    }
    text
}

#[test]
fn a_comment_covers_its_rules_where_it_says() {
    let draft = draft("<!-- copydesk: ignore[missing-title, title-shape] it is so -->\nThe title\nanother line\n");
    let mut ignores = Ignores::new(&draft, None, "draft.md");
    assert!(ignores.cover(&finding(&draft, "missing-title", "title\n")).is_some());
    assert!(ignores.cover(&finding(&draft, "missing-title", "another")).is_none());
    assert!(ignores.cover(&finding(&draft, "missing-byline", "title\n")).is_none());
    assert!(remarks(&ignores).is_empty());
    assert_eq!(
        told(&ignores.unused(|_, _| true)),
        [
            "unused-ignore at <!-- copydesk: ignore[missing-title, title-shape] it is so -->: this comment ignores nothing: it covers no `title-shape`"
        ]
    );
    assert!(ignores.unused(|rule, _| rule != "title-shape").is_empty(), "a rule that did not run is not judged");
}

#[test]
fn what_cannot_be_turned_off_cannot_be_ignored() {
    let draft = draft("<!-- copydesk: ignore[internal-error] no -->\nline\n");
    let mut ignores = Ignores::new(&draft, None, "draft.md");
    assert!(ignores.cover(&finding(&draft, "internal-error", "line")).is_none());
    assert_eq!(ignores.unused(|_, _| false).len(), 1);
}

#[test]
fn an_unused_comment_goes_with_its_line() {
    for (text, after) in [
        ("one\n<!-- copydesk: ignore[title-shape] x -->\ntwo\n", "one\ntwo\n"),
        ("one\r\n  <!-- copydesk: ignore[title-shape] x --> \r\ntwo\r\n", "one\r\ntwo\r\n"),
        ("one <!-- copydesk: ignore[title-shape] x -->\ntwo\n", "one\ntwo\n"),
        ("<!-- copydesk: ignore[title-shape] x --> one\n", " one\n"),
        ("one\n<!-- copydesk: ignore[title-shape] x -->", "one\n"),
    ] {
        let draft = draft(text);
        let unused = Ignores::new(&draft, None, "draft.md").unused(|_, _| true);
        assert_eq!(mended(&draft, &unused[0]), after, "{text:?}");
    }
}

#[test]
fn an_unused_name_goes_with_its_comma() {
    let names = ["missing-title", "missing-byline", "title-shape"];
    for (used, after) in [(0, "[missing-title]"), (1, "[missing-byline]"), (2, "[title-shape]")] {
        let draft = draft("<!-- copydesk: ignore[missing-title, missing-byline, title-shape] x -->\nwords\n");
        let mut ignores = Ignores::new(&draft, None, "draft.md");
        assert!(ignores.cover(&finding(&draft, names[used], "words")).is_some());
        let unused = ignores.unused(|_, _| true);
        assert_eq!(mended(&draft, &unused[0]), format!("<!-- copydesk: ignore{after} x -->\nwords\n"));
    }
}

#[test]
fn what_is_wrong_with_a_comment_is_told_at_the_comment() {
    let draft = draft("<!-- copydesk: ignore -->\n<!-- copydesk: ignore[missing-titel] -->\nline\n");
    let remarks = remarks(&Ignores::new(&draft, None, "draft.md"));
    assert_eq!(
        told(&remarks),
        [
            "malformed-ignore at <!-- copydesk: ignore -->: this ignore comment ignores nothing: it names no rule",
            "ignore-without-reason at <!-- copydesk: ignore[missing-titel] -->: this ignore comment does not say why",
            "unknown-rule at missing-titel: there is no rule `missing-titel`",
        ]
    );
    assert_eq!(remarks[2].help.as_deref(), Some("did you mean `missing-title`?"));
}

#[test]
fn an_entry_covers_the_words_of_its_file() {
    let settings = "[[ignore]]\nfile = 'draft.md'\nrule = 'undefined-acronym'\ntext = 'S  CO'\nreason = 'x'\n[[ignore]]\nfile = 'draft.md'\nrule = 'title-shape'\n[[ignore]]\nfile = 'other.md'\nrule = 'title-shape'\nreason = 'x'\n";
    let settings = Settings::read(&Arc::new(Source::new("lint.toml", settings))).expect("it is in order");
    let draft = draft("the S\tCO and the UN\n");
    let mut ignores = Ignores::new(&draft, Some(&settings), "draft.md");
    assert!(ignores.cover(&finding(&draft, "undefined-acronym", "S\tCO")).is_some());
    assert!(ignores.cover(&finding(&draft, "undefined-acronym", "UN")).is_none());
    assert_eq!(told(&remarks(&ignores)), ["ignore-without-reason at [[ignore]]: this entry does not say why"]);
    assert_eq!(
        told(&ignores.unused(|_, _| true)),
        ["unused-ignore at [[ignore]]: this entry ignores nothing: there is no such `title-shape` in `draft.md`"]
    );
}
