//! The archive as a picture: numbers over dates, one SVG file that needs nothing else and is readable in light and dark. It draws what the
//! series found and finds nothing itself.

use std::collections::BTreeSet;
use std::fmt::Write;

use super::{Row, Shelf, named, title_of};
use crate::prose::verbatim;
use crate::series::{Entry, Why};
use crate::visible::{Grammar, Styling, one_line, shown};
use axis::{Axis, Ticks};

mod axis;

const WIDTH: f64 = 960.0;
const HEIGHT: f64 = 560.0;
const LEFT: f64 = 76.0;
const RIGHT: f64 = WIDTH - 28.0;
const BOTTOM: f64 = HEIGHT - 64.0;

/// So many notes have a mark and a title each; more are drawn as one path, one dot where several would fall together.
const MOST_TITLED: usize = 1500;
/// So many gaps are labelled with their numbers.
const MOST_LABELLED: usize = 12;

/// A picture of the series; `None` where no note has both a number and a date.
pub fn plot(shelf: Shelf<'_>) -> Option<String> {
    let picture = Picture::new(shelf)?;
    let mut out = String::new();
    let legend = picture.legend();
    let top = places(&legend).last().map_or(0.0, |(_, y)| *y) + 24.0;
    let x = Axis::new(picture.first_day(), picture.last_day(), LEFT + 10.0, RIGHT - 10.0);
    let y = Axis::new(picture.lowest(), picture.highest(), BOTTOM - 10.0, top + 10.0);
    picture.head(&mut out);
    picture.axes(&x, &y, top, &mut out);
    picture.gaps(&x, &y, &mut out);
    picture.notes(&x, &y, &mut out);
    picture.marks(&x, &y, &mut out);
    write_legend(&legend, &mut out);
    picture.foot(&mut out);
    Some(shown(&out, Grammar::Text, Styling::Unknown))
}

const STYLE: &str = include_str!("plot/plot.css");

/// Text for the picture, on one line and with nothing hidden in it.
fn markup(text: &str) -> String {
    verbatim::markup(&one_line(text)).into_owned()
}

/// What is drawn.
struct Picture<'a> {
    shelf: Shelf<'a>,
    /// Notes with a number and a date, by number.
    notes: Vec<Mark<'a>>,
    /// Numbers that no note has, between two notes that are drawn.
    gaps: Vec<Gap>,
    /// Notes that cannot be drawn.
    left_out: usize,
}

struct Mark<'a> {
    entry: &'a Entry,
    number: f64,
    day: f64,
    kind: Kind,
    remarks: String,
}

/// What a note's mark shows; of several, the last.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
enum Kind {
    Plain,
    New,
    OutOfOrder,
    Shared,
}

struct Gap {
    numbers: String,
    said: bool,
    title: String,
    /// The notes on either side, by index.
    between: (usize, usize),
}

impl<'a> Picture<'a> {
    fn new(shelf: Shelf<'a>) -> Option<Picture<'a>> {
        let shared = shelf.shared();
        let rows = shelf.rows();
        let mut notes = Vec::new();
        for row in &rows {
            let Row::Note(index, entry) = row else { continue };
            let (Some(run), Some(date)) = (entry.numbers, entry.date) else { continue };
            let kind = if shared.contains(index) {
                Kind::Shared
            } else if shelf.series.out_of_order(*index).is_some() {
                Kind::OutOfOrder
            } else if super::standing(entry) == "new" {
                Kind::New
            } else {
                Kind::Plain
            };
            let remarks = shelf.remarks(*index).into_iter().flat_map(|remark| ["; ".to_owned(), remark.words]).collect();
            notes.push(Mark { entry, number: float(run.first), day: axis::day(date.value), kind, remarks });
        }
        // A gap stands between notes that stand where they should.
        let steady: Vec<usize> = (0..notes.len()).filter(|index| notes[*index].kind != Kind::OutOfOrder).collect();
        let (first, last) = (notes.first()?.entry.numbers?.first, notes.last()?.entry.numbers?.last);
        let mut gaps = Vec::new();
        for row in &rows {
            let Row::Absent(absence) = row else { continue };
            if absence.run.first < first || absence.run.last > last {
                continue;
            }
            let is_below = |index: &usize| notes[*index].entry.numbers.is_some_and(|run| run.first < absence.run.first);
            let above = steady.partition_point(is_below);
            let (said, reason) = super::why(absence);
            let because = if reason.is_empty() { String::new() } else { format!(": {reason}") };
            let title = match absence.why {
                Why::Unsaid => format!("No note has the number{} {}", if absence.run.is_range() { "s" } else { "" }, absence.run),
                Why::Known(_) => format!("{}: {}{because}", absence.run, said.replace('-', " ")),
            };
            let beside = |at: usize| steady.get(at).or(steady.last()).copied().unwrap_or_default();
            let between = (beside(above.saturating_sub(1)), beside(above));
            gaps.push(Gap { numbers: absence.run.to_string(), said: absence.why != Why::Unsaid, title, between });
        }
        let left_out = shelf.series.entries().len() - notes.len();
        Some(Picture { shelf, notes, gaps, left_out })
    }

    fn first_day(&self) -> f64 {
        self.notes.iter().map(|note| note.day).fold(f64::INFINITY, f64::min)
    }

    fn last_day(&self) -> f64 {
        self.notes.iter().map(|note| note.day).fold(f64::NEG_INFINITY, f64::max)
    }

    fn lowest(&self) -> f64 {
        self.notes.iter().map(|note| note.number).fold(f64::INFINITY, f64::min)
    }

    fn highest(&self) -> f64 {
        self.notes.iter().map(|note| note.number).fold(f64::NEG_INFINITY, f64::max)
    }

    fn head(&self, out: &mut String) {
        let title = format!("{}: {}", self.shelf.house.title.value, self.span());
        let _ = writeln!(
            out,
            "<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 {WIDTH} {HEIGHT}\" width=\"{WIDTH}\" height=\"{HEIGHT}\" role=\"img\" \
             aria-labelledby=\"copydesk-title copydesk-desc\">\n<title id=\"copydesk-title\">{}</title>\n<desc id=\"copydesk-desc\">{}</desc>\n\
             <style>{STYLE}</style>\n<rect class=\"paper\" width=\"{WIDTH}\" height=\"{HEIGHT}\"/>\n<text class=\"head\" x=\"24\" y=\"34\">{}</text>",
            markup(&title),
            markup(&self.description()),
            markup(&title)
        );
    }

    /// Which numbers and days it shows.
    fn span(&self) -> String {
        let day = |at: f64| self.shelf.written(axis::date(at));
        let (first, last) = (day(self.first_day()), day(self.last_day()));
        let days = if first == last { first } else { format!("{first} to {last}") };
        let top = self.notes.iter().filter_map(|note| note.entry.numbers).map(|run| run.last).max().unwrap_or_default();
        let numbers = if float(top) > self.lowest() { format!("No. {} to {top}", self.lowest()) } else { format!("No. {top}") };
        format!("{numbers}, {days}")
    }

    fn description(&self) -> String {
        let mut text =
            format!("Numbers over dates: {}", self.legend().iter().map(|(_, words)| words.as_str()).collect::<Vec<_>>().join(", "));
        for gap in self.gaps.iter().filter(|gap| !gap.said).take(MOST_LABELLED) {
            let _ = write!(text, ". {}", gap.title);
        }
        text + "."
    }

    /// The kinds of mark there are, each with its class and how many.
    fn legend(&self) -> Vec<(&'static str, String)> {
        let of = |kind: Kind| self.notes.iter().filter(|note| note.kind == kind).count();
        let (said, unsaid): (Vec<_>, Vec<_>) = self.gaps.iter().partition(|gap| gap.said);
        let all = [
            ("note", of(Kind::Plain), "note", "notes"),
            ("new", of(Kind::New), "new draft", "new drafts"),
            ("shared", of(Kind::Shared), "note whose number is taken twice", "notes whose number is taken twice"),
            ("order", of(Kind::OutOfOrder), "note out of order", "notes out of order"),
            ("gap", unsaid.len(), "gap", "gaps"),
            ("known", said.len(), "gap with a reason", "gaps with a reason"),
        ];
        let words = |count: usize, one: &str, more: &str| format!("{count} {}", if count == 1 { one } else { more });
        all.into_iter().filter(|(_, count, ..)| *count > 0).map(|(class, count, one, more)| (class, words(count, one, more))).collect()
    }

    fn axes(&self, x: &Axis, y: &Axis, top: f64, out: &mut String) {
        for (at, label) in Ticks::of_numbers(y) {
            let y = y.place(at);
            let _ = writeln!(
                out,
                "<path class=\"grid\" d=\"M{LEFT} {y:.1}H{RIGHT}\"/><text class=\"label end\" x=\"{:.1}\" y=\"{:.1}\">{label}</text>",
                LEFT - 8.0,
                y + 4.0
            );
        }
        for tick in Ticks::of_days(x, &self.shelf.house.dates.vocabulary.months) {
            let x = x.place(tick.at);
            let _ = writeln!(
                out,
                "<path class=\"grid\" d=\"M{x:.1} {top}V{BOTTOM}\"/><text class=\"label middle\" x=\"{x:.1}\" y=\"{:.1}\">{}</text>",
                BOTTOM + 18.0,
                markup(&tick.label)
            );
            if let Some(year) = tick.year {
                let _ = writeln!(out, "<text class=\"label middle\" x=\"{x:.1}\" y=\"{:.1}\">{year}</text>", BOTTOM + 34.0);
            }
        }
        let _ = writeln!(
            out,
            "<path class=\"axis\" d=\"M{LEFT} {top}V{BOTTOM}H{RIGHT}\"/>\n<text class=\"label end\" x=\"{:.1}\" y=\"{:.1}\">number</text>",
            LEFT - 8.0,
            top - 4.0
        );
    }

    /// A gap stands where its numbers would: between the notes before and after it.
    fn gaps(&self, x: &Axis, y: &Axis, out: &mut String) {
        let mut seen = BTreeSet::new();
        let mut last_label = f64::INFINITY;
        let is_labelled = self.gaps.len() <= MOST_LABELLED;
        for gap in &self.gaps {
            let (before, after) = (&self.notes[gap.between.0], &self.notes[gap.between.1]);
            let (wide, high) = if self.gaps.len() > 60 { (8.0, 3.0) } else { (12.0, 4.0) };
            let (x0, x1) = spread(x.place(before.day), x.place(after.day), wide);
            let (y1, y0) = spread(y.place(after.number), y.place(before.number), high);
            if !seen.insert((cell(x0, 3.0), cell(y0, 3.0), gap.said)) {
                continue;
            }
            let class = if gap.said { "known" } else { "gap" };
            let _ = writeln!(
                out,
                "<rect class=\"{class}\" x=\"{x0:.1}\" y=\"{y1:.1}\" width=\"{:.1}\" height=\"{:.1}\"><title>{}</title></rect>",
                x1 - x0,
                y0 - y1,
                markup(&gap.title)
            );
            let middle = y0.midpoint(y1);
            if is_labelled && (last_label - middle).abs() >= 13.0 {
                last_label = middle;
                let (at, anchor) = if x1 > RIGHT - 90.0 { (x0 - 8.0, "end") } else { (x1 + 8.0, "start") };
                let _ = writeln!(
                    out,
                    "<text class=\"label {anchor} {class}-label\" x=\"{at:.1}\" y=\"{:.1}\">{}</text>",
                    middle + 4.0,
                    gap.numbers
                );
            }
        }
    }

    /// The notes about which there is nothing to say.
    fn notes(&self, x: &Axis, y: &Axis, out: &mut String) {
        let plain = self.notes.iter().filter(|note| note.kind == Kind::Plain);
        if self.notes.len() <= MOST_TITLED {
            let radius = match self.notes.len() {
                0..=80 => 4.0,
                81..=400 => 3.0,
                _ => 2.2,
            };
            for note in plain {
                let (x, y) = (x.place(note.day), y.place(note.number));
                let _ = writeln!(
                    out,
                    "<circle class=\"note\" cx=\"{x:.1}\" cy=\"{y:.1}\" r=\"{radius}\"><title>{}</title></circle>",
                    note.title()
                );
            }
            return;
        }
        let mut seen = BTreeSet::new();
        out.push_str("<path class=\"dots\" d=\"");
        for note in plain {
            let place = (cell(x.place(note.day), 1.25), cell(y.place(note.number), 1.25));
            if seen.insert(place) {
                let _ = write!(out, "M{:.1} {:.1}h0", x.place(note.day), y.place(note.number));
            }
        }
        out.push_str("\"/>\n");
    }

    /// The others, on top of them: each kind with a shape of its own, since not everybody sees the colours.
    fn marks(&self, x: &Axis, y: &Axis, out: &mut String) {
        let mut seen = BTreeSet::new();
        for note in self.notes.iter().filter(|note| note.kind != Kind::Plain) {
            let (x, y) = (x.place(note.day), y.place(note.number));
            if seen.insert((cell(x, 2.0), cell(y, 2.0), note.kind)) {
                let _ = writeln!(out, "<g>{}<title>{}</title></g>", shape(note.kind.class(), x, y), note.title());
            }
        }
    }

    fn foot(&self, out: &mut String) {
        if self.left_out > 0 {
            let words = if self.left_out == 1 {
                "1 note is not shown: it has no number or no date".to_owned()
            } else {
                format!("{} notes are not shown: they have no number or no date", self.left_out)
            };
            let _ = writeln!(out, "<text class=\"label start\" x=\"24\" y=\"{:.1}\">{words}</text>", HEIGHT - 10.0);
        }
        out.push_str("</svg>\n");
    }
}

impl Mark<'_> {
    fn title(&self) -> String {
        let title = title_of(self.entry).map(|title| format!(": {title}")).unwrap_or_default();
        let date = self.entry.date.map(|date| format!(", {}", date.value)).unwrap_or_default();
        markup(&format!("{}{date}{title}{}", named(self.entry), self.remarks))
    }
}

impl Kind {
    fn class(self) -> &'static str {
        match self {
            Kind::Plain => "note",
            Kind::New => "new",
            Kind::OutOfOrder => "order",
            Kind::Shared => "shared",
        }
    }
}

/// The mark of a kind around a point.
fn shape(class: &str, x: f64, y: f64) -> String {
    match class {
        "order" => format!("<path class=\"order\" d=\"M{x:.1} {:.1}l6.5 11h-13z\"/>", y - 7.0),
        "shared" => format!("<path class=\"shared\" d=\"M{x:.1} {:.1}l6 6l-6 6l-6-6z\"/>", y - 6.0),
        "gap" | "known" => format!("<rect class=\"{class}\" x=\"{:.1}\" y=\"{:.1}\" width=\"14\" height=\"8\"/>", x - 7.0, y - 4.0),
        "new" => format!("<circle class=\"new\" cx=\"{x:.1}\" cy=\"{y:.1}\" r=\"4.5\"/>"),
        _ => format!("<circle class=\"note\" cx=\"{x:.1}\" cy=\"{y:.1}\" r=\"4\"/>"),
    }
}

fn write_legend(legend: &[(&'static str, String)], out: &mut String) {
    for ((x, y), (class, words)) in places(legend).into_iter().zip(legend) {
        let mark = shape(class, x + 8.0, y - 4.0);
        let _ = writeln!(out, "{mark}<text class=\"label start\" x=\"{:.1}\" y=\"{y:.1}\">{words}</text>", x + 22.0);
    }
}

/// Where each part of the legend begins: one after the other, in as many rows as they need.
fn places(legend: &[(&'static str, String)]) -> Vec<(f64, f64)> {
    let (mut x, mut y) = (24.0, 58.0);
    let mut places = Vec::new();
    for (_, words) in legend {
        // Nobody knows the font: this is more than most letters need.
        let width = 44.0 + words.chars().map(|_| 7.2).sum::<f64>();
        if x > 24.0 && x + width > WIDTH - 24.0 {
            (x, y) = (24.0, y + 22.0);
        }
        places.push((x, y));
        x += width;
    }
    places
}

/// The square of that size in which a place lies: what would fall together is drawn once.
#[expect(clippy::cast_possible_truncation, reason = "a place in the picture is a small number")]
fn cell(at: f64, size: f64) -> i64 {
    (at / size) as i64
}

/// Two ends at least `least` apart.
fn spread(from: f64, to: f64, least: f64) -> (f64, f64) {
    let (from, to) = (from.min(to), from.max(to));
    let missing = (least - (to - from)).max(0.0) / 2.0;
    (from - missing, to + missing)
}

#[expect(clippy::cast_precision_loss, reason = "a picture has fewer places than a number has figures")]
fn float(number: u64) -> f64 {
    number as f64
}
