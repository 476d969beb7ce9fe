//! A text four times as long takes about four times the work: nothing walks through the whole of it for each of its parts.
//!
//! A coarse net, for every run of the tests: processor time of this thread, against a limit that only the square of something reaches. `cargo bench --bench growth` counts instructions.

#![cfg(target_os = "linux")]

use std::sync::Arc;
use std::time::Duration;

use copydesk::draft::{Draft, Syntax};
use copydesk::house::House;
use copydesk::lint::{Brief, Ignoring, check};
use copydesk::settings::Asked;
use copydesk::source::Source;
use nix::sys::resource::{UsageWho, getrusage};

#[path = "../benches/hostile.rs"]
mod hostile;

/// Bytes of the shorter text, at least and at most: so many that its check takes long enough to be measured.
const SHORT: std::ops::RangeInclusive<usize> = 16 << 10..=256 << 10;

/// Long enough.
const MEASURABLE: Duration = Duration::from_millis(20);

/// The longer text is so many times as long.
const TIMES: usize = 4;

/// Work may grow by so much; with the square it would grow sixteenfold.
const LIMIT: f64 = 7.0;

#[test]
fn work_grows_with_the_text() {
    let house = House::named("gp-short-notes").expect("it is shipped");
    let mut steep = Vec::new();
    for family in hostile::FAMILIES {
        for syntax in [Syntax::Markdown, Syntax::Plain] {
            // Other work on the machine can spoil a measurement or two, not five in a row.
            let grown: Vec<f64> = (0..5).map(|_| growth(family, syntax, &house)).take_while(|growth| *growth > LIMIT).collect();
            if let [.., growth] = grown[..]
                && grown.len() == 5
            {
                steep.push(format!("{} as {syntax:?}: {growth:.1} times the work for {TIMES} times the text", family.name));
            }
        }
    }
    assert!(steep.is_empty(), "{}", steep.join("\n"));
}

/// How much more work the longer text is than the shorter.
fn growth(family: &hostile::Family, syntax: Syntax, house: &House) -> f64 {
    let work = |bytes| work(&family.text(bytes), syntax, house);
    let (mut short, mut before) = (*SHORT.start(), Duration::ZERO);
    while before < MEASURABLE && short <= *SHORT.end() {
        before = work(short);
        short *= 2;
    }
    work(short / 2 * TIMES).as_secs_f64() / before.as_secs_f64()
}

/// The processor's time for one check.
fn work(text: &str, syntax: Syntax, house: &House) -> Duration {
    let before = spent();
    let draft = Draft::read(Arc::new(Source::new("note", text)), syntax, house);
    let today = jiff::civil::date(2026, 11, 23);
    let brief = Brief { settings: None, path: "note", asked: &Asked::default(), ignores: Ignoring::Obeyed, today, series: None };
    std::hint::black_box(check(&draft, house, &brief));
    spent().saturating_sub(before)
}

/// The processor's time this thread has taken.
fn spent() -> Duration {
    let usage = getrusage(UsageWho::RUSAGE_THREAD).expect("the system counts a thread's time");
    let time = |value: nix::sys::time::TimeVal| {
        Duration::from_secs(value.tv_sec().unsigned_abs()) + Duration::from_micros(value.tv_usec().unsigned_abs())
    };
    time(usage.user_time()) + time(usage.system_time())
}
