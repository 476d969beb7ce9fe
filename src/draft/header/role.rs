//! What a line of a header may be, and how likely that is. Which of them it is, the best sum over all lines says.

use crate::source::Span;

/// What a line of a header is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Role {
    /// The series' name alone.
    Banner,
    /// The line with the series' name, the number and the date.
    NumberLine,
    /// A number line after the first.
    NumberLineAgain,
    /// A date and nothing else.
    Date,
    /// A line of the title.
    Title,
    /// The authors.
    Byline,
    /// A team or an institute, a date beside it or not.
    Team,
    /// A field with its label.
    Field,
    /// A line that the house knows, a picture's, an address: it says nothing of the note.
    Furniture,
    /// A sentence under the title, where the house has one there.
    Standfirst,
    /// What belongs to nothing.
    Stray,
    /// Text of the note.
    Body,
}

impl Role {
    /// How many there are.
    pub const COUNT: usize = 12;

    /// All of them, in the order of their definition.
    pub const ALL: [Role; Role::COUNT] = [
        Role::Banner,
        Role::NumberLine,
        Role::NumberLineAgain,
        Role::Date,
        Role::Title,
        Role::Byline,
        Role::Team,
        Role::Field,
        Role::Furniture,
        Role::Standfirst,
        Role::Stray,
        Role::Body,
    ];

    /// What people call it.
    pub fn name(self) -> &'static str {
        match self {
            Role::Banner => "banner",
            Role::NumberLine => "number line",
            Role::NumberLineAgain => "number line again",
            Role::Date => "date",
            Role::Title => "title",
            Role::Byline => "authors",
            Role::Team => "team",
            Role::Field => "field",
            Role::Furniture => "other",
            Role::Standfirst => "standfirst",
            Role::Stray => "belongs to nothing",
            Role::Body => "text",
        }
    }
}

/// How much speaks for a role. Scores of different lines are added up.
pub type Score = i32;

/// A role, and how much the words of the line speak for it, wherever it stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Candidate {
    /// The role.
    pub role: Role,
    /// How much speaks for it.
    pub score: Score,
}

/// A line's role in the best assignment.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Assigned {
    /// Its role.
    pub role: Role,
    /// Whether the line belongs to a digest's first note, and not to the masthead.
    pub of_entry: bool,
}

/// What was made of a line, for people who wonder.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct LineReading {
    /// The line's words.
    pub span: Span,
    /// What it is.
    pub role: Role,
    /// What it would be next to that, and by how much the header as a whole would be the worse.
    pub runner_up: Option<Candidate>,
}
