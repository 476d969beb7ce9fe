//! What the page asks: drafts, houses and a series in memory. `page/src/lib.rs` gives it to a browser, and says what each thing asked is.

pub use desk::Desk;

mod begin;
mod desk;
mod outline;
mod place;
mod reading;
mod remark;
mod setup;
mod shelf;
mod why;
mod word;
