//! Weekdays beside dates, and ranges of all kinds.

use jiff::civil::Weekday;

use super::*;

#[test]
fn weekdays_beside_a_date_belong_to_it() {
    check(
        &english(),
        &[
            ("On Tuesday, 11 January,", &["House 11/1 `11 January` Tuesday `Tuesday`"]),
            ("On Tuesday 11 January,", &["House 11/1 `11 January` Tuesday `Tuesday`"]),
            ("On Tuesday (11 January),", &["House 11/1 `11 January` Tuesday `Tuesday`"]),
            ("On Tuesday, (1 June),", &["House 1/6 `1 June` Tuesday `Tuesday`"]),
            ("On Monday, January 11,", &["Order 11/1 `January 11` Monday `Monday`"]),
            ("On Monday the 11th of January", &["Suffix 11/1 `11th of January` Monday `Monday`"]),
            ("On Mon, 11 January,", &["House 11/1 `11 January` Monday `Mon`"]),
            ("On Tues. 11 January,", &["House 11/1 `11 January` Tuesday `Tues.`"]),
            ("11 January (Mon.), it", &["House 11/1 `11 January` Monday `Mon.`"]),
            ("The sun, 11 January", &["House 11/1 `11 January`"]),
            ("On 11 January, Sun rose", &["House 11/1 `11 January`"]),
            ("It was on Monday. 11 January followed", &["House 11/1 `11 January`"]),
            ("11 January (Tuesday)", &["House 11/1 `11 January` Tuesday `Tuesday`"]),
            ("1 June, a Tuesday.", &["House 1/6 `1 June` Tuesday `Tuesday`"]),
            ("1 June 2021, Tuesday, it", &["House 1/6/2021 `1 June 2021` Tuesday `Tuesday`"]),
            ("On 11 January, Tuesday 12 January and", &["House 11/1 `11 January`", "House 12/1 `12 January` Tuesday `Tuesday`"]),
            ("on 11 January, Tuesday, 12 January", &["House 11/1 `11 January`", "House 12/1 `12 January` Tuesday `Tuesday`"]),
            ("Monday and 11 January", &["House 11/1 `11 January`"]),
            ("11 January, Tuesday was calm", &["House 11/1 `11 January`"]),
            ("11 January, Monday\u{2019}s market", &["House 11/1 `11 January`"]),
            ("Mondays, 11 January", &["House 11/1 `11 January`"]),
            (
                "Monday, 24 July to Thursday, 27 July",
                &["House 24/7~27/7 `24 July to Thursday, 27 July` Monday `Monday` Thursday `Thursday`"],
            ),
            (
                "Monday, 24 July, to Thursday, 27 July,",
                &["House 24/7~27/7 `24 July, to Thursday, 27 July` Monday `Monday` Thursday `Thursday`"],
            ),
            ("From Monday 24 to Thursday 27 July,", &["House 24/7~27/7 `24 to Thursday 27 July` Monday `Monday` Thursday `Thursday`"]),
            ("From Monday to Thursday, 24-27 July,", &["House 24/7~27/7 `24-27 July` Monday `Monday` Thursday `Thursday`"]),
            ("Monday-Thursday, 24-27 July,", &["House 24/7~27/7 `24-27 July` Monday `Monday` Thursday `Thursday`"]),
            ("On Monday, Tuesday and Sunday, 1, 2 and 7 May", &["House 1/5~7/5 `1, 2 and 7 May` Monday `Monday` Sunday `Sunday`"]),
            ("24-27 July (Monday to Thursday)", &["House 24/7~27/7 `24-27 July` Monday `Monday` Thursday `Thursday`"]),
            ("24-27 July (Thursday)", &["House 24/7~27/7 `24-27 July`"]),
            ("From Monday to Thursday, 27 July", &["House 27/7 `27 July` Monday `Monday` Thursday `Thursday`"]),
        ],
    );
    assert_eq!(Finder::new(&english()).weekday_name(Weekday::Sunday), "Sunday");
    assert_eq!(Finder::default().weekday_name(Weekday::Sunday), "");
}

#[test]
fn nights_slips_and_backward_ranges_are_read() {
    check(
        &english(),
        &[
            ("On the night of 3/4 March,", &["House 3/3~4/3 `3/4 March`"]),
            ("On 31 January/1 February, rain", &["House 31/1~1/2 `31 January/1 February`"]),
            ("On 3/9 March, rain", &[]),
            ("On 14/3, rain", &["Slashes 14/3 `14/3`"]),
            ("Of 14/3 parts, rain", &[]),
            ("On 16 Febuary, rain", &["Misspelt 16/2 `16 Febuary`"]),
            ("Ferbuary 16, 2022, rain", &["Misspelt 16/2/2022 `Ferbuary 16, 2022`"]),
            ("On 5 Marhc, rain", &["Misspelt 5/3 `5 Marhc`"]),
            ("5 Marsh boats, 12 Mays, 3 Octobers", &[]),
            ("On 5 Marsh, 4 Jane", &[]),
            ("Rue du 4 Octobre", &[]),
            ("On 4 Octobre, rain", &["Misspelt 4/10 `4 Octobre`"]),
            ("During 19-18 March, rain", &["House 19/3~18/3 `19-18 March` backwards"]),
            ("from 24 to 20 July, rain", &["House 24/7~20/7 `24 to 20 July` backwards"]),
            ("on 24 and 20 July, rain", &["House 24/7~20/7 `24 and 20 July`"]),
            ("from 6 April to 5 April", &["House 6/4~5/4 `6 April to 5 April`"]),
            ("During 31-2 February, rain", &["House 31/1~2/2 `31-2 February`"]),
            ("They lost 24-20 March 5 to", &["House 24/3~20/3 `24-20 March`"]),
        ],
    );
}
