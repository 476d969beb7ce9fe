//! `unrecognised-draft`. Found where a draft is matched with a house: no rule looks at it.

use crate::rules::rule;

rule! {
    /// No note of any declared house is in the file
    ///
    /// A file named by hand is meant to be checked. If it bears no banner, number line or section heading of a house, or those of two houses,
    /// copydesk does not guess: a wrong house would find everything wrong, and none at all nothing.
    ///
    /// ```note bad
    /// A shopping list
    ///
    /// Flour, eggs and two lemons.
    /// ```
    ///
    /// ```note good
    /// Harbour Notes # 12, 15 May 2021
    ///
    /// Port Ellery: Dockers return to work
    /// Ines Okafor
    ///
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
    /// To mend it, name the house with `--house`, or with `house` in lint.toml, or leave the file out. A file found by walking a folder is
    /// passed over and counted instead.
    "unrecognised-draft", Desk, Error, fix: None, check: Desk
}
