/** Leaving something as it is, for a reason; what is left can be taken up again. */

import { button, h } from "../dom.js";
import type { Remark } from "../types.js";
import type { Desk } from "../model/desk.js";
import { dialog } from "./dialog.js";

export function leaveForm(desk: Desk, remark: Remark): void {
  const reason = h("input", { type: "text", id: "reason", autocomplete: "off", maxlength: "300" });
  const leave = () => {
    shown.close();
    desk.leave(remark, reason.value.trim());
    desk.view?.focus();
  };
  const shown = dialog(
    "Leave as it is",
    h("p", {}, remark.what),
    h("label", { for: "reason" }, "The reason, for whoever asks later"),
    reason,
    h("p", { class: "note" }, "Nothing is written into the text."),
    h("div", { class: "actions" }, button("Leave as it is", leave, { class: "primary" }), button("Cancel", () => shown.close())),
  );
  reason.addEventListener("keydown", (event) => {
    if (event.key !== "Enter") return;
    // It is not for the text, which has the focus next.
    event.preventDefault();
    leave();
  });
  reason.focus();
}

/** The entry of lint.toml that says the same. */
export function ignoreEntry(file: string, remark: Remark, reason: string): string {
  const quoted = (text: string) => JSON.stringify(text);
  return `[[ignore]]\nfile = ${quoted(file)}\nrule = ${quoted(remark.rule)}\ntext = ${quoted(remark.words)}\nreason = ${quoted(reason)}\n`;
}
