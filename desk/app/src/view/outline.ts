/** The note's facts and its parts, and what is still to be written. */

import { button, count, h } from "../dom.js";
import type { OutlinedNote, Stretch } from "../types.js";
import { isAbsence } from "../model/absence.js";
import type { Desk } from "../model/desk.js";

export class OutlineView {
  readonly element = h("nav", { class: "outline", "aria-label": "Outline" });

  private drawn = "";

  constructor(private readonly desk: Desk) {}

  draw(): void {
    const { sheet } = this.desk;
    const notes = sheet?.checked?.outline?.notes ?? [];
    const waiting = sheet?.writing ? (sheet?.checked?.remarks ?? []).filter((remark) => sheet.waits(remark) && isAbsence(remark) && remark.rule !== "missing-section") : [];
    const isBeside = window.matchMedia("(min-width: 1180px)").matches;
    // Where its parts stand is asked when one is pressed.
    const look = JSON.stringify([notes, sheet?.writing !== null, isBeside, waiting.map(({ what }) => what)], (key, value: unknown) => (key === "at" ? undefined : value));
    if (look === this.drawn) return;
    this.drawn = look;
    const parts: HTMLElement[] = notes.flatMap((note, at) => this.note(note, at));
    if (waiting.length > 0) {
      parts.push(h("h3", {}, "Still to write"), h("ul", { class: "to-write" }, ...waiting.slice(0, 6).map((remark) => h("li", {}, remark.what))));
    }
    const wasOpen = this.element.querySelector("details")?.open ?? false;
    this.element.replaceChildren(h("details", { open: isBeside || wasOpen }, h("summary", {}, "Outline"), ...parts));
    this.element.hidden = parts.length === 0;
  }

  private note(note: OutlinedNote, index: number): HTMLElement[] {
    const facts: [string, string | null][] = [
      ["Number", note.number === null ? null : String(note.number)],
      ["Date", note.date],
      ["By", note.author === "XXX" ? null : note.author || null],
      ["Words", String(note.words)],
    ];
    const { sheet } = this.desk;
    const list = h("dl", {}, ...facts.flatMap(([name, value]) => (value === null ? [] : [h("dt", {}, name), h("dd", {}, value)])));
    const goTo = (section: number) => this.go(sheet?.checked?.outline?.notes[index]?.sections[section]?.at);
    const sections = note.sections.map(({ heading, words, points }, section) =>
      h(
        "li",
        {},
        button(heading, () => goTo(section), { class: "link" }),
        h("span", { class: "size" }, points > 0 ? `${count(points, "point")}, ${words}` : String(words)),
      ),
    );
    const missing = sheet?.writing ? note.to_write.map((heading) => h("li", { class: "to-write" }, heading, h("span", { class: "size" }, "still to write"))) : [];
    return [list, h("ol", {}, ...sections, ...missing)];
  }

  private go(at: Stretch | undefined): void {
    const { view } = this.desk;
    if (!view || !at) return;
    view.dispatch({ selection: { anchor: Math.min(at.from, view.state.doc.length) }, scrollIntoView: true });
    view.focus();
  }
}
