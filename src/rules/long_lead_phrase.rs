//! `long-lead-phrase`. A point that is nothing but its first sentence is for `point-without-elaboration`.

use crate::draft::Lead;
use crate::house::Body;
use crate::rules::{Context, Findings, rule};

rule! {
    /// A point takes a long sentence to say what it is about
    ///
    /// The first sentence of a point is its label: somebody who reads nothing else should come away with the argument. Most labels
    /// take six words. One of more than twenty (the option `words`) has swallowed the elaboration.
    ///
    /// ```points bad
    /// First, the strike fund that the union had built up over nine years was spent within a week on food and coal for the families. Nothing was left.
    ///
    /// Second, the season. Fruit from the hinterland does not keep.
    /// ```
    ///
    /// Only the first sentence counts; the elaboration may be as long as it likes:
    ///
    /// ```points good
    /// First, the strike fund. What the union had built up over nine years was spent within a week on food and coal for the families of the men and women on strike.
    ///
    /// Second, the season. Fruit from the hinterland does not keep.
    /// ```
    ///
    /// To mend it, put a full stop after the words that name the argument, and go on from there.
    "long-lead-phrase", Points, Advice, fix: None,
    options: ["words" = 20: "the most words a lead phrase should have, the ordinal not counted"],
    check: Note(check),
}

fn check(cx: &Context<'_>, findings: &mut Findings) {
    let most = usize::try_from(cx.option("words")).unwrap_or(0);
    for (_, section) in cx.sections_of(Body::Numbered) {
        for Lead { paragraph, point, sentence, .. } in section.leads().filter(|lead| lead.elaborated) {
            let words = paragraph.prose.part(point.marked.end..sentence.end).word_count();
            if words > most {
                let message = format!("the lead phrase has {words} words, more than {most}");
                let help = "put a full stop after the words that name the argument, and argue it in the next sentence";
                findings.push(cx.finding(message, paragraph.span_of(&sentence)).help(help));
            }
        }
    }
}
