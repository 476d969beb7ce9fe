//! The archive for programs. Its shape is a promise: fields may be added, none is taken away.

use serde_json::{Value, json};

use super::{Row, Shelf, file_of, line_of, standing, title_of, weekday_in_english, why};
use crate::series::{Entry, Place, Scope};

/// The series as `copydesk-series/1`.
pub fn json(shelves: &[Shelf<'_>]) -> String {
    let series: Vec<Value> = shelves.iter().map(|shelf| one(*shelf)).collect();
    format!("{}\n", json!({ "schema": "copydesk-series/1", "series": series }))
}

fn one(shelf: Shelf<'_>) -> Value {
    let rows = shelf.rows();
    let notes = rows.iter().filter_map(|row| match row {
        Row::Note(index, entry) => Some(note(shelf, *index, entry)),
        Row::Absent(_) => None,
    });
    let absent = rows.iter().filter_map(|row| match row {
        Row::Absent(absence) => {
            let (why, reason) = why(absence);
            Some(json!({ "first": absence.run.first, "last": absence.run.last, "why": why, "reason": reason }))
        }
        Row::Note(..) => None,
    });
    let scope = match shelf.series.scope {
        Scope::Archive => "archive",
        Scope::Run => "run",
    };
    json!({
        "house": *shelf.house.name,
        "title": *shelf.house.title,
        "scope": scope,
        "next_free": shelf.series.next_free_run(1),
        "notes": notes.collect::<Vec<_>>(),
        "absent": absent.collect::<Vec<_>>(),
    })
}

fn note(shelf: Shelf<'_>, index: usize, entry: &Entry) -> Value {
    let remarks = shelf.remarks(index).into_iter().map(|remark| {
        json!({
            "kind": remark.kind,
            "message": remark.words,
            "beside": remark.beside.map(|other| json!({ "number": other.numbers.map(|run| run.first), "place": place(other) })),
        })
    });
    let run = |run: crate::draft::Run| json!({ "first": run.first, "last": run.last });
    json!({
        "number": entry.numbers.map(|run| run.first),
        "last_number": entry.numbers.map(|run| run.last),
        "date": entry.date.map(|date| date.value.to_string()),
        "weekday": entry.date.map(|date| weekday_in_english(date.value)),
        "title": title_of(entry),
        "author": entry.author.as_ref().map(|author| &author.value),
        "volume": entry.volume.map(|volume| run(volume.value)),
        "issue": entry.issue.map(|issue| run(issue.value)),
        "standing": standing(entry),
        "place": place(entry),
        "remarks": remarks.collect::<Vec<_>>(),
    })
}

fn place(entry: &Entry) -> Value {
    let (branch, commit) = match &entry.place {
        Place::Base { branch, commit, .. } => (Some(branch), Some(commit)),
        Place::Ledger { .. } | Place::Tree { .. } => (None, None),
    };
    json!({ "file": file_of(entry), "line": line_of(entry), "branch": branch, "commit": commit })
}
