//! Puts lines whose roles are known into a header. It decides nothing.

use crate::date::Resolved;
use crate::draft::block::{Line, LineKind};
use crate::draft::header::assign::Scene;
use crate::draft::header::evidence::Evidence;
use crate::draft::header::line;
use crate::draft::header::role::{Assigned, Role};
use crate::draft::label::{self, Labelled};
use crate::draft::{Field, Header, HeaderDate, NumberLine, Run, Stray};
use crate::house::{House, Numbers, TemplateMatch};

/// Lines, and what each of them is.
pub struct Filling<'a> {
    /// The lines.
    pub lines: &'a [Line],
    /// What they say.
    pub evidence: &'a [Evidence],
    /// What they are.
    pub assigned: &'a [Assigned],
    /// What is being read.
    pub scene: Scene,
    /// What the notes of the series look like.
    pub house: &'a House,
}

impl Filling<'_> {
    /// Fills `header`; gives the lines, by index, that are marked as headings and are none of its parts.
    pub fn fill(&self, header: &mut Header) -> Vec<usize> {
        let mut unknown_headings = Vec::new();
        let number_line = self.assigned.iter().position(|line| line.role == Role::NumberLine);
        for (index, assigned) in self.assigned.iter().enumerate() {
            let (line, evidence) = (&self.lines[index], &self.evidence[index]);
            let text = || line.prose.clone();
            match assigned.role {
                Role::Banner if header.banner.is_none() => self.fill_banner(header, line),
                Role::NumberLine => fill_number_line(header, line, evidence),
                Role::NumberLineAgain if self.scene == Scene::Entry && header.number_line.is_none() => {
                    header.number_line = evidence.number_line.as_ref().map(|reading| number_line_of(line, reading));
                }
                Role::NumberLineAgain => header.further_number_lines.push(text()),
                Role::Date | Role::Body => {}
                Role::Title => header.title.push(text()),
                Role::Byline if header.byline.is_none() => header.byline = Some(text()),
                Role::Field => {
                    for field in label::fields_at(self.lines, index, self.house) {
                        match field {
                            Labelled::Given(given) => header.given.push(given),
                            Labelled::Blank(blank) => header.blank.push(blank),
                        }
                    }
                }
                Role::Furniture if !evidence.is_shown => {}
                Role::Stray if line.kind == LineKind::Heading => match self.scene {
                    Scene::Masthead => header.others.push(text()),
                    _ => unknown_headings.push(index),
                },
                Role::Stray => header.strays.push(Stray {
                    text: text(),
                    block: line.block,
                    is_mail: evidence.is_mail,
                    is_sentence: evidence.is_sentence,
                    is_above_number_line: number_line.is_some_and(|number_line| index < number_line),
                }),
                Role::Banner | Role::Byline | Role::Team | Role::Furniture | Role::Standfirst => header.others.push(text()),
            }
            if matches!(assigned.role, Role::Date | Role::Team)
                && let Some(date) = &evidence.date
            {
                let is_alone = assigned.role == Role::Date;
                header.dates.push(HeaderDate { value: date.value, span: line.prose.span(date.range.clone()), line: is_alone.then(text) });
            }
        }
        self.fill_date(header);
        unknown_headings
    }

    fn fill_banner(&self, header: &mut Header, line: &Line) {
        let number = line::number_of_banner(line.prose.text(), self.house);
        header.banner_number = number.map(|(value, range)| Field { value, span: line.prose.span(range) });
        header.banner = Some(line.prose.clone());
    }

    /// A date beside the number line, where that has none.
    fn fill_date(&self, header: &mut Header) {
        let has_one =
            header.date.is_some() || header.impossible_date.is_some() || header.number_line.as_ref().is_some_and(|line| line.has_date);
        let Some(first) = header.dates.first().filter(|_| !has_one && self.scene != Scene::Entry) else { return };
        match first.value {
            Some(value) => header.date = Some(Field { value, span: first.span }),
            None => header.impossible_date = Some(first.span),
        }
    }
}

fn number_line_of(line: &Line, reading: &TemplateMatch) -> NumberLine {
    NumberLine {
        text: line.prose.clone(),
        fit: reading.fit.clone(),
        placeholder: reading.placeholder.as_ref().map(|range| line.prose.span(range.clone())),
        has_date: reading.has_date,
    }
}

fn fill_number_line(header: &mut Header, line: &Line, evidence: &Evidence) {
    let Some(reading) = &evidence.number_line else { return };
    let span = |range: &std::ops::Range<usize>| line.prose.span(range.clone());
    header.number = reading.number.as_ref().map(|(value, range)| Field { value: *value, span: span(range) });
    header.last_number = reading.last_number;
    let run = |numbers: &Numbers| Field { value: Run { first: numbers.first, last: numbers.last }, span: span(&numbers.range) };
    header.volume = reading.volume.as_ref().map(run);
    header.issue = reading.issue.as_ref().map(run);
    if let Some(mention) = &reading.date {
        match mention.resolved {
            Resolved::On { date, .. } => header.date = Some(Field { value: date, span: span(&mention.range) }),
            Resolved::Impossible => header.impossible_date = Some(span(&mention.range)),
            Resolved::Open => {}
        }
    }
    header.number_line = Some(number_line_of(line, reading));
}
