//! Writes the file of a house from what is known of it, key by key with the notes' own counts. It finds nothing out.

use crate::derive::bodies::SectionPlan;
use crate::derive::count::{Counted, is_most};
use crate::derive::fields::write_length;
use crate::derive::files::short;
use crate::derive::fragment;
use crate::derive::page::{Page, list, quoted, quoted_lines};
use crate::derive::plan::{Instead, Plan};
use crate::derive::presence::Presence;
use crate::derive::sample::Sample;

/// So many titles of one shape are no chance.
const SURE_TITLES: usize = 8;

impl Plan {
    /// The house as it is known, with its example where there are the notes for it.
    pub fn write(&self, samples: Option<&[Sample]>) -> String {
        let mut page = Page::default();
        page.remark(&format!(
            "The house format of {}, derived from {} notes: what they have in common stands here, with how many have it.\n\
             What is doubtful stands behind a `#`: take that away where it is right. docs/house-formats.md explains the language.",
            self.title.replace(['\r', '\n'], " "),
            self.all
        ));
        page.table("[house]");
        page.key("name", &quoted(&self.name), "what lint.toml and --house call it");
        page.key("title", &quoted(&self.title), "what people call it");
        self.write_header(&mut page);
        self.fields.write_front_matter(&mut page, self.header_lines, self.all);
        self.write_title(&mut page);
        self.fields.write(&mut page);
        self.write_sections(&mut page);
        self.write_dates(&mut page);
        self.write_series(&mut page);
        self.write_language(&mut page);
        self.write_rules(&mut page);
        self.write_example(&mut page, samples);
        page.finish()
    }

    fn write_header(&self, page: &mut Page) {
        let mut title = Vec::new();
        if self.titles.lines > 1 {
            title.push(format!("lines = {}", self.titles.lines));
        }
        if self.titles.have_a_shape() {
            title.push("shape = \"Place: headline\"".to_owned());
        }
        title.extend(self.header.numbered());
        page.table("[header]");
        self.header.write(page, self.all);
        for entry in self.fragment("header").filter(|entry| entry.key == "placeholders" && !self.header.number_lines.is_empty()) {
            page.key(entry.key, entry.value, "");
        }
        if !title.is_empty() {
            let counts = if self.titles.have_a_shape() {
                format!("{} of {} titles have a colon", self.titles.with_colon, self.titles.all)
            } else {
                String::new()
            };
            page.key("title", &format!("{{ {} }}", title.join(", ")), &counts);
        }
        if !self.other_lines.is_empty() {
            page.key("other-lines", &list(&self.other_lines), "");
        }
        if let Some(byline) = &self.byline {
            byline.write(page, self.calendar.as_ref(), self.notes_seen());
        }
        if self.headings.repeat {
            page.table("[digest]");
            match self.byline.as_ref().and_then(|byline| byline.of_notes.as_ref()) {
                Some(Presence::Always) => page.key("byline", "\"needed\"", ""),
                Some(Presence::Since(day)) => page.key("byline", &format!("{{ since = {day} }}"), ""),
                Some(_) => page.doubtful("byline", "\"needed\"", "some notes name their authors"),
                None => {}
            }
        }
    }

    fn notes_seen(&self) -> usize {
        self.titles.all.max(self.byline.as_ref().map_or(0, |byline| byline.notes)).max(self.all)
    }

    fn write_title(&self, page: &mut Page) {
        let said: Vec<String> = self.fields.named("title").into_iter().flat_map(|field| field.said.iter().flatten()).cloned().collect();
        if self.title_from.is_none() && said.is_empty() {
            return;
        }
        page.table("[title]");
        if let Some(from) = self.title_from {
            page.key("from", &quoted(from), "");
        }
        write_length(page, &said);
    }

    fn write_sections(&self, page: &mut Page) {
        if let Some(level) = self.headings.level {
            page.table("[headings]");
            page.key("level", &level.to_string(), "");
        }
        for section in &self.sections {
            section.write(page, self.all);
        }
        if !self.headings.single.is_empty() {
            page.gap();
            let single: Vec<&String> = self.headings.single.iter().take(20).collect();
            page.remark(&format!("Headings of one note each: {}", list(single)));
        }
        for (instead, since) in &self.without_sections {
            page.table("[[form]]");
            let (id, key, value) = match instead {
                Instead::NumberedHeads => ("numbered-heads", "headings", "\"numbered\""),
                Instead::RunningText => ("running-text", "sections", "[]"),
            };
            page.key("id", &quoted(id), "");
            if let Some(day) = since {
                page.key("since", &day.to_string(), "the first note without the sections");
            }
            page.key(key, value, "");
        }
        if let Some(points) = self.points.as_ref().filter(|_| self.sections.iter().any(SectionPlan::is_numbered)) {
            points.write(page, self.calendar.as_ref());
        }
    }

    fn fragment(&self, table: &str) -> impl Iterator<Item = &fragment::Entry> {
        self.calendar.iter().flat_map(|calendar| &calendar.fragment).filter(move |entry| entry.table == table)
    }

    fn write_dates(&self, page: &mut Page) {
        let Some(calendar) = &self.calendar else { return };
        let vocabulary = &calendar.vocabulary;
        page.table("[dates]");
        page.key("form", &quoted(&vocabulary.form), &format!("{} of {} dates", calendar.in_form, calendar.seen));
        page.key("form-with-year", &quoted(&vocabulary.form_with_year), "");
        page.key("months", &list(&vocabulary.months), "");
        page.key("weekdays", &list(&vocabulary.weekdays), "");
        let mut openers: Vec<String> = calendar.words("dates", "openers");
        let excuses = calendar.words("dates", "excuses");
        let seen: Vec<&Counted<String>> = self.openers.iter().filter(|word| !excuses.contains(&word.value)).collect();
        openers.extend(seen.iter().map(|word| word.value.clone()).filter(|word| !openers.contains(word)).collect::<Vec<_>>());
        if !openers.is_empty() {
            let counts: Vec<String> = seen.iter().take(6).map(|word| format!("{} {}", word.notes, word.value)).collect();
            page.key("openers", &list(&openers), &counts.join(", "));
        }
        for entry in self.fragment("dates").filter(|entry| !["months", "weekdays", "openers"].contains(&entry.key)) {
            page.key(entry.key, entry.value, "");
        }
    }

    fn write_series(&self, page: &mut Page) {
        page.table("[series]");
        if !self.weekdays.is_empty() {
            let dated: usize = self.weekdays.iter().map(|day| day.notes).sum();
            let counts: Vec<String> = self.weekdays.iter().map(|day| format!("{} {}", day.notes, day.value)).collect();
            let days = list(self.weekdays.iter().map(|day| &day.value));
            if self.weekdays.len() <= 3 && dated >= self.weekdays.len() * 3 && !self.header.number_lines.is_empty() {
                page.key("weekdays", &days, &counts.join(", "));
            } else {
                page.doubtful("weekdays", &days, &counts.join(", "));
            }
        }
        if let Some(numbers) = self.numbers {
            page.key("numbers", &quoted(numbers), "");
        }
        let Some(files) = &self.files else { return };
        page.key("file-name", &quoted(&files.pattern.value), &format!("{} of {} notes", files.pattern.notes, self.all));
        let own = self.fields.named("number").is_some_and(|field| !field.places.keys.is_empty()) && self.header.number_lines.is_empty();
        let in_name = if files.in_folder() { "folder-name" } else { "file-name" };
        if own && self.header.numbered_titles.is_empty() {
            page.key("number-from", &list(["front-matter", in_name]), "");
        } else if self.header.number_lines.is_empty()
            && (self.header.numbered_titles.is_empty() || is_most(files.pattern.notes, self.all))
            && self.fields.named("number").is_none()
        {
            page.key("number-from", &list([in_name]), "");
        }
    }

    fn write_language(&self, page: &mut Page) {
        for table in ["prose", "leftover", "mail"] {
            let mut entries = self.fragment(table).peekable();
            if entries.peek().is_none() {
                continue;
            }
            page.table(&format!("[{table}]"));
            for entry in entries {
                if entry.key == "acronyms" {
                    let known = entry.words();
                    let seen = self.acronyms.iter().filter(|acronym| !known.contains(acronym));
                    page.key("acronyms", &list(known.iter().chain(seen)), "");
                } else {
                    page.key(entry.key, entry.value, "");
                }
            }
            if let Some(count) = self.group_mark.filter(|_| table == "prose") {
                page.key("group-mark", "\",\"", &format!("{count} numbers"));
            }
            if table == "prose" {
                page.key("speech-mark", "\":\"", "");
            }
        }
        for term in &self.terms {
            page.gap();
            page.raw(term);
        }
    }

    fn write_rules(&self, page: &mut Page) {
        let shaped = self.titles.all >= SURE_TITLES && self.titles.with_colon == self.titles.all && !self.off.contains_key("title-shape");
        if self.off.is_empty() && !shaped {
            return;
        }
        page.table("[rules]");
        if shaped {
            page.key("title-shape", "\"warning\"", "every title has a colon");
        }
        if !self.off.is_empty() {
            page.remark("What these rules look for stands in notes that are as they should be.");
        }
        for (rule, notes) in &self.off {
            page.key(rule, "\"off\"", &format!("{notes} of {} notes", self.all));
        }
    }

    fn write_example(&self, page: &mut Page, samples: Option<&[Sample]>) {
        let Some(sample) = self.example.zip(samples).map(|(example, samples)| &samples[example]) else { return };
        page.table("[[example]]");
        page.key("file", &quoted(&self.short_name(sample.name())), "");
        page.key("expect", "[]", "");
        page.key("text", &quoted_lines(sample.source.text()), "");
    }

    /// A file's name, with the folders that the house reads.
    pub fn short_name(&self, name: &str) -> String {
        short(name, self.files.as_ref().map(|files| files.pattern.value.as_str()))
    }
}
