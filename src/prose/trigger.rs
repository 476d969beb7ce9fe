//! Kinds of things that rules look for. Where they stand is not known here.

/// Kinds of things that rules look for, as a set.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Triggers(u32);

impl Triggers {
    /// None of them.
    pub const NONE: Triggers = Triggers(0);
    /// A phrase that counts from today.
    pub const RELATIVE: Triggers = Triggers(1);
    /// A phrase that dates by what stands before.
    pub const SAME_DAY: Triggers = Triggers(1 << 1);
    /// A word that begins like the one before it, or an article right after another.
    pub const REPEAT: Triggers = Triggers(1 << 2);
    /// A word with a capital.
    pub const CAPITAL: Triggers = Triggers(1 << 3);
    /// A mark that an author or editor left.
    pub const LEFTOVER: Triggers = Triggers(1 << 4);
    /// A word of a term.
    pub const TERM: Triggers = Triggers(1 << 5);
    /// An article.
    pub const ARTICLE: Triggers = Triggers(1 << 6);
    /// Figures.
    pub const FIGURES: Triggers = Triggers(1 << 16);
    /// A word that begins with three capitals.
    pub const ACRONYM: Triggers = Triggers(1 << 17);
    /// A mark that may end a sentence.
    pub const STOP: Triggers = Triggers(1 << 18);
    /// A comma.
    pub const COMMA: Triggers = Triggers(1 << 19);
    /// A semicolon.
    pub const SEMICOLON: Triggers = Triggers(1 << 20);
    /// A round or square bracket.
    pub const BRACKET: Triggers = Triggers(1 << 21);
    /// Two spaces or more.
    pub const GAP: Triggers = Triggers(1 << 22);
    /// A quotation mark, or an apostrophe that looks like one.
    pub const QUOTE: Triggers = Triggers(1 << 23);
    /// The same mark twice in a row.
    pub const ROW: Triggers = Triggers(1 << 24);
    /// A mark or figures right beside a word that a space may be missing before, or with a space that is one too many.
    pub const MISSPACED: Triggers = Triggers(1 << 25);

    /// All of both.
    #[must_use]
    pub const fn union(self, other: Triggers) -> Triggers {
        Triggers(self.0 | other.0)
    }

    /// Whether any of them is among `others`.
    pub const fn intersects(self, others: Triggers) -> bool {
        self.0 & others.0 != 0
    }

    /// Whether there is none.
    pub const fn is_empty(self) -> bool {
        self.0 == 0
    }
}
