/** The bar at the top: which house, and what can be done with the whole draft. */

import { button, count, h } from "../dom.js";
import type { Desk } from "../model/desk.js";
import { copied } from "../text/copied.js";
import { copyBoth } from "../text/clipboard.js";
import { Menu } from "./menu.js";
import { tellBriefly } from "./notice.js";
import { reviewedWord } from "./takealong.js";

export class Bar {
  readonly element = h("header", { class: "bar" });
  private readonly houses = h("select", { "aria-label": "House", id: "house" });
  private readonly safe = button("Apply all safe changes", () => void this.applySafe(), { class: "primary", "aria-keyshortcuts": "Control+Shift+Enter" });
  private readonly copy = button("Copy", () => void this.copyNote(), { title: "The note as it is to be pasted elsewhere" });
  private readonly save = button("Save the document", () => void reviewedWord(this.desk), { title: "The Word document, with what you accepted as changes and the other remarks as comments" });
  private readonly name = h("span", { class: "name" });
  private drawn = "";
  readonly menu: Menu;

  constructor(
    private readonly desk: Desk,
    actions: ConstructorParameters<typeof Menu>[1],
  ) {
    this.menu = new Menu(desk, actions);
    this.houses.addEventListener("change", () => void desk.settle({ house: this.houses.value || null }));
    this.element.append(h("h1", { class: "brand" }, "copydesk"), this.name, this.houses, h("span", { class: "tools" }, this.safe, this.save, this.copy, this.menu.opener), this.menu.element);
  }

  draw(): void {
    const { sheet, houses, setup } = this.desk;
    const recognised = houses.find((house) => house.name === sheet?.checked?.house)?.title;
    const automatic = setup.house === null && recognised ? `${recognised} (recognised)` : "Recognise the house";
    const safe = (sheet?.remarks ?? []).filter((remark) => remark.fix?.is_safe && !sheet?.decisions.accepted.has(remark.id)).length;
    const isDone = sheet !== null && sheet.checked !== null && sheet.writing === null && sheet.open.every(({ level }) => level === "advice");
    const look = JSON.stringify([sheet?.name, automatic, houses, setup.house, safe, isDone]);
    if (look === this.drawn) return;
    this.drawn = look;
    this.name.textContent = sheet?.name ?? "";
    const options = [h("option", { value: "" }, automatic), ...houses.map(({ name, title }) => h("option", { value: name }, title))];
    this.houses.replaceChildren(...options);
    this.houses.value = setup.house ?? "";
    this.safe.hidden = safe === 0;
    this.safe.textContent = safe === 1 ? "Apply the safe change" : `Apply all ${safe} safe changes`;
    this.save.hidden = !sheet?.isWord;
    // What comes next is what stands out.
    this.save.classList.toggle("primary", isDone && safe === 0);
    this.copy.classList.toggle("primary", isDone && safe === 0 && !sheet?.isWord);
  }

  async applySafe(): Promise<void> {
    const applied = await this.desk.applySafe();
    const done = this.desk.sheet?.isWord ? "accepted" : "applied";
    tellBriefly(`${count(applied, "change")} ${done}.`);
    this.desk.view?.focus();
  }

  async copyNote(): Promise<void> {
    const { sheet, view } = this.desk;
    if (!sheet) return;
    const decided = sheet.decided;
    const { html, text } = copied(decided.text, decided.outline, sheet.isMarkdown);
    const done = await copyBoth(text, html);
    tellBriefly(done ? "Copied: paste it where the note is to go." : "The browser did not let the note be copied.");
    view?.focus();
  }
}
