//! What term rules find in a note: where a hit counts, what is said of it, and what would mend it. What is looked for is in the house.

use std::borrow::Cow;

use jiff::civil::Date;

use crate::draft::{Draft, Note, Paragraph, quotation};
use crate::finding::{Edit, Finding, Findings, Fix, Label, Level, RuleId, Safety};
use crate::house::term::{Hit, Kinship, Place, Quotations, Shape, Stretch, Term};
use crate::house::{Body, House};
use crate::prose::words::runs_together;
use crate::prose::{Prose, TextRange};
use crate::rules::{FixKind, Group, OptionSpec, Rule};
use crate::source::Span;

mod page;

/// A rule in code, or a term of a house: what settings, lists and pages speak of alike.
#[derive(Debug, Clone, Copy)]
pub enum AnyRule<'a> {
    /// A rule in code.
    Coded(&'static Rule),
    /// A term.
    Term(&'a Term),
}

/// What is to be looked at.
#[derive(Debug, Clone, Copy)]
pub struct Question<'a> {
    /// The file.
    pub draft: &'a Draft,
    /// The note to look at.
    pub note: &'a Note,
    /// What it should look like; it has the terms.
    pub house: &'a House,
    /// The day by which the note is judged, where that is known.
    pub day: Option<Date>,
}

/// Puts every term that `runs`, by its index, to a note.
pub fn check(question: Question<'_>, runs: impl Fn(usize) -> bool, findings: &mut Findings) {
    let Question { note, house, day, .. } = question;
    let terms = house.terms.all();
    if terms.is_empty() {
        return;
    }
    let mut found: Vec<Vec<Found<'_>>> = terms.iter().map(|_| Vec::new()).collect();
    // Most bodies have no word of a term, which is told of a body sooner than of each of its paragraphs.
    let in_body = note.body().is_some_and(|body| house.terms.may_stand_in(&body, house.triggers()));
    for text in texts(note, house, day).filter(|text| in_body || text.paragraph.is_none()) {
        if !house.terms.may_stand_in(text.prose, house.triggers()) {
            continue;
        }
        let hits = house.terms.hits(text.prose.text());
        let quoted = if hits.is_empty() || text.paragraph.is_some() { Vec::new() } else { quotation::find(text.prose).0 };
        let mut end = 0;
        for hit in hits.into_iter().filter(|hit| runs(hit.term)) {
            let term = &terms[hit.term];
            if !text.counts(term, &hit.range, &quoted) {
                continue;
            }
            // Of words that overlap, one finding: the longer ones, or those of the first term.
            let counted = !matches!(term.shape, Shape::Existence | Shape::Substitution);
            if !counted {
                if hit.range.start < end {
                    continue;
                }
                end = hit.range.end;
            }
            found[hit.term].push(Found { text, hit });
        }
    }
    for (index, found) in found.iter().enumerate().filter(|(index, _)| runs(*index)) {
        let asker = Asker { question, term: &terms[index] };
        match asker.term.shape {
            Shape::Existence | Shape::Substitution => findings.extend(found.iter().filter_map(|found| asker.avoided(found))),
            Shape::Occurrence { min, max, per } => asker.counted(found, min..=max, per, findings),
            Shape::Consistency { split } => findings.extend(asker.mixed(found, split)),
            Shape::Together { split } => asker.met(found, split, findings),
        }
    }
}

/// A piece of a note's text, with what a term may want to know of where it stands.
#[derive(Debug, Clone, Copy)]
struct Text<'a> {
    prose: &'a Prose,
    kind: TextKind<'a>,
    paragraph: Option<&'a Paragraph>,
    /// Index of the section among the note's; `None` before the first.
    section: Option<usize>,
}

#[derive(Debug, Clone, Copy)]
enum TextKind<'a> {
    Title,
    Byline,
    Heading,
    /// The value of the field of that index.
    Field(usize),
    /// Text of a section of that kind and id; before the first section, free and without one.
    Body(Body, Option<&'a str>),
}

/// Words of a term, where they count.
#[derive(Debug)]
struct Found<'a> {
    text: Text<'a>,
    hit: Hit,
}

/// All text of the note, in order of place but for headings, which come between title and text.
fn texts<'a>(note: &'a Note, house: &'a House, day: Option<Date>) -> impl Iterator<Item = Text<'a>> {
    let line = |prose, kind| Text { prose, kind, paragraph: None, section: None };
    let header = note.header.title.iter().map(move |prose| line(prose, TextKind::Title));
    let byline = note.header.byline.iter().map(move |prose| line(prose, TextKind::Byline));
    let headings = note.unknown_headings.iter().map(move |heading| line(&heading.text, TextKind::Heading));
    let of = |paragraph: &'a Paragraph, kind, section| Text { prose: &paragraph.prose, kind, paragraph: Some(paragraph), section };
    let preamble = note.preamble.iter().map(move |paragraph| of(paragraph, TextKind::Body(Body::Free, None), None));
    let sections = note.sections.iter().enumerate().flat_map(move |(index, section)| {
        let format = &house.sections[section.spec];
        let kind = TextKind::Body(format.body_on(day), Some(format.id.as_str()));
        section.paragraphs.iter().map(move |paragraph| of(paragraph, kind, Some(index)))
    });
    // Few houses have a wish about the words of a field.
    let asked = house.terms.all().iter().any(|term| term.places.iter().any(|place| matches!(place, Place::Field(_))));
    let given = if asked { note.header.given.as_slice() } else { &[] };
    let fields = given.iter().filter_map(move |given| Some(line(&given.value, TextKind::Field(given.format?))));
    header.chain(byline).chain(fields).chain(headings).chain(preamble).chain(sections)
}

impl Text<'_> {
    /// Whether what stands at `range` is for `term`; `quoted` are the quotations of a text that is no paragraph.
    fn counts(&self, term: &Term, range: &TextRange, quoted: &[TextRange]) -> bool {
        let is_quoted = match self.paragraph {
            Some(paragraph) => paragraph.is_quoted(range),
            None => quoted.iter().any(|quotation| quotation.contains(&range.start)),
        };
        let is_in = |place: &Place| match (place, self.kind) {
            (Place::Quotations, _) => is_quoted,
            (Place::Title, TextKind::Title)
            | (Place::Byline, TextKind::Byline)
            | (Place::Headings, TextKind::Heading)
            | (Place::Text, TextKind::Body(..)) => true,
            (Place::Body(wanted), TextKind::Body(body, _)) => body.is(*wanted),
            (Place::Field(wanted), TextKind::Field(field)) => *wanted == field,
            (Place::Section(wanted), TextKind::Body(_, id)) => id == Some(wanted),
            (Place::Points, TextKind::Body(..)) => self.paragraph.is_some_and(|paragraph| paragraph.point.is_some()),
            (Place::Openers, TextKind::Body(..)) => {
                let opener = self.paragraph.and_then(|paragraph| paragraph.opener.as_ref());
                opener.is_some_and(|opener| opener.range.start <= range.start && range.end <= opener.range.end)
            }
            _ => false,
        };
        if is_quoted {
            let asked = term.places.contains(&Place::Quotations);
            return asked || (term.quotations == Quotations::In && (term.places.is_empty() || term.places.iter().any(is_in)));
        }
        if term.places.is_empty() { matches!(self.kind, TextKind::Title | TextKind::Body(..)) } else { term.places.iter().any(is_in) }
    }
}

/// A term asked of a note.
#[derive(Debug, Clone, Copy)]
struct Asker<'a> {
    question: Question<'a>,
    term: &'a Term,
}

impl Asker<'_> {
    fn finding(&self, message: String, span: Span) -> Finding {
        let label = Label::new(&self.question.draft.source, span, "");
        Finding::new(RuleId::named(self.term.id.as_str()), message, label).wanted(None, self.term.because.as_deref())
    }

    /// The line of the house or pack that lists the words found.
    fn asked(&self, found: &Found<'_>) -> Label {
        Label::new(&self.term.source, self.term.words[found.hit.word].span, "asked for here")
    }

    fn message(&self, found: &str, instead: Option<&str>, usual: impl FnOnce() -> String) -> String {
        match &self.term.message {
            Some(message) => message.replace("{found}", found).replace("{use}", instead.unwrap_or_default()),
            None => usual(),
        }
    }

    /// Words that should not stand there, or others in their stead.
    fn avoided(&self, found: &Found<'_>) -> Option<Finding> {
        let words = found.words();
        let Some(instead) = self.term.words[found.hit.word].instead.as_deref() else {
            let scale = self.term.scale.iter().map(|word| format!("`{word}`")).collect::<Vec<_>>().join(", ");
            let (usual, no_word) = if scale.is_empty() {
                ("say it in other words, or leave it out".to_owned(), format!("`{words}` is to be avoided"))
            } else {
                (format!("say it with one of {scale}"), format!("`{words}` is no word of the scale"))
            };
            let help = self.term.help.clone().unwrap_or(usual);
            let message = self.message(words, None, || no_word);
            return Some(self.finding(message, found.span()).related(self.asked(found)).help(help));
        };
        if words == instead {
            return None;
        }
        let instead = self.fitted(words, instead);
        let message = self.message(words, Some(&instead), || format!("`{words}` should be `{instead}`"));
        let help = self.term.help.clone().unwrap_or_else(|| format!("write `{instead}`"));
        let title = format!("write `{instead}` for `{words}`");
        let edits = self.edit(found, &instead).map(|edit| vec![edit]);
        let fix = edits.map(|edits| Fix::of(title, self.safety(), edits));
        Some(self.finding(message, found.span()).related(self.asked(found)).help(help).fix(fix))
    }

    /// In the letter case of the words it replaces, where case does not count.
    fn fitted<'s>(&self, words: &str, instead: &'s str) -> Cow<'s, str> {
        let letters = || words.chars().filter(|c| c.is_alphabetic());
        if self.term.case == crate::house::term::Case::AsWritten || !instead.starts_with(char::is_lowercase) {
            return Cow::Borrowed(instead);
        }
        if letters().count() > 1 && letters().all(char::is_uppercase) {
            return Cow::Owned(instead.to_uppercase());
        }
        if words.starts_with(char::is_uppercase) {
            let mut rest = instead.chars();
            return Cow::Owned(rest.next().into_iter().flat_map(char::to_uppercase).chain(rest).collect());
        }
        Cow::Borrowed(instead)
    }

    /// The change, with a space where it would else be glued to a letter or figure. None where marks of markup stand among the words.
    fn edit(&self, found: &Found<'_>, instead: &str) -> Option<Edit> {
        let (source, span) = (&self.question.draft.source, found.span());
        if !source.slice(span).split_whitespace().eq(found.words().split_whitespace()) {
            return None;
        }
        let text = found.text.prose.text();
        let before = runs_together(&text[..found.hit.range.start], instead);
        let after = runs_together(instead, &text[found.hit.range.end..]);
        let space = |wanted| if wanted { " " } else { "" };
        Some(Edit { source: source.clone(), span, text: format!("{}{instead}{}", space(before), space(after)) })
    }

    fn safety(&self) -> Safety {
        if self.term.kinship == Kinship::Spelling { Safety::Safe } else { Safety::Unsafe }
    }

    /// Words that stand too often or too seldom.
    fn counted(&self, found: &[Found<'_>], wanted: std::ops::RangeInclusive<Option<usize>>, per: Stretch, findings: &mut Findings) {
        let (min, max) = wanted.into_inner();
        let listed = page::listed(self.term.words.iter().map(|word| word.text.as_str()));
        let where_ = match per {
            Stretch::Note => "in this note",
            Stretch::Section => "in this section",
        };
        for (place, found) in self.stretches(found, per) {
            if let Some(max) = max.filter(|max| found.len() > *max) {
                let usual = || format!("{listed} stands {} {where_}, more than {max}", times(found.len()));
                let message = self.message(found[max].words(), None, usual);
                let help = self.term.help.as_deref().unwrap_or("say it in other words, or leave it out");
                findings.push(self.finding(message, found[max].span()).related(self.asked(found[max])).help(help));
            }
            if let Some(min) = min.filter(|min| found.len() < *min) {
                let usual = || format!("{listed} stands {} {where_}, fewer than {min}", times(found.len()));
                let help = self.term.help.clone().unwrap_or_else(|| format!("the house asks for {listed}"));
                let asked = Label::new(&self.term.source, self.term.id.span, "asked for here");
                findings.push(self.finding(self.message(&listed, None, usual), place).related(asked).help(help).expecting(listed.clone()));
            }
        }
    }

    /// The stretches in which words are counted, each with the place of a finding about what is not in it.
    fn stretches<'f, 'a>(&self, found: &'f [Found<'a>], per: Stretch) -> Vec<(Span, Vec<&'f Found<'a>>)> {
        let note = self.question.note;
        let header = &note.header;
        if per == Stretch::Note {
            let first = header.title.first().or(header.number_line.as_ref().map(|line| &line.text));
            let heading = note.sections.first().map(|section| &section.heading.text);
            let place = first.or(heading).map_or(Span::at(note.span.start as usize), Prose::whole);
            return vec![(place, found.iter().collect())];
        }
        let day = self.question.day;
        let sections = note.sections.iter().enumerate().filter(|(_, section)| {
            let format = &self.question.house.sections[section.spec];
            let (ids, bodies) = self.term.sections();
            (ids.is_empty() && bodies.is_empty())
                || ids.contains(&format.id.as_str())
                || bodies.iter().any(|wanted| format.body_on(day).is(*wanted))
        });
        let own = |index| found.iter().filter(|found| found.text.section == Some(index)).collect();
        sections.map(|(index, section)| (section.heading.text.whole(), own(index))).collect()
    }

    /// Words of both lists in one sentence: the later of the first two is told, once a sentence.
    fn met(&self, found: &[Found<'_>], split: usize, findings: &mut Findings) {
        let sentence = |found: &Found<'_>| {
            let start = found.hit.range.start;
            let of = |paragraph: &Paragraph| paragraph.sentences.partition_point(|sentence| sentence.end <= start);
            (found.text.prose.whole(), found.text.paragraph.map(of))
        };
        for together in found.chunk_by(|one, other| sentence(one) == sentence(other)) {
            let is_first_list = |found: &Found<'_>| found.hit.word < split;
            let first = &together[0];
            let Some(other) = together.iter().find(|other| is_first_list(other) != is_first_list(first)) else { continue };
            let usual = || format!("`{}` and `{}` in one sentence", first.words(), other.words());
            let help = self.term.help.as_deref().unwrap_or("say it in two sentences");
            let message = self.message(other.words(), Some(first.words()), usual);
            let here = Label::new(&self.question.draft.source, first.span(), format!("`{}` here", first.words()));
            findings.push(self.finding(message, other.span()).related(self.asked(other)).related(here).help(help));
        }
    }

    /// Words of both kinds in one note: those used less often are told, at a tie those that came second.
    fn mixed(&self, found: &[Found<'_>], split: usize) -> Option<Finding> {
        let is_first_kind = |found: &&Found<'_>| found.hit.word < split;
        let (one, other): (Vec<_>, Vec<_>) = found.iter().partition(is_first_kind);
        let (first_of_one, first_of_other) = (one.first()?, other.first()?);
        let one_leads = first_of_one.span().start < first_of_other.span().start;
        let one_stays = one.len() > other.len() || (one.len() == other.len() && one_leads);
        let (stays, goes) = if one_stays { (first_of_one, &other) } else { (first_of_other, &one) };
        let first = goes[0];
        let (wanted, words) = (stays.words(), first.words());
        let message = self.message(words, Some(wanted), || format!("`{words}` and `{wanted}` in one note"));
        let help = self.term.help.clone().unwrap_or_else(|| format!("keep to one: this note writes `{wanted}` more often, or first"));
        let mut finding = self.finding(message, first.span()).help(help);
        let draft = &self.question.draft.source;
        finding = finding.related(Label::new(draft, stays.span(), format!("`{wanted}` here")));
        for again in &goes[1..] {
            finding = finding.related(Label::new(draft, again.span(), "and here"));
        }
        let edit = |found: &&&Found<'_>| {
            let instead = self.term.words[found.hit.word].instead.as_deref()?;
            self.edit(found, &self.fitted(found.words(), instead))
        };
        let edits: Option<Vec<_>> = goes.iter().collect::<Vec<_>>().iter().map(edit).collect();
        let title = format!("write `{wanted}` throughout");
        Some(finding.fix(edits.map(|edits| Fix::of(title, self.safety(), edits))))
    }
}

fn times(count: usize) -> String {
    match count {
        0 => "nowhere".to_owned(),
        1 => "once".to_owned(),
        2 => "twice".to_owned(),
        more => format!("{more} times"),
    }
}

impl Found<'_> {
    fn words(&self) -> &str {
        &self.text.prose.text()[self.hit.range.clone()]
    }

    fn span(&self) -> Span {
        self.text.prose.span(self.hit.range.clone())
    }
}

impl AnyRule<'_> {
    /// Kebab-case; names the problem.
    pub fn id(&self) -> &str {
        match self {
            AnyRule::Coded(rule) => rule.id,
            AnyRule::Term(term) => &term.id,
        }
    }

    /// Which part of the house format it holds.
    pub fn group(&self) -> Group {
        match self {
            AnyRule::Coded(rule) => rule.group,
            AnyRule::Term(_) => Group::Prose,
        }
    }

    /// Its level where nobody sets another.
    pub fn level(&self) -> Level {
        match self {
            AnyRule::Coded(rule) => rule.level,
            AnyRule::Term(term) => term.level,
        }
    }

    /// Whether it can mend what it finds.
    pub fn fix(&self) -> FixKind {
        match self {
            AnyRule::Coded(rule) => rule.fix,
            AnyRule::Term(term) => page::fix(term),
        }
    }

    /// Numbers a house or a user may set.
    pub fn options(&self) -> &'static [OptionSpec] {
        match self {
            AnyRule::Coded(rule) => rule.options,
            AnyRule::Term(_) => &[],
        }
    }

    /// One line.
    pub fn summary(&self) -> Cow<'static, str> {
        match self {
            AnyRule::Coded(rule) => Cow::Borrowed(rule.summary()),
            AnyRule::Term(term) => Cow::Owned(page::summary(term)),
        }
    }

    /// The page: Markdown; the first line is the summary.
    pub fn page(&self) -> Cow<'static, str> {
        match self {
            AnyRule::Coded(rule) => Cow::Borrowed(rule.page),
            AnyRule::Term(term) => Cow::Owned(page::page(term)),
        }
    }
}

#[cfg(test)]
mod tests;
