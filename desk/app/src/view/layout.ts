/** The page: first screen or desk, and which part is drawn anew when something happens. */

import { h } from "../dom.js";
import type { Desk, Happening } from "../model/desk.js";
import { Bar } from "./bar.js";
import { commands } from "./commands.js";
import { firstScreen } from "./first.js";
import { List } from "./list.js";
import { OutlineView } from "./outline.js";
import type { Page } from "./page.js";
import { Remarks } from "./remarks.js";
import { Status } from "./status.js";

export class Layout implements Page {
  readonly bar: Bar;
  readonly remarks: Remarks;
  readonly status: Status;
  private readonly outline: OutlineView;
  private readonly list: List;
  private readonly page: HTMLElement;
  private readonly commands;

  constructor(
    readonly desk: Desk,
    private readonly root: HTMLElement,
  ) {
    this.commands = commands(this);
    this.bar = new Bar(desk, () => this.commands.items);
    this.remarks = new Remarks(desk);
    this.status = new Status(desk);
    this.outline = new OutlineView(desk);
    this.list = new List(desk);
    this.remarks.element.prepend(this.status.element);
    const text = h("main", { class: "text" });
    if (desk.view) text.append(desk.view.dom);
    this.page = h("div", { class: "desk" }, this.outline.element, text, this.remarks.element);
    desk.onChange((what) => this.draw(what));
    window.addEventListener("resize", () => this.arrange());
    document.fonts?.ready.then(() => this.arrange());
    window.addEventListener("beforeunload", (event) => {
      if (desk.sheets.some((sheet) => sheet.version > 0 || sheet.isWord)) event.preventDefault();
    });
    this.show();
  }

  /** Shows the desk where there is a draft, else the first screen. */
  show(): void {
    const isFirst = this.desk.sheet === null;
    document.documentElement.dataset["screen"] = isFirst ? "first" : "desk";
    if (isFirst) {
      this.root.replaceChildren(firstScreen(this.commands), this.status.live);
    } else if (!this.page.isConnected) {
      this.root.replaceChildren(this.bar.element, this.list.element, this.page, this.status.live);
    }
    document.title = this.desk.sheet ? `${this.desk.sheet.name} – copydesk` : "copydesk";
  }

  private draw(what: Happening): void {
    if (what === "sheet") this.show();
    if (this.desk.sheet === null) return;
    if (what === "list" || what === "sheet") this.list.draw();
    if (what === "setup" || what === "sheet" || what === "remarks") this.bar.draw();
    if (what === "remarks" || what === "current" || what === "sheet") {
      this.remarks.draw();
      this.status.draw();
    }
    if (what === "remarks" || what === "sheet") this.outline.draw();
    if (what === "current") {
      this.remarks.glide();
      this.reveal();
    }
  }

  /** Puts the cards where their marks are, once a frame. */
  arrange(): void {
    this.remarks.arrange();
  }

  /** Brings the mark of the current remark into view, clear of what stands over the text. */
  private reveal(): void {
    const { sheet, view } = this.desk;
    const current = sheet?.remarks.find((remark) => remark.id === sheet.current) ?? sheet?.decisions.own.find((own) => own.id === sheet.current);
    this.status.announceCurrent();
    if (!view || !current) return;
    const anchor = Math.min(current.from, view.state.doc.length);
    requestAnimationFrame(() => {
      const { EditorView } = this;
      view.dispatch({ effects: EditorView.scrollIntoView(anchor, { y: "nearest", yMargin: 60 }) });
      this.remarks.arrangeNow();
      requestAnimationFrame(() => this.revealCard());
    });
  }

  /** Brings the whole of the open card into view, as far as its mark stays there. */
  private revealCard(): void {
    const card = this.remarks.element.querySelector(".card.current");
    if (!card || getComputedStyle(this.remarks.element).position === "fixed") return;
    const { top, bottom } = card.getBoundingClientRect();
    const over = Math.min(bottom + 16 - window.innerHeight, top - this.bar.element.offsetHeight - 60);
    if (over > 0) window.scrollBy(0, over);
  }

  private get EditorView() {
    return (this.desk.view as NonNullable<Desk["view"]>).constructor as typeof import("@codemirror/view").EditorView;
  }

  /** The remark at a place becomes the current one. */
  point(at: number): void {
    const { sheet } = this.desk;
    const hit = sheet?.remarks.find((remark) => remark.from <= at && at <= remark.to) ?? sheet?.decisions.own.find((own) => own.from <= at && at <= own.to);
    if (hit && sheet?.current !== hit.id) this.desk.show(hit.id);
  }

  /** What stands over the text: the bar, and on a small screen the sheet of remarks. */
  margins(): { top: number; bottom: number } {
    const isSheet = getComputedStyle(this.remarks.element).position === "fixed";
    return { top: this.bar.element.offsetHeight + 8, bottom: isSheet ? this.remarks.element.offsetHeight + 12 : 8 };
  }
}
