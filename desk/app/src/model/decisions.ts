/** What the editor has decided of the remarks on a draft. It lives in the editor's state, so that undo undoes it. */

import { invertedEffects } from "@codemirror/commands";
import { type EditorState, StateEffect, StateField, type Extension } from "@codemirror/state";

export interface OwnRemark {
  id: string;
  from: number;
  to: number;
  text: string;
}

export interface Decisions {
  /** Remarks that go nowhere. */
  readonly unticked: ReadonlySet<string>;
  /** Remarks that are left as they are, and why. */
  readonly left: ReadonlyMap<string, string>;
  /** Remarks on a Word document that become changes: `null` for the fix, else which of the alternatives. */
  readonly accepted: ReadonlyMap<string, number | null>;
  readonly own: readonly OwnRemark[];
}

export const UNDECIDED: Decisions = { unticked: new Set(), left: new Map(), accepted: new Map(), own: [] };

export const decide = StateEffect.define<Decisions>();

export const decisions = StateField.define<Decisions>({
  create: () => UNDECIDED,
  update(value, transaction) {
    let now = value;
    if (transaction.docChanged && now.own.length > 0) {
      const own = now.own.map((remark) => ({
        ...remark,
        from: transaction.changes.mapPos(remark.from, 1),
        to: transaction.changes.mapPos(remark.to, -1),
      }));
      now = { ...now, own };
    }
    for (const effect of transaction.effects) if (effect.is(decide)) now = effect.value;
    return now;
  },
});

/** What keeps decisions, and takes them back on undo. */
export const deciding: Extension = [
  decisions,
  invertedEffects.of((transaction) =>
    transaction.effects.some((effect) => effect.is(decide)) ? [decide.of(transaction.startState.field(decisions))] : [],
  ),
];

/** The effect that decides something of one remark. */
export function decidingThat(state: EditorState, change: (now: Decisions) => Partial<Decisions>): StateEffect<Decisions> {
  const now = state.field(decisions);
  return decide.of({ ...now, ...change(now) });
}

export function without<T>(set: ReadonlySet<T>, item: T): Set<T> {
  const other = new Set(set);
  other.delete(item);
  return other;
}

export function withEntry<K, V>(map: ReadonlyMap<K, V>, key: K, value: V | undefined): Map<K, V> {
  const other = new Map(map);
  if (value === undefined) other.delete(key);
  else other.set(key, value);
  return other;
}
