//! Every form and every trap. What rules make of the dates is tested with the rules.

use super::*;

mod any;
mod weekdays;
mod years;

fn words(list: &[&str]) -> Vec<String> {
    list.iter().map(ToString::to_string).collect()
}

fn english() -> Vocabulary {
    Vocabulary {
        months: words(&[
            "January",
            "February",
            "March",
            "April",
            "May",
            "June",
            "July",
            "August",
            "September",
            "October",
            "November",
            "December",
        ]),
        short_months: [("Jan", 1), ("Feb", 2), ("Mar", 3), ("Apr", 4), ("Aug", 8), ("Sept", 9), ("Sep", 9), ("Oct.", 10), ("Dec", 12)]
            .map(|(name, month)| (name.to_owned(), month))
            .to_vec(),
        short_weekdays: [("Mon", 1), ("Tues.", 2), ("Sat", 6), ("Sun", 7)].map(|(name, day)| (name.to_owned(), day)).to_vec(),
        weekdays: words(&["Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday"]),
        form: "D Month".into(),
        form_with_year: "D Month YYYY".into(),
        joiners: words(&["of"]),
        suffixes: words(&["st", "nd", "rd", "th"]),
        first_day: None,
        range_words: words(&["to", "and", "until"]),
        names: words(&["6 January Committee", "January 9 Bridge"]),
        before: words(&["on", "from", "by", "since", "before", "after", "during"]),
        before_month: words(&["in"]),
        articles: words(&["the", "a"]),
        common_words: words(&["may", "march", "august"]),
        look_alikes: words(&["Marsh", "Jane", "Octobre"]),
        range_leads: words(&["from", "between"]),
        things: words(&["movement", "hospital"]),
    }
}

fn american() -> Vocabulary {
    Vocabulary { form: "Month D".into(), form_with_year: "Month D, YYYY".into(), ..english() }
}

fn spanish() -> Vocabulary {
    Vocabulary {
        months: words(&[
            "enero",
            "febrero",
            "marzo",
            "abril",
            "mayo",
            "junio",
            "julio",
            "agosto",
            "septiembre",
            "octubre",
            "noviembre",
            "diciembre",
        ]),
        weekdays: words(&["lunes", "martes", "miércoles", "jueves", "viernes", "sábado", "domingo"]),
        form: "D de Month".into(),
        form_with_year: "D de Month de YYYY".into(),
        joiners: words(&["de", "del"]),
        suffixes: words(&["º"]),
        range_words: words(&["al", "y", "a"]),
        ..Vocabulary::default()
    }
}

fn german() -> Vocabulary {
    Vocabulary {
        months: words(&[
            "Januar",
            "Februar",
            "März",
            "April",
            "Mai",
            "Juni",
            "Juli",
            "August",
            "September",
            "Oktober",
            "November",
            "Dezember",
        ]),
        short_months: vec![("Jän".into(), 1)],
        weekdays: words(&["Montag", "Dienstag", "Mittwoch", "Donnerstag", "Freitag", "Samstag", "Sonntag"]),
        form: "D. Month".into(),
        form_with_year: "D. Month YYYY".into(),
        range_words: words(&["bis", "und"]),
        before: words(&["am", "vom", "seit"]),
        articles: words(&["der", "den"]),
        ..Vocabulary::default()
    }
}

/// "Written day/month[/year][~day/month[/year]] `text`", then the weekdays beside it, "name" and "backwards".
fn show(mention: &Mention, text: &str) -> String {
    let day = |day: &Day| {
        let year = day.year.map(|year| format!("/{year}")).unwrap_or_default();
        if let Some(written) = day.year {
            let figures = &text[day.year_range.clone()];
            assert!(written.to_string().ends_with(figures) && figures.len() >= 2, "{text}: the year's range");
        }
        let figure: String = text[day.day_range.clone()].chars().take_while(char::is_ascii_digit).collect();
        assert_eq!(figure.parse().ok(), day.day, "{text}: the day's range");
        format!("{}/{}{year}", day.day.expect("a mention has a day"), day.month)
    };
    let last = mention.last.as_ref().map(|last| format!("~{}", day(last))).unwrap_or_default();
    let weekdays = mention.weekday.iter().chain(&mention.last_weekday);
    let weekday = weekdays.map(|(weekday, range)| format!(" {weekday:?} `{}`", &text[range.clone()])).collect::<Vec<_>>().concat();
    let name = if mention.name { " name" } else { "" };
    let name = if mention.backwards { " backwards" } else { name };
    format!("{:?} {}{last} `{}`{weekday}{name}", mention.written, day(&mention.first), &text[mention.range.clone()])
}

fn found(vocabulary: &Vocabulary, text: &str) -> Vec<String> {
    Finder::new(vocabulary).find(text).iter().map(|mention| show(mention, text)).collect()
}

#[track_caller]
fn check(vocabulary: &Vocabulary, table: &[(&str, &[&str])]) {
    for (text, expected) in table {
        assert_eq!(found(vocabulary, text), *expected, "{text}");
    }
}

#[test]
fn the_house_form_is_read() {
    check(
        &english(),
        &[
            ("On 11 January, the port closed.", &["House 11/1 `11 January`"]),
            ("On 11 January 2022 the port closed.", &["House 11/1/2022 `11 January 2022`"]),
            ("On 03 January, it opened.", &["House 3/1 `03 January`"]),
            ("On 11  January  2022, two spaces.", &["House 11/1/2022 `11  January  2022`"]),
            ("Closed 11 January", &["House 11/1 `11 January`"]),
            ("After 1 May. On 2 May, then on 3 June 2020.", &["House 1/5 `1 May`", "House 2/5 `2 May`", "House 3/6/2020 `3 June 2020`"]),
            ("(11 January 2022)", &["House 11/1/2022 `11 January 2022`"]),
            ("the 11 January\u{2019}s storm", &["House 11/1 `11 January`"]),
            ("the strike.11 May saw", &["House 11/5 `11 May`"]),
            ("né 11 May été", &["House 11/5 `11 May`"]),
        ],
    );
}

#[test]
fn ranges_are_read() {
    check(
        &english(),
        &[
            ("During 10-16 November, rain.", &["House 10/11~16/11 `10-16 November`"]),
            ("During 10\u{2013}16 November 2021, rain.", &["House 10/11/2021~16/11/2021 `10\u{2013}16 November 2021`"]),
            ("10 \u{2014} 16 November", &["House 10/11~16/11 `10 \u{2014} 16 November`"]),
            ("From 10 to 16 November, rain.", &["House 10/11~16/11 `10 to 16 November`"]),
            ("On 10 and 11 November, rain.", &["House 10/11~11/11 `10 and 11 November`"]),
            ("On 10, 11 and 12 November", &["House 10/11~12/11 `10, 11 and 12 November`"]),
            ("On 10, 11, and 12 November", &["House 10/11~12/11 `10, 11, and 12 November`"]),
            ("From 24 July to 27 July, rain.", &["House 24/7~27/7 `24 July to 27 July`"]),
            ("30 December-2 January", &["House 30/12~2/1 `30 December-2 January`"]),
            ("28 December 2021 to 3 January 2022", &["House 28/12/2021~3/1/2022 `28 December 2021 to 3 January 2022`"]),
            ("28 December 2021-3 January 2022", &["House 28/12/2021~3/1/2022 `28 December 2021-3 January 2022`"]),
            ("28 December to 3 January 2022", &["House 28/12~3/1/2022 `28 December to 3 January 2022`"]),
            ("On November 10-16, rain.", &["Order 10/11~16/11 `November 10-16`"]),
            ("November 10 to 16, 2022.", &["Order 10/11/2022~16/11/2022 `November 10 to 16, 2022`"]),
            ("On November 10 and 16 people came.", &["Order 10/11 `November 10`"]),
            ("November 10 to December 2", &["Order 10/11~2/12 `November 10 to December 2`"]),
            ("on January 11 and 12 February", &["Order 11/1~12/2 `January 11 and 12 February`"]),
            ("the 10th to 16th November.", &["Suffix 10/11~16/11 `10th to 16th November`"]),
            ("2022-05-25 to 2022-05-28", &["Iso 25/5/2022~28/5/2022 `2022-05-25 to 2022-05-28`"]),
            ("between 11 January and the end", &["House 11/1 `11 January`"]),
            ("It hurt 20 and 12 November was quiet.", &["House 12/11 `12 November`"]),
            ("24 July, 27 July", &["House 24/7 `24 July`", "House 27/7 `27 July`"]),
        ],
    );
}

#[test]
fn other_forms_are_read() {
    check(
        &english(),
        &[
            ("On January 11, the port closed.", &["Order 11/1 `January 11`"]),
            ("On January 11th the port closed.", &["Order 11/1 `January 11th`"]),
            ("On January 11, 2022, it closed.", &["Order 11/1/2022 `January 11, 2022`"]),
            ("On January 11, 2000 people met.", &["Order 11/1 `January 11`"]),
            ("On January the 11th it closed.", &["Order 11/1 `January the 11th`"]),
            ("On 11th January it closed.", &["Suffix 11/1 `11th January`"]),
            ("On the 11th of January.", &["Suffix 11/1 `11th of January`"]),
            ("On 2nd January 2022.", &["Suffix 2/1/2022 `2nd January 2022`"]),
            ("On 11 Jan the port closed.", &["Short 11/1 `11 Jan`"]),
            ("On 11 Jan. the port closed.", &["Short 11/1 `11 Jan.`"]),
            ("Closed on 11 Jan. The port", &["Short 11/1 `11 Jan`"]),
            ("On 11 Jan. 2022 it closed.", &["Short 11/1/2022 `11 Jan. 2022`"]),
            ("On Jan. 11 it closed.", &["Short 11/1 `Jan. 11`"]),
            ("26 Oct 2025", &["Short 26/10/2025 `26 Oct 2025`"]),
            ("On 3 Sept it closed.", &["Short 3/9 `3 Sept`"]),
            ("11-Jan-2022", &["Short 11/1/2022 `11-Jan-2022`"]),
            ("On 11 January, 2022, it closed.", &["CommaBeforeYear 11/1/2022 `11 January, 2022`"]),
            ("It closed on 11 January, 2022.", &["CommaBeforeYear 11/1/2022 `11 January, 2022`"]),
            ("closed (11 January, 2022)", &["CommaBeforeYear 11/1/2022 `11 January, 2022`"]),
            ("31 October, 2023", &["CommaBeforeYear 31/10/2023 `31 October, 2023`"]),
            ("On 11 JANUARY it closed.", &["Case 11/1 `11 JANUARY`"]),
            ("On 11 january it closed.", &["Case 11/1 `11 january`"]),
            ("On 11 of January it closed.", &["Joined 11/1 `11 of January`"]),
            ("On 11. January, it closed.", &["Joined 11/1 `11. January`"]),
            ("On 2022-05-25 it closed.", &["Iso 25/5/2022 `2022-05-25`"]),
            ("On 25/05/2022.", &["Slashes 25/5/2022 `25/05/2022`"]),
            ("On 05/25/2022.", &["Slashes 25/5/2022 `05/25/2022`"]),
            ("On 25.05.2022.", &["Slashes 25/5/2022 `25.05.2022`"]),
            ("On 25-05-2022,", &["Slashes 25/5/2022 `25-05-2022`"]),
            ("On 25/5/22 and", &["Slashes 25/5/2022 `25/5/22`"]),
            ("On 04/05/2022,", &["Ambiguous 4/5/2022 `04/05/2022`"]),
            ("On 04/04/2022,", &["Slashes 4/4/2022 `04/04/2022`"]),
        ],
    );
}

#[test]
fn what_is_no_year_is_left_out() {
    check(
        &english(),
        &[
            ("By 31 March, 5974 deaths", &["House 31/3 `31 March`"]),
            ("By 31 March, 2022 people had died", &["House 31/3 `31 March`"]),
            ("By 31 March 5974 deaths", &["House 31/3 `31 March`"]),
            ("By 31 March, 2022,500 litres", &["House 31/3 `31 March`"]),
            ("By 31 March 2022.5 litres", &["House 31/3 `31 March`"]),
            ("By 31 March 1500-1600 people", &["House 31/3 `31 March`"]),
            ("By 31 March 20225", &["House 31/3 `31 March`"]),
            ("By 31 March 2022reduced", &["House 31/3 `31 March`"]),
        ],
    );
}

#[test]
fn what_is_no_date_is_passed_over() {
    let texts = [
        "open 24/7, 9/11 and 1/2",
        "version 1.2.3 and 1.18.2022",
        "form 2022-05-25-17 or 2022-05-25b",
        "call 25/05/2022/3 or path/25/05/2022",
        "in 2022-13-05 and 25/13/2022",
        "1,011 January sales, 2.11 January sales",
        "A11 January, Covid-19 January",
        "$11 May, #12 May, 112 May",
        "35 March participants left",
        "They counted 35 March participants and 36 March guests",
        "45 May 2022",
        "it may, and they march on",
        "all 11 may leave; 27 march on the hall",
        "of the 11 may have gone",
        "They arrested 21. March was worse.",
        "In March 12 soldiers died",
        "in May 2022",
        "January 11,000 and January 11.5",
        "mid-January 11",
        "11Jan 11 Januaryish 11 Marches",
        "11 per cent in January",
        "in the 1990s and 2015",
        "16\u{2013}45 November",
        "",
    ];
    for text in texts {
        assert_eq!(found(&english(), text), [""; 0], "{text}");
    }
}

#[test]
fn impossible_figures_need_a_reason() {
    check(
        &english(),
        &[
            ("32 January, the port", &["House 32/1 `32 January`"]),
            ("the port closed on 32 January", &["House 32/1 `32 January`"]),
            ("the port closed 35 March 2022", &["House 35/3/2022 `35 March 2022`"]),
            ("On 0 May and on 00 June", &["House 0/5 `0 May`", "House 0/6 `00 June`"]),
            ("From 30-32 January", &["House 30/1~32/1 `30-32 January`"]),
            ("2022-02-30", &["Iso 30/2/2022 `2022-02-30`"]),
        ],
    );
}

#[test]
fn words_that_are_months_need_a_reason_in_lower_case() {
    check(
        &english(),
        &[
            ("On 11 may 2022 it closed", &["Case 11/5/2022 `11 may 2022`"]),
            ("On 11 may, it closed", &["Case 11/5 `11 may`"]),
            ("ON 11 MAY IT CLOSED", &["Case 11/5 `11 MAY`"]),
            ("In March 12, soldiers", &["Order 12/3 `March 12`"]),
        ],
    );
}

#[test]
fn names_are_told_from_dates() {
    check(
        &english(),
        &[
            ("the 6 January Committee met", &["House 6/1 `6 January` name"]),
            ("the January 9 Bridge", &["Order 9/1 `January 9` name"]),
            ("the January 6 Committees", &["Order 6/1 `January 6` name"]),
            ("the September 11 Memorial", &["Order 11/9 `September 11` name"]),
            ("On January 11 President Orlo spoke", &["Order 11/1 `January 11`"]),
            ("On 11 January President Orlo spoke", &["House 11/1 `11 January`"]),
            ("On January 11 Tuesday", &["Order 11/1 `January 11` Tuesday `Tuesday`"]),
        ],
    );
    let capital = |text: &str| Finder::new(&english()).find(text)[0].before_capital;
    assert!(capital("On 11 January President Orlo spoke"));
    assert!(!capital("On 11 January, President Orlo spoke"));
    assert!(!capital("On 11 January the"));
    assert!(!capital("On 11 January Monday"));
}

#[test]
fn other_languages_are_data() {
    check(
        &spanish(),
        &[
            ("El 11 de enero de 2022, el puerto", &["House 11/1/2022 `11 de enero de 2022`"]),
            ("El 3 de mayo.", &["House 3/5 `3 de mayo`"]),
            ("del 10 al 16 de noviembre de 2021", &["House 10/11/2021~16/11/2021 `10 al 16 de noviembre de 2021`"]),
            ("El 11 enero 2022,", &["Joined 11/1/2022 `11 enero 2022`"]),
            ("El 11 de Enero", &["Case 11/1 `11 de Enero`"]),
            ("el miércoles 11 de enero", &["House 11/1 `11 de enero` Wednesday `miércoles`"]),
            ("El 1º de mayo", &["Suffix 1/5 `1º de mayo`"]),
        ],
    );
    check(
        &german(),
        &[
            ("Am 11. März 2022 schloss der Hafen.", &["House 11/3/2022 `11. März 2022`"]),
            ("Am 11. MÄRZ schloss", &["Case 11/3 `11. MÄRZ`"]),
            ("Am 11 März schloss", &["Joined 11/3 `11 März`"]),
            ("vom 28. Dezember bis 3. Januar", &["House 28/12~3/1 `28. Dezember bis 3. Januar`"]),
            ("Am Dienstag, den 11. Januar", &["House 11/1 `11. Januar` Tuesday `Dienstag`"]),
        ],
    );
    check(
        &american(),
        &[
            ("On January 11, 2022 people met", &["House 11/1/2022 `January 11, 2022`"]),
            ("On January 11 the", &["House 11/1 `January 11`"]),
            ("During November 10-16, 2022,", &["House 10/11/2022~16/11/2022 `November 10-16, 2022`"]),
            ("On January 11 2022,", &["Joined 11/1/2022 `January 11 2022`"]),
            ("On 11 January 2022,", &["Order 11/1/2022 `11 January 2022`"]),
        ],
    );
}

#[test]
fn dates_are_written_as_the_house_writes_them() {
    let padded = Vocabulary { form: "DD Month".into(), form_with_year: "DD Month YYYY".into(), ..english() };
    assert_eq!(Finder::new(&english()).write(3, 1, Some(2022)), "3 January 2022");
    assert_eq!(Finder::new(&english()).write(3, 13, None), "3 ");
    assert_eq!(Finder::new(&padded).write(3, 1, None), "03 January");
    assert_eq!(Finder::new(&spanish()).write(3, 1, Some(2022)), "3 de enero de 2022");
    assert_eq!(Finder::new(&german()).write(3, 3, Some(2022)), "3. März 2022");
    assert_eq!(Finder::new(&american()).write(3, 3, Some(2022)), "March 3, 2022");
    let rewritten = [
        ("On January 11, 2022,", Some("11 January 2022")),
        ("On the 11th of January", Some("11 January")),
        ("On Jan. 03 it", Some("3 January")),
        ("On November 10-16, rain", Some("10-16 November")),
        ("November 10 to December 2", Some("10 November to 2 December")),
        ("the 10th to 16th November.", Some("10 to 16 November")),
        ("On 2022-05-03", Some("3 May 2022")),
        ("On 25/05/22", Some("25 May 2022")),
        ("On 11 JANUARY", Some("11 January")),
        ("On 04/05/2022", None),
    ];
    let finder = Finder::new(&english());
    for (text, expected) in rewritten {
        let mention = &finder.find(text)[0];
        assert_eq!(finder.rewrite(mention, text, Years::Kept).as_deref(), expected, "{text}");
    }
}

#[test]
fn an_article_goes_only_where_it_belongs_to_the_date() {
    let article = |text: &str| text[Finder::new(&english()).find(text)[0].article.clone()].to_owned();
    assert_eq!(article("On the 11th of January, it"), "the");
    assert_eq!(article("On the 11th January meeting"), "");
    assert_eq!(article("On the 11 January, it"), "");
    assert_eq!(article("On 11th January, it"), "");
}

#[test]
fn forms_are_checked() {
    let readable =
        |form: &str, with_year: &str| Vocabulary { form: form.into(), form_with_year: with_year.into(), ..english() }.has_readable_forms();
    assert!(readable("D Month", ""));
    assert!(readable("DD. Month", "DD. Month YYYY"));
    assert!(readable("Month D", "Month D, YYYY"));
    for (form, with_year) in [
        ("", ""),
        ("D", ""),
        ("DMonth", ""),
        ("D Month.", ""),
        ("D Month", "Month D YYYY"),
        ("D Month", "D Month"),
        ("D Month", "D MonthYYYY"),
        ("D D Month", ""),
    ] {
        assert!(!readable(form, with_year), "{form:?} {with_year:?}");
    }
}

#[test]
fn a_text_that_is_all_a_date_is_read_as_one() {
    let finder = Finder::new(&english());
    let read = |text: &str| finder.read_exact(text).map(|mention| show(&mention, text));
    assert_eq!(read("15 January 2022").as_deref(), Some("House 15/1/2022 `15 January 2022`"));
    assert_eq!(read("08 September 2024").as_deref(), Some("House 8/9/2024 `08 September 2024`"));
    assert_eq!(read("45 May 2022").as_deref(), Some("House 45/5/2022 `45 May 2022`"));
    assert_eq!(read("11 may").as_deref(), Some("Case 11/5 `11 may`"));
    assert_eq!(read("Saturday, 15 January 2022").as_deref(), Some("House 15/1/2022 `15 January 2022` Saturday `Saturday`"));
    assert_eq!(read("15 January 2022 (Saturday)").as_deref(), Some("House 15/1/2022 `15 January 2022` Saturday `Saturday`"));
    for text in ["", "January 2022", "on 15 January 2022", "15 January 2022, Vol. 4", "15 January 2022, 16 January 2022"] {
        assert_eq!(read(text), None, "{text}");
    }
}

#[test]
fn a_month_alone_is_read_at_its_place() {
    let finder = Finder::new(&english());
    let read = |text: &str, from: usize| finder.dayless(text, from).map(|(range, year)| (text[range].to_owned(), year));
    assert_eq!(read("In mid-April 2022, rain", 7), Some(("April 2022".into(), Some(2022))));
    assert_eq!(read("In April, rain", 3), Some(("April".into(), None)));
    assert_eq!(read("In Dec 1999", 3), Some(("Dec 1999".into(), Some(1999))));
    assert_eq!(read("It may rain", 3), None);
    assert_eq!(read("In Aprils", 3), None);
    assert_eq!(read("In April", 80), None);
    let mayo = Finder::new(&spanish()).dayless("En mayo de 2021, el", 3);
    assert_eq!(mayo, Some((3..15, Some(2021))));
}

#[test]
fn padding_is_seen_on_single_figures_only() {
    let finder = Finder::new(&english());
    let seen = |text: &str| {
        let mentions = finder.find(text);
        let all = mentions.iter().flat_map(|mention| mention.single_figures(text));
        all.map(|(range, padding)| (text[range].to_owned(), padding)).collect::<Vec<_>>()
    };
    let (padded, bare) = (Padding::Padded, Padding::Bare);
    assert_eq!(seen("On 03 January, 3-9 May, 12 June and 2022-01-03"), [("03".into(), padded), ("3".into(), bare), ("9".into(), bare)]);
    assert_eq!(seen("On 1st May, on 0 May and on 00 June"), [("1".into(), bare)]);
}
