//! copydesk for a page: drafts, houses and a series in memory, asked by a browser. It opens no file, has no clock, and never prints: what it is
//! given it is given as text, and what it answers is JSON, whose shapes `app/src/types.ts` repeats.

use copydesk_desk::Desk;
use wasm_bindgen::prelude::wasm_bindgen;

/// A desk with drafts on it.
#[wasm_bindgen]
#[derive(Default)]
pub struct Page {
    desk: Desk,
}

#[wasm_bindgen]
impl Page {
    /// One with nothing on it.
    #[wasm_bindgen(constructor)]
    pub fn new() -> Page {
        Page::default()
    }

    /// Says what day it is, which houses there are and what is known of the series: `Setup` in, `SetUp` out.
    pub fn set_up(&mut self, setup: &str) -> String {
        self.desk.set_up(setup)
    }

    /// Puts a text on the desk, in the place of an older one of that name.
    pub fn put(&mut self, name: &str, text: &str) {
        self.desk.put(name, text);
    }

    /// Puts a Word document on the desk: `WordRead` out.
    pub fn put_word(&mut self, name: &str, bytes: Vec<u8>) -> String {
        self.desk.put_word(name, bytes)
    }

    /// Takes a draft away.
    pub fn take(&mut self, name: &str) {
        self.desk.take(name);
    }

    /// What there is to say of a draft: `Checked` out.
    pub fn check(&mut self, name: &str) -> String {
        self.desk.checked(name)
    }

    /// The same at a glance, with no fix: those have to be tried out. `Checked` out.
    pub fn glance(&self, name: &str) -> String {
        self.desk.glance(name)
    }

    /// The proof of all drafts, a page of its own, without the remarks that are named: pairs of draft and id in.
    pub fn proof(&mut self, left_out: &str) -> String {
        self.desk.proof(left_out)
    }

    /// The JSON report of a draft, as the command line writes it.
    pub fn report(&mut self, name: &str) -> String {
        self.desk.report(name)
    }

    /// What safe fixes make of a draft, as changes to it: `Edit[]` out.
    pub fn mend(&mut self, name: &str) -> String {
        self.desk.mend(name)
    }

    /// Every draft in the order of the series: `Listed[]` out.
    pub fn list(&mut self) -> String {
        self.desk.list()
    }

    /// Why a rule asks for what it does: `Why` out, `null` where there is no such rule.
    pub fn why(&self, rule: &str) -> String {
        self.desk.why(rule)
    }

    /// A draft to begin with: `Begin` in, `Begun` out.
    pub fn begin(&mut self, wish: &str) -> String {
        self.desk.begin(wish)
    }

    /// A Word draft with the remarks that are wanted in it, as an editor would write them: `Review` in.
    ///
    /// # Errors
    /// What keeps it from being written.
    pub fn review(&mut self, name: &str, review: &str) -> Result<Vec<u8>, String> {
        self.desk.review(name, review)
    }
}
