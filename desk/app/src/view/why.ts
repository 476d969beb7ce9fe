/** Why a remark is made: what of the house asks for it, and the page of its rule. */

import { button, h } from "../dom.js";
import type { Remark, WhyBlock } from "../types.js";
import type { Desk } from "../model/desk.js";
import { dialog } from "./dialog.js";

export async function showWhy(desk: Desk, remark: Remark): Promise<void> {
  const why = await desk.engine.why(remark.rule);
  const shown = dialog(
    remark.what.replace(/\.$/, ""),
    remark.house ? h("p", { class: "asks" }, remark.house) : null,
    h("div", { class: "page" }, ...(why?.blocks ?? []).map(block)),
    h("div", { class: "actions" }, button("Close", () => shown.close(), { class: "primary" })),
  );
}

const LABELS: Record<string, string> = { bad: "Not so", good: "But so", fixed: "Mended" };

function block(block: WhyBlock): HTMLElement {
  if (block.kind === "prose") return h("p", {}, block.text);
  const label = Object.entries(LABELS).find(([name]) => block.label.toLowerCase().includes(name))?.[1] ?? block.label;
  return h("figure", {}, h("figcaption", {}, label), h("blockquote", {}, block.text));
}
