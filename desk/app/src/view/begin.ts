/** Beginning a note: the house's skeleton, whose blanks one goes through with Tab. */

import { EditorView, keymap } from "@codemirror/view";
import { Prec, StateEffect, StateField } from "@codemirror/state";
import { Decoration } from "@codemirror/view";
import { button, count, h } from "../dom.js";
import type { Stretch } from "../types.js";
import type { Desk } from "../model/desk.js";
import { dialog } from "./dialog.js";
import { tellBriefly, tellFault } from "./notice.js";

export function beginForm(desk: Desk, opened: () => void): void {
  const house = h("select", { id: "begin-house" }, ...desk.houses.map(({ name, title }) => h("option", { value: name }, title)));
  if (desk.setup.house) house.value = desk.setup.house;
  const title = h("input", { type: "text", id: "begin-title", autocomplete: "off", maxlength: "300" });
  const author = h("input", { type: "text", id: "begin-author", autocomplete: "name", maxlength: "200" });
  const go = async () => {
    shown.close();
    const wish = { house: house.value, title: title.value, author: author.value.trim(), date: desk.setup.today, number: null };
    const begun = await desk.engine.begin(wish);
    if ("fault" in begun) return tellFault("A note of that house cannot be begun here.");
    const blanks = withNumber(begun.text, begun.blanks);
    const sheet = await desk.open(begun.text, "note.md");
    sheet.writing = { at: 0, told: new Set() };
    sheet.blanks = blanks.length;
    desk.remark();
    opened();
    const { view } = desk;
    if (!view) return;
    view.dispatch({ effects: StateEffect.appendConfig.of(blanksAmong((left) => (sheet.blanks = left))) });
    view.dispatch({ effects: setBlanks.of(blanks) });
    stepToBlank(view, 1);
    tellBriefly(`${count(blanks.length, "blank")} to fill: Tab goes to the next.`);
  };
  const field = (label: string, input: HTMLElement) => h("p", { class: "field-row" }, h("label", { for: input.id }, label), input);
  const shown = dialog(
    "Begin a note",
    field("Series", house),
    field("Title", title),
    field("Author", author),
    h("div", { class: "actions" }, button("Begin", () => void go(), { class: "primary" }), button("Cancel", () => shown.close())),
  );
  for (const input of [title, author]) {
    input.addEventListener("keydown", (event) => {
      if (event.key !== "Enter") return;
      event.preventDefault();
      void go();
    });
  }
  title.focus();
}

/** The number that is left open is a blank too. */
function withNumber(text: string, blanks: readonly Stretch[]): Stretch[] {
  const open = /(?<!X)XX(?!X)/.exec(text);
  const all = open ? [{ from: open.index, to: open.index + 2 }, ...blanks] : [...blanks];
  return all.sort((a, b) => a.from - b.from);
}

const setBlanks = StateEffect.define<Stretch[]>();
const blank = Decoration.mark({ class: "blank" });

/** The blanks that are still to fill: one that was written in is none. */
const blanks = StateField.define<Stretch[]>({
  create: () => [],
  update(value, transaction) {
    for (const effect of transaction.effects) if (effect.is(setBlanks)) return effect.value;
    if (!transaction.docChanged) return value;
    const isUntouched = ({ from, to }: Stretch) => !transaction.changes.touchesRange(from, to);
    return value.filter(isUntouched).map(({ from, to }) => ({ from: transaction.changes.mapPos(from, 1), to: transaction.changes.mapPos(to, -1) }));
  },
  provide: (field) => EditorView.decorations.from(field, (all) => Decoration.set(all.map(({ from, to }) => blank.range(from, to)))),
});

function stepToBlank(view: EditorView, by: 1 | -1): boolean {
  const all = view.state.field(blanks, false) ?? [];
  if (all.length === 0) return false;
  const { from, to } = view.state.selection.main;
  const next = by === 1 ? (all.find((stretch) => stretch.from >= to && !(stretch.from === from && stretch.to === to)) ?? all[0]) : (all.findLast((stretch) => stretch.to <= from) ?? all.at(-1));
  if (!next) return false;
  view.dispatch({ selection: { anchor: next.from, head: next.to }, scrollIntoView: true });
  return true;
}

const blanksAmong = (tell: (left: number) => void) => [
  blanks,
  EditorView.updateListener.of((update) => tell(update.state.field(blanks).length)),
  Prec.high(
    keymap.of([
      { key: "Tab", run: (view) => stepToBlank(view, 1) },
      { key: "Shift-Tab", run: (view) => stepToBlank(view, -1) },
    ]),
  ),
];
