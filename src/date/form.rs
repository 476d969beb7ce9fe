//! The form a house gives its dates: what stands first and what between. It reads no draft.

/// `D Month` and `D Month YYYY`, taken apart.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Form {
    pub(super) order: Order,
    pub(super) padding: Padding,
    /// Between day and month.
    pub(super) between: String,
    /// Before the year.
    pub(super) before_year: String,
}

/// Whether day or month stands first.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Order {
    Day,
    Month,
}

/// How a day under 10 is written.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Padding {
    /// `03`.
    Padded,
    /// `3`.
    Bare,
}

impl Default for Form {
    fn default() -> Self {
        Form { order: Order::Day, padding: Padding::Bare, between: " ".into(), before_year: " ".into() }
    }
}

impl Form {
    /// Reads a form and the same form with a year. `None` where a piece is missing, stands twice or out of place, or where the two
    /// disagree. An empty second form is the first with a space and the year.
    pub(super) fn read(form: &str, with_year: &str) -> Option<Form> {
        let (pieces, order, padding) = match pieces(form)?[..] {
            [Piece::Day(padding), Piece::Between(between), Piece::Month] => (between, Order::Day, padding),
            [Piece::Month, Piece::Between(between), Piece::Day(padding)] => (between, Order::Month, padding),
            _ => return None,
        };
        let before_year = if with_year.is_empty() { " " } else { with_year.strip_prefix(form)?.strip_suffix("YYYY")? };
        let plain = !before_year.is_empty() && !before_year.contains("YYYY");
        plain.then(|| Form { order, padding, between: pieces.into(), before_year: before_year.into() })
    }

    /// Whether `text` is a date of these parts, to the letter.
    pub(super) fn fits(&self, text: &str, day: &str, month: &str, year: Option<&str>) -> bool {
        let (first, second) = self.in_order(day, month);
        let parts = [first, &self.between, second].into_iter().chain(year.map(|_| self.before_year.as_str())).chain(year);
        parts.into_iter().try_fold(text, str::strip_prefix) == Some("")
    }

    /// A date of these parts, each as it is to be written.
    pub(super) fn fill(&self, day: &str, month: &str, year: Option<&str>) -> String {
        let (first, second) = self.in_order(day, month);
        let mut text = [first, &self.between, second].concat();
        if let Some(year) = year {
            text.push_str(&self.before_year);
            text.push_str(year);
        }
        text
    }

    fn in_order<'a>(&self, day: &'a str, month: &'a str) -> (&'a str, &'a str) {
        match self.order {
            Order::Day => (day, month),
            Order::Month => (month, day),
        }
    }
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Piece<'a> {
    Day(Padding),
    Month,
    Between(&'a str),
}

fn pieces(form: &str) -> Option<Vec<Piece<'_>>> {
    let mut pieces = Vec::new();
    let (mut rest, mut between) = (form, 0);
    while let Some(letter) = rest[between..].chars().next() {
        let here = &rest[between..];
        let (piece, len) = if here.starts_with("Month") {
            (Piece::Month, "Month".len())
        } else if here.starts_with("DD") {
            (Piece::Day(Padding::Padded), "DD".len())
        } else if letter == 'D' {
            (Piece::Day(Padding::Bare), "D".len())
        } else {
            between += letter.len_utf8();
            continue;
        };
        if between > 0 {
            pieces.push(Piece::Between(&rest[..between]));
        }
        pieces.push(piece);
        (rest, between) = (&here[len..], 0);
    }
    rest.is_empty().then_some(pieces)
}
