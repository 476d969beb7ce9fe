//! How wide a text was wrapped, where blank lines part its paragraphs. It is known by its lines alone: it asks neither what they say nor for
//! the house.

use crate::draft::block::{Line, LineKind};
use crate::draft::sentence;

/// The column at which a program breaks lines, at the most.
const WIDEST: usize = 100;

/// A line that breaks off in mid-sentence is this wide at least where the text is wrapped.
const BROKEN: usize = 45;

/// By how much lines fall short of the column in programs that even them out.
const RAGGED: usize = 8;

/// Columns at which the text under a note's headings was wrapped.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Column(usize);

impl Column {
    /// Of the text in `stretches`, each of which stands under a heading. None where the text is not wrapped, or where a paragraph mostly
    /// begins on the next line.
    pub fn of<'a>(stretches: &(impl Iterator<Item = &'a [Line]> + Clone)) -> Option<Column> {
        let is_text = |line: &&Line| line.kind == LineKind::Text;
        if stretches.clone().flatten().filter(is_text).any(|line| line.indent + line.prose.text().len() >= WIDEST && width(line) >= WIDEST)
        {
            return None;
        }
        let pairs = || stretches.clone().flat_map(|lines| lines.windows(2)).filter(|pair| pair.iter().all(|line| is_text(&line)));
        let same_block = |pair: &&[Line]| pair[0].block == pair[1].block;
        let finished = |pair: &&[Line]| sentence::is_finished(pair[0].prose.text());
        let column = Column(pairs().filter(same_block).map(|pair| width(&pair[0])).max()?);
        let wrapped = pairs().filter(same_block).any(|pair| width(&pair[0]) >= BROKEN && !finished(&pair));
        let parted = pairs().filter(|pair| !same_block(pair) && !pair[1].bulleted).filter(finished).count();
        let broken = pairs().filter(same_block).filter(finished).filter(|pair| !column.breaks(&pair[0], &pair[1])).count();
        (wrapped && parted > broken).then_some(column)
    }

    /// Whether `line` is so wide that the next one's first word had no room on it.
    pub fn breaks(self, line: &Line, next: &Line) -> bool {
        let text = next.prose.text();
        let word = text.split(' ').next().unwrap_or(text);
        width(line) + 1 + word.chars().count() + RAGGED > self.0
    }
}

fn width(line: &Line) -> usize {
    line.indent + line.prose.text().chars().count()
}
