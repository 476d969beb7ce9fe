//! `furniture`. What an archive listing in it says is for `listing-mismatch`.

use crate::rules::{Context, Findings, Safety, rule};
use crate::source::{Source, Span};

rule! {
    /// What a web page adds after a note stands in the draft
    ///
    /// A note copied from the web page brings along what stood around it: a listing of older notes, a row of years, a line that says
    /// `Click here`. None of it is the note's. It is one finding however long it is, and nothing else is said about its lines.
    ///
    /// ```sections bad
    /// What was seen?
    /// On 11 May, the dockers of Port Ellery voted to return to work.
    ///
    /// Why now?
    /// First, the strike fund. The union had run out of money by the second week.
    ///
    /// Second, the season. Fruit from the hinterland does not keep.
    ///
    /// What follows?
    /// First, a fragile peace. Neither side has signed anything.
    ///
    /// Second, more talks. The owners meet the union in June.
    ///
    /// 8 May 2021 | Harbour Notes # 11
    /// Port Ellery: The dockers walk out
    /// ```
    ///
    /// ```sections fixed
    /// What was seen?
    /// On 11 May, the dockers of Port Ellery voted to return to work.
    ///
    /// Why now?
    /// First, the strike fund. The union had run out of money by the second week.
    ///
    /// Second, the season. Fruit from the hinterland does not keep.
    ///
    /// What follows?
    /// First, a fragile peace. Neither side has signed anything.
    ///
    /// Second, more talks. The owners meet the union in June.
    /// ```
    ///
    /// ```sections good
    /// What was seen?
    /// On 11 May, the dockers of Port Ellery voted to return to work.
    ///
    /// Why now?
    /// First, the strike fund. The union had run out of money by the second week.
    ///
    /// Second, the season. Fruit from the hinterland does not keep.
    ///
    /// What follows?
    /// First, a fragile peace. Neither side has signed anything.
    ///
    /// Second, more talks. The owners meet the union in June.
    /// ```
    ///
    /// To mend it, take the lines out.
    "furniture", Prose, Warning, fix: Unsafe, check: Note(check)
}

fn check(cx: &Context<'_>, findings: &mut Findings) {
    let Some(furniture) = &cx.note.furniture else { return };
    let source = &cx.draft.source;
    let end = furniture.span.start as usize + source.slice(furniture.span).trim_end().len();
    let span = Span::new(furniture.span.start as usize, end);
    let fix = cx.fix("take the lines after the note out", Safety::Unsafe, with_blank_lines(source, span), "");
    findings.push(cx.finding("what a web page adds after a note stands in the draft", span).help("take these lines out").fix(fix));
}

/// The lines of `span`, with the blank ones above and the end of the last.
fn with_blank_lines(source: &Source, span: Span) -> Span {
    let (start, end) = (span.start as usize, span.end as usize);
    let line_after = |offset| source.line_of(Span::at(offset).start) + 1;
    let start_of = |line| if line < source.line_count() { source.line(line).start as usize } else { source.text().len() };
    let text_before = source.text()[..start].trim_end().len();
    let from = if text_before == 0 { start } else { start_of(line_after(text_before)).min(start) };
    Span::new(from, start_of(line_after(end)))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_line_before_keeps_its_end() {
        let cut = |text: &str| {
            let start = text.find('#').expect("the sample has a mark");
            let span = Span::new(start, text.trim_end().len());
            let source = Source::new("x", text);
            let gone = with_blank_lines(&source, span).range();
            format!("{}{}", &text[..gone.start], &text[gone.end..])
        };
        assert_eq!(cut("End. \r\n\r\n# a\r\n# b\r\n"), "End. \r\n");
        assert_eq!(cut("End.\n# a"), "End.\n");
        assert_eq!(cut("# a\n"), "", "furniture alone");
        assert_eq!(cut("End.\n\n\n# a"), "End.\n");
    }
}
