//! A name for a finding that survives edits elsewhere. It knows no line number.

use std::collections::HashMap;
use std::hash::Hasher;

use siphasher::sip128::{Hasher128, SipHasher13};

use crate::lint::Reported;

/// Names each finding of one run over the file called `name`: they are in order and have their places. `path` is what settings know that file
/// by, so that the names are the same from whichever folder the program is run.
pub(super) fn stamp<'r>(findings: impl IntoIterator<Item = &'r mut Reported>, name: &str, path: &str) {
    let mut seen: HashMap<u128, u64> = HashMap::new();
    for reported in findings {
        let source = reported.finding.primary.source.name();
        let file = if source == name { path } else { source };
        let count = seen.entry(hash(reported, file, 0)).or_default();
        reported.fingerprint = format!("{:032x}", hash(reported, file, *count));
        *count += 1;
    }
}

fn hash(reported: &Reported, file: &str, equal_before: u64) -> u128 {
    let finding = &reported.finding;
    // The keys are fixed for good: fingerprints are kept in files.
    let mut hasher = SipHasher13::new_with_keys(0x636f_7079_6465_736b, 0x6e6f_7465_626f_6f6b);
    write(&mut hasher, finding.rule.as_str());
    write(&mut hasher, file);
    write(&mut hasher, &reported.place.note.map(|number| number.to_string()).unwrap_or_default());
    write(&mut hasher, reported.place.section.as_deref().unwrap_or_default());
    for word in finding.primary.source.slice(finding.primary.span).split_whitespace() {
        hasher.write(word.as_bytes());
        hasher.write_u8(b' ');
    }
    hasher.write_u8(END);
    write(&mut hasher, finding.expected.as_deref().unwrap_or_default());
    hasher.write(&equal_before.to_le_bytes());
    hasher.finish128().as_u128()
}

/// Never a byte of UTF-8: it keeps one part from running into the next.
const END: u8 = 0xff;

fn write(hasher: &mut SipHasher13, part: &str) {
    hasher.write(part.as_bytes());
    hasher.write_u8(END);
}
