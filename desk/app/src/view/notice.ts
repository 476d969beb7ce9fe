/** A line that is told and goes away, and one that stays until it is read. */

import { button, h } from "../dom.js";

const brief = h("div", { class: "brief", role: "status", "aria-live": "polite" });
let timer = 0;
// It is there before anything is told: else a screen reader says nothing of the first time.
document.body.append(brief);

export function tellBriefly(text: string): void {
  window.clearTimeout(timer);
  brief.textContent = text;
  brief.classList.add("shown");
  timer = window.setTimeout(() => brief.classList.remove("shown"), 3500);
}

/** Says what could not be done, and stays. */
export function tellFault(...lines: string[]): void {
  document.querySelector(".fault")?.remove();
  const shown = h("div", { class: "fault", role: "alert" }, ...lines.map((line) => h("p", {}, line)));
  shown.append(button("Close", () => shown.remove()));
  document.body.append(shown);
}
