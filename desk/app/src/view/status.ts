/** How it stands with the draft, in a line: what there is to do, or that all is well, or that nobody knows what it is. */

import { button, count, h } from "../dom.js";
import type { Counts, Level } from "../types.js";
import type { Desk } from "../model/desk.js";
import type { Sheet } from "../model/sheet.js";

export class Status {
  readonly element = h("div", { class: "status" });
  /** What a screen reader is told, once a thing has come to rest. */
  readonly live = h("div", { class: "visually-hidden", role: "status", "aria-live": "polite" });
  private timer = 0;
  private readonly steps = h(
    "span",
    { class: "steps" },
    button("‹", () => this.desk.next(-1), { "aria-label": "Previous remark", title: "Previous remark (Shift F8)", "aria-keyshortcuts": "Shift+F8" }),
    button("›", () => this.desk.next(1), { "aria-label": "Next remark", title: "Next remark (F8)", "aria-keyshortcuts": "F8" }),
  );
  private drawn = "";

  constructor(private readonly desk: Desk) {}

  draw(): void {
    const { sheet } = this.desk;
    if (!sheet) return;
    const [said, ...more] = this.said(sheet);
    const hasRemarks = sheet.remarks.length > 0;
    const look = JSON.stringify([sheet.name, said, hasRemarks, ...more.map((part) => (typeof part === "string" ? part : part.textContent))]);
    if (look === this.drawn) return;
    this.drawn = look;
    this.element.replaceChildren(h("p", { class: "said" }, said ?? ""), ...more.filter((part) => part instanceof HTMLButtonElement), ...(hasRemarks ? [this.steps] : []), ...more.filter((part) => !(part instanceof HTMLButtonElement)));
    this.announce(typeof said === "string" ? said : "");
  }

  /** Says which remark is current. */
  announceCurrent(): void {
    const { sheet } = this.desk;
    const at = sheet?.remarks.findIndex((remark) => remark.id === sheet.current) ?? -1;
    const remark = sheet?.remarks[at];
    if (remark) this.announce(`${at + 1} of ${sheet?.remarks.length}. ${remark.call}: ${remark.what}`);
  }

  private announce(text: string): void {
    window.clearTimeout(this.timer);
    this.timer = window.setTimeout(() => {
      if (this.live.textContent !== text) this.live.textContent = text;
    }, 700);
  }

  private said(sheet: Sheet): (string | HTMLElement)[] {
    const { checked, remarks } = sheet;
    if (!checked) return ["Reading…"];
    if (sheet.state.doc.toString().trim() === "") return ["An empty page. Write, or paste a draft."];
    // What waits while somebody writes is asked for.
    const check = button("Check", () => this.desk.stopWriting(), { class: "check" });
    if (sheet.writing && sheet.blanks > 0) return [`${count(sheet.blanks, "blank")} to fill`, check];
    if (!checked.house && !sheet.writing) return this.noHouse(checked.alike);
    const left = sheet.decisions.left.size;
    const next = (text: string) => h("p", { class: "more" }, text);
    const goOn = "Copy it, and paste it where it is to be published.";
    const note = checked.outline?.notes[0];
    const facts = note ? [note.number && `No. ${note.number}`, note.date, `${note.words} words`].filter(Boolean).join(", ") : "";
    const { open } = sheet;
    if (open.length > 0) return sheet.writing ? [todo(open), check] : [todo(open)];
    if (remarks.length > 0) return [`Nothing left to do: ${count(remarks.length, "change")} accepted.`, next("Save the document: what you accepted is in it as tracked changes.")];
    if (sheet.writing) return ["Nothing to correct so far.", check];
    if (left > 0 && checked.remarks.length > 0) return ["Nothing left to do: what remains is left as it is.", next(goOn)];
    return [`Clean. ${facts}${facts === "" ? "" : "."}`, next(goOn)];
  }

  private noHouse(alike: string[]): (string | HTMLElement)[] {
    const title = (name: string) => this.desk.houses.find((house) => house.name === name)?.title ?? name;
    const choose = (name: string) => button(title(name), () => void this.desk.settle({ house: name }));
    if (alike.length > 0) {
      return [`This could be a note of ${either(alike.map(title))}. Which is it?`, h("div", { class: "choose" }, ...alike.map(choose))];
    }
    const chosen = this.desk.houses.find((house) => house.name === this.desk.setup.house);
    const what = chosen ? `This is no note of ${chosen.title} yet.` : "This is no note of a house that is known here.";
    const help = "A note begins with the line that has the series’ name and its number. Or say which house it is for:";
    return [what, h("p", { class: "more" }, help), h("div", { class: "choose" }, ...this.desk.houses.slice(0, 9).map(({ name }) => choose(name)))];
  }
}

/** "A, B or C". */
function either(names: readonly string[]): string {
  return names.length < 2 ? names.join("") : `${names.slice(0, -1).join(", ")} or ${names.at(-1)}`;
}

/** "3 to correct, 1 to check". */
export function todo(remarks: readonly { level: Level }[]): string {
  const count = (level: Level) => remarks.filter((remark) => remark.level === level).length;
  return inWords({ correct: count("error"), check: count("warning"), consider: count("advice") });
}

export function inWords({ correct, check, consider }: Counts): string {
  const parts = [correct > 0 && `${correct} to correct`, check > 0 && `${check} to check`, consider > 0 && `${consider} to consider`];
  return parts.filter(Boolean).join(", ") || "Nothing to correct";
}
