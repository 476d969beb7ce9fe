/** A remark of one's own on the words that are selected. */

import { button, h } from "../dom.js";
import type { Desk } from "../model/desk.js";
import { dialog } from "./dialog.js";
import { tellBriefly } from "./notice.js";

export function ownRemark(desk: Desk): void {
  const { view } = desk;
  if (!view) return;
  const selected = view.state.selection.main;
  const words = selected.empty ? view.state.wordAt(selected.head) : selected;
  if (!words) return tellBriefly("Select the words that the remark is about.");
  const text = h("textarea", { id: "own-text", rows: "3", maxlength: "1000" });
  const add = () => {
    shown.close();
    if (text.value.trim() === "") return;
    const remark = { id: `own-${Date.now().toString(36)}`, from: words.from, to: words.to, text: text.value.trim() };
    desk.decide((now) => ({ own: [...now.own, remark] }));
    desk.show(remark.id);
    view.focus();
  };
  const shown = dialog(
    "A remark of your own",
    h("blockquote", {}, view.state.sliceDoc(words.from, words.to)),
    h("label", { for: "own-text" }, "Remark"),
    text,
    h("div", { class: "actions" }, button("Add it", add, { class: "primary" }), button("Cancel", () => shown.close())),
  );
  text.focus();
}
