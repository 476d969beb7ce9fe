use super::*;
use crate::house::Fit;
use crate::house::SubHeads::{Free, Numbered};

/// Enough of a house to be one.
const LEAST: &str = "[house]\nname = \"pier-notes\"\ntitle = \"Pier Notes\"\n[[section]]\nid = \"seen\"\nheading = \"What was seen?\"\n";

const DATES: &str = "[dates]\nform = \"D Month\"\nmonths = [\"January\", \"February\", \"March\", \"April\", \"May\", \"June\", \"July\", \"August\", \"September\", \"October\", \"November\", \"December\"]\nweekdays = [\"Monday\", \"Tuesday\", \"Wednesday\", \"Thursday\", \"Friday\", \"Saturday\", \"Sunday\"]\n";

fn read(text: &str) -> (Option<House>, Vec<String>) {
    let source = Arc::new(Source::new("house.toml", text));
    let (house, faults) = House::read(Arc::clone(&source));
    assert!(faults.iter().all(|fault| fault.rule == INVALID_HOUSE));
    let told = faults.iter().map(|fault| format!("{}: {}", source.slice(source.first_line_of(fault.primary.span)), fault.message));
    (house, told.collect())
}

/// The faults of a house that is one but for `more`.
fn faults_with(more: &str) -> Vec<String> {
    read(&format!("{LEAST}{more}")).1
}

#[test]
fn the_least_house_is_one() {
    let (house, faults) = read(LEAST);
    assert_eq!(faults, Vec::<String>::new());
    let house = house.expect("it has all that is needed");
    assert_eq!((house.name.as_str(), house.sections[0].body, house.header.title_lines), ("pier-notes", Body::Free, 1));
    assert!(house.header.byline.is_none() && house.number_line().is_none());
}

#[test]
fn an_empty_file_wants_a_name_and_sections() {
    let (house, faults) = read("");
    assert!(house.is_none());
    assert_eq!(faults, [": `house` is missing at the top of the file", ": `section` is missing at the top of the file"]);
    let (house, faults) = read("[house]\n[[section]]\n");
    assert!(house.is_none());
    assert_eq!(
        faults,
        [
            "[house]: `name` is missing in `house`",
            "[house]: `title` is missing in `house`",
            "[[section]]: `id` is missing in `section`",
            "[[section]]: `heading` is missing in `section`",
        ]
    );
}

#[test]
fn every_value_keeps_its_place() {
    let text =
        format!("{LEAST}body = {{ kind = \"dated\", since = 2020-06-01 }}\n{DATES}[series]\nweekdays = [\"Saturday\", \"monday\"]\n");
    let (house, faults) = read(&text);
    assert_eq!(faults, Vec::<String>::new());
    let house = house.expect("it has no fault");
    let slice = |span| house.source.slice(span);
    assert_eq!(slice(house.name.span), "\"pier-notes\"");
    assert_eq!(slice(house.sections[0].heading.span), "\"What was seen?\"");
    assert_eq!(slice(house.sections[0].body_span), "{ kind = \"dated\", since = 2020-06-01 }");
    assert_eq!(slice(house.dates.form_span), "\"D Month\"");
    assert_eq!(slice(house.series.weekdays_span), "[\"Saturday\", \"monday\"]");
    assert_eq!(house.series.weekdays, [jiff::civil::Weekday::Saturday, jiff::civil::Weekday::Monday]);
    assert_eq!(house.dates.vocabulary.form_with_year, "D Month YYYY", "it follows from the form");
    let day = jiff::civil::date;
    assert_eq!(house.sections[0].body_on(Some(day(2020, 5, 31))), Body::Free);
    assert_eq!(house.sections[0].body_on(Some(day(2020, 6, 1))), Body::Dated);
}

#[test]
fn faults_of_the_header_are_told_at_once() {
    let faults = faults_with(concat!(
        "[header]\nnumber-line = [\"Pier Notes {numbr}\", \"Pier Notes\"]\nplaceholders = [\"XX\", \"12\", \" \"]\nbaner = \"Pier Notes\"\n",
        "title = { lines = 0, shape = \"\" }\nbyline = { list = \"A and B\" }\n[furniture]\nlisting = \"{title}\"\nlines = [\"(\", \"x*\"]\n",
    ));
    assert_eq!(
        faults,
        [
            "\"Pier Notes {numbr}\": `Pier Notes {numbr}` is no line with fields: there is no field `{numbr}`",
            "\"Pier Notes\": `number-line` does not say where the number stands",
            "\"12\": `12` is a number, not a word that leaves the number open",
            "\" \": there is nothing between the quotes",
            "baner: `baner` is no key in `header`",
            "0: a title takes one line or more",
            "\"\": there is nothing between the quotes",
            "\"A and B\": `A and B` does not list `A`, `B` and `C`",
            "\"{title}\": `listing` does not say where the number stands",
            "\"(\": `(` is no pattern: unclosed group",
            "\"x*\": `x*` is no pattern: it matches where there is nothing",
        ]
    );
}

#[test]
fn faults_of_sections_are_told_at_once() {
    let faults = faults_with(concat!(
        "body = \"datd\"\n[[section]]\nid = \"seen\"\nheading = \"What follows?\"\nbody = { kind = \"numbered\", since = \"2020\" }\n",
        "[[section]]\nid = \"next\"\nheading = \"Next\"\nalso-seen = [\"what was seen\"]\n[points]\nwords = [\"First\", \"first\"]\n",
        "also-seen = { Firstly = 1, Thirdly = 3 }\nclosing = [\"First\"]\n",
    ));
    assert_eq!(
        faults,
        [
            "\"datd\": `body` cannot be `datd`",
            "\"seen\": two sections have the id `seen`",
            "\"2020\": `since` should be a day, not words in quotes",
            "\"Next\": the sections `seen` and `next` share a heading",
            "[points]: `mark` is missing in `points`",
            "\"first\": `first` is listed twice",
            "3: `Thirdly` cannot be number 3 of 2",
            "\"First\": `First` closes a list and is one of its ordinals",
        ]
    );
}

#[test]
fn marks_of_points_are_told_from_their_ordinals() {
    let faults = |points: &str| faults_with(&format!("body = \"numbered\"\n[points]\n{points}\n"));
    assert_eq!(faults("words = [\"1.\", \"2.\"]\nmark = \".\""), ["\"1.\": `1.` is an ordinal and its mark"]);
    assert_eq!(faults("words = [\"1\", \"2\"]\nmark = \". \""), ["\". \": the mark has spaces around it"]);
    assert_eq!(faults("words = [1, 2]\nmark = \".\""), ["[1, 2]: `words` should be a list of words in quotes, not of numbers"]);
    assert_eq!(faults("words = [\"1º\", \"2º\"]\nmark = \",\""), [""; 0]);
}

#[test]
fn faults_of_dates_are_told_at_once() {
    let faults = faults_with(concat!(
        "[dates]\nform = \"Day Month\"\nmonths = [\"January\", \"January\"]\nweekdays = \"Monday\"\nshort-months = { Jan = 13 }\n",
        "relative = [\"last {day}\", \"last {weekday}\"]\n[series]\nweekdays = [\"Caturday\"]\n",
    ));
    assert_eq!(
        faults,
        [
            "\"Day Month\": `Day Month` is no form of a date",
            "[\"January\", \"January\"]: `months` lists 2, not 12",
            "\"January\": `January` is listed twice",
            "\"Monday\": `weekdays` should be a list of words in quotes, not words in quotes",
            "13: `Jan` cannot be number 13 of 12",
            "\"last {day}\": `last {day}` has a field that is not known",
            "\"Caturday\": `Caturday` is no day of the week here",
        ]
    );
    let with_year = faults_with(&DATES.replace("form = \"D Month\"", "form = \"D Month\"\nform-with-year = \"Month D YYYY\""));
    assert_eq!(with_year, ["\"Month D YYYY\": `Month D YYYY` is no form of a date"]);
}

#[test]
fn points_may_be_dated_and_a_section_may_close_a_note() {
    let points = "[points]\nwords = [\"First\"]\nmark = \",\"\n";
    let (house, faults) = read(&format!("{LEAST}body = [\"numbered\", \"dated\"]\nlast = true\n{points}{DATES}"));
    assert_eq!(faults, [""; 0]);
    let section = &house.expect("it is a house").sections[0];
    assert!(section.body == Body::DatedPoints && section.last.is_some());
    let help = "`body` should be one kind, or the list of two that go together: `[\"dated\", \"numbered\"]`, not a list";
    for body in ["[]", "[\"dated\", \"free\"]", "[\"dated\", \"dated\"]"] {
        assert_eq!(faults_with(&format!("body = {body}\n")), [format!("{body}: {help}")]);
    }
    assert_eq!(
        faults_with("body = [\"dated\", \"numbered\"]\n"),
        [
            "[\"dated\", \"numbered\"]: a section with dated paragraphs needs to know how the house writes dates",
            "[\"dated\", \"numbered\"]: a section with numbered points needs to know the ordinals",
        ]
    );
    assert_eq!(
        faults_with("last = true\n[[section]]\nid = \"next\"\nheading = \"Next\"\n"),
        ["true: `seen` is to close a note, and `next` comes after it"]
    );
    assert_eq!(faults_with("last = \"yes\"\n"), ["\"yes\": `last` should be true or false, not words in quotes"]);
}

#[test]
fn what_one_part_needs_another_for_is_told() {
    assert_eq!(faults_with("body = \"dated\"\n"), ["\"dated\": a section with dated paragraphs needs to know how the house writes dates"]);
    assert_eq!(faults_with("body = \"numbered\"\n"), ["\"numbered\": a section with numbered points needs to know the ordinals"]);
    assert_eq!(
        faults_with("[header]\nnumber-line = \"# {number}, {date}\"\n"),
        ["\"# {number}, {date}\": a line with a date needs to know how the house writes dates"]
    );
    assert_eq!(faults_with("[dates]\n").len(), 3, "form, months and weekdays are missing, and nothing follows from that");
}

#[test]
fn rules_and_examples_are_read() {
    let more = concat!(
        "[rules]\npoints-count = { level = \"warning\", max = 4 }\nstale-event = \"of\"\ndate-form = 3\n",
        "[[example]]\ntext = \"x\"\nexpect = [\"missing-title@1:1\", \"missing-title\", \"missing-title@0:1\"]\n",
    );
    let (house, faults) = read(&format!("{LEAST}{more}"));
    assert_eq!(
        faults,
        [
            "\"of\": `stale-event` cannot be `of`",
            "3: `date-form` should be a level, or a table of its level and options, not a number",
            "\"missing-title\": `missing-title` does not say which finding is expected, and where",
            "\"missing-title@0:1\": `missing-title@0:1` does not say which finding is expected, and where",
        ]
    );
    let setting = &house.expect("it is a house in spite of them").rules[0];
    assert_eq!((setting.rule.as_str(), setting.level.as_ref().map(|level| level.value)), ("points-count", Some(Level::Warning)));
    assert_eq!((setting.options[0].0.as_str(), setting.options[0].1.value), ("max", 4));
}

#[test]
fn residue_is_found_and_of_a_pattern_with_a_group_the_group() {
    let more = "[leftover]\nanywhere = [\"a.b\"]\nanywhere-patterns = ['(?ms)^<{7} .*?^(={7})\\r?$', '(?m)^<{7} [^\\r\\n]*']\n";
    let house = read(&format!("{LEAST}{more}")).0.expect("it has no fault");
    let text = "axb a.b\n<<<<<<< one\r\nx\r\n=======\r\ny\r\n";
    let found: Vec<_> = house.leftover.residue_in(text).map(|(index, range)| (index, &text[range])).collect();
    assert_eq!(found, [(0, "a.b"), (1, "======="), (2, "<<<<<<< one")]);
    assert_eq!(house.leftover.residue_in("Title\n=======\n").count(), 0, "a line under a heading");
}

#[test]
fn a_digest_says_from_which_day_its_notes_are_signed() {
    let signed = |digest: &str| format!("[header.byline]\nlist = \"A, B and C\"\n[digest]\n{digest}");
    let asks = |digest: &str, day| {
        let (house, faults) = read(&format!("{LEAST}{}", signed(digest)));
        assert_eq!(faults, Vec::<String>::new());
        house.expect("it has no fault").asks_for_byline(day).is_some()
    };
    let day = |year| Some(jiff::civil::date(year, 3, 1));
    assert!(!asks("", day(2024)) && !asks("byline = \"optional\"\n", None) && asks("byline = \"needed\"\n", day(1999)));
    let since = "byline = { since = 2023-03-01 }\n";
    assert!(!asks(since, day(2022)) && asks(since, day(2023)) && !asks(since, None));
    assert_eq!(faults_with(&signed("byline = \"need\"\n")), ["\"need\": `byline` cannot be `need`"]);
    assert_eq!(faults_with(&signed("byline = {}\n")).len(), 1, "the day is missing");
    assert_eq!(
        faults_with("[digest]\nbyline = \"needed\"\n"),
        ["\"needed\": notes that name their authors need to know how authors are listed"]
    );
}

#[test]
fn a_line_is_known_by_the_name_its_series_goes_by() {
    let more = "[header]\nnumber-line = [\"Pier Notes #{number}\", \"PN#{number}\", \"#{number}\"]\nmarks = \"free\"\n";
    let house = read(&format!("{LEAST}{more}")).0.expect("it has no fault");
    for line in ["Pier Note # 12", "Peir Notes #12", "Pier Notess no. 12"] {
        assert!(house.is_nearly_named_in(line), "{line}");
    }
    for line in ["Quay Notes # 12", "Notes # 12", "# 12", "Pier Prose # 12"] {
        assert!(!house.is_nearly_named_in(line), "{line}");
    }
    assert!(house.is_named_in("PIER NOTES no. 12") && house.is_named_in("PN#12") && !house.is_named_in("# 12"));
    let fit = |line: &str| house.read_number_line(line).map(|read| read.fit);
    assert_eq!((fit("PiersNotes#12"), fit("PN # 12")), (fit("Piers Notes #12"), Some(Fit::Exact)));
}

#[test]
fn what_holds_for_a_time_is_read_with_it() {
    let more = concat!(
        "also-seen = [\"What did they see?\", { text = \"Seen\", until = 2019-12-31 }]\n[header]\n",
        "banner = [\"Pier Notes\", { text = \"Notes from the Pier\", until = 2019-12-31 }]\nnumber-line = [\n",
        "{ text = \"Pier Notes {number}\", since = 2020-01-01 },\n{ text = \"Pier Notes No. {number}\", until = 2019-12-31 },\n]\n",
    );
    let (house, faults) = read(&format!("{LEAST}{more}"));
    assert_eq!(faults, Vec::<String>::new());
    let house = house.expect("it has no fault");
    let on = |year| Some(jiff::civil::date(year, 6, 1));
    let line = |day| house.number_line_on(day).map(|line| line.text().to_owned());
    assert_eq!((line(on(2019)), line(on(2020))), (Some("Pier Notes No. {number}".to_owned()), Some("Pier Notes {number}".to_owned())));
    assert_eq!(line(None), line(on(2020)), "of a day that is not known, the first");
    let seen = |wording, day| house.sections[0].was_worded(wording, day);
    assert!(seen("seen", on(2019)) && seen("Seen", None) && !seen("Seen", on(2020)) && !seen("What did they see?", on(2019)));
    let other =
        |line, year| house.other_time_of(line, on(year).expect("a day")).map(|other| (other.fitting.period.to_string(), other.mended));
    assert_eq!(other("Pier Notes 7", 2020), None);
    assert_eq!(other("Pier Notes No. 7", 2020), Some(("until 2019-12-31".to_owned(), Some("Pier Notes 7".to_owned()))));
}

#[test]
fn faults_of_times_and_forms_are_told_at_once() {
    let faults = faults_with(concat!(
        "[header]\nbanner = { text = \"Pier Notes\", since = 2021-01-01, until = 2020-01-01 }\nnumber-line = [{ since = 2021-01-01 }, \"Pier {counter}\"]\n",
        "[[form]]\nid = \"a\"\nsections = []\nsince = 2020-01-01\n[[form]]\nid = \"b\"\nsections = []\nuntil = 2020-01-01\n",
        "[[form]]\nid = \"a\"\nsections = [\"sen\"]\n[[form]]\nid = \"c\"\n[[form]]\nid = \"d\"\nheadings = \"numbered\"\nsections = [\"seen\"]\n",
        "[[form]]\nid = \"e\"\nsections = [\"seen\"]\n[[form.section]]\nid = \"own\"\nheading = \"What was seen?\"\n",
        "[[form]]\nid = \"f\"\nsections = [\"own\", \"seen\"]\n[[form]]\nid = \"f\"\nsections = [\"own\", \"seen\"]\nuntil = 2020-01-01\n",
    ));
    assert_eq!(
        faults,
        [
            "2020-01-01: `until` is 2020-01-01, which is before `since`, 2021-01-01",
            "{ since = 2021-01-01 }: `text` is missing in `number-line`",
            "\"Pier {counter}\": `number-line` does not say where the number stands",
            "\"b\": the forms `a` and `b` have the same sections at the same time",
            "\"sen\": no section has the id `sen`",
            "\"c\": the form does not say which sections it has",
            "\"numbered\": numbered sub-heads stand in the place of sections, and this form has some",
            "\"own\": `sections` does not list `own`",
            "\"What was seen?\": the sections `seen` and `own` share a heading",
            "\"f\": two forms have the id `f`",
            "\"f\": the forms `f` and `f` have the same sections at the same time",
        ]
    );
}

#[test]
fn the_nearest_form_of_the_day_is_asked_for() {
    let more = concat!(
        "[[section]]\nid = \"next\"\nheading = \"What follows?\"\n[[form]]\nid = \"short\"\nsince = 2021-01-01\nsections = [\"seen\"]\n",
        "[[form]]\nid = \"fair\"\nsince = 2021-01-01\nuntil = 2022-12-31\n[[form.section]]\nid = \"stalls\"\nheading = \"Who was there?\"\n",
        "[[form]]\nid = \"list\"\nheadings = \"numbered\"\n[[form]]\nid = \"essay\"\nsections = []\nuntil = 2020-12-31\n",
    );
    let house = read(&format!("{LEAST}{more}")).0.expect("it has no fault");
    let form = |year: Option<i16>, sections: &[usize], sub_heads, may_be_text| {
        let day = year.map(|year| jiff::civil::date(year, 6, 1));
        house.form_of(day, crate::house::Found { sections, sub_heads, may_be_text }).id.as_ref().map_or("", |id| id.as_str())
    };
    assert_eq!((form(Some(2020), &[0], Free, false), form(Some(2021), &[0], Free, false)), ("", "short"));
    assert_eq!((form(Some(2021), &[2], Free, false), form(Some(2023), &[2], Free, false)), ("fair", "short"));
    assert_eq!((form(Some(2021), &[0, 1], Free, false), form(None, &[0, 1], Free, false)), ("short", ""), "its own sections are given up");
    assert_eq!(
        (form(Some(2020), &[], Free, true), form(Some(2020), &[], Free, false), form(Some(2021), &[], Free, true)),
        ("essay", "", "short")
    );
    assert_eq!((form(Some(2023), &[], Numbered, false), form(Some(2023), &[0], Numbered, false)), ("list", "short"));
    assert!(house.opens_note(0) && house.opens_note(2) && !house.opens_note(1) && house.is_complete(&[false, false, true]));
}

#[test]
fn five_hundred_forms_are_read() {
    use std::fmt::Write;
    let mut more = String::new();
    for form in 0..500 {
        let year = 1500 + form;
        let _ = write!(
            more,
            "[[form]]\nid = \"f{form}\"\nsince = {year}-01-01\nuntil = {year}-12-31\n[[form.section]]\nid = \"s{form}\"\nheading = \"Part {form}\"\n"
        );
    }
    let house = read(&format!("{LEAST}{more}")).0.expect("it has no fault");
    assert_eq!((house.forms.len(), house.sections.len()), (501, 501));
    assert_eq!(house.form_on(jiff::civil::date(1600, 1, 1)).sections, [101]);
}
