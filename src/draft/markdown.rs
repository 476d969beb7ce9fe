//! Markdown into lines of prose, through comrak where lines alone do not tell. The only module that knows comrak.
//!
//! Spans are comrak's, each verified against the text it claims: where an escape or an entity stands between, the two are walked together,
//! and where comrak's position is wrong (a line break inside a link's target, an escaped bar in a table) the text is found again from the
//! last good place of its block. Nothing here knows what a heading of the house is.

use comrak::nodes::{AstNode, ListType, NodeList, NodeValue, Sourcepos};
use comrak::{Arena, Options, parse_document};

use crate::draft::block::{Blocks, Line, LineKind, NumberLineMemo, Scribe, indent};
use crate::draft::clean::Clean;
use crate::draft::markdown::place::Places;
use crate::draft::{Unclosed, UnclosedKind, unclosed};
use crate::prose::{OBJECT, ProseBuilder, SheetBuilder};
use crate::source::{Source, Span};

mod bare;
mod place;
#[cfg(test)]
mod tests;

/// Reads `clean`, the text of `source`.
pub fn read(clean: &Clean<'_>, source: &Source) -> Blocks {
    bare::read(clean, source).unwrap_or_else(|| parsed(clean, source))
}

/// The same, by the parser.
fn parsed(clean: &Clean<'_>, source: &Source) -> Blocks {
    let arena = Arena::new();
    let root = parse_document(&arena, clean.text(), &options());
    let mut reader = Reader {
        clean,
        source,
        places: Places::new(clean.text()),
        scribe: Scribe::new(clean),
        lines: Vec::with_capacity(source.line_count()),
        sheet: SheetBuilder::with_room_for(clean.text().len()),
        not_prose: Vec::new(),
        unclosed: None,
        tables: Vec::new(),
        context: Context::default(),
        leaf: None,
        blocks: 0,
    };
    for edge in root.traverse() {
        match edge {
            comrak::arena_tree::NodeEdge::Start(node) => reader.enter(node),
            comrak::arena_tree::NodeEdge::End(node) => reader.leave(node),
        }
    }
    reader.sheet.seal(reader.lines.iter_mut().map(|line| &mut line.prose));
    Blocks {
        lines: reader.lines,
        invisible: reader.scribe.invisible,
        not_prose: reader.not_prose,
        unclosed: reader.unclosed,
        tables: reader.tables,
        wraps: true,
    }
}

fn options() -> Options<'static> {
    let mut options = Options::default();
    options.extension.table = true;
    options.extension.footnotes = true;
    options.extension.strikethrough = true;
    options.extension.tasklist = true;
    options.parse.leave_footnote_definitions = true;
    options
}

/// Where in the tree the reader stands.
#[derive(Default)]
struct Context {
    quotes: u32,
    asides: u32,
    strong: u32,
    images: u32,
    links: u32,
    /// List items around, but for one that stands alone under its number: that is a heading's, as often as not.
    items: u32,
    marker: Option<Marker>,
}

/// The mark of the list item that opens next.
#[derive(Clone, Copy)]
struct Marker {
    /// The figure and its mark in the clean text; `None` for a bullet.
    figure: Option<(usize, usize)>,
}

/// A block that holds inlines, being read.
struct Leaf {
    lines: Vec<Open>,
    /// 0 for a paragraph; a heading's lines are told apart when it closes.
    level: u8,
    setext: bool,
    bulleted: bool,
}

/// A line being read.
#[derive(Default)]
struct Open {
    prose: ProseBuilder,
    /// Whether words stand in it outside strong or emphasis.
    plain: bool,
    /// Whether words of it are part of a link.
    linked: bool,
}

struct Reader<'a> {
    clean: &'a Clean<'a>,
    source: &'a Source,
    places: Places<'a>,
    scribe: Scribe<'a>,
    lines: Vec<Line>,
    sheet: SheetBuilder,
    not_prose: Vec<Span>,
    unclosed: Option<Unclosed>,
    tables: Vec<Span>,
    context: Context,
    leaf: Option<Leaf>,
    blocks: u32,
}

impl Reader<'_> {
    fn enter<'n>(&mut self, node: &'n AstNode<'n>) {
        let ast = node.data.borrow();
        match &ast.value {
            NodeValue::BlockQuote => self.context.quotes += 1,
            NodeValue::FootnoteDefinition(_) => self.context.asides += 1,
            NodeValue::Table(_) => {
                self.context.asides += 1;
                let (start, end) = self.places.range(ast.sourcepos);
                self.tables.push(self.clean.span(start, end));
            }
            NodeValue::Item(list) => {
                self.context.items += is_of_list(node);
                self.context.marker = Some(self.marker(list, ast.sourcepos));
            }
            NodeValue::TaskItem(_) => {
                self.context.items += is_of_list(node);
                self.context.marker = Some(Marker { figure: None });
            }
            NodeValue::Paragraph | NodeValue::TableCell => self.open(ast.sourcepos, 0, false),
            NodeValue::Heading(heading) => self.open(ast.sourcepos, heading.level, heading.setext),
            NodeValue::CodeBlock(code) => {
                if !code.closed && !code.literal.trim().is_empty() {
                    self.never_closed(ast.sourcepos, UnclosedKind::Fence);
                }
                self.opaque(ast.sourcepos, true);
            }
            NodeValue::HtmlBlock(html) => {
                let comment = html.literal.trim_start().starts_with("<!--");
                if !unclosed::is_closed(html.block_type, &html.literal) && html.literal.trim().contains('\n') {
                    self.never_closed(ast.sourcepos, if comment { UnclosedKind::Comment } else { UnclosedKind::Html });
                }
                self.opaque(ast.sourcepos, !comment);
            }
            NodeValue::Link(_) => self.context.links += 1,
            NodeValue::Strong | NodeValue::Emph => self.context.strong += 1,
            NodeValue::Image(_) => {
                self.object(ast.sourcepos, false);
                self.context.images += 1;
            }
            NodeValue::Text(text) if self.context.images == 0 => self.text(text, ast.sourcepos),
            NodeValue::SoftBreak | NodeValue::LineBreak => {
                if let Some(leaf) = &mut self.leaf {
                    leaf.lines.push(Open::default());
                }
            }
            NodeValue::Code(_) => self.object(ast.sourcepos, true),
            NodeValue::HtmlInline(_) => {
                let (start, end) = self.places.range(ast.sourcepos);
                self.not_prose.push(self.clean.span(start, end));
            }
            _ => {}
        }
    }

    fn leave<'n>(&mut self, node: &'n AstNode<'n>) {
        match &node.data.borrow().value {
            NodeValue::BlockQuote => self.context.quotes -= 1,
            NodeValue::FootnoteDefinition(_) | NodeValue::Table(_) => self.context.asides -= 1,
            NodeValue::Item(_) | NodeValue::TaskItem(_) => {
                self.context.items -= is_of_list(node);
                self.context.marker = None;
            }
            NodeValue::Link(_) => self.context.links -= 1,
            NodeValue::Paragraph | NodeValue::TableCell | NodeValue::Heading(_) => self.close(),
            NodeValue::Strong | NodeValue::Emph => self.context.strong -= 1,
            NodeValue::Image(_) => self.context.images -= 1,
            _ => {}
        }
    }

    fn marker(&self, list: &NodeList, sourcepos: Sourcepos) -> Marker {
        if list.list_type == ListType::Bullet {
            return Marker { figure: None };
        }
        let (start, _) = self.places.range(sourcepos);
        let figures = self.clean.text()[start..].bytes().take_while(u8::is_ascii_digit).count();
        Marker { figure: (figures > 0).then_some((start, start + figures + 1)) }
    }

    fn open(&mut self, sourcepos: Sourcepos, level: u8, setext: bool) {
        self.places.open(sourcepos);
        self.blocks += 1;
        let mut first = Open::default();
        let mut bulleted = false;
        if let Some(marker) = self.context.marker.take() {
            bulleted = marker.figure.is_none();
            if let Some((start, end)) = marker.figure {
                self.scribe.write(&mut first.prose, start, end);
                first.prose.push_for(" ", Span::at(self.clean.span(start, end).end as usize));
            }
        }
        self.leaf = Some(Leaf { lines: vec![first], level, setext, bulleted });
    }

    fn close(&mut self) {
        let Some(leaf) = self.leaf.take() else { return };
        let last = leaf.lines.len() - 1;
        for (index, mut line) in leaf.lines.into_iter().enumerate() {
            let Some(Shown { shows_words, bulleted: pasted }) = shown(&mut line.prose) else { continue };
            let text = line.prose.text();
            // A paragraph with `---` right under it is a setext heading to Markdown, and a paragraph to its author.
            let heading = leaf.level > 0 && index == last && !(leaf.setext && (text.ends_with('.') || text.len() > 120));
            let kind = match () {
                () if !shows_words => LineKind::Opaque,
                () if self.context.asides > 0 => LineKind::Aside,
                () if self.context.quotes > 0 => LineKind::Quote,
                () if heading => LineKind::Heading,
                () if !line.plain => LineKind::Bold,
                () => LineKind::Text,
            };
            let span = self.source.line(self.source.line_of(line.prose.start()));
            let bulleted = pasted || (leaf.bulleted && index == 0);
            let level = if kind == LineKind::Heading { leaf.level } else { 0 };
            let enclosed = self.context.items > 0 || (line.linked && level == 0);
            let indent = indent(self.source.slice(span));
            let prose = self.sheet.add(&line.prose, self.blocks);
            self.lines.push(Line {
                prose,
                block: self.blocks,
                kind,
                level,
                bulleted,
                enclosed,
                indent,
                span,
                reading: NumberLineMemo::new(),
            });
        }
    }

    fn opaque(&mut self, sourcepos: Sourcepos, content: bool) {
        let (start, end) = self.places.range(sourcepos);
        let span = self.clean.span(start, end);
        self.not_prose.push(span);
        self.blocks += 1;
        if content {
            let mut prose = ProseBuilder::default();
            self.scribe.write_object(&mut prose, start, end);
            let prose = self.sheet.add(&prose, self.blocks);
            let kind = LineKind::Opaque;
            self.lines.push(Line {
                prose,
                block: self.blocks,
                kind,
                level: 0,
                bulleted: false,
                enclosed: false,
                indent: 0,
                span,
                reading: NumberLineMemo::new(),
            });
        }
    }

    /// Remembers a block without an end, if that runs to the end of the text.
    fn never_closed(&mut self, sourcepos: Sourcepos, kind: UnclosedKind) {
        let (start, end) = self.places.range(sourcepos);
        if !self.clean.text()[end..].trim().is_empty() {
            return;
        }
        let span = self.source.first_line_of(self.clean.span(start, end));
        self.unclosed = Some(Unclosed { span, kind });
    }

    fn object(&mut self, sourcepos: Sourcepos, not_prose: bool) {
        let (start, end) = self.places.range(sourcepos);
        if not_prose {
            self.not_prose.push(self.clean.span(start, end));
        }
        let Some(line) = self.leaf.as_mut().and_then(|leaf| leaf.lines.last_mut()) else { return };
        line.plain = true;
        self.scribe.write_object(&mut line.prose, start, end);
    }

    fn text(&mut self, literal: &str, sourcepos: Sourcepos) {
        let Some(line) = self.leaf.as_mut().and_then(|leaf| leaf.lines.last_mut()) else { return };
        line.plain |= self.context.strong == 0 && !literal.trim().is_empty();
        line.linked |= self.context.links > 0;
        let (scribe, prose) = (&mut self.scribe, &mut line.prose);
        self.places.place(literal, sourcepos, |part| match part {
            place::Part::Same { start, end } => scribe.write(prose, start, end),
            place::Part::Decoded { text, start, end } => scribe.write_decoded(prose, text, start, end),
        });
    }
}

/// What a line shows.
struct Shown {
    /// Whether there is anything in it but what is no prose.
    shows_words: bool,
    /// Whether a word processor's bullet opened it: to its author that is a list mark, and no word.
    bulleted: bool,
}

/// Trims `words` to what they show as a line; `None` where that is nothing.
fn shown(words: &mut ProseBuilder) -> Option<Shown> {
    words.trim();
    if words.text().is_empty() {
        return None;
    }
    let bulleted = words.text().starts_with("• ");
    if bulleted {
        words.drop_front('•'.len_utf8());
        words.trim();
    }
    let text = words.text();
    let shows_words = text.contains(char::is_alphanumeric) || !text.contains(OBJECT);
    Some(Shown { shows_words, bulleted })
}

/// 1 for an item of a list; 0 for one that stands alone under its number, as a heading may.
fn is_of_list<'n>(item: &'n AstNode<'n>) -> u32 {
    let is_alone = item.previous_sibling().is_none() && item.next_sibling().is_none();
    let is_numbered = matches!(&item.data.borrow().value, NodeValue::Item(list) if list.list_type == ListType::Ordered);
    u32::from(!(is_alone && is_numbered))
}
