/** What keys do, told to whoever asks. */

import { button, h } from "../dom.js";
import { dialog } from "./dialog.js";

const isMac = /Mac|iPhone|iPad/.test(navigator.platform);
const MOD = isMac ? "⌘" : "Ctrl";
const ALT = isMac ? "⌥" : "Alt";

const KEYS: [string, string[][]][] = [
  ["Next remark", [["F8"], [ALT, "↓"]]],
  ["Previous remark", [["Shift", "F8"], [ALT, "↑"]]],
  ["Do what the remark offers", [[MOD, "Enter"]]],
  ["Do the second thing it offers", [[MOD, ALT, "Enter"]]],
  ["Apply all safe changes", [[MOD, "Shift", "Enter"]]],
  ["Close the remark", [["Esc"]]],
  ["Take back", [[MOD, "Z"]]],
  ["Copy the note", [[MOD, "Shift", "C"]]],
  ["Next note of the series", [[ALT, "Page Down"]]],
  ["Previous note of the series", [[ALT, "Page Up"]]],
  ["Next blank of a note that was begun", [["Tab"]]],
  ["These keys", [["F1"]]],
];

const MARKS: [string, string][] = [
  ["error", "to correct: an editor would send it back"],
  ["warning", "to check: it may be meant as it is"],
  ["advice", "to consider"],
];

export function showHelp(): void {
  if (document.querySelector("dialog[open]")) return;
  const keys = (all: string[][]): (Node | string)[] =>
    all.flatMap((one, at) => [...(at > 0 ? [" or "] : []), ...one.flatMap((key, index) => [...(index > 0 ? [" "] : []), h("kbd", {}, key)])]);
  const shown = dialog(
    "Marks and keys",
    h("ul", { class: "legend" }, ...MARKS.map(([level, meaning]) => h("li", {}, h("span", { class: `mark mark-${level}` }, "Words"), ` ${meaning}`))),
    h("table", { class: "keys" }, h("tbody", {}, ...KEYS.map(([does, all]) => h("tr", {}, h("th", { scope: "row" }, does), h("td", {}, ...keys(all)))))),
    h("p", { class: "note" }, "Nothing of a draft leaves this page, and nothing of it is kept in the browser."),
    h("div", { class: "actions" }, button("Close", () => shown.close(), { class: "primary" })),
  );
}
