/** The notes on the desk in the order of the series, when there are several. */

import { button, h } from "../dom.js";
import type { Listed } from "../types.js";
import type { Desk } from "../model/desk.js";
import { inWords } from "./status.js";

export class List {
  readonly element = h("nav", { class: "list", "aria-label": "Notes" });

  constructor(private readonly desk: Desk) {}

  draw(): void {
    const { list, sheet } = this.desk;
    this.element.hidden = list.length < 2;
    const rows = list.map((listed) => this.row(listed, listed.file === sheet?.name));
    this.element.replaceChildren(
      h(
        "table",
        {},
        h("thead", {}, h("tr", {}, ...["No.", "Date", "Title", "By", "Remarks"].map((name) => h("th", { scope: "col" }, name)))),
        h("tbody", {}, ...rows),
      ),
    );
  }

  private row(listed: Listed, isShown: boolean): HTMLTableRowElement {
    const open = () => {
      const sheet = this.desk.sheets.find((sheet) => sheet.name === listed.file);
      if (sheet) void this.desk.select(sheet);
    };
    const title = listed.title || listed.file;
    return h(
      "tr",
      { "aria-current": isShown ? "true" : null, "data-file": listed.file },
      h("td", {}, listed.number === null ? "" : String(listed.number)),
      h("td", {}, listed.date ?? ""),
      h("td", {}, button(title, open, { class: "link", title: listed.file })),
      h("td", {}, listed.author),
      h("td", { class: listed.counts.correct > 0 ? "grave" : null }, listed.is_note ? inWords(listed.counts) : "no note"),
    );
  }
}
