/** Markdown as it reads: marks of headings, emphasis and links are there and are not seen, so the text never jumps. */

import { type EditorState, RangeSetBuilder } from "@codemirror/state";
import { Decoration, type DecorationSet, EditorView, ViewPlugin, type ViewUpdate } from "@codemirror/view";

const hidden = Decoration.replace({});
const heading = Decoration.line({ class: "line-heading" });
const strong = Decoration.mark({ class: "strong" });
const emphasis = Decoration.mark({ class: "emphasis" });

interface Piece {
  from: number;
  to: number;
  mark: Decoration;
}

const HEADING = /^\s{0,3}#{1,6}\s+/;
const LINK = /\[([^[\]\n]*)\]\((<[^<>\n]*>|[^\s()]*(?:\([^\s()]*\)[^\s()]*)*)\)/g;
const STRONG = /\*\*(?=\S)([^*\n]*?\S)\*\*|__(?=\S)([^_\n]*?\S)__/g;
const EMPHASIS = /(?<![*\w])\*(?=[^\s*])([^*\n]*?[^\s*])\*(?![*\w])/g;
const ESCAPE = /\\(?=[!-/:-@[-`{-~])/g;

/** What of a line is not seen, and how the rest is set. */
function pieces(line: string, at: number): Piece[] {
  const found: Piece[] = [];
  const hide = (from: number, to: number) => found.push({ from: at + from, to: at + to, mark: hidden });
  const marks = HEADING.exec(line);
  if (marks) {
    found.push({ from: at, to: at, mark: heading });
    hide(0, marks[0].length);
  }
  for (const match of line.matchAll(LINK)) {
    const [whole, text = "", address = ""] = match;
    if (text === "" || line[match.index - 1] === "!") continue;
    hide(match.index, match.index + 1);
    const end = match.index + 1 + text.length;
    found.push({ from: at + match.index + 1, to: at + end, mark: Decoration.mark({ class: "link", attributes: { title: address } }) });
    hide(end, match.index + whole.length);
  }
  const paired = (pattern: RegExp, width: number, mark: Decoration) => {
    for (const match of line.matchAll(pattern)) {
      const end = match.index + match[0].length;
      hide(match.index, match.index + width);
      found.push({ from: at + match.index + width, to: at + end - width, mark });
      hide(end - width, end);
    }
  };
  paired(STRONG, 2, strong);
  paired(EMPHASIS, 1, emphasis);
  for (const match of line.matchAll(ESCAPE)) hide(match.index, match.index + 1);
  return found;
}

function folded(view: EditorView): DecorationSet {
  const builder = new RangeSetBuilder<Decoration>();
  for (const range of view.visibleRanges) {
    const found: Piece[] = [];
    for (let at = range.from; at <= range.to; ) {
      const line = view.state.doc.lineAt(at);
      found.push(...pieces(line.text, line.from));
      at = line.to + 1;
    }
    found.sort((a, b) => a.from - b.from || a.mark.startSide - b.mark.startSide || a.to - b.to);
    let end = -1;
    for (const piece of found) {
      const isHiding = piece.mark === hidden;
      // What lies in what is hidden already is hidden.
      if (isHiding && piece.from < end) continue;
      builder.add(piece.from, piece.to, piece.mark);
      if (isHiding) end = piece.to;
    }
  }
  return builder.finish();
}

export const folding = ViewPlugin.fromClass(
  class {
    decorations: DecorationSet;

    constructor(view: EditorView) {
      this.decorations = folded(view);
    }

    update(update: ViewUpdate): void {
      if (update.docChanged || update.viewportChanged) this.decorations = folded(update.view);
    }
  },
  {
    decorations: (plugin) => plugin.decorations,
    provide: (plugin) => EditorView.atomicRanges.of((view) => hiddenIn(view.plugin(plugin)?.decorations ?? Decoration.none)),
  },
);

function hiddenIn(set: DecorationSet): DecorationSet {
  return set.update({ filter: (_from, _to, mark) => mark === hidden });
}

/** A line without its marks. */
export function plain(line: string): string {
  return line
    .replace(HEADING, "")
    .replace(LINK, "$1")
    .replace(STRONG, "$1$2")
    .replace(EMPHASIS, "$1")
    .replace(ESCAPE, "");
}

export function isEmpty(state: EditorState): boolean {
  return state.doc.length === 0 || state.doc.toString().trim() === "";
}

export { LINK, STRONG, EMPHASIS, ESCAPE, HEADING };
