//! `listing-mismatch`. What a listing does not mention is no fault: most are cut short.

use crate::draft::ListingEntry;
use crate::prose::Prose;
use crate::rules::{Context, Edit, Finding, Findings, Fix, Safety, rule};
use crate::series::{Entry, Series, folded, longest_rise};

rule! {
    /// An archive listing disagrees with a note it names
    ///
    /// A listing copied into a draft was right when it was copied. Where it gives a note another title or date than the note itself has, one of
    /// the two is wrong. A listing also runs in one direction, and names each number once.
    ///
    /// ```archive given
    /// Harbour Notes # 10, 1 May 2021
    /// Varnholm: A harbour master resigns
    /// Tomas Reyes
    ///
    /// Harbour Notes # 11, 8 May 2021
    /// Port Ellery: The dockers walk out
    /// Ines Okafor
    /// ```
    ///
    /// ```tail bad
    /// <!-- copydesk: ignore[furniture] the listing is wanted here -->
    /// 8 May 2021 | Harbour Notes # 11
    /// Port Ellery: The owners lock the gates
    /// 1 May 2021 | Harbour Notes # 10
    /// Varnholm: A harbour master resigns
    /// ```
    ///
    /// ```tail fixed
    /// <!-- copydesk: ignore[furniture] the listing is wanted here -->
    /// 8 May 2021 | Harbour Notes # 11
    /// Port Ellery: The dockers walk out
    /// 1 May 2021 | Harbour Notes # 10
    /// Varnholm: A harbour master resigns
    /// ```
    ///
    /// ```tail bad
    /// <!-- copydesk: ignore[furniture] the listing is wanted here -->
    /// 8 May 2021 | Harbour Notes # 11
    /// Port Ellery: The dockers walk out
    /// 1 May 2021 | Harbour Notes # 10
    /// Varnholm: A harbour master resigns
    /// 8 May 2021 | Harbour Notes # 11
    /// Port Ellery: The dockers walk out
    /// ```
    ///
    /// ```tail good
    /// <!-- copydesk: ignore[furniture] the listing is wanted here -->
    /// 8 May 2021 | Harbour Notes # 11
    /// Port Ellery: The dockers walk out
    /// 1 May 2021 | Harbour Notes # 10
    /// Varnholm: A harbour master resigns
    /// ```
    ///
    /// To mend it, correct the listing, or the note where the listing is right; or take the listing out of the draft.
    "listing-mismatch", Series, Warning, fix: Unsafe, check: Note(check)
}

fn check(cx: &Context<'_>, findings: &mut Findings) {
    let (Some(seat), Some(furniture)) = (cx.seat, &cx.note.furniture) else { return };
    let entries = &furniture.entries;
    let again = repeated(entries);
    let misplaced = misplaced(entries, &again);
    for (index, entry) in entries.iter().enumerate() {
        let number = entry.numbers();
        if again[index] {
            findings.push(
                cx.finding(format!("No. {number} stands in the listing twice"), entry.span).help("name each note once").expecting("once"),
            );
        } else if misplaced[index] {
            let message = format!("No. {number} stands out of order in the listing");
            findings.push(cx.finding(message, entry.span).help("put it between the numbers before and after it").expecting("in order"));
        } else {
            findings.extend(disagreement(cx, seat.series, entry));
        }
    }
}

fn disagreement(cx: &Context<'_>, series: &Series, entry: &ListingEntry) -> Option<Finding> {
    let notes: Vec<&Entry> = series.here(entry.numbers()).collect();
    let differences = |note: &Entry| (other_title(entry, note), other_date(entry, note));
    // Of two notes with one number either may be meant.
    let note = notes.first().filter(|_| notes.iter().all(|note| differences(note) != (None, None)))?;
    let (title, date) = differences(note);
    let written =
        |date: jiff::civil::Date| cx.house.finder().write(date.day().unsigned_abs(), date.month().unsigned_abs(), Some(date.year()));
    let mut edits: Vec<Edit> = Vec::new();
    let mut said = Vec::new();
    if let (Some(date), Some(own)) = (date, entry.date) {
        said.push(format!("the date {} for {}", written(own.value), written(date)));
        edits.push(cx.edit(own.span, written(date)));
    }
    if let (Some(title), Some(own)) = (title, &entry.title) {
        said.push(format!("the title “{}” for “{title}”", own.text()));
        edits.push(cx.edit(Prose::whole(own), title));
    }
    edits.sort_by_key(|edit| edit.span);
    let message = format!("the listing gives No. {} {}", entry.numbers(), said.join(" and "));
    let fix = Fix::of("write what the note says", Safety::Unsafe, edits);
    let help = "correct the listing, or the note where the listing is right";
    Some(cx.finding(message, entry.span).related(note.label("the note")).help(help).fix(fix))
}

fn other_title(entry: &ListingEntry, note: &Entry) -> Option<String> {
    let own = entry.title.as_ref()?;
    if note.has_other_title(&folded(own.text())) { note.title.as_ref().map(|title| title.value.clone()) } else { None }
}

fn other_date(entry: &ListingEntry, note: &Entry) -> Option<jiff::civil::Date> {
    note.other_date(entry.date?.value)
}

fn repeated(entries: &[ListingEntry]) -> Vec<bool> {
    let mut seen = std::collections::HashSet::new();
    entries.iter().map(|entry| !seen.insert(entry.number.value)).collect()
}

/// Those that break the order that most of them keep, whichever way it runs.
fn misplaced(entries: &[ListingEntry], again: &[bool]) -> Vec<bool> {
    let once: Vec<usize> = (0..entries.len()).filter(|index| !again[*index]).collect();
    let rising: Vec<i128> = once.iter().map(|index| i128::from(entries[*index].number.value)).collect();
    let falling: Vec<i128> = rising.iter().map(|number| -number).collect();
    let kept = [&falling, &rising].map(|numbers| longest_rise(numbers));
    let count = |kept: &[bool]| kept.iter().filter(|kept| **kept).count();
    let kept = if count(&kept[1]) > count(&kept[0]) { &kept[1] } else { &kept[0] };
    let mut misplaced = vec![false; entries.len()];
    for (index, kept) in once.into_iter().zip(kept) {
        misplaced[index] = !kept;
    }
    misplaced
}
