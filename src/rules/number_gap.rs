//! `number-gap`. A gap that a new draft leaves is for `number-not-next`; without `complete = true` a gap is no fault.

use crate::draft::Run;
use crate::rules::{Context, Findings, rule};

rule! {
    /// A number before the note's belongs to no note
    ///
    /// A reader who looks for the missing number cannot know whether there never was such a note or whether it was lost. The rule speaks only
    /// where `lint.toml` says that every number of the series exists here:
    ///
    /// ```toml given
    /// [series]
    /// archive = ["notes/**"]
    /// complete = true
    /// reserved = [{ number = 14, reason = "held for the annual review" }]
    /// ```
    ///
    /// ```archive given
    /// Harbour Notes # 11, 8 May 2021
    /// Port Ellery: The dockers walk out
    /// Ines Okafor
    /// ```
    ///
    /// ```header bad notes/13.txt
    /// Harbour Notes # 13, 15 May 2021
    ///
    /// Port Ellery: Dockers return to work
    /// Ines Okafor
    /// ```
    ///
    /// ```header good notes/12.txt
    /// Harbour Notes # 12, 15 May 2021
    ///
    /// Port Ellery: Dockers return to work
    /// Ines Okafor
    /// ```
    ///
    /// To mend it, add the note that is missing, or say in `lint.toml` why there is none, under `reserved`, `withdrawn` or `known-gaps`.
    "number-gap", Series, Warning, fix: None, check: Head(check)
}

fn check(cx: &Context<'_>, findings: &mut Findings) {
    let (Some((series, index)), Some(number)) = (cx.archived(), cx.note.header.number) else { return };
    let gap = series.gap_before(index);
    let missing = match gap {
        [] => return,
        [one] if !one.is_range() => format!("number {one} belongs to no note"),
        several => format!("numbers {} belong to no note", listed(several)),
    };
    let before = index.checked_sub(1).and_then(|before| series.entries().get(before));
    let before = before.map(|before| before.label("the note before the gap"));
    let help = "add what is missing, or give the reason in lint.toml under `known-gaps`, `withdrawn` or `reserved`";
    let expected = listed(gap);
    findings.push(cx.finding(missing, number.span).related(before).help(help).expecting(expected));
}

/// A long list ends in how many more there are.
fn listed(runs: &[Run]) -> String {
    const MOST: usize = 5;
    let mut shown: Vec<String> = runs.iter().take(MOST).map(Run::to_string).collect();
    if runs.len() > MOST {
        shown.push(format!("{} more", runs.len() - MOST));
    }
    match shown.as_slice() {
        [others @ .., last] if !others.is_empty() => format!("{} and {last}", others.join(", ")),
        _ => shown.concat(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn runs_are_listed_and_a_long_list_is_cut() {
        let runs: Vec<Run> = (0..8).map(|at| Run { first: 10 * at + 1, last: 10 * at + 1 + at % 2 }).collect();
        assert_eq!(listed(&runs[..1]), "1");
        assert_eq!(listed(&runs[..3]), "1, 11-12 and 21");
        assert_eq!(listed(&runs), "1, 11-12, 21, 31-32, 41 and 3 more");
    }
}
