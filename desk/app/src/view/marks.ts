/** Marks at the words that remarks are about, and how headings are set. Form and colour both say how grave a remark is. */

import { type Diagnostic, linter, setDiagnostics } from "@codemirror/lint";
import { type EditorState, type Extension, type Range, type StateEffect, StateField } from "@codemirror/state";
import { Decoration, type DecorationSet, EditorView, WidgetType } from "@codemirror/view";
import type { Checked, Level, Remark } from "../types.js";
import { checked } from "../model/checked.js";
import { decisions } from "../model/decisions.js";
import { acceptedChange, type Sheet } from "../model/sheet.js";

const SEVERITY = { error: "error", warning: "warning", advice: "info" } as const satisfies Record<Level, Diagnostic["severity"]>;

/** What sets the marks of what is said now. */
export function marksOf(sheet: Sheet, remarks: readonly Remark[]): readonly StateEffect<unknown>[] {
  const { state } = sheet;
  const { length } = state.doc;
  const diagnostics = remarks.map((remark): Diagnostic => {
    const current = remark.id === sheet.current ? " mark-current" : "";
    const from = Math.min(remark.from, length);
    return {
      from,
      to: Math.min(Math.max(remark.to, from), length),
      severity: SEVERITY[remark.level],
      message: remark.what,
      markClass: `mark mark-${remark.level}${current}`,
    };
  });
  for (const own of sheet.decisions.own) {
    const current = own.id === sheet.current ? " mark-current" : "";
    diagnostics.push({ from: own.from, to: own.to, severity: "hint", message: own.text, markClass: `mark mark-own${current}` });
  }
  const { effects = [] } = setDiagnostics(state, diagnostics);
  return Array.isArray(effects) ? (effects as readonly StateEffect<unknown>[]) : [effects as StateEffect<unknown>];
}

const LINES = {
  banner: Decoration.line({ class: "line-banner" }),
  number: Decoration.line({ class: "line-number" }),
  title: Decoration.line({ class: "line-title" }),
  byline: Decoration.line({ class: "line-byline" }),
  section: Decoration.line({ class: "line-section" }),
  unknown: Decoration.line({ class: "line-unknown" }),
} as const;

function headingLines(state: EditorState, found: Checked | null): DecorationSet {
  const lines = (found?.outline?.headings ?? []).map((heading): Range<Decoration> => {
    const line = state.doc.lineAt(Math.min(heading.from, state.doc.length));
    return LINES[heading.kind].range(line.from);
  });
  return Decoration.set(lines, true);
}

const headings = StateField.define<DecorationSet>({
  create: (state) => headingLines(state, state.field(checked, false) ?? null),
  update(set, transaction) {
    const now = transaction.state.field(checked);
    if (now !== transaction.startState.field(checked) && !transaction.docChanged) return headingLines(transaction.state, now);
    return transaction.docChanged ? set.map(transaction.changes) : set;
  },
  provide: (field) => EditorView.decorations.from(field),
});

/** What is put in the place of words that were taken out. */
class Put extends WidgetType {
  constructor(private readonly text: string) {
    super();
  }

  override eq(other: Put): boolean {
    return other.text === this.text;
  }

  toDOM(): HTMLElement {
    const put = document.createElement("ins");
    put.className = "put";
    put.textContent = this.text;
    return put;
  }
}

const taken = Decoration.mark({ tagName: "del", class: "taken" });

/** In a Word document, what was accepted is shown as the change it becomes. */
const accepted = EditorView.decorations.compute([checked, decisions], (state) => {
  const found = state.field(checked);
  const ranges: Range<Decoration>[] = [];
  for (const [id, choice] of state.field(decisions).accepted) {
    const remark = found?.remarks.find((remark) => remark.id === id);
    for (const edit of (remark && acceptedChange(remark, choice)?.edits) ?? []) {
      if (edit.to > edit.from) ranges.push(taken.range(edit.from, edit.to));
      if (edit.text) ranges.push(Decoration.widget({ widget: new Put(edit.text), side: 1 }).range(edit.to));
    }
  }
  return Decoration.set(ranges, true);
});

export const marking: Extension = [linter(null, { tooltipFilter: () => [], markerFilter: null }), headings, accepted];
