//! Notes on the disk, seeded, so that every run reads the same bytes. A new archive takes the place of the one before it.

use std::fs;
use std::path::{Path, PathBuf};

use crate::corpus::{self, Seed};
use crate::shapes::Shape;

/// A folder of notes.
pub struct Archive {
    pub folder: PathBuf,
    pub notes: usize,
    pub bytes: usize,
}

/// How notes are written.
#[derive(Clone, Copy, PartialEq, Eq)]
pub enum Form {
    Markdown,
    Plain,
    /// Markdown, each note with a fault that a fix mends: such a note is read twice, since a fix is tried out.
    Mendable,
}

impl Form {
    pub fn name(self) -> &'static str {
        match self {
            Form::Markdown => "Markdown",
            Form::Plain => "plain text",
            Form::Mendable => "Markdown, a fix each",
        }
    }

    /// What is the floor for it.
    pub fn floor(self) -> &'static str {
        match self {
            Form::Markdown | Form::Mendable => "comrak",
            Form::Plain => "lines",
        }
    }

    fn ending(self) -> &'static str {
        match self {
            Form::Markdown | Form::Mendable => "md",
            Form::Plain => "txt",
        }
    }

    fn write(self, note: String) -> String {
        match self {
            Form::Markdown => note,
            Form::Plain => note.replace("## ", ""),
            Form::Mendable => corpus::with_fault(&note),
        }
    }
}

impl Archive {
    /// That many notes.
    pub fn of_notes(folder: &Path, notes: usize, form: Form) -> Self {
        Archive::write(folder, form, |written, _| written < notes)
    }

    /// So many notes in Markdown that they take that many bytes.
    pub fn of_bytes(folder: &Path, bytes: usize) -> Self {
        Archive::write(folder, Form::Markdown, |_, so_far| so_far < bytes)
    }

    /// One note of that many bytes.
    pub fn of_one(folder: &Path, bytes: usize) -> Self {
        Archive::of_text(folder, &long_note(bytes))
    }

    /// That many notes of a shape.
    pub fn of_shape(folder: &Path, notes: u32, shape: Shape) -> Self {
        let mut archive = Archive::empty(folder);
        let mut seed = Seed(0x5eed);
        let form = if shape == Shape::Ordinary { Form::Markdown } else { Form::Plain };
        (1..=notes).for_each(|number| archive.add(form, &shape.note(number, &mut seed)));
        archive
    }

    /// One file in Markdown.
    pub fn of_text(folder: &Path, text: &str) -> Self {
        let mut archive = Archive::empty(folder);
        archive.add(Form::Markdown, text);
        archive
    }

    /// A file beside the notes that is none, and where it is.
    pub fn settings(&self, name: &str, text: &str) -> PathBuf {
        let file = self.folder.join(name);
        fs::write(&file, text).expect("the temporary folder can be written");
        file
    }

    /// Its folder as an argument.
    pub fn name(&self) -> String {
        self.folder.to_string_lossy().into_owned()
    }

    fn write(folder: &Path, form: Form, goes_on: impl Fn(usize, usize) -> bool) -> Self {
        let mut archive = Archive::empty(folder);
        let mut seed = Seed(0x5eed);
        while goes_on(archive.notes, archive.bytes) {
            let number = u32::try_from(archive.notes + 1).expect("an archive has fewer notes than that");
            archive.add(form, &form.write(corpus::note(number, &mut seed)));
        }
        archive
    }

    fn empty(folder: &Path) -> Self {
        if folder.exists() {
            fs::remove_dir_all(folder).expect("the archive before was ours to remove");
        }
        fs::create_dir_all(folder).expect("the temporary folder can be written");
        Archive { folder: folder.to_owned(), notes: 0, bytes: 0 }
    }

    fn add(&mut self, form: Form, text: &str) {
        self.notes += 1;
        self.bytes += text.len();
        fs::write(self.folder.join(format!("{}.{}", self.notes, form.ending())), text).expect("the temporary folder can be written");
    }
}

impl Drop for Archive {
    fn drop(&mut self) {
        drop(fs::remove_dir_all(&self.folder));
    }
}

/// A note of that many bytes or a few more: the events of very many notes, of which none is told twice.
pub fn long_note(bytes: usize) -> String {
    let mut seed = Seed(0x5eed);
    let (before, after) = ("## What happened?", "## What is the background?");
    let first = corpus::note(1, &mut seed);
    let (mut text, rest) = first.split_once(after).map(|(text, rest)| (text.to_owned(), rest)).expect("every note has a background");
    for number in 2.. {
        if text.len() + rest.len() >= bytes {
            break;
        }
        let note = corpus::note(number, &mut seed);
        let (events, _) = note.split_once(before).and_then(|(_, rest)| rest.split_once(after)).expect("every note has events");
        let told = word(number as usize, 4);
        events.trim().split("\n\n").for_each(|event| text.extend([event, " The log says ", &told, ".\n\n"]));
    }
    text + after + rest
}

/// A pack of that many term rules. Their words are of two syllables, as many real ones are, and stand in no note.
pub fn pack(terms: usize) -> String {
    let term = |index| format!("[[term]]\nid = \"trial-{index}\"\navoid = [\"{0}\", \"the {0}\"]\nuse = \"it\"\n\n", word(index, 2));
    (0..terms).map(term).collect()
}

/// A word of so many syllables, of which each index has another while there are any.
fn word(index: usize, syllables: u32) -> String {
    const SYLLABLES: [&str; 15] =
        ["bor", "cal", "den", "fim", "gor", "hal", "jun", "kel", "lom", "mar", "nov", "pel", "quin", "rad", "sol"];
    (0..syllables).map(|place| SYLLABLES[index / SYLLABLES.len().pow(place) % SYLLABLES.len()]).collect()
}
