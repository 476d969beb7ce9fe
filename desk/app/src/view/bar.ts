/** The bar at the top: which house, and what can be done with the whole draft. */

import { button, h } from "../dom.js";
import type { Desk } from "../model/desk.js";
import { copied } from "../text/copied.js";
import { copyBoth } from "../text/clipboard.js";
import { Menu } from "./menu.js";
import { tellBriefly } from "./notice.js";

export class Bar {
  readonly element = h("header", { class: "bar" });
  private readonly houses = h("select", { "aria-label": "House", id: "house" });
  private readonly safe = button("Apply all safe changes", () => void this.applySafe(), { class: "primary", "aria-keyshortcuts": "Control+Shift+Enter" });
  private readonly copy = button("Copy", () => void this.copyNote(), { title: "The note as it is to be pasted elsewhere" });
  private readonly name = h("span", { class: "name" });
  readonly menu: Menu;

  constructor(
    private readonly desk: Desk,
    actions: ConstructorParameters<typeof Menu>[1],
  ) {
    this.menu = new Menu(desk, actions);
    this.houses.addEventListener("change", () => void desk.settle({ house: this.houses.value || null }));
    this.element.append(h("h1", { class: "brand" }, "copydesk"), this.name, this.houses, h("span", { class: "tools" }, this.safe, this.copy, this.menu.opener), this.menu.element);
  }

  draw(): void {
    const { sheet, houses, setup } = this.desk;
    this.name.textContent = sheet?.name ?? "";
    const recognised = houses.find((house) => house.name === sheet?.checked?.house)?.title;
    const automatic = setup.house === null && recognised ? recognised : "Recognise the house";
    const options = [h("option", { value: "" }, automatic), ...houses.map(({ name, title }) => h("option", { value: name }, title))];
    this.houses.replaceChildren(...options);
    this.houses.value = setup.house ?? "";
    const safe = (sheet?.remarks ?? []).filter((remark) => remark.fix?.is_safe && !sheet?.decisions.accepted.has(remark.id)).length;
    this.safe.hidden = safe === 0;
    this.safe.textContent = safe === 1 ? "Apply the safe change" : `Apply all ${safe} safe changes`;
    this.copy.textContent = "Copy";
  }

  async applySafe(): Promise<void> {
    const applied = await this.desk.applySafe();
    tellBriefly(applied === 1 ? "1 change applied." : `${applied} changes applied.`);
    this.desk.view?.focus();
  }

  async copyNote(): Promise<void> {
    const { sheet, view } = this.desk;
    if (!sheet) return;
    const { html, text } = copied(sheet.state.doc.toString(), sheet.checked?.outline ?? null, sheet.isMarkdown);
    const done = await copyBoth(text, html);
    tellBriefly(done ? "Copied: paste it where the note is to go." : "The browser did not let the note be copied.");
    view?.focus();
  }
}
