//! A house format: a TOML file that says what a note of a series looks like. Each value keeps its span, so that a finding can point at the
//! line that asks for it. What a rule does with a value is the rule's affair.

use std::borrow::Cow;
use std::ops::Range;
use std::sync::{Arc, OnceLock};

use jiff::civil::Date;
use regex::Regex;

use crate::date::{Finder, Vocabulary};
use crate::finding::{Label, Level};
use crate::prose::phrase::Phrases;
use crate::prose::triggers::TriggerTable;
use crate::prose::words::{Forms, Words};
use crate::source::Source;
use crate::table::Spanned;

pub use example::Example;
pub use field::{FieldFormat, Role};
pub use file_name::{FileName, file_name};
pub use form::{FormFormat, Found, SubHeads};
pub use front_matter::{FrontMatterFormat, Style};
pub use headings::{HeadingsFormat, Likeness};
pub use kind::{Bounds, Kind, Patterned, character_count};
pub use leftover::Leftover;
pub use misfit::Misfit;
pub use naming::ReferenceFormat;
pub use number_line::OtherTime;
pub use numbers::Numbers;
pub use pattern::Pattern;
pub use period::{Period, Timed};
pub use presence::{Condition, Presence, Wish};
pub use read::rule_settings;
pub use section::{Body, SectionFormat};
pub use series::{NumberSource, Numbering, SeriesFormat};
pub use template::{Field, Fit, Template, TemplateFault, TemplateMatch};
pub use title::{TitleFormat, TitleFrom};

mod condition;
mod example;
mod field;
mod file_name;
mod form;
mod free_marks;
mod front_matter;
pub mod heading;
mod headings;
mod kind;
mod language;
mod leftover;
mod misfit;
mod naming;
mod needs;
mod number_line;
mod numbers;
mod openings;
mod pattern;
pub mod period;
mod presence;
mod read;
mod reference;
mod section;
mod series;
mod shipped;
mod template;
pub mod term;
mod title;
mod triggers;
mod value;

/// What the notes of one series look like.
#[derive(Debug, Clone)]
pub struct House {
    /// The file itself: `copydesk:NAME.toml` for a shipped one.
    pub source: Arc<Source>,
    /// What settings call it.
    pub name: Spanned<String>,
    /// What people call the series.
    pub title: Spanned<String>,
    /// The lines before the first section.
    pub header: HeaderFormat,
    /// Where a note has its title from, and what it may be.
    pub title_format: TitleFormat,
    /// The front matter as a whole.
    pub front_matter: FrontMatterFormat,
    /// Header fields besides those of the number line.
    pub fields: Vec<FieldFormat>,
    /// How several notes make one draft; `None` where a draft is one note.
    pub digest: Option<DigestFormat>,
    /// In the order the house wants; at least one. Those that only other forms of a note have come last.
    pub sections: Vec<SectionFormat>,
    /// The forms that a note may have: the first is that of the house's own sections.
    pub forms: Vec<FormFormat>,
    /// Their headings, to compare lines with.
    pub headings: heading::Headings,
    /// How headings are marked and compared.
    pub headings_format: HeadingsFormat,
    /// How a text names a note of the series, besides its number line.
    pub references: Vec<ReferenceFormat>,
    /// How points are numbered.
    pub points: PointsFormat,
    /// How dates are written.
    pub dates: DatesFormat,
    /// The series as a whole.
    pub series: SeriesFormat,
    /// Words the prose rules need.
    pub prose: ProseFormat,
    /// What must not be left in.
    pub leftover: Leftover,
    /// What a web page adds after a note.
    pub furniture: FurnitureFormat,
    /// What a mail leaves around a note.
    pub mail: MailFormat,
    /// Rules about words: its own and those of the packs added to it.
    pub terms: term::Terms,
    /// Levels and options of rules, where they differ from the rules' own.
    pub rules: Vec<RuleSetting>,
    examples: OnceLock<Vec<Example>>,
    trigger_table: OnceLock<TriggerTable>,
}

/// The lines before the first section.
#[derive(Debug, Clone, Default)]
pub struct HeaderFormat {
    /// The first is canonical, the others are accepted. Empty where a series has none.
    pub number_line: Vec<Timed<Template>>,
    /// Words that leave the number open, "XX" among them; runs of `_` and `?` always do.
    pub placeholders: Vec<String>,
    /// The line with the series' name alone, in its canonical form first.
    pub banner: Vec<Timed<String>>,
    /// `Place: headline`: what stands around the colon has names for people only.
    pub title_shape: Option<Spanned<String>>,
    /// How many lines a title may take.
    pub title_lines: usize,
    /// Titles with the note's number in them: `{number}. {title}`.
    pub numbered_title: Vec<Spanned<Template>>,
    /// Whether a note names its authors.
    pub byline: Option<BylineFormat>,
    /// Whether a sentence or two may stand between the header and the first section.
    pub standfirst: Leave,
    /// How closely the marks of a number line are looked at.
    pub marks: Marks,
    /// Patterns (`regex` syntax) that match a whole line which is neither title nor byline.
    pub other_lines: Vec<Spanned<Pattern>>,
}

/// How closely the marks of a number line are looked at.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Marks {
    /// They must be as in the template.
    #[default]
    Exact,
    /// Spaces, commas and the `0` of a padded day may stand or not.
    Free,
}

/// How several notes make one draft.
#[derive(Debug, Clone)]
pub struct DigestFormat {
    /// Whether each note names its authors.
    pub byline: Option<NoteByline>,
}

/// Each note of a digest names its authors.
#[derive(Debug, Clone, Copy)]
pub struct NoteByline {
    /// Digests of other days need not.
    pub period: Period,
    /// Where the house says so.
    pub span: crate::source::Span,
}

/// The line of authors, under the title.
#[derive(Debug, Clone)]
pub struct BylineFormat {
    /// How a list is written: `A, B and C`.
    pub list: Spanned<String>,
    /// Words that may open the line and are no name: `By`.
    pub prefixes: Vec<String>,
    /// Words within a name that have no capital: `de`, `van`.
    pub particles: Words,
    /// Words that tell that a part of the line is no name: `Professor`, `University`.
    pub not_names: Words,
}

/// Whether something may stand in a note that it need not have.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Leave {
    /// It may not.
    #[default]
    Denied,
    /// It may.
    Given,
}

/// How points are numbered.
#[derive(Debug, Clone, Default)]
pub struct PointsFormat {
    /// The ordinals in order; empty where no section is numbered, and where points are numbered in figures.
    pub words: Vec<String>,
    /// What the ordinals are.
    pub ordinals: Ordinals,
    /// Where the file lists them.
    pub words_span: crate::source::Span,
    /// What follows the ordinal: `,`.
    pub mark: String,
    /// Variants that are mended safely, each with its number from 1: `("Firstly", 1)`.
    pub also_seen: Vec<(String, u32)>,
    /// The ordinals and their variants: what most lines do not open with.
    pub openings: Words,
    /// Words that close a list without numbering it: `Finally`.
    pub closing: Words,
    /// Words that may stand between an ordinal and its mark: `of all`.
    pub fillers: Words,
    /// What a figure takes to be an ordinal, as in dates: `st`.
    pub suffixes: Words,
}

/// What the ordinals of points are.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Ordinals {
    /// Those that the house lists.
    #[default]
    Listed,
    /// Figures, as many as there are points: `1`.
    Figures,
}

/// How dates are written, and the phrases around them. Phrases are compared without regard to case.
#[derive(Debug, Clone, Default)]
pub struct DatesFormat {
    /// Names and forms.
    pub vocabulary: Vocabulary,
    /// Finds and writes dates with them.
    pub finder: Finder,
    /// Where the file gives the form.
    pub form_span: crate::source::Span,
    /// Words that open a dated paragraph: `On`, `During`.
    pub openers: Words,
    /// Words that may open it before those, and excuse it from the order of events: `Earlier`, `Meanwhile`.
    pub excuses: Words,
    /// Words that may stand between an opener and its date: `the`, `evening`, `of`.
    pub fillers: Words,
    /// Phrases that date a paragraph by the one before.
    pub same_day: Phrases,
    /// Phrases that mean nothing without today's date: `yesterday`, `last week`, `this Monday`.
    pub relative: Phrases,
    /// Words before such a phrase that make it mean something else: `the`, `its`.
    pub not_relative_after: Words,
    /// Words that speak of what is to come: `will`, `is due to`.
    pub future: Phrases,
    /// Words that may stand inside such a phrase: `not` in "is not due to".
    pub adverbs: Forms,
    /// Words before such a phrase that make it a thing: `the` in "the will".
    pub not_future_after: Words,
    /// Words that make a limit of the date they lead: `until`.
    pub deadlines: Words,
    /// Words that tell what has happened: `went`, `-ed`. Where the house lists none, any sentence does that does not speak of what is to come.
    pub past: Forms,
    /// Words that only look like one of those: `need`.
    pub not_past: Words,
    /// Words that tell that one date takes another's place: `moved` in "moved from 24 to 20 July".
    pub shifts: Words,
}

/// Words the prose rules need.
#[derive(Debug, Clone, Default)]
pub struct ProseFormat {
    /// Acronyms that need no introduction.
    pub acronyms: Vec<String>,
    /// Abbreviations whose stop ends no sentence, without the stop; more than the usual ones.
    pub abbreviations: Vec<String>,
    /// `the`, `a`: of two in a row one is too many.
    pub articles: Words,
    /// Words that may stand twice in a row, and phrases that are fine after an article: `that`, `a cappella`.
    pub may_repeat: Phrases,
    /// What leads in a quotation that is a sentence: `:`. Without it the house has no wish.
    pub speech_mark: Option<Spanned<String>>,
    /// Words that tell that somebody speaks: `said`.
    pub speech_words: Vec<String>,
    /// What stands between the groups of figures of a large number: `,`. Without it the house has no wish.
    pub group_mark: Option<Spanned<String>>,
    /// Words before a number that is a name: `Resolution`.
    pub before_identifiers: Vec<String>,
}

/// What a web page adds after a note.
#[derive(Debug, Clone, Default)]
pub struct FurnitureFormat {
    /// The first line of an entry in an archive listing; the title stands on the next.
    pub listing: Option<Spanned<Template>>,
    /// Patterns (`regex` syntax) that match a whole line of furniture.
    pub lines: Vec<Spanned<Pattern>>,
}

/// What a mail leaves around a note that was pasted from it.
#[derive(Debug, Clone, Default)]
pub struct MailFormat {
    /// Words that open a greeting: `Dear`.
    pub greetings: Words,
    /// Names of a mail's fields in other languages than English: `Betreff`.
    pub fields: Words,
    /// Words that close a letter and stand alone on a line, but for a name: `Kind regards`.
    pub closings: Words,
    /// Words that open a line which a program puts under a mail: `Sent from my`.
    pub signatures: Words,
}

/// What a `[rules]` table says of one rule.
#[derive(Debug, Clone)]
pub struct RuleSetting {
    /// The rule's id; whether there is such a rule is not checked here.
    pub rule: Spanned<String>,
    /// The level, where one is given.
    pub level: Option<Spanned<Level>>,
    /// Options by name; whether the rule knows them is not checked here.
    pub options: Vec<(Spanned<String>, Spanned<i64>)>,
}

impl House {
    /// Points at the line of the house format that asks for something.
    pub fn label<T>(&self, asked: &Spanned<T>, text: impl Into<String>) -> Label {
        Label::new(&self.source, asked.span, text)
    }

    /// Points at a span of the house format.
    pub fn label_at(&self, span: crate::source::Span, text: impl Into<String>) -> Label {
        Label::new(&self.source, span, text)
    }

    /// Finds and writes dates as the house does.
    pub fn finder(&self) -> &Finder {
        &self.dates.finder
    }

    /// Whether it says how dates are written.
    pub fn knows_dates(&self) -> bool {
        !self.dates.vocabulary.months.is_empty()
    }

    /// Where the house asks a note of that day to name its authors; of a day that is not known, where it always does.
    pub fn asks_for_byline(&self, day: Option<Date>) -> Option<crate::source::Span> {
        let byline = self.header.byline.as_ref()?;
        let Some(digest) = &self.digest else { return Some(byline.list.span) };
        let wish = digest.byline?;
        wish.period.surely_covers(day).then_some(wish.span)
    }

    /// Whether `line` opens with the series' name, or one of those its number lines give it, whatever the letter case and whatever stands
    /// between the letters.
    pub fn is_named_in(&self, line: &str) -> bool {
        let line = letters_of(line);
        let names = self.header.number_line.iter().map(|template| template.name().concat());
        names.chain([letters_of(&self.title)]).any(|name| !name.is_empty() && line.starts_with(&name))
    }

    /// Whether `line` opens with such a name but for a slip of the pen, or for a word of three or more that is left out or put in. Another
    /// word in the place of one makes it another series' name.
    pub fn is_nearly_named_in(&self, line: &str) -> bool {
        let is_sign = |word: &&str| word.contains(|c: char| c.is_ascii_digit() || matches!(c, '#' | '№'));
        let mut said: Vec<String> = line.split_whitespace().take_while(|word| !is_sign(word)).map(letters_of).collect();
        said.pop_if(|last| numbers::is_sign(last));
        let title: Vec<String> = self.title.split_whitespace().map(letters_of).collect();
        let mut names = self.header.number_line.iter().map(|template| template.name()).chain([title.as_slice()]);
        names.any(|name| {
            let (said_at_once, name_at_once) = (said.concat(), name.concat());
            let slips = (name_at_once.chars().count() / SLIP_IN).min(2);
            let near = slips > 0
                && said_at_once.len().abs_diff(name_at_once.len()) <= 8
                && strsim::osa_distance(&said_at_once, &name_at_once) <= slips;
            near || lacks_one_word(&said, name) && name.len() > 2 || lacks_one_word(name, &said) && name.len() > 2
        })
    }

    /// The canonical number line, where the series has one.
    pub fn number_line(&self) -> Option<&Spanned<Template>> {
        self.number_line_on(None)
    }

    /// The number line that is canonical on `day`; the first of all for a day that is not known. `None` where the series had none then.
    pub fn number_line_on(&self, day: Option<Date>) -> Option<&Spanned<Template>> {
        period::first_on(&self.header.number_line, day).map(|line| &line.entry)
    }

    /// The banner that is canonical on `day`.
    pub fn banner_on(&self, day: Option<Date>) -> Option<&Spanned<String>> {
        period::first_on(&self.header.banner, day).map(|banner| &banner.entry)
    }
}

/// Letters of a name among which one slip leaves it the same name.
const SLIP_IN: usize = 6;

/// Its letters and figures, in lower case.
fn letters_of(text: &str) -> String {
    text.chars().filter(|c| c.is_alphanumeric()).flat_map(char::to_lowercase).collect()
}

/// Whether `words` are those of `name` but for one that is left out.
fn lacks_one_word(words: &[String], name: &[String]) -> bool {
    let same = words.iter().zip(name).take_while(|(one, other)| one == other).count();
    words.len() + 1 == name.len() && words[same..] == name[same + 1..]
}

/// Where one of `several` patterns stands in a text: of a match, the first group if the pattern has one. A pattern may read on to the text's
/// end for each match, so that the cost of many is the square of their number; all patterns of a house share what a text may cost. What is
/// beyond comes up once these are mended.
pub(crate) fn matches<'t>(pattern: &'t Pattern, text: &'t str, several: usize) -> impl Iterator<Item = Range<usize>> + 't {
    let mut left = (WORK / several.max(1)).max(LEAST_WORK) * text.len();
    let searched = pattern.may_stand_in(text).then(|| pattern.regex());
    let found = searched
        .into_iter()
        .flat_map(|regex| regex.captures_iter(text))
        .filter_map(|groups| Some(groups.get(1).or(groups.get(0))?.range()));
    found.take(MOST_MATCHES).take_while(move |found| {
        let affordable = left > 0;
        left = left.saturating_sub(text.len() - found.start);
        affordable
    })
}

/// How often one pattern is looked for in one text.
const MOST_MATCHES: usize = 1000;

/// How often a text may be read to its end for all patterns of a house together.
const WORK: usize = 256;

/// The same for each of them at least.
const LEAST_WORK: usize = 2;

/// All patterns in one, to tell whether it is worth while to look for each. `None` where it is not worth while to ask, because there are
/// few, each of which is found quickly by its rarest letters, or because they are too large together.
fn any_of(patterns: impl Iterator<Item = String>) -> Option<Regex> {
    let patterns: Vec<String> = patterns.map(|pattern| format!("(?:{pattern})")).collect();
    if patterns.len() <= FEW { None } else { Regex::new(&patterns.join("|")).ok() }
}

const FEW: usize = 4;

impl BylineFormat {
    /// The names as the house lists them: `A`, `A and B`, `A, B and C`.
    pub fn written<N: AsRef<str>>(&self, names: &[N]) -> String {
        let mut marks = self.list.split(['A', 'B', 'C']).skip(1);
        let (comma, and) = (marks.next().unwrap_or(", "), marks.next().unwrap_or(", "));
        let names: Vec<&str> = names.iter().map(AsRef::as_ref).collect();
        match names.as_slice() {
            [others @ .., last] if !others.is_empty() => format!("{}{and}{last}", others.join(comma)),
            one => one.concat(),
        }
    }
}

/// Figures of an ordinal: longer ones are a year or an amount.
const MOST_FIGURES: usize = 3;

impl PointsFormat {
    /// The ordinal of point `number`, which counts from 1, where the house has one.
    pub fn word(&self, number: u32) -> Option<Cow<'_, str>> {
        let index = number.checked_sub(1)?;
        match self.ordinals {
            Ordinals::Figures => Some(Cow::Owned(number.to_string())),
            Ordinals::Listed => self.words.get(index as usize).map(|word| Cow::Borrowed(word.as_str())),
        }
    }

    /// The figures that `text` begins with and their number, where points are numbered in figures without a list of them.
    pub fn figures_of<'t>(&self, text: &'t str) -> Option<(&'t str, u32)> {
        if self.ordinals == Ordinals::Listed || !text.starts_with(|c: char| c.is_ascii_digit()) {
            return None;
        }
        let figures = &text[..text.bytes().take(MOST_FIGURES + 1).take_while(u8::is_ascii_digit).count()];
        let is_ordinal = figures.len() <= MOST_FIGURES && !figures.starts_with('0');
        is_ordinal.then(|| figures.parse().ok()).flatten().map(|number| (figures, number))
    }

    /// Whether the ordinals are figures: `1`.
    pub fn is_in_figures(&self) -> bool {
        self.ordinals == Ordinals::Figures || self.words.first().is_some_and(|word| word.starts_with(|c: char| c.is_ascii_digit()))
    }

    /// Whether what follows an ordinal and its mark begins with a capital: after a figure or a stop.
    pub fn begins_sentence(&self) -> bool {
        self.is_in_figures() || self.mark.ends_with('.')
    }
}
