//! A person, or the system, may ask the program to end while it writes: then it takes away what lies beside the files first.

use std::io;

#[cfg(unix)]
pub(super) use unix::Held;

#[cfg(not(unix))]
pub(super) use elsewhere::Held;

/// Fails once a signal has come that is put off.
pub(super) fn go_on() -> io::Result<()> {
    if Held::is_to_end() { Err(io::Error::other("the program was asked to end")) } else { Ok(()) }
}

#[cfg(unix)]
mod unix {
    use std::sync::atomic::{AtomicBool, AtomicUsize, Ordering};
    use std::sync::{Arc, OnceLock};

    use signal_hook::consts::{SIGHUP, SIGINT, SIGTERM, SIGXFSZ};
    use signal_hook::{flag, low_level};

    use crate::workspace::notice::notify;

    /// While this lives, signals that end the program are put off; once it is gone, the program ends of them.
    #[derive(Debug)]
    pub(in crate::workspace::write) struct Held(&'static Signals);

    #[derive(Debug, Default)]
    struct Signals {
        /// Whether a signal ends the program at once.
        at_once: Arc<AtomicBool>,
        /// The signal that came meanwhile; 0 is none.
        came: Arc<AtomicUsize>,
    }

    static SIGNALS: OnceLock<Signals> = OnceLock::new();

    impl Held {
        pub(in crate::workspace::write) fn new() -> Held {
            let signals = SIGNALS.get_or_init(|| {
                let signals = Signals { at_once: Arc::new(AtomicBool::new(true)), came: Arc::default() };
                for signal in [SIGHUP, SIGINT, SIGTERM, SIGXFSZ] {
                    if is_ignored(signal) {
                        continue;
                    }
                    // Where one cannot be put off, it ends the program as ever.
                    drop(flag::register_conditional_default(signal, Arc::clone(&signals.at_once)));
                    drop(flag::register_usize(signal, Arc::clone(&signals.came), usize::try_from(signal).unwrap_or_default()));
                }
                signals
            });
            signals.at_once.store(false, Ordering::SeqCst);
            Held(signals)
        }

        pub(super) fn is_to_end() -> bool {
            SIGNALS.get().is_some_and(|signals| signals.came.load(Ordering::SeqCst) != 0)
        }
    }

    impl Drop for Held {
        fn drop(&mut self) {
            self.0.at_once.store(true, Ordering::SeqCst);
            let came = self.0.came.load(Ordering::SeqCst);
            if let Some(signal) = i32::try_from(came).ok().filter(|signal| *signal != 0) {
                if signal == SIGXFSZ {
                    notify("error: a file would be larger than the system lets this program write (`ulimit -f`); no file was changed");
                }
                drop(low_level::emulate_default_handler(signal));
            }
        }
    }

    /// Whether whoever started the program wants it not to end of the signal, as `nohup` does.
    fn is_ignored(signal: i32) -> bool {
        let status = std::fs::read_to_string("/proc/self/status").unwrap_or_default();
        let ignored =
            status.lines().find_map(|line| line.strip_prefix("SigIgn:")).and_then(|mask| u64::from_str_radix(mask.trim(), 16).ok());
        ignored.is_some_and(|mask| mask >> (signal - 1) & 1 == 1)
    }
}

#[cfg(not(unix))]
mod elsewhere {
    /// Nothing is put off.
    #[derive(Debug)]
    pub(in crate::workspace::write) struct Held;

    impl Held {
        pub(in crate::workspace::write) fn new() -> Held {
            Held
        }

        pub(super) fn is_to_end() -> bool {
            false
        }
    }
}
