/** At the foot of the remarks: what was left as it is. */

import { button, h } from "../dom.js";
import type { Desk } from "../model/desk.js";
import { copyText } from "../text/clipboard.js";
import { ignoreEntry } from "./leave.js";

export function settledList(desk: Desk): HTMLElement[] {
  const { sheet } = desk;
  const left = (sheet?.checked?.remarks ?? []).filter((remark) => sheet?.decisions.left.has(remark.id));
  if (!sheet || left.length === 0) return [];
  const items = left.map((remark) => {
    const reason = sheet.decisions.left.get(remark.id) ?? "";
    return h(
      "li",
      {},
      h("span", { class: "what" }, remark.what),
      reason !== "" && h("span", { class: "reason" }, ` ${reason}`),
      h(
        "span",
        { class: "actions" },
        button("Take up again", () => desk.takeUp(remark.id)),
        button("Copy as an entry", () => void copyText(ignoreEntry(sheet.name, remark, reason)), {
          title: "For the settings of the series: an [[ignore]] entry of lint.toml",
        }),
      ),
    );
  });
  return [h("details", { class: "left" }, h("summary", {}, `${left.length} left as ${left.length === 1 ? "it is" : "they are"}`), h("ul", {}, ...items))];
}
