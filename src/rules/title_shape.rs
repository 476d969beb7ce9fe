//! `title-shape`. It looks for the mark between the parts, not at what the parts say.

use crate::prose::Prose;
use crate::rules::{Context, Findings, rule};

rule! {
    /// The title does not have the house's shape
    ///
    /// In a series whose titles all read `Place: headline`, readers go down the listing by place. A title of another shape drops out of
    /// sight. The rule is off unless a house or its editors turn it on.
    ///
    /// ```header bad
    /// Harbour Notes # 12, 15 May 2021
    ///
    /// Dockers return to work
    /// Ines Okafor
    /// ```
    ///
    /// ```header good
    /// Harbour Notes # 12, 15 May 2021
    ///
    /// Port Ellery: Dockers return to work
    /// Ines Okafor
    /// ```
    ///
    /// To mend it, begin the title with the place, and go on after a colon.
    "title-shape", Header, Off, fix: None, check: Note(check)
}

fn check(cx: &Context<'_>, findings: &mut Findings) {
    let (Some(shape), [first, rest @ ..]) = (&cx.house.header.title_shape, cx.note.header.title.as_slice()) else { return };
    let lines = [first].into_iter().chain(rest).map(Prose::text).collect::<Vec<_>>();
    if has_shape(&lines.join(" "), shape) {
        return;
    }
    let finding = cx
        .finding(format!("the title is not of the shape `{}`", shape.value), first.whole())
        .related(cx.house.label(shape, "the house asks for it here"))
        .help(format!("write it as `{}`", shape.value));
    findings.push(finding);
}

/// Whether something stands on either side of what separates the words of `shape`.
fn has_shape(title: &str, shape: &str) -> bool {
    let Some(start) = shape.find(|c: char| !c.is_alphanumeric()) else { return true };
    let Some(len) = shape[start..].find(char::is_alphanumeric) else { return true };
    let has_words = |part: &str| part.contains(char::is_alphanumeric);
    title.split_once(&shape[start..start + len]).is_some_and(|(before, after)| has_words(before) && has_words(after))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_shape_wants_words_on_either_side_of_its_mark() {
        let shape = "Place: headline";
        assert!(has_shape("Port Ellery: Dockers return", shape));
        assert!(has_shape("Port Ellery: Talks: the end", shape));
        assert!(!has_shape("Port Ellery:", shape));
        assert!(!has_shape(": Dockers return", shape));
        assert!(!has_shape("Dockers return at 10:30", shape));
        assert!(has_shape("Port Ellery – Dockers return", "Place – headline"));
    }
}
