//! Which year is meant, and whether there is such a day.

use jiff::civil::{Date, date};

use super::*;

/// "2022-01-11", with "~" where the year is inferred; "open"; "impossible". A range gives two.
fn resolved(text: &str, note: Option<Date>, context: Context) -> Vec<String> {
    let mut mentions = Finder::new(&english()).find(text);
    resolve(&mut mentions, text, note, context);
    let show = |resolved: Resolved| match resolved {
        Resolved::Open => "open".to_owned(),
        Resolved::Impossible => "impossible".to_owned(),
        Resolved::On { date, inferred } => format!("{}{date}", if inferred { "~" } else { "" }),
    };
    let days = |mention: &Mention| [Some(mention.resolved), mention.last.as_ref().map(|_| mention.resolved_last)];
    mentions.iter().flat_map(days).flatten().map(show).collect()
}

#[test]
fn in_a_dated_section_the_note_gives_the_year() {
    let note = date(2022, 1, 15);
    let table: &[(&str, &[&str])] = &[
        ("On 11 January, then", &["~2022-01-11"]),
        ("On 30 December, then", &["~2021-12-30"]),
        ("On 17 April, then", &["~2022-04-17"]),
        ("On 18 April, then", &["~2021-04-18"]),
        ("In 2015, on 11 January, then", &["~2022-01-11"]),
        ("On 11 January 2019, then on 12 January", &["2019-01-11", "~2022-01-12"]),
        ("On 31 June and", &["impossible"]),
        ("On 29 February, then", &["impossible"]),
        ("On 32 January, then", &["impossible"]),
        ("On 30 December-2 January", &["~2021-12-30", "~2022-01-02"]),
        ("From 28 December to 3 January 2022", &["2021-12-28", "2022-01-03"]),
        ("From 28 December 2020 to 3 January", &["2020-12-28", "2021-01-03"]),
        ("From 1 to 3 January 2022", &["2022-01-01", "2022-01-03"]),
        ("On 04/05/2022,", &["open"]),
        ("2022-02-30", &["impossible"]),
    ];
    for (text, expected) in table {
        assert_eq!(resolved(text, Some(note), Context::Dated), *expected, "{text}");
    }
    assert_eq!(resolved("On 29 February, then", Some(date(2024, 3, 2)), Context::Dated), ["~2024-02-29"]);
    assert_eq!(resolved("On 29 February, then", Some(date(2024, 10, 2)), Context::Dated), ["~2024-02-29"]);
    assert_eq!(resolved("On 31 June and on 29 February or 1 May", None, Context::Dated), ["impossible", "open", "open"]);
}

#[test]
fn elsewhere_a_year_named_before_counts() {
    let note = date(2022, 1, 15);
    let table: &[(&str, &[&str])] = &[
        ("In 2015, and on 11 January, then", &["~2015-01-11"]),
        ("In 2015 people; on 11 January", &["~2015-01-11"]),
        ("On 11 January 2019, then on 12 May", &["2019-01-11", "~2019-05-12"]),
        ("In 2,015 towns, 2015.5 and $2015, on 11 January", &["~2022-01-11"]),
        ("In the 1990s, 1450 and 20155, on 11 January", &["~2022-01-11"]),
        ("On 11 January, in 2015", &["~2022-01-11"]),
        ("From 30 December 2018 to 2 January 2019, then on 3 May", &["2018-12-30", "2019-01-02", "~2019-05-03"]),
        ("On 29 February, then", &["open"]),
        ("In 2020, on 29 February", &["~2020-02-29"]),
        ("In 2020, on 29 February 2021", &["impossible"]),
        ("On 31 June and", &["impossible"]),
        ("During 2014-2015, on 11 January", &["~2015-01-11"]),
    ];
    for (text, expected) in table {
        assert_eq!(resolved(text, Some(note), Context::Elsewhere), *expected, "{text}");
    }
    assert_eq!(resolved("On 11 January", None, Context::Elsewhere), ["open"]);
}

#[test]
fn the_calendar_s_ends_do_no_harm() {
    assert_eq!(year_by_note(1, 1, Date::MAX), 9999);
    assert_eq!(year_by_note(12, 31, Date::MIN), -10_000);
    assert_eq!(resolved("On 31 December", Some(Date::MIN), Context::Dated), ["impossible"]);
}
