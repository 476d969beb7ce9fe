//! `points-count`. A section without any point is for `unnumbered-section`.

use crate::house::Body;
use crate::rules::{Context, Findings, rule};

rule! {
    /// A numbered section has too few points, or too many
    ///
    /// One point is no list: a reader who meets `First,` waits for a second. More than a handful and nobody remembers them; two of
    /// them are mostly one argument. The house decides how many are right: `min` and `max` set it.
    ///
    /// ```points bad
    /// First, the strike fund. The union had run out of money by the second week.
    /// ```
    ///
    /// A point may run over several paragraphs; only those that open with an ordinal are counted:
    ///
    /// ```points good
    /// First, the strike fund. The union had run out of money by the second week.
    ///
    /// Its bank refused a loan. So did the owners.
    ///
    /// Second, the season. Fruit from the hinterland does not keep.
    /// ```
    ///
    /// ```points bad
    /// First, the strike fund. It was empty.
    ///
    /// Second, the season. Fruit does not keep.
    ///
    /// Third, the weather. It had been raining for a week.
    ///
    /// Fourth, the mayor. She had lost patience.
    ///
    /// Fifth, the press. It had sided with the owners.
    ///
    /// Sixth, the rival port. It had taken six ships.
    /// ```
    ///
    /// To mend it, find the second argument or drop the ordinal; or join points that belong together.
    "points-count", Points, Advice, fix: None,
    options: ["min" = 2: "the fewest points a numbered section should have", "max" = 5: "the most it should have"],
    check: Note(check),
}

fn check(cx: &Context<'_>, findings: &mut Findings) {
    let (min, max) = (cx.option("min"), cx.option("max"));
    // Points of a section that has lost its heading are none of the one before it.
    let headless = cx.note.headless(cx.house, cx.form(), cx.day()).map(|headless| headless.first.span.start);
    for (_, section) in cx.sections_of(Body::Numbered) {
        let own = section.points().take_while(|(paragraph, _)| Some(paragraph.span.start) != headless);
        let count = i64::try_from(own.count()).expect("a file of limited size has few points");
        if count == 0 || (min..=max).contains(&count) || (count < min && cx.is_section_cut_off(section)) {
            continue;
        }
        let heading = &section.heading.text;
        let (wanted, help) = match count {
            _ if count > max => (format!("more than {max}"), "join points that belong together, or drop the weakest"),
            1 => (format!("fewer than {min}"), "find the next argument, or make this one a plain paragraph"),
            _ => (format!("fewer than {min}"), "find the next argument"),
        };
        let points = if count == 1 { "1 point".to_owned() } else { format!("{count} points") };
        let message = format!("`{}` has {points}, {wanted}", heading.text());
        findings.push(cx.finding(message, heading.whole()).help(help));
    }
}
