/** A page for one series: a copy of this page that holds its house, acronyms, roster and ledger, so that an author chooses nothing. */

import { button, h } from "../dom.js";
import { PRESET, type Preset } from "../model/preset.js";
import type { Desk } from "../model/desk.js";
import { dialog } from "./dialog.js";
import { download } from "./takealong.js";
import { archiveForm } from "./archive.js";

/** The page as it came, before anything was put on it. */
const page = document.documentElement.cloneNode(true) as HTMLElement;

export function seriesPage(desk: Desk): void {
  const { setup } = desk;
  const house = h("select", { id: "page-house" }, ...desk.houses.map(({ name, title }) => h("option", { value: name }, title)));
  house.value = setup.house ?? desk.checked?.house ?? desk.houses[0]?.name ?? "";
  const acronyms = h("input", { type: "text", id: "page-acronyms", autocomplete: "off", value: setup.acronyms.join(", ") });
  const save = () => {
    shown.close();
    const known = acronyms.value.split(/[\s,;]+/).filter((word) => word !== "");
    const { houses, settings, roster, ledgers } = setup;
    download("desk.html", withPreset({ house: house.value, houses, settings, roster, ledgers, acronyms: known }));
  };
  const shown = dialog(
    "Make a page for my authors",
    h("p", {}, "A copy of this page is saved that knows the series. Whoever opens it has nothing to choose."),
    h("p", { class: "field-row" }, h("label", { for: "page-house" }, "Series"), house),
    h("p", { class: "field-row" }, h("label", { for: "page-acronyms" }, "Acronyms that need no introduction"), acronyms),
    h("p", { class: "note" }, `Archive: ${desk.known.ledger === 0 ? "none" : `${desk.known.ledger} notes`}. Roster: ${setup.roster ? setup.roster.name : "none"}. Drop a file on the page to add it.`),
    h(
      "div",
      { class: "actions" },
      button("Save the page", save, { class: "primary" }),
      button("Give the archive…", () => {
        shown.close();
        archiveForm(desk);
      }),
      button("Cancel", () => shown.close()),
    ),
  );
}

function withPreset(preset: Preset): string {
  const copy = page.cloneNode(true) as HTMLElement;
  copy.querySelector(".brief")?.remove();
  const held = copy.querySelector(`#${PRESET}`);
  // What is written there is read as JSON alone, and ends no element.
  if (held) held.textContent = JSON.stringify(preset).replace(/</g, "\\u003c");
  return `<!doctype html>\n${copy.outerHTML}\n`;
}
