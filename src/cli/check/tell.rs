//! What is said beside the report of a check: what GitHub hides, what was not tried, why mending came to no rest.

use crate::cli::streams::complain;
use crate::fix::{self, Ending};
use crate::lint::Summary;

/// How many annotations of a kind GitHub shows of one step.
const SHOWN: usize = 10;

/// Says what GitHub leaves out without a word.
pub(super) fn tell_hidden(summary: &Summary) {
    let Summary { errors, warnings, advice, .. } = *summary;
    if [errors, warnings, advice].iter().any(|count| *count > SHOWN) {
        complain(&format!(
            "GitHub shows {SHOWN} errors, {SHOWN} warnings and {SHOWN} notices of a step; this one has {errors}, {warnings} and {advice}: all are in its log"
        ));
    }
}

/// Says that some fixes are not offered for want of a trial.
pub(super) fn tell_untried(name: &str, untried: usize) {
    let findings = if untried == 1 { "1 finding is".to_owned() } else { format!("{untried} findings are") };
    complain(&format!(
        "{name}: what would mend {findings} not offered: a draft is read {} times at the most to try them out; mend some, and run it again",
        fix::MOST_READINGS
    ));
}

/// Says why mending came to no rest.
pub(super) fn tell_ending(name: &str, ending: Ending) {
    match ending {
        Ending::Settled => {}
        Ending::Worse => {
            complain(&format!(
                "{name}: more could be mended, but is held back: it would leave more errors and warnings than there are now"
            ));
        }
        Ending::Restless => complain(&format!("{name}: mending was stopped after {} rounds: run it again", fix::MOST_ROUNDS)),
    }
}
