//! What the language server costs, seen from an editor: the program as a process, and a client that speaks the protocol with it. Times are those of
//! the server's processor, as the system counts them.
//!
//! `cargo bench --bench server` takes an archive of 10,000 notes; `NOTES=2000` one of that size.

use std::path::Path;
use std::time::Instant;

use client::Client;

mod client;
#[path = "../corpus.rs"]
mod corpus;

const SETTINGS: &str = "house = \"gp-short-notes\"\n\n[series]\narchive = [\"notes/**\"]\ncomplete = true\n";

/// Letters that are typed, each looked at before the next.
const LETTERS: u32 = 600;

fn main() {
    let notes = std::env::var("NOTES").ok().and_then(|number| number.parse().ok()).unwrap_or(10_000);
    let folder = std::env::temp_dir().join(format!("copydesk-server-{}", std::process::id()));
    write_archive(&folder, notes);
    let text = corpus::note(notes + 1, &mut corpus::Seed(0x5eed));
    println!("an archive of {notes} notes, and a note of {} bytes that is typed into", text.len());
    println!("{:<50} {:>9} {:>9} {:>9}", "", "median", "p99", "wall");
    let mut client = Client::start(&folder);
    client.initialize(&folder);
    let (start, before) = (Instant::now(), client.whole_time());
    client.open(&folder.join("draft.md"), &text);
    client.diagnostics(&folder.join("draft.md"));
    let opening = client.whole_time() - before;
    let (wall, memory) = (start.elapsed(), client.peak_memory());
    row("opening the archive (one look)", &mut [opening], wall.as_secs_f64() * 1e3);
    println!("{:<50} {:>6.1} MB at the most", "  memory", memory);
    let middle = text.find("\n\n## What is the background?").expect("every note has one");
    type_at(&mut client, &folder, &text, middle, "a letter at a paragraph's end, to diagnostics");
    let inside = text.find("## What does it mean?").expect("every note has one") + 60;
    type_at(&mut client, &folder, &text, inside, "a letter within a paragraph, to diagnostics");
    let title = text.find("in case").expect("every note has a title");
    type_at(&mut client, &folder, &text, title, "a letter in the title, to diagnostics");
    let number = text.find('#').map(|at| at + text[at..].find('\n').expect("a line ends")).expect("every note has a number line");
    type_at(&mut client, &folder, &text, number, "a letter in the number line, to diagnostics");
    client.replace(&folder.join("draft.md"), &text);
    client.open(&folder.join("lint.toml"), SETTINGS);
    let settings = Typing { file: "lint.toml", text: &format!("{SETTINGS}# "), at: SETTINGS.len() + 2 };
    settings.measure(&mut client, &folder, "a letter in lint.toml, to the draft's diagnostics");
    println!("{:<50} {:>6.1} MB at the most", "  memory after all that", client.peak_memory());
    client.leave();
    std::fs::remove_dir_all(&folder).expect("the archive was ours to remove");
}

/// Types letters one by one into the draft from byte `at` on, and asks for diagnostics after each.
fn type_at(client: &mut Client, folder: &Path, text: &str, at: usize, what: &str) {
    Typing { file: "draft.md", text, at }.measure(client, folder, what);
}

/// Letters that are typed into a text, one by one.
struct Typing<'t> {
    file: &'t str,
    text: &'t str,
    /// From this byte on.
    at: usize,
}

impl Typing<'_> {
    /// Types them, and asks for the draft's diagnostics after each.
    fn measure(&self, client: &mut Client, folder: &Path, what: &str) {
        let (file, draft) = (folder.join(self.file), folder.join("draft.md"));
        client.replace(&file, self.text);
        client.diagnostics(&draft);
        let line = self.text[..self.at].matches('\n').count();
        let start = self.at - self.text[..self.at].rfind('\n').map_or(0, |end| end + 1);
        let words = " and so on it goes, as it went before";
        let mut times = Vec::new();
        let wall = Instant::now();
        for (index, letter) in words.chars().cycle().take(LETTERS as usize).enumerate() {
            let before = client.processor_time();
            client.insert(&file, (line, start + index), letter);
            client.diagnostics(&draft);
            times.push(client.processor_time() - before);
        }
        let wall = wall.elapsed().as_secs_f64() * 1e3 / f64::from(LETTERS);
        row(what, &mut times, wall);
    }
}

fn row(what: &str, times: &mut [f64], wall: f64) {
    times.sort_by(f64::total_cmp);
    let at = |hundredths: usize| times[(times.len() - 1) * hundredths / 100];
    println!("{what:<50} {:>6.2} ms {:>6.2} ms {wall:>6.2} ms", at(50), at(99));
}

/// The archive, a thousand notes a folder.
fn write_archive(folder: &Path, notes: u32) {
    let mut seed = corpus::Seed(0x5eed);
    for number in 1..=notes {
        let shelf = folder.join(format!("notes/{}", number / 1000));
        std::fs::create_dir_all(&shelf).expect("the temporary folder can be written");
        std::fs::write(shelf.join(format!("{number}.md")), corpus::note(number, &mut seed)).expect("the temporary folder can be written");
    }
    std::fs::write(folder.join("lint.toml"), SETTINGS).expect("the temporary folder can be written");
}
