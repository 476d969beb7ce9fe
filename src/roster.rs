//! A roster: the authors of a series as their names are spelt, and the spellings to mend. Which notes they wrote is not its affair.

use std::sync::Arc;

use crate::finding::{Finding, RuleId};
use crate::source::Source;
use crate::table::{self, Spanned, Table};

/// The authors of a series.
#[derive(Debug)]
pub struct Roster {
    /// The file.
    pub source: Arc<Source>,
    authors: Vec<Author>,
}

/// One author.
#[derive(Debug)]
pub struct Author {
    /// As the name is spelt.
    pub name: Spanned<String>,
    /// Spellings to mend.
    also_seen: Vec<String>,
    folded: String,
}

impl Roster {
    /// Reads a roster. The findings are its faults, in order of place; with any of them the roster is not to be used.
    pub fn read(source: &Arc<Source>) -> (Roster, Vec<Finding>) {
        let (authors, faults) = table::read(source, &RuleId::coded("invalid-settings"), authors);
        (Roster { source: Arc::clone(source), authors }, faults)
    }

    /// The author who is meant by `name`, where that is no spelling of the roster's but near to one; the nearest, at a tie the first.
    pub fn meant(&self, name: &str) -> Option<&Author> {
        if self.authors.iter().any(|author| same(&author.name, name)) {
            return None;
        }
        if let Some(author) = self.authors.iter().find(|author| author.also_seen.iter().any(|other| same(other, name))) {
            return Some(author);
        }
        let folded = fold(name);
        let near = self.authors.iter().filter_map(|author| Some((distance(&author.folded, &folded)?, author)));
        near.min_by_key(|(distance, _)| *distance).map(|(_, author)| author)
    }
}

fn authors(root: &mut Table<'_>) -> Vec<Author> {
    let names = root.get("names");
    let says_names = names.is_some();
    let names = names.and_then(|names| names.list()).unwrap_or_default();
    let mut authors: Vec<_> = names.value.into_iter().map(|name| Author::new(name, Vec::new())).collect();
    let entries = root.tables("author", "name", author);
    if entries.is_empty() && !says_names {
        let help = "list the authors: `names = [\"Ines Okafor\", \"Tomas Reyes\"]`";
        root.report(root.fault(root.place(), "this roster names no author").help(help));
    }
    authors.extend(entries.into_iter().flatten());
    for (index, author) in authors.iter().enumerate() {
        if author.name.trim().is_empty() {
            root.report(root.fault(author.name.span, "there is nothing between the quotes").help("write the name, or take the entry out"));
        } else if let Some(first) = authors[..index].iter().find(|first| same(&first.name, &author.name)) {
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
        let folded = fold(&name);
        Author { name, also_seen, folded }
    }
}

fn same(a: &str, b: &str) -> bool {
    a.split_whitespace().eq(b.split_whitespace())
}

/// Letters in lower case, words parted by single spaces, no marks.
fn fold(name: &str) -> String {
    let words = name.split(|c: char| !c.is_alphanumeric() && c != '\'' && c != '’').filter(|word| !word.is_empty());
    words.map(str::to_lowercase).collect::<Vec<_>>().join(" ")
}

/// How far two names are apart, where they may be one person's; `None` where they are not, or are the same.
pub fn nearness(one: &str, other: &str) -> Option<usize> {
    if same(one, other) { None } else { distance(&fold(one), &fold(other)) }
}

/// How far two folded names are apart, where they may be one person's: a slip or two, other initials, or the same words in another order.
fn distance(known: &str, name: &str) -> Option<usize> {
    let full = |name: &str| {
        let mut words: Vec<_> = name.split(' ').filter(|word| word.chars().count() > 1).map(str::to_owned).collect();
        words.sort_unstable();
        words
    };
    let initials = |name: &str| -> Vec<char> {
        let mut letters: Vec<_> = name.split(' ').filter(|word| word.chars().count() == 1).filter_map(|word| word.chars().next()).collect();
        letters.sort_unstable();
        letters
    };
    let (own, other) = (full(known), full(name));
    let contradict = !initials(known).is_empty() && !initials(name).is_empty() && initials(known) != initials(name);
    let length = known.chars().count().min(name.chars().count());
    let most = if length < 5 { 0 } else { 1 + usize::from(length >= 10) };
    if !contradict && known.chars().count().abs_diff(name.chars().count()) <= most {
        let slips = strsim::osa_distance(known, name);
        if slips <= most {
            return Some(slips);
        }
    }
    (own.len() >= 2 && own == other && !contradict).then_some(most + 1)
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
