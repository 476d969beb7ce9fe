//! `field-order`. Keys that the house does not declare have no place in its order.

use crate::rules::{Context, Findings, rule};
use crate::series::longest_rise;

rule! {
    /// A key of the front matter stands before one that it should follow
    ///
    /// Where every front matter has one order, two of them can be compared line by line. A house may say that the order in which it declares
    /// its fields is the one.
    ///
    /// ```toml house
    /// [front-matter]
    /// order = true
    ///
    /// [[field]]
    /// name = "number"
    ///
    /// [[field]]
    /// name = "status"
    ///
    /// [[field]]
    /// name = "berths"
    /// ```
    ///
    /// ```header-markdown bad
    /// ---
    /// number: 12
    /// berths: 14
    /// status: final
    /// ---
    ///
    /// Harbour Notes # 12, 15 May 2021
    ///
    /// Port Ellery: Dockers return to work
    /// Ines Okafor
    /// ```
    ///
    /// ```header-markdown good
    /// ---
    /// number: 12
    /// status: final
    /// berths: 14
    /// ---
    ///
    /// Harbour Notes # 12, 15 May 2021
    ///
    /// Port Ellery: Dockers return to work
    /// Ines Okafor
    /// ```
    ///
    /// Of two keys that have changed places, the one that stands too early is told. To mend it, move its line down.
    "field-order", Header, Warning, fix: None, check: Part(check)
}

/// Keys that are put in order: no front matter of a person has so many.
const MOST: usize = 256;

fn check(cx: &Context<'_>, findings: &mut Findings) {
    let Some(order) = cx.house.front_matter.order else { return };
    let keys = cx.note.header.keys.iter();
    let placed = keys.filter_map(|key| Some((cx.house.field_of_key(&key.value)?.0?, key)));
    let placed: Vec<_> = placed.take(MOST).collect();
    // From the end, so that of two which cannot both stay the later one does.
    let backwards: Vec<std::cmp::Reverse<usize>> = placed.iter().rev().map(|(turn, _)| std::cmp::Reverse(*turn)).collect();
    let mut kept = longest_rise(&backwards);
    kept.reverse();
    for (index, (turn, key)) in placed.iter().enumerate().filter(|(index, _)| !kept[*index]) {
        let stays = || placed.iter().zip(&kept).enumerate().filter(|(_, (_, kept))| **kept);
        let overtaken = stays().filter(|(at, ((other, _), _))| *at > index && other < turn).map(|(_, ((_, key), _))| *key).next_back();
        let passed = stays().find(|(at, ((other, _), _))| *at < index && other > turn).map(|(_, ((_, key), _))| *key);
        let (relation, other) = match (overtaken, passed) {
            (Some(other), _) => (("before", "follow", "below"), other),
            (None, Some(other)) => (("after", "precede", "above"), other),
            (None, None) => continue,
        };
        let ((stands, should, side), key, other) = (relation, *key, other);
        let finding = cx
            .finding(format!("`{}` stands {stands} `{}`, which it should {should}", key.value, other.value), key.span)
            .related(cx.label(other.span, "the other key"))
            .related(cx.house.label_at(order, "the house asks for its own order here"))
            .help(format!("move it {side} `{}`", other.value));
        findings.push(finding);
    }
}
