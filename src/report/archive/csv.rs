//! The archive for spreadsheets: RFC 4180, one row a note or run of absent numbers. A cell that a spreadsheet would take for a formula is
//! given an apostrophe, which spreadsheets read as "this is text".

use super::{Row, Shelf, file_of, line_of, standing, title_of, weekday_in_english, why};
use crate::visible::one_line;

const HEAD: [&str; 12] =
    ["series", "kind", "number", "last number", "date", "weekday", "title", "author", "volume", "issue", "file", "line"];
const REMARKS: &str = "remarks";

/// The series as CSV, with a header.
pub fn csv(shelves: &[Shelf<'_>]) -> String {
    let mut out = String::new();
    let head = HEAD.into_iter().chain([REMARKS]).map(str::to_owned);
    write_row(head, &mut out);
    for shelf in shelves {
        for row in shelf.rows() {
            write_row(cells(*shelf, row).into_iter(), &mut out);
        }
    }
    out
}

fn cells(shelf: Shelf<'_>, row: Row<'_>) -> Vec<String> {
    let series = shelf.house.name.value.clone();
    match row {
        Row::Absent(absence) => {
            let (why, reason) = why(&absence);
            let mut cells = vec![series, why.to_owned(), absence.run.first.to_string(), absence.run.last.to_string()];
            cells.resize(HEAD.len(), String::new());
            cells.push(reason.to_owned());
            cells
        }
        Row::Note(index, entry) => {
            let date = entry.date.map(|date| date.value);
            let run = |run: Option<crate::draft::Field<crate::draft::Run>>| run.map(|run| run.value.to_string()).unwrap_or_default();
            let text = |field: &Option<crate::draft::Field<String>>| field.as_ref().map(|field| field.value.clone()).unwrap_or_default();
            vec![
                series,
                standing(entry).to_owned(),
                entry.numbers.map(|run| run.first.to_string()).unwrap_or_default(),
                entry.numbers.map(|run| run.last.to_string()).unwrap_or_default(),
                date.map(|date| date.to_string()).unwrap_or_default(),
                date.map(weekday_in_english).unwrap_or_default().to_owned(),
                title_of(entry).unwrap_or_default().into_owned(),
                text(&entry.author),
                run(entry.volume),
                run(entry.issue),
                file_of(entry).to_owned(),
                line_of(entry).to_string(),
                shelf.remarks(index).into_iter().map(|remark| remark.words).collect::<Vec<_>>().join("; "),
            ]
        }
    }
}

fn write_row(cells: impl Iterator<Item = String>, out: &mut String) {
    for (index, cell) in cells.enumerate() {
        if index > 0 {
            out.push(',');
        }
        write_cell(&one_line(&cell), out);
    }
    out.push_str("\r\n");
}

fn write_cell(cell: &str, out: &mut String) {
    // Spreadsheets pass over spaces and controls before the mark of a formula.
    let formula =
        cell.trim_start_matches(|c: char| c.is_whitespace() || c.is_control()).starts_with(['=', '+', '-', '@', '＝', '＋', '－', '＠'])
            || cell.starts_with(['\t', '\r', '\n']);
    let cell = if formula { format!("'{cell}") } else { cell.to_owned() };
    if formula || cell.contains(['"', ',', '\r', '\n', ';']) || cell.trim().len() != cell.len() {
        out.push('"');
        out.push_str(&cell.replace('"', "\"\""));
        out.push('"');
    } else {
        out.push_str(&cell);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn cells_are_quoted_where_they_have_to_be_and_are_no_formulas() {
        let written = |cell: &str| {
            let mut out = String::new();
            write_cell(cell, &mut out);
            out
        };
        assert_eq!(written("Mali: a coup"), "Mali: a coup");
        assert_eq!(written("a, \"b\"\nc"), "\"a, \"\"b\"\"\nc\"");
        assert_eq!(written("=HYPERLINK(\"x\")"), "\"'=HYPERLINK(\"\"x\"\")\"");
        for formula in ["+1", "-1", "@a", "\t=1", " =1", "＝1"] {
            assert!(written(formula).starts_with("\"'"), "{formula}");
        }
        assert_eq!(written("12-14"), "12-14");
        assert_eq!(written(""), "");
    }
}
