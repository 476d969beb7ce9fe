/** The remarks beside the text: each a line, but for the current one, which is open and stands level with its mark. */

import { h } from "../dom.js";
import type { Desk } from "../model/desk.js";
import { card, ownCard } from "./card.js";
import { arrange } from "./arrange.js";
import { settledList } from "./settled.js";

const GAP = 6;

export class Remarks {
  readonly element = h("section", { class: "remarks", "aria-label": "Remarks" });
  private readonly cards = h("div", { class: "cards" });
  private readonly above = h("button", { type: "button", class: "above", hidden: true });
  private readonly foot = h("div", { class: "foot" });
  private readonly places = new Map<HTMLElement, number>();

  constructor(private readonly desk: Desk) {
    this.element.append(this.above, this.cards, this.foot);
    this.above.addEventListener("click", () => desk.next(-1));
    const observer = new ResizeObserver(() => this.arrange());
    observer.observe(this.cards);
  }

  /** Makes all cards anew. */
  draw(): void {
    const { sheet } = this.desk;
    const hadFocus = this.element.contains(document.activeElement);
    const focused = hadFocus ? (document.activeElement as HTMLElement).dataset["act"] : undefined;
    this.places.clear();
    const all: { at: number; element: HTMLElement }[] = [];
    for (const remark of sheet?.remarks ?? []) all.push({ at: remark.from, element: card(this.desk, remark) });
    for (const own of sheet?.decisions.own ?? []) all.push({ at: own.from, element: ownCard(this.desk, own) });
    all.sort((a, b) => a.at - b.at);
    for (const { at, element } of all) this.places.set(element, at);
    this.cards.replaceChildren(...all.map(({ element }) => element));
    this.foot.replaceChildren(...settledList(this.desk));
    this.arrange();
    if (hadFocus) this.focus(focused);
  }

  /** Keeps the focus on the same button of what is current now. */
  private focus(act: string | undefined): void {
    const current = this.cards.querySelector<HTMLElement>(".card.current");
    const wanted = act ? current?.querySelector<HTMLElement>(`[data-act="${act}"]`) : null;
    const first = current?.querySelector<HTMLElement>(".actions button, .head");
    (wanted ?? first ?? this.desk.view?.contentDOM)?.focus({ preventScroll: true });
  }

  /** Puts every card where its mark is, the current one first. */
  arrange(): void {
    const { view, sheet } = this.desk;
    const cards = [...this.places.keys()];
    if (!view || !sheet || getComputedStyle(this.element).position === "fixed") {
      for (const card of cards) card.style.removeProperty("top");
      this.above.hidden = true;
      return;
    }
    const origin = this.cards.getBoundingClientRect().top;
    const boxes = cards.map((card) => ({ wanted: topOf(view, this.places.get(card) ?? 0) - origin, height: card.offsetHeight }));
    const current = cards.findIndex((card) => card.classList.contains("current"));
    const { tops, tucked } = arrange(boxes, current, GAP);
    cards.forEach((card, at) => {
      card.style.top = `${tops[at] ?? 0}px`;
      card.classList.toggle("tucked", at < tucked);
    });
    this.above.hidden = tucked === 0;
    this.above.textContent = tucked === 1 ? "1 more above" : `${tucked} more above`;
    const last = cards.length - 1;
    const end = last < 0 ? 0 : (tops[last] ?? 0) + (boxes[last]?.height ?? 0);
    this.cards.style.height = `${Math.max(end, 0)}px`;
  }
}

/** Where the line of a place stands in the window. */
function topOf(view: NonNullable<Desk["view"]>, at: number): number {
  const place = Math.min(at, view.state.doc.length);
  const seen = view.coordsAtPos(place, 1);
  return seen ? seen.top : view.documentTop + view.lineBlockAt(place).top;
}
