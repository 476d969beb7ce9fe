//! What a document has that a draft cannot keep.

/// How much of each kind was left out.
#[derive(Debug, Default, Clone, PartialEq, Eq)]
pub(crate) struct Losses {
    /// Signs without a character.
    pub(crate) signs: usize,
    /// Characters that are orders to a terminal and no text.
    pub(crate) controls: usize,
    pictures: usize,
    charts: usize,
    /// Parts of other documents.
    parts: usize,
    objects: usize,
    /// Page headers and footers with words of their own.
    pub(crate) headers: usize,
    pub(crate) footers: usize,
}

impl Losses {
    /// Counts an element of that name, if it is one that is left out.
    pub(super) fn meet(&mut self, element: &str) {
        match element {
            "pic" | "imagedata" => self.pictures += 1,
            "chart" | "relIds" => self.charts += 1,
            "altChunk" | "subDoc" => self.parts += 1,
            "OLEObject" => self.objects += 1,
            _ => {}
        }
    }

    pub(super) fn add(&mut self, other: &Losses) {
        self.signs += other.signs;
        self.controls += other.controls;
        self.pictures += other.pictures;
        self.charts += other.charts;
        self.parts += other.parts;
        self.objects += other.objects;
        self.headers += other.headers;
        self.footers += other.footers;
    }

    /// Each kind in a sentence.
    pub(crate) fn told(&self) -> Vec<String> {
        let kinds = [
            (self.signs, "sign that only its font gives a look", "signs that only their font gives a look"),
            (self.controls, "control character, which is no text,", "control characters, which are no text,"),
            (self.pictures, "picture", "pictures"),
            (self.charts, "chart or diagram", "charts or diagrams"),
            (self.parts, "embedded part of another document", "embedded parts of other documents"),
            (self.objects, "embedded object", "embedded objects"),
            (self.headers, "page header", "page headers"),
            (self.footers, "page footer", "page footers"),
        ];
        let told = kinds.into_iter().filter(|(count, ..)| *count > 0);
        told.map(|(count, one, many)| if count == 1 { format!("1 {one} is left out") } else { format!("{count} {many} are left out") })
            .collect()
    }
}
