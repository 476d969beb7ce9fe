//! `banner-mismatch`. A note without a banner is none of its business.

use crate::rules::{Context, Findings, Safety, rule};

rule! {
    /// The banner is not the series' name
    ///
    /// The line above the number line carries the name of the series alone. A slip there is the first thing a reader sees.
    ///
    /// ```header bad
    /// Harbour notes
    ///
    /// Harbour Notes # 12, 15 May 2021
    ///
    /// Port Ellery: Dockers return to work
    /// Ines Okafor
    /// ```
    ///
    /// ```header fixed
    /// Harbour Notes
    ///
    /// Harbour Notes # 12, 15 May 2021
    ///
    /// Port Ellery: Dockers return to work
    /// Ines Okafor
    /// ```
    ///
    /// A note need not have a banner:
    ///
    /// ```header good
    /// Harbour Notes # 12, 15 May 2021
    ///
    /// Port Ellery: Dockers return to work
    /// Ines Okafor
    /// ```
    ///
    /// To mend it, write the name as the house does, or leave the line out.
    "banner-mismatch", Header, Warning, fix: Safe, check: Head(check)
}

fn check(cx: &Context<'_>, findings: &mut Findings) {
    let Some(banner) = &cx.note.header.banner else { return };
    let day = cx.day();
    let Some(name) = cx.house.banner_on(day) else { return };
    // The name with the note's own number will do.
    let number = cx.note.header.number.map(|number| number.value.to_string());
    let is_number = |word: &str| number.as_ref().map_or(word.bytes().all(|byte| byte.is_ascii_digit()), |number| number == word);
    let same = |accepted: &str| {
        let mut words = banner.text().split_whitespace();
        accepted.split_whitespace().all(|word| words.next() == Some(word)) && words.next().is_none_or(is_number) && words.next().is_none()
    };
    // A mark such as "EMBARGOED" may stand where a banner does; it is for `leftover-text`.
    if cx.house.header.banner.iter().any(|accepted| accepted.period.may_cover(day) && same(accepted))
        || cx.house.leftover.line(banner.text().trim()).is_some()
    {
        return;
    }
    // It may bear the note's own number; another one is for `header-disagreement`.
    if cx.note.header.banner_number.is_some() {
        return;
    }
    let (span, written) = (banner.whole(), banner.text().trim());
    let finding = cx
        .finding(format!("the banner says `{written}`, the series is called `{}`", name.value), span)
        .related(cx.house.label(name, "the house gives the name here"))
        .help(format!("write `{}`", name.value))
        .fix(cx.fix(format!("write `{}`", name.value), Safety::Safe, span, &name.value));
    findings.push(finding);
}
