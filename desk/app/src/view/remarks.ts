/** The remarks beside the text: each a line, but for the current one, which is open and stands level with its mark. */

import { h } from "../dom.js";
import type { Desk } from "../model/desk.js";
import { card, lookOf, ownCard } from "./card.js";
import { arrange } from "./arrange.js";
import { settledList } from "./settled.js";

const GAP = 6;

export class Remarks {
  readonly element = h("section", { class: "remarks", "aria-label": "Remarks" });
  private readonly cards = h("div", { class: "cards" });
  private readonly above = h("button", { type: "button", class: "above", hidden: true });
  private readonly foot = h("div", { class: "foot" });
  private readonly places = new Map<HTMLElement, number>();
  /** Cards as they were made last, by the remark's id. */
  private made = new Map<string, { look: string; element: HTMLElement }>();
  private settled = "";
  private frame = 0;
  private gliding = 0;

  constructor(private readonly desk: Desk) {
    this.element.append(this.above, this.cards, this.foot);
    this.above.addEventListener("click", () => desk.next(-1));
    const observer = new ResizeObserver(() => this.arrange());
    observer.observe(this.cards);
  }

  /** Makes those cards anew that look otherwise than before. */
  draw(): void {
    const { desk } = this;
    const { sheet } = desk;
    const hadFocus = this.element.contains(document.activeElement);
    const focused = hadFocus ? (document.activeElement as HTMLElement).dataset["act"] : undefined;
    const all: { id: string; at: number; look: string; make: () => HTMLElement }[] = [];
    for (const remark of sheet?.remarks ?? []) all.push({ id: remark.id, at: remark.from, look: lookOf(desk, remark), make: () => card(desk, remark) });
    for (const own of sheet?.decisions.own ?? []) {
      all.push({ id: own.id, at: own.from, look: JSON.stringify([own.text, desk.signature, sheet?.current === own.id]), make: () => ownCard(desk, own) });
    }
    all.sort((a, b) => a.at - b.at);
    const before = this.made;
    this.made = new Map();
    this.places.clear();
    const elements = all.map(({ id, at, look, make }) => {
      const known = before.get(id);
      const element = known?.look === look ? known.element : make();
      this.made.set(id, { look, element });
      this.places.set(element, at);
      return element;
    });
    const { children } = this.cards;
    const isSame = elements.length === children.length && elements.every((element, at) => children[at] === element);
    if (!isSame) this.cards.replaceChildren(...elements);
    this.drawSettled();
    this.arrange();
    if (hadFocus && !this.element.contains(document.activeElement)) this.focus(focused);
  }

  private drawSettled(): void {
    const { sheet } = this.desk;
    const settled = JSON.stringify([sheet?.name, [...(sheet?.decisions.left ?? [])], [...(sheet?.checked?.remarks ?? [])].filter(({ id }) => sheet?.decisions.left.has(id)).map(({ what }) => what)]);
    if (settled === this.settled) return;
    const wasOpen = this.foot.querySelector("details")?.open ?? false;
    this.settled = settled;
    this.foot.replaceChildren(...settledList(this.desk));
    const details = this.foot.querySelector("details");
    if (details) details.open = wasOpen;
  }

  /** Lets the cards glide to where they stand next: from one remark to another, not while somebody writes. */
  glide(): void {
    this.cards.classList.add("gliding");
    window.clearTimeout(this.gliding);
    this.gliding = window.setTimeout(() => this.cards.classList.remove("gliding"), 200);
  }

  /** Keeps the focus on the same button of what is current now. */
  private focus(act: string | undefined): void {
    const current = this.cards.querySelector<HTMLElement>(".card.current");
    const wanted = act ? current?.querySelector<HTMLElement>(`[data-act="${act}"]`) : null;
    const first = current?.querySelector<HTMLElement>(".actions button, .head");
    (wanted ?? first ?? this.desk.view?.contentDOM)?.focus({ preventScroll: true });
  }

  /** Puts every card where its mark is, before the page is painted next. */
  arrange(): void {
    if (this.frame) return;
    this.frame = requestAnimationFrame(() => {
      this.frame = 0;
      this.arrangeNow();
    });
  }

  /** Puts every card where its mark is, the current one first. */
  arrangeNow(): void {
    const { view, sheet } = this.desk;
    const cards = [...this.places.keys()];
    if (!view || !sheet || getComputedStyle(this.element).position === "fixed") {
      for (const card of cards) card.style.removeProperty("top");
      this.above.hidden = true;
      return;
    }
    const origin = this.cards.getBoundingClientRect().top;
    const start = view.documentTop;
    const current = cards.findIndex((card) => card.classList.contains("current"));
    // All that are closed are one line: there may be thousands of them.
    const line = cards[current === 0 ? 1 : 0]?.offsetHeight ?? 0;
    const boxes = cards.map((card, at) => ({ wanted: topOf(view, this.places.get(card) ?? 0, start) - origin, height: at === current ? card.offsetHeight : line }));
    const { tops, tucked } = arrange(boxes, current, GAP);
    cards.forEach((card, at) => {
      const top = `${Math.round(tops[at] ?? 0)}px`;
      if (card.style.top !== top) card.style.top = top;
      if (card.classList.contains("tucked") !== at < tucked) card.classList.toggle("tucked", at < tucked);
    });
    this.above.hidden = tucked === 0;
    this.above.textContent = tucked === 1 ? "1 more above" : `${tucked} more above`;
    const last = cards.length - 1;
    const end = last < 0 ? 0 : (tops[last] ?? 0) + (boxes[last]?.height ?? 0);
    this.cards.style.height = `${Math.max(end, 0)}px`;
  }
}

/** Where the line of a place stands in the window, in a text that starts at `start`; of what is not drawn, about where. */
function topOf(view: NonNullable<Desk["view"]>, at: number, start: number): number {
  const place = Math.min(at, view.state.doc.length);
  const { from, to } = view.viewport;
  const seen = from <= place && place <= to ? view.coordsAtPos(place, 1) : null;
  return seen ? seen.top : start + view.lineBlockAt(place).top;
}
