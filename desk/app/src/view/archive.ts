/** The archive without a repository: the listing of its page, pasted or dropped once, says which numbers are taken. */

import { button, h } from "../dom.js";
import type { Desk } from "../model/desk.js";
import { sentence } from "./card.js";
import { dialog } from "./dialog.js";
import { tellBriefly, tellFault } from "./notice.js";

/** Takes a listing as the ledger of the page. */
async function takeLedger(desk: Desk, text: string): Promise<void> {
  const ledger = { name: "archive.txt", text };
  await desk.settle({ ledgers: [ledger] });
  const faults = desk.known.faults.filter((fault) => fault.file === ledger.name);
  if (desk.known.ledger === 0) {
    await desk.settle({ ledgers: [] });
    tellFault("This is no listing of notes that can be read here.", ...faults.slice(0, 1).map(({ remedy }) => sentence(remedy)));
  } else tellBriefly(`${desk.known.ledger} notes of the archive are known from now on.`);
}

export function archiveForm(desk: Desk): void {
  const listing = h("textarea", { id: "listing", rows: "10" });
  const go = () => {
    shown.close();
    void takeLedger(desk, listing.value);
  };
  const shown = dialog(
    "The archive",
    h("p", {}, "Paste the list of published notes from the series’ web page. Numbers that are taken, their order and the next free one are known from it."),
    h("label", { for: "listing" }, "List of notes"),
    listing,
    h("div", { class: "actions" }, button("Take it", go, { class: "primary" }), button("Cancel", () => shown.close())),
  );
  listing.focus();
}

/** A listing below a draft is offered as the archive. */
export function takeListing(desk: Desk): void {
  const furniture = desk.sheet?.checked?.remarks.find((remark) => remark.rule === "furniture");
  if (!furniture || !desk.sheet || desk.known.ledger > 0) return;
  const listing = desk.sheet.state.sliceDoc(furniture.from, furniture.to);
  const shown = dialog(
    "A list of notes stands below the draft",
    h("p", {}, "Shall it be taken as the archive? Numbers that it names are then known to be taken."),
    h(
      "div",
      { class: "actions" },
      button("Take it", () => {
        shown.close();
        void takeLedger(desk, listing);
      }, { class: "primary" }),
      button("No", () => shown.close()),
    ),
  );
}
