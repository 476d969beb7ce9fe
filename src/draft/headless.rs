//! A section that has lost its heading: its points follow those of the section before it, and count from one again. It puts no heading there.

use jiff::civil::Date;

use crate::draft::{Note, OrdinalForm, Paragraph, Section};
use crate::house::{FormFormat, House};

/// Where a section without its heading begins.
#[derive(Debug, Clone, Copy)]
pub struct Headless<'a> {
    /// Index of the section into those of the house.
    pub spec: usize,
    /// The section under whose heading it stands.
    pub under: &'a Section,
    /// Its first paragraph.
    pub first: &'a Paragraph,
}

impl Note {
    /// The section that has lost its heading, where there is one place at which it can begin: the points before it and those from it on both
    /// count up from one, two of each at least, and the note's form has another numbered section there on that day, which the note lacks.
    pub fn headless(&self, house: &House, form: &FormFormat, day: Option<Date>) -> Option<Headless<'_>> {
        let is_numbered = |spec: usize| house.sections.get(spec).is_some_and(|format| format.body_on(day).is_numbered());
        // A note may repeat a heading thousands of times: which sections it has is asked once.
        let mut has = vec![false; house.sections.len()];
        for section in &self.sections {
            has[section.spec] = true;
        }
        self.sections.iter().find_map(|under| {
            let turn = form.sections.iter().position(|spec| *spec == under.spec)?;
            let spec = *form.sections.get(turn + 1)?;
            let lacks = house.sections.get(spec).is_some_and(|format| format.presence.is_required())
                && is_numbered(spec)
                && is_numbered(under.spec)
                && !has[spec];
            let first = if lacks { begins_again(under) } else { None }?;
            Some(Headless { spec, under, first })
        })
    }
}

/// Where the points of `section` count from one a second time and all else is in turn.
fn begins_again(section: &Section) -> Option<&Paragraph> {
    let points = section.points().filter(|(_, point)| point.form != OrdinalForm::Closing).collect::<Vec<_>>();
    let again = points.iter().skip(1).position(|(_, point)| point.value == 1)? + 1;
    let in_turn = points.iter().zip((1..).take(again).chain(1..)).all(|((_, point), turn)| point.value == turn);
    let several = again > 1 && points.len() > again + 1;
    (in_turn && several).then(|| points[again].0)
}
