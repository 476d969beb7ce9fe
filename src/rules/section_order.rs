//! `section-order`. A heading that stands twice is for `duplicate-section`, as long as one of the two stands in its place.

use crate::draft::{Heading, Section};
use crate::rules::{Context, Finding, Findings, rule};

rule! {
    /// A section stands in another place than the house gives it
    ///
    /// The order of the sections is the order of the argument: causes come before consequences. Of all ways to bring the sections into
    /// order the rule takes the one that moves the fewest; where two do as well, it names the section that stands too early.
    ///
    /// ```sections bad
    /// Why now?
    /// First, the strike fund. The union had run out of money by the second week.
    ///
    /// Second, the season. Fruit from the hinterland does not keep.
    ///
    /// What was seen?
    /// On 11 May, the dockers of Port Ellery voted to return to work.
    ///
    /// What follows?
    /// First, a fragile peace. Neither side has signed anything.
    ///
    /// Second, more talks. The owners meet the union in June.
    /// ```
    ///
    /// ```sections good
    /// What was seen?
    /// On 11 May, the dockers of Port Ellery voted to return to work.
    ///
    /// Why now?
    /// First, the strike fund. The union had run out of money by the second week.
    ///
    /// Second, the season. Fruit from the hinterland does not keep.
    ///
    /// What follows?
    /// First, a fragile peace. Neither side has signed anything.
    ///
    /// Second, more talks. The owners meet the union in June.
    /// ```
    ///
    /// Where the house says that a section closes a note (`last = true`), a heading of the author's own that follows it is told as well, and not
    /// as `unknown-section`. Sub-heads within the section are its own.
    ///
    /// To mend it, move the section with all its text to where the help says.
    "section-order", Sections, Error, fix: None, check: Note(check)
}

fn check(cx: &Context<'_>, findings: &mut Findings) {
    let order = &cx.form().sections;
    let turn_of = |section: &Section| order.iter().position(|spec| *spec == section.spec);
    let placed = cx.note.sections.iter().filter_map(|section| Some(Placed { turn: turn_of(section)?, section }));
    let sections: Vec<Placed<'_>> = placed.collect();
    let turns: Vec<usize> = sections.iter().map(|placed| placed.turn).collect();
    let kept = longest_rise(&turns, order.len());
    let mut moved = vec![false; order.len()];
    for (index, placed) in sections.iter().enumerate() {
        if !kept.contains(&placed.turn) && !moved[placed.turn] {
            moved[placed.turn] = true;
            findings.push(misplaced(cx, &sections, index, &kept));
        }
    }
    findings.extend(cx.note.unknown_headings.iter().filter_map(|heading| after_the_last(cx, heading)));
}

/// A heading of the author's own behind the section that closes a note.
fn after_the_last(cx: &Context<'_>, heading: &Heading) -> Option<Finding> {
    let (format, section) = cx.closed_before(heading)?;
    let (name, closing) = (heading.text.text(), section.heading.text.text());
    let finding = cx
        .finding(format!("`{name}` stands after `{closing}`, which closes a note"), heading.text.whole())
        .related(cx.label(section.heading.text.whole(), "nothing should follow this section"))
        .help(format!("move it, with its text, to before `{closing}`"));
    Some(finding.related(cx.house.label_at(format.last?, "the house says so here")))
}

/// A section of the note's form.
struct Placed<'a> {
    /// Its place among those of the form.
    turn: usize,
    section: &'a Section,
}

fn misplaced(cx: &Context<'_>, sections: &[Placed<'_>], index: usize, kept: &[usize]) -> Finding {
    let Placed { turn, section } = sections[index];
    let name = section.heading.text.text();
    let follows = kept.iter().rev().find(|kept| **kept < turn);
    let overtaken = sections[index + 1..].iter().find(|other| Some(&other.turn) == follows).map(|other| other.section);
    let precedes = kept.iter().find(|kept| **kept > turn);
    let passed = sections.iter().find(|other| Some(&other.turn) == precedes).map(|other| other.section);
    let finding = match (overtaken, passed) {
        (Some(other), _) => {
            let before = other.heading.text.text();
            cx.finding(format!("`{name}` stands before `{before}`, which it should follow"), section.heading.text.whole())
                .related(cx.label(other.heading.text.whole(), "it should follow this section"))
                .help(format!("move the section, with its text, to after `{before}`"))
        }
        (None, Some(other)) => {
            let after = other.heading.text.text();
            cx.finding(format!("`{name}` stands after `{after}`, which should follow it"), section.heading.text.whole())
                .related(cx.label(other.heading.text.whole(), "it should come before this section"))
                .help(format!("move the section, with its text, to before `{after}`"))
        }
        (None, None) => cx.finding(format!("`{name}` stands out of order"), section.heading.text.whole()),
    };
    finding.related(cx.house.label(&cx.house.sections[section.spec].heading, "the house gives the order here"))
}

/// The longest strictly rising choice from `specs`, each under `count`; of equally long ones the one that starts lowest.
fn longest_rise(specs: &[usize], count: usize) -> Vec<usize> {
    // One best rise for each value it may end on, so the cost is the number of headings times that of the house's sections.
    let mut best: Vec<Vec<usize>> = vec![Vec::new(); count];
    let better = |one: &Vec<usize>, other: &Vec<usize>| one.len() > other.len() || (one.len() == other.len() && one < other);
    for spec in specs {
        let mut rise = best[..*spec].iter().fold(Vec::new(), |held, rise| if better(rise, &held) { rise.clone() } else { held });
        rise.push(*spec);
        if better(&rise, &best[*spec]) {
            best[*spec] = rise;
        }
    }
    best.into_iter().fold(Vec::new(), |held, rise| if better(&rise, &held) { rise } else { held })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_fewest_move_and_at_a_tie_the_one_that_stands_too_early() {
        let kept = |specs: &[usize]| longest_rise(specs, 4);
        assert_eq!(kept(&[1, 0, 2]), [0, 2]);
        assert_eq!(kept(&[2, 0, 1]), [0, 1]);
        assert_eq!(kept(&[1, 2, 0]), [1, 2]);
        assert_eq!(kept(&[2, 1, 0]), [0]);
        assert_eq!(kept(&[0, 1, 2]), [0, 1, 2]);
        assert_eq!(kept(&[]), Vec::<usize>::new());
    }

    #[test]
    fn a_stray_copy_moves_nothing() {
        assert_eq!(longest_rise(&[0, 2, 1, 2], 3), [0, 1, 2]);
        assert_eq!(longest_rise(&[2, 0, 1, 0, 2], 3), [0, 1, 2]);
    }
}
