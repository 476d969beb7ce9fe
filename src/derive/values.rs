//! What the values of a field have in common: their kind, or that they are few. Which field it is does not matter here.

use crate::derive::count::{Counted, count};

/// What values have in common.
#[derive(Debug, Clone, Default)]
pub(super) struct Values {
    /// The name of their kind in a house; `None` for any text.
    pub kind: Option<&'static str>,
    /// The values, where they are few.
    pub few: Vec<Counted<String>>,
    /// Whether each of them is in so many notes that there are hardly others.
    pub is_sure: bool,
    /// Whether more words follow one of them in some notes.
    pub continued: bool,
    /// Whether some differ in letter case alone.
    pub mixed_case: bool,
}

/// Values that a list may have.
const MOST_VALUES: usize = 8;

/// Characters of a value that is one of a list.
const LONGEST: usize = 30;

impl Values {
    /// What `values`, one of each note, have in common; `is_date` knows the dates of the house.
    pub fn of(values: &[String], is_date: impl Fn(&str) -> bool) -> Values {
        let given: Vec<&str> = values.iter().map(|value| value.trim()).filter(|value| !value.is_empty()).collect();
        if given.is_empty() {
            return Values::default();
        }
        let all = |is: &dyn Fn(&str) -> bool| given.iter().all(|value| is(value));
        let kind = if all(&|value| is_iso(value) || is_date(value)) {
            Some("date")
        } else if all(&|value| value.starts_with("https://") || value.starts_with("http://")) {
            Some("url")
        } else if all(&|value| value.bytes().all(|byte| byte.is_ascii_digit())) {
            Some("number")
        } else if all(&is_numbers) {
            Some("numbers")
        } else {
            None
        };
        if kind.is_some() {
            return Values { kind, ..Values::default() };
        }
        few(&given)
    }
}

fn few(given: &[&str]) -> Values {
    let mut counted = count(given.iter().map(|value| (*value).to_owned()));
    let continued = fold_continued(&mut counted);
    let mixed_case = fold_case(&mut counted);
    let short =
        counted.iter().all(|counted| counted.value.chars().count() <= LONGEST && !counted.value.contains(['[', '(', '`', '@', '\u{fffc}']));
    if !short || counted.len() > MOST_VALUES || counted.len() * 2 > given.len() {
        return Values::default();
    }
    // A value that all have is said of these notes, and tells nothing of others.
    let is_sure = counted.len() > 1 && (given.len() >= 5 && counted.len() * 5 <= given.len() * 2 || given.len() >= 8);
    Values { kind: None, few: counted, is_sure, continued, mixed_case }
}

/// `superseded by 12` and `superseded by 14` are one value, the words before the figure, with more after it.
fn fold_continued(counted: &mut Vec<Counted<String>>) -> bool {
    let mut continued = false;
    let mut folded: Vec<Counted<String>> = Vec::new();
    for mut one in counted.drain(..) {
        if let Some(figure) = one.value.find(|c: char| c.is_ascii_digit()).filter(|at| *at > 0) {
            let words = &one.value[..figure];
            let head = words.rfind(' ').map(|cut| one.value[..cut].trim_end().to_owned()).unwrap_or_default();
            if !head.is_empty() {
                continued = true;
                one.value = head;
            }
        }
        match folded.iter_mut().find(|other| other.value == one.value) {
            Some(same) => same.notes += one.notes,
            None => folded.push(one),
        }
    }
    *counted = folded;
    continued
}

/// Makes one of values that differ in letter case alone, as most notes write it.
fn fold_case(counted: &mut Vec<Counted<String>>) -> bool {
    let before = counted.len();
    let mut folded: Vec<Counted<String>> = Vec::new();
    for one in counted.drain(..) {
        match folded.iter_mut().find(|other| other.value.to_lowercase() == one.value.to_lowercase()) {
            Some(same) => same.notes += one.notes,
            None => folded.push(one),
        }
    }
    *counted = folded;
    counted.len() < before
}

fn is_iso(value: &str) -> bool {
    let value = value.get(..10).unwrap_or(value);
    value.len() == 10 && value.parse::<jiff::civil::Date>().is_ok()
}

fn is_numbers(value: &str) -> bool {
    let parts = value.split(',').map(str::trim);
    parts.clone().count() > 0 && parts.into_iter().all(|part| !part.is_empty() && part.bytes().all(|byte| byte.is_ascii_digit()))
}
