//! What people should know while something is done: that a run waits for another, that an earlier one was stopped half-way. Who shows it is
//! decided by whoever listens; nobody does at first.

use std::sync::OnceLock;

static LISTENER: OnceLock<fn(&str)> = OnceLock::new();

/// Names who shows notices, each a line; the first who does so is kept.
pub fn listen(listener: fn(&str)) {
    // Whoever listens already goes on.
    let _ = LISTENER.set(listener);
}

/// Shows a notice.
pub(crate) fn notify(line: &str) {
    if let Some(listener) = LISTENER.get() {
        listener(line);
    }
}
