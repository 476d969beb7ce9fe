/** What was last found in a draft, kept in the editor's state: its places move along with what is typed until the next answer comes. */

import { type ChangeDesc, StateEffect, StateField } from "@codemirror/state";
import type { Change, Checked, HeadingLine, Outline, Remark, Stretch } from "../types.js";

export const take = StateEffect.define<Checked | null>();

export const checked = StateField.define<Checked | null>({
  create: () => null,
  update(value, transaction) {
    let now = value;
    if (now && transaction.docChanged) now = moved(now, transaction.changes);
    for (const effect of transaction.effects) if (effect.is(take)) now = effect.value;
    return now;
  },
});

/** The same after a change of the text. */
export function moved(now: Checked, changes: ChangeDesc): Checked {
  return { ...now, remarks: now.remarks.map((remark) => movedRemark(remark, changes)), outline: now.outline && movedOutline(now.outline, changes) };
}

function movedRemark(remark: Remark, changes: ChangeDesc): Remark {
  return {
    ...stretched(remark, changes),
    fix: remark.fix && movedChange(remark.fix, changes),
    alternatives: remark.alternatives.map((change) => movedChange(change, changes)),
    related: remark.related.map((related) => ({ ...related, at: related.at && stretched(related.at, changes) })),
  };
}

function movedChange(change: Change, changes: ChangeDesc): Change {
  return { ...change, edits: change.edits.map((edit) => stretched(edit, changes)) };
}

function movedOutline(outline: Outline, changes: ChangeDesc): Outline {
  const heading = (line: HeadingLine): HeadingLine => ({ ...stretched(line, changes), text: stretched(line.text, changes) });
  const notes = outline.notes.map((note) => ({
    ...note,
    at: stretched(note.at, changes),
    sections: note.sections.map((section) => ({ ...section, at: stretched(section.at, changes) })),
  }));
  return { notes, headings: outline.headings.map(heading), paragraphs: outline.paragraphs.map((stretch) => stretched(stretch, changes)) };
}

function stretched<T extends Stretch>(stretch: T, changes: ChangeDesc): T {
  const from = changes.mapPos(stretch.from, 1);
  return { ...stretch, from, to: Math.max(from, changes.mapPos(stretch.to, stretch.from === stretch.to ? 1 : -1)) };
}

/** What was found at a glance, with the fixes that its remarks had before. */
export function withFixesOf(before: Checked | null, glance: Checked): Checked {
  const known = new Map(before?.remarks.map((remark) => [remark.id, remark]));
  const remarks = glance.remarks.map((remark) => {
    const { fix = null, alternatives = [] } = known.get(remark.id) ?? {};
    return { ...remark, fix, alternatives };
  });
  return { ...glance, remarks };
}
