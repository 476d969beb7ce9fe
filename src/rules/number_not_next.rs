//! `number-not-next`. A number that is taken is for `duplicate-number`; the order in which new drafts take their numbers is their own affair.

use crate::rules::{Context, Findings, rule};

rule! {
    /// A new note does not take the next number
    ///
    /// A number that is skipped is a gap for good once the note is published. New are the drafts outside the archive, and, with `--base`, those
    /// that were not there where the branches parted. They share the next free numbers among them in any order; numbers that `lint.toml`
    /// calls `reserved` or `withdrawn` are stepped over. With `numbers = "increasing"`, any higher number will do.
    ///
    /// ```archive given
    /// Harbour Notes # 11, 8 May 2021
    /// Port Ellery: The dockers walk out
    /// Ines Okafor
    /// ```
    ///
    /// ```header bad
    /// Harbour Notes # 14, 15 May 2021
    ///
    /// Port Ellery: Dockers return to work
    /// Ines Okafor
    /// ```
    ///
    /// ```header fixed
    /// Harbour Notes # 12, 15 May 2021
    ///
    /// Port Ellery: Dockers return to work
    /// Ines Okafor
    /// ```
    ///
    /// ```header good
    /// Harbour Notes # 12, 15 May 2021
    ///
    /// Port Ellery: Dockers return to work
    /// Ines Okafor
    /// ```
    ///
    /// To mend it, give the note the next free number. Where the number is held back for another note, say so under `reserved` in `lint.toml`.
    "number-not-next", Series, Error, fix: Unsafe, check: Head(check)
}

fn check(cx: &Context<'_>, findings: &mut Findings) {
    let (Some((series, index)), Some(number)) = (cx.archived(), cx.note.header.number) else { return };
    let Some(numbers) = cx.note.header.numbers().filter(|_| series.is_not_next(index)) else { return };
    let is = if numbers.is_range() { "are not the next numbers" } else { "is not the next number" };
    let next = series.proposal(index).map(|next| format!(": that is {next}")).unwrap_or_default();
    let help = "give the note the next free number, or say in lint.toml under `reserved` for what the numbers before it are held";
    let mut finding = cx.finding(format!("{numbers} {is} of the series{next}"), number.span).help(help);
    if let Some(last) = series.last_settled() {
        finding = finding.related(last.label("the last note of the series"));
    }
    let fix = if numbers.is_range() { None } else { cx.renumber(number.span) };
    findings.push(finding.fix(fix));
}
