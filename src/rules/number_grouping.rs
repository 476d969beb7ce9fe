//! `number-grouping`. Decimals are not looked at, nor are numbers that a house lists as names.

use crate::rules::{Context, Findings, Safety, Span, rule};

use groups::{Groups, grouped, numbers};

mod groups;
mod name;

rule! {
    /// A large number is not grouped, or grouped in another way than the others
    ///
    /// Nobody counts five figures at a glance. Where the house format gives a `group-mark`, a number of five figures or more has it
    /// between its thousands; and one note does not write `1,00,000` here and `100,000` there.
    ///
    /// ```events bad
    /// On 11 May, the dockers of Port Ellery voted to return to work. The strike fund had paid them 250000 crowns.
    /// ```
    ///
    /// ```events fixed
    /// On 11 May, the dockers of Port Ellery voted to return to work. The strike fund had paid them 250,000 crowns.
    /// ```
    ///
    /// ```events bad
    /// On 11 May, the fund stood at 3,00,000 crowns. It had stood at 400,000 in April and at 1,500,000 in March.
    /// ```
    ///
    /// Years, even with a figure too many, codes, and the numbers of laws and resolutions have no groups:
    ///
    /// ```events good
    /// On 11 May, 2500 dockers of Port Ellery voted under Act No. 20214. The fund held 25,000 crowns and file 10443/21.
    /// ```
    ///
    /// To mend it, write the number in groups.
    "number-grouping", Prose, Advice, fix: Unsafe, where: FIGURES, check: Note(check)
}

fn check(cx: &Context<'_>, findings: &mut Findings) {
    let Some(mark) = &cx.house.prose.group_mark else { return };
    let mut found: Vec<Number> = Vec::new();
    for passage in cx.passages() {
        let numbers = numbers(passage.prose, mark).into_iter();
        let mut last_name = None;
        let counted = numbers.filter(|(range, _)| {
            let is_name = name::is_name(passage, range, &cx.house.prose, &cx.house.dates.vocabulary)
                || last_name.is_some_and(|last| name::goes_on(passage, last, range));
            last_name = if is_name { Some(range.end) } else { last_name };
            !is_name && !passage.is_quoted(range)
        });
        found.extend(counted.map(|(range, groups)| Number {
            span: passage.prose.span(range.clone()),
            text: &passage.text()[range],
            groups,
        }));
    }
    let first = |groups: Groups| found.iter().position(|number| number.groups == groups);
    let count = |groups: Groups| found.iter().filter(|number| number.groups == groups).count();
    // The rarer way, or at a tie the one that came later.
    let lakhs_stay = (count(Groups::Lakhs), first(Groups::Thousands)) > (count(Groups::Thousands), first(Groups::Lakhs));
    let (kept, odd) = if lakhs_stay { (Groups::Lakhs, Groups::Thousands) } else { (Groups::Thousands, Groups::Lakhs) };
    let model = first(kept).map(|index| found[index].span);
    for number in &found {
        let mended = grouped(number.text, kept, mark);
        let finding = match (number.groups == odd, model) {
            (false, _) if number.groups != Groups::None => continue,
            (false, _) => cx
                .finding(format!("`{}` is not grouped", number.text), number.span)
                .related(cx.house.label(mark, "the house groups with this mark")),
            (true, None) => continue,
            (true, Some(model)) => cx
                .finding(format!("`{}` is grouped in another way than other numbers of the note", number.text), number.span)
                .related(cx.label(model, "a number grouped in the other way")),
        };
        let fix = cx.fix(format!("write `{mended}`"), Safety::Unsafe, number.span, mended.as_str());
        findings.push(finding.help(format!("write `{mended}`")).fix(fix));
    }
}

struct Number<'a> {
    span: Span,
    text: &'a str,
    groups: Groups,
}
