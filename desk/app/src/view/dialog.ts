/** A dialog: it takes the keyboard, closes with Escape, and gives the focus back. */

import { h } from "../dom.js";

export function dialog(title: string, ...children: (HTMLElement | null)[]): HTMLDialogElement {
  const heading = h("h2", { id: "dialog-title", tabindex: "-1", autofocus: true }, title);
  const shown = h("dialog", { "aria-labelledby": "dialog-title" }, heading, ...children);
  shown.addEventListener("close", () => shown.remove());
  // A press beside it closes it.
  shown.addEventListener("click", (event) => {
    if (event.target === shown) shown.close();
  });
  document.body.append(shown);
  shown.showModal();
  return shown;
}
