//! `mixed-quotes`. Single marks and apostrophes are not looked at: a curly apostrophe beside straight quotation marks is fine.

use crate::draft::{Kind, Paragraph};
use crate::prose::{Marks, Prose, TextRange, mojibake};
use crate::rules::{Context, Edit, Findings, Fix, Safety, Span, rule};

rule! {
    /// Straight and curly quotation marks stand in one note
    ///
    /// A word processor curls the marks that are typed, and leaves those that are pasted straight. On the page the two look like two
    /// hands. The rule speaks once a note, at the first mark of the rarer kind; where both are level, the kind that came first stays.
    ///
    /// ```events bad
    /// On 11 May, the dockers called the vote "a good day" and the talks “hard”. The mayor called both "long".
    /// ```
    ///
    /// ```events fixed
    /// On 11 May, the dockers called the vote "a good day" and the talks "hard". The mayor called both "long".
    /// ```
    ///
    /// Apostrophes may be of another make:
    ///
    /// ```events good
    /// On 11 May, the dockers’ union called the vote "a good day" and the talks "hard".
    /// ```
    ///
    /// To mend it, run `copydesk fix`.
    "mixed-quotes", Prose, Advice, fix: Safe, where: QUOTE, check: Note(check)
}

/// The first byte of every curly mark.
const CURLY: u8 = 0xe2;

/// Further places that a finding points at; its fix mends all of them.
const SHOWN: usize = 20;

fn check(cx: &Context<'_>, findings: &mut Findings) {
    // Most authors write one kind alone.
    let may_be_mixed = |marks: Marks| marks.have(b'"') && marks.have(CURLY);
    // An apostrophe may be curly too.
    let has_curly = |prose: &Prose| prose.landmarks().quotes().any(|range| matches!(&prose.text()[range], "“" | "”" | "„"));
    let texts = || cx.note.paragraphs().map(|paragraph| &paragraph.prose);
    if !texts().any(|prose| may_be_mixed(prose.landmarks().marks())) || !texts().any(has_curly) {
        return;
    }
    let paragraphs = cx.note.paragraphs().filter(|paragraph| paragraph.kind != Kind::Quote);
    let marks: Vec<Mark> = paragraphs.flat_map(marks).collect();
    let straight = marks.iter().filter(|mark| mark.make == '"').count();
    let curly = marks.len() - straight;
    if straight == 0 || curly == 0 {
        return;
    }
    let straight_stay = straight > curly || (straight == curly && marks[0].make == '"');
    let odd: Vec<&Mark> = marks.iter().filter(|mark| (mark.make == '"') != straight_stay).collect();
    let (kind, others) = if straight_stay { ("curly", "straight") } else { ("straight", "curly") };
    // Where a mark lacks its partner, and where curly ones open low, it cannot be told which way another should turn.
    let certain = marks.iter().all(|mark| mark.certain && (straight_stay || mark.make != '„'));
    let edit = |mark: &&Mark| match (straight_stay, mark.opens) {
        (true, _) => cx.edit(mark.span, "\""),
        (false, true) => cx.edit(mark.span, "“"),
        (false, false) => cx.edit(mark.span, "”"),
    };
    let edits: Vec<Edit> = odd.iter().map(edit).collect();
    let fix = certain.then(|| Fix::of(format!("write all quotation marks {others}"), Safety::Safe, edits));
    let message = format!("{kind} and {others} quotation marks stand in one note");
    let mut finding = cx.finding(message, odd[0].span).help(format!("write all of them {others}; `copydesk fix` does")).fix(fix);
    finding.related = odd[1..].iter().take(SHOWN).map(|mark| cx.label(mark.span, "and here")).collect();
    findings.push(finding);
}

/// A double quotation mark.
struct Mark {
    span: Span,
    make: char,
    opens: bool,
    /// Whether it is known which way it turns.
    certain: bool,
}

fn marks(paragraph: &Paragraph) -> impl Iterator<Item = Mark> + '_ {
    let text = paragraph.prose.text();
    paragraph.prose.landmarks().quotes().filter_map(move |TextRange { start: at, end }| {
        let make = text[at..end].chars().next().filter(|make| matches!(make, '"' | '“' | '”' | '„'))?;
        if mojibake::is_part(text, at) {
            return None;
        }
        let before = text[..at].chars().next_back();
        let next = paragraph.quotations.partition_point(|quotation| quotation.end <= at);
        let quotation = paragraph.quotations.get(next).filter(|quotation| quotation.start <= at);
        if make == '"' && quotation.is_none() && before.is_some_and(|before| before.is_ascii_digit()) {
            return None;
        }
        let opens = match quotation {
            Some(quotation) if quotation.start == at => true,
            Some(quotation) if quotation.end == end => false,
            _ => before.is_none_or(|before| before.is_whitespace() || matches!(before, '(' | '[' | '—' | '–')),
        };
        let certain = paragraph.unclosed.is_none() && quotation.is_some();
        Some(Mark { span: paragraph.span_of(&(at..end)), make, opens, certain })
    })
}
