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

/// Letters that are typed, each looked at before the next.
const LETTERS: u32 = 600;

fn main() {
    let notes = std::env::var("NOTES").ok().and_then(|number| number.parse().ok()).unwrap_or(10_000);
    let folder = std::env::temp_dir().join(format!("copydesk-server-{}", std::process::id()));
    write_archive(&folder, notes);
    let text = corpus::note(notes + 1, &mut corpus::Seed(0x5eed));
    println!("an archive of {notes} notes, and a note of {} bytes that is typed into", text.len());
    println!("{:<44} {:>9} {:>9} {:>9}", "", "median", "p99", "wall");
    let mut client = Client::start(&folder);
    client.initialize(&folder);
    let (start, before) = (Instant::now(), client.whole_time());
    client.open(&folder.join("draft.md"), &text);
    client.diagnostics(&folder.join("draft.md"));
    let opening = client.whole_time() - before;
    let (wall, memory) = (start.elapsed(), client.peak_memory());
    row("opening the archive (one look)", &mut [opening], wall.as_secs_f64() * 1e3);
    println!("{:<44} {:>6.1} MB at the most", "  memory", memory);
    let middle = text.find("\n\n## What is the background?").expect("every note has one");
    type_at(&mut client, &folder, &text, middle, "a letter at a paragraph's end, to diagnostics");
    let inside = text.find("## What does it mean?").expect("every note has one") + 60;
    type_at(&mut client, &folder, &text, inside, "a letter within a paragraph, to diagnostics");
    let title = text.find("in case").expect("every note has a title");
    type_at(&mut client, &folder, &text, title, "a letter in the title, to diagnostics");
    println!("{:<44} {:>6.1} MB at the most", "  memory after all that", client.peak_memory());
    client.leave();
    std::fs::remove_dir_all(&folder).expect("the archive was ours to remove");
}

/// Types letters one by one from byte `at` on, and asks for diagnostics after each.
fn type_at(client: &mut Client, folder: &Path, text: &str, at: usize, what: &str) {
    let file = folder.join("draft.md");
    client.replace(&file, text);
    client.diagnostics(&file);
    let line = text[..at].matches('\n').count();
    let start = at - text[..at].rfind('\n').map_or(0, |end| end + 1);
    let words = " and so on it goes, as it went before";
    let mut times = Vec::new();
    let wall = Instant::now();
    for (index, letter) in words.chars().cycle().take(LETTERS as usize).enumerate() {
        let before = client.processor_time();
        client.insert(&file, (line, start + index), letter);
        client.diagnostics(&file);
        times.push(client.processor_time() - before);
    }
    let wall = wall.elapsed().as_secs_f64() * 1e3 / f64::from(LETTERS);
    row(what, &mut times, wall);
}

fn row(what: &str, times: &mut [f64], wall: f64) {
    times.sort_by(f64::total_cmp);
    let at = |hundredths: usize| times[(times.len() - 1) * hundredths / 100];
    println!("{what:<44} {:>6.2} ms {:>6.2} ms {wall:>6.2} ms", at(50), at(99));
}

/// The archive, a thousand notes a folder.
fn write_archive(folder: &Path, notes: u32) {
    let mut seed = corpus::Seed(0x5eed);
    for number in 1..=notes {
        let shelf = folder.join(format!("notes/{}", number / 1000));
        std::fs::create_dir_all(&shelf).expect("the temporary folder can be written");
        std::fs::write(shelf.join(format!("{number}.md")), corpus::note(number, &mut seed)).expect("the temporary folder can be written");
    }
    let settings = "house = \"gp-short-notes\"\n\n[series]\narchive = [\"notes/**\"]\ncomplete = true\n";
    std::fs::write(folder.join("lint.toml"), settings).expect("the temporary folder can be written");
}
