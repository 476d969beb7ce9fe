//! `file-name-mismatch`. A name that does not fit the pattern is no fault: not every file of an archive is named by it.

use crate::draft::Run;
use crate::rules::{Context, Findings, rule};

rule! {
    /// The file is numbered otherwise than the note
    ///
    /// A file that bears one number and a note that bears another cannot be found from each other. It happens where a draft is renumbered, or
    /// begins as a copy. The rule speaks only where a pattern says how files are named, and of names that fit it; leading zeros do not count.
    ///
    /// ```toml given
    /// [series]
    /// archive = ["notes/**"]
    /// file-name = "{number}-{slug}"
    /// ```
    ///
    /// ```header bad notes/013-dockers.txt
    /// Harbour Notes # 12, 15 May 2021
    ///
    /// Port Ellery: Dockers return to work
    /// Ines Okafor
    /// ```
    ///
    /// ```header good notes/012-dockers.txt
    /// Harbour Notes # 12, 15 May 2021
    ///
    /// Port Ellery: Dockers return to work
    /// Ines Okafor
    /// ```
    ///
    /// ```header good notes/dockers.txt
    /// Harbour Notes # 12, 15 May 2021
    ///
    /// Port Ellery: Dockers return to work
    /// Ines Okafor
    /// ```
    ///
    /// To mend it, rename the file or correct the number; `copydesk renumber` does both at once.
    "file-name-mismatch", Series, Warning, fix: None, check: Head(check)
}

fn check(cx: &Context<'_>, findings: &mut Findings) {
    let (Some(seat), Some(number)) = (cx.seat, cx.note.header.number) else { return };
    let Some(pattern) = seat.series.policy.file_name.as_ref().filter(|_| seat.entry.is_some()) else { return };
    let Some((in_name, _)) = pattern.number_in(seat.path) else { return };
    let numbers: Vec<Run> = cx.draft.heads().iter().filter_map(|note| note.header.numbers()).collect();
    // A file of several notes is named after one of them.
    let is_first = cx.draft.heads().iter().find_map(|note| note.header.number) == Some(number);
    if numbers.iter().any(|numbers| numbers.contains(in_name)) || !is_first {
        return;
    }
    let own = numbers.first().map(Run::to_string).unwrap_or_default();
    let help = format!("rename the file or correct the number: `{}` is how files are named", pattern.text());
    findings.push(
        cx.finding(format!("the note is number {own}, and its file is named {in_name}"), number.span)
            .help(help)
            .expecting(in_name.to_string()),
    );
}
