//! A roster: the authors of a series as their names are spelt, and the spellings to mend. Which notes they wrote is not its affair.

use std::collections::HashMap;
use std::sync::Arc;

use crate::finding::{Finding, RuleId};
use crate::house::heading::Letters;
use crate::source::Source;
use crate::table::{self, Spanned, Table};

/// The authors of a series.
#[derive(Debug)]
pub struct Roster {
    /// The file.
    pub source: Arc<Source>,
    authors: Vec<Author>,
    /// Spellings, spaces aside, with the index of the author; `None` for the roster's own.
    spellings: HashMap<String, Option<usize>>,
    /// Authors by their words of more than a letter, in order.
    by_words: HashMap<Vec<String>, Vec<usize>>,
}

/// One author.
#[derive(Debug)]
pub struct Author {
    /// As the name is spelt.
    pub name: Spanned<String>,
    /// Spellings to mend.
    also_seen: Vec<String>,
    compared: Name,
}

impl Roster {
    /// Reads a roster. The findings are its faults, in order of place; with any of them the roster is not to be used.
    pub fn read(source: &Arc<Source>) -> (Roster, Vec<Finding>) {
        let (authors, faults) = table::read(source, &RuleId::coded("invalid-settings"), authors);
        let mut roster = Roster { source: Arc::clone(source), authors, spellings: HashMap::new(), by_words: HashMap::new() };
        for (index, author) in roster.authors.iter().enumerate() {
            for other in &author.also_seen {
                roster.spellings.entry(spaced(other)).or_insert(Some(index));
            }
            roster.by_words.entry(author.compared.words.clone()).or_default().push(index);
        }
        roster.spellings.extend(roster.authors.iter().map(|author| (spaced(&author.name), None)));
        (roster, faults)
    }

    /// The names of all, in the order of the file.
    pub fn names(&self) -> impl Iterator<Item = &str> {
        self.authors.iter().map(|author| author.name.value.as_str())
    }

    /// The author who is meant by `name`, where that is no spelling of the roster's but near to one; the nearest, at a tie the first.
    pub fn meant(&self, name: &str) -> Option<&Author> {
        if let Some(known) = self.spellings.get(&spaced(name)) {
            return known.map(|index| &self.authors[index]);
        }
        let name = Name::of(name);
        // A draft may have as many names as a roster: what is nowhere near is passed over by its letters, and of the rest some are compared.
        let near = self.authors.iter().filter(|author| name.may_be(&author.compared)).take(MOST_COMPARED);
        let turned = self.by_words.get(&name.words).into_iter().flatten().map(|index| &self.authors[*index]).take(MOST_COMPARED);
        let scored = near.chain(turned).filter_map(|author| Some((name.distance(&author.compared)?, author.name.span, author)));
        scored.min_by_key(|(distance, place, _)| (*distance, *place)).map(|(.., author)| author)
    }
}

/// Authors of a roster.
const MOST_AUTHORS: usize = 5000;

/// Authors of a roster that one name is compared with, letter by letter.
const MOST_COMPARED: usize = 64;

fn authors(root: &mut Table<'_>) -> Vec<Author> {
    let names = root.get("names");
    let says_names = names.is_some();
    let names = names.and_then(|names| names.list_up_to(MOST_AUTHORS)).unwrap_or_default();
    let mut authors: Vec<_> = names.value.into_iter().map(|name| Author::new(name, Vec::new())).collect();
    let entries = root.tables_up_to("author", "name", MOST_AUTHORS, author);
    if entries.is_empty() && !says_names {
        let help = "list the authors: `names = [\"Ines Okafor\", \"Tomas Reyes\"]`";
        root.report(root.fault(root.place(), "this roster names no author").help(help));
    }
    authors.extend(entries.into_iter().flatten());
    let mut first_of: HashMap<String, &Author> = HashMap::new();
    for author in &authors {
        if author.name.trim().is_empty() {
            root.report(root.fault(author.name.span, "there is nothing between the quotes").help("write the name, or take the entry out"));
        } else if let Some(first) = first_of.insert(spaced(&author.name), author) {
            let fault = root.fault(author.name.span, format!("`{}` stands twice in this roster", author.name.value));
            root.report(fault.related(root.label(first.name.span, "the first")).help("take one of them out"));
        }
    }
    authors
}

fn author(table: &mut Table<'_>) -> Option<Author> {
    let name = table.need("name", "give the name as it is spelt in a byline").and_then(|value| value.string());
    let also_seen = table.list("also-seen").unwrap_or_default();
    Some(Author::new(name?, also_seen.words()))
}

impl Author {
    fn new(name: Spanned<String>, also_seen: Vec<String>) -> Author {
        let compared = Name::of(&name);
        Author { name, also_seen, compared }
    }
}

/// A name as it is compared with others.
#[derive(Debug)]
struct Name {
    folded: String,
    length: usize,
    letters: Letters,
    /// Its words of more than a letter, in order.
    words: Vec<String>,
}

impl Name {
    fn of(name: &str) -> Name {
        let folded = fold(name);
        let mut words: Vec<_> = folded.split(' ').filter(|word| word.chars().count() > 1).map(str::to_owned).collect();
        words.sort_unstable();
        Name { length: folded.chars().count(), letters: Letters::of(&folded), words, folded }
    }

    /// Slips of the pen that leave the two one name.
    fn most_slips(&self, known: &Name) -> usize {
        let length = self.length.min(known.length);
        if length < 5 { 0 } else { 1 + usize::from(length >= 10) }
    }

    /// Whether a slip or two may be all that is between the two.
    fn may_be(&self, known: &Name) -> bool {
        let most = self.most_slips(known);
        self.length.abs_diff(known.length) <= most && self.letters.slips(known.letters) <= most
    }

    /// How far the two are apart, where they may be one person's: a slip or two, other initials, or the same words in another order.
    fn distance(&self, known: &Name) -> Option<usize> {
        let most = self.most_slips(known);
        let (theirs, own) = (initials(&known.folded), initials(&self.folded));
        if !theirs.is_empty() && !own.is_empty() && theirs != own {
            return None;
        }
        let slips = self.may_be(known).then(|| strsim::osa_distance(&known.folded, &self.folded)).filter(|slips| *slips <= most);
        slips.or_else(|| (self.words.len() >= 2 && self.words == known.words).then_some(most + 1))
    }
}

/// How far two names are apart, where they may be one person's; `None` where they are not, or are the same.
pub fn nearness(one: &str, other: &str) -> Option<usize> {
    if spaced(one) == spaced(other) { None } else { Name::of(other).distance(&Name::of(one)) }
}

/// With one space between words.
fn spaced(name: &str) -> String {
    name.split_whitespace().collect::<Vec<_>>().join(" ")
}

/// Letters in lower case, words parted by single spaces, no marks.
fn fold(name: &str) -> String {
    let words = name.split(|c: char| !c.is_alphanumeric() && c != '\'' && c != '’').filter(|word| !word.is_empty());
    words.map(str::to_lowercase).collect::<Vec<_>>().join(" ")
}

fn initials(folded: &str) -> Vec<char> {
    let mut letters: Vec<_> = folded.split(' ').filter(|word| word.chars().count() == 1).filter_map(|word| word.chars().next()).collect();
    letters.sort_unstable();
    letters
}

#[cfg(test)]
mod tests {
    use super::*;

    fn roster(text: &str) -> (Roster, Vec<String>) {
        let (roster, faults) = Roster::read(&Arc::new(Source::new("authors.toml", text)));
        (roster, faults.into_iter().map(|fault| fault.message).collect())
    }

    #[test]
    fn a_name_near_to_one_of_the_roster_is_meant_as_that() {
        let (roster, faults) = roster(
            "names = ['Ines Okafor', 'T V Reyes Kamau', 'Ana Šarić', 'Li Bo']\n[[author]]\nname = 'Mina Dahl'\nalso-seen = ['M. Dahl-Berg']\n",
        );
        assert_eq!(faults, Vec::<String>::new());
        let meant = |name: &str| roster.meant(name).map(|author| author.name.as_str());
        for known in ["Ines Okafor", "Ines  Okafor", "T V Reyes Kamau", "Ana Šarić", "Mina Dahl"] {
            assert_eq!(meant(known), None, "{known}");
        }
        assert_eq!(meant("Ines Okafer"), Some("Ines Okafor"), "a slip");
        assert_eq!(meant("T.V. Reyes Kamau"), Some("T V Reyes Kamau"), "marks");
        assert_eq!(meant("Reyes Kamau T V"), Some("T V Reyes Kamau"), "another order");
        assert_eq!(meant("Reyes Kamau"), Some("T V Reyes Kamau"), "no initials");
        assert_eq!(meant("Ana Sarić"), Some("Ana Šarić"), "a letter without its sign");
        assert_eq!(meant("M. Dahl-Berg"), Some("Mina Dahl"), "a spelling that is listed");
        for other in ["Ines Varga", "A B Reyes Kamau", "Mira Dale", "Li Bai", "Okafor"] {
            assert_eq!(meant(other), None, "{other} is somebody else");
        }
    }

    #[test]
    fn a_roster_that_is_no_list_is_told() {
        assert_eq!(roster("names = 'Ines Okafor'\n").1, ["`names` should be a list of words in quotes, not words in quotes"]);
        assert_eq!(roster("").1, ["this roster names no author"]);
        assert_eq!(roster("names = ['Ines Okafor', 'Ines Okafor']\n").1, ["`Ines Okafor` stands twice in this roster"]);
        assert_eq!(roster("names = ['']\n").1, ["there is nothing between the quotes"]);
        assert_eq!(roster("[[author]]\nnam = 'Ines'\n").1[0], "`name` is missing in `author`");
    }
}
