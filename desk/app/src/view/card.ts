/** One remark: a line when it is closed; what, where, what to do and what can be done of it when it is open. */

import { button, h } from "../dom.js";
import type { Remark } from "../types.js";
import type { OwnRemark } from "../model/decisions.js";
import type { Desk } from "../model/desk.js";
import { leaveForm } from "./leave.js";
import { showWhy } from "./why.js";

/** Something to press in a card, which keeps the focus when the next card comes. */
function act(name: string, text: string, press: () => void, extra: { class?: string; "aria-keyshortcuts"?: string } = {}): HTMLButtonElement {
  return button(text, press, { "data-act": name, ...extra });
}

/** What a card shows, as one text: a card is made anew only when that has changed. */
export function lookOf(desk: Desk, { id, level, call, what, remedy, place, related, fix, alternatives }: Remark): string {
  const { current, decisions, isWord } = desk.sheet ?? {};
  const looks = [level, call, what, decisions?.unticked.has(id), decisions?.accepted.has(id)];
  if (current !== id) return JSON.stringify(looks);
  const titles = [fix, ...alternatives].map((change) => change?.title);
  return JSON.stringify([...looks, isWord, remedy, place, titles, related.map(({ text, at, file }) => [text, at === null && file])]);
}

export function card(desk: Desk, remark: Remark): HTMLElement {
  const { sheet } = desk;
  const isCurrent = sheet?.current === remark.id;
  const isTicked = !sheet?.decisions.unticked.has(remark.id);
  const isAccepted = sheet?.decisions.accepted.has(remark.id) ?? false;
  const head = h(
    "button",
    {
      type: "button",
      class: "head",
      "aria-expanded": isCurrent ? "true" : "false",
      on: { click: () => desk.show(isCurrent ? null : remark.id) },
    },
    h("span", { class: "call" }, isAccepted ? "Accepted" : remark.call),
    h("span", { class: "what" }, remark.what),
  );
  const classes = ["card", remark.level, isCurrent && "current", !isTicked && "unticked", isAccepted && "accepted"];
  const article = h("article", { class: classes.filter(Boolean).join(" "), "data-rule": remark.rule, "data-id": remark.id }, head);
  if (isCurrent) article.append(body(desk, remark, isTicked, isAccepted));
  return article;
}

function body(desk: Desk, remark: Remark, isTicked: boolean, isAccepted: boolean): HTMLElement {
  // What a button offers needs no sentence above it.
  const isOffered = [remark.fix, ...remark.alternatives].some((change) => change && sentence(change.title) === sentence(remark.remedy));
  const remedy = remark.remedy && !isOffered ? sentence(remark.remedy) : "";
  const related = remark.related.map(({ text, at }, index) => ({ text, at, index })).filter(({ text, at }) => text && at !== null);
  const see = (index: number) => {
    const at = desk.remarkOf(remark.id)?.related[index]?.at;
    if (at) reveal(desk, at.from);
  };
  const elsewhere = remark.related.filter((related) => related.text && related.at === null);
  return h(
    "div",
    { class: "body" },
    remark.place !== "" && h("p", { class: "where" }, remark.place),
    remedy !== "" && h("p", { class: "remedy" }, remedy),
    ...related.map(({ text, index }) => h("p", { class: "see" }, button(sentence(text), () => see(index), { class: "link" }))),
    ...elsewhere.map(({ text, file }) => h("p", { class: "see" }, `${sentence(text)} (${file})`)),
    actions(desk, remark, isAccepted),
    h(
      "label",
      { class: "tick" },
      h("input", {
        type: "checkbox",
        checked: isTicked,
        "data-act": "tick",
        on: { change: (event) => desk.tick(remark.id, (event.target as HTMLInputElement).checked) },
      }),
      desk.sheet?.isWord ? "Goes into the document" : "Goes into copies and proof",
    ),
  );
}

function actions(desk: Desk, remark: Remark, isAccepted: boolean): HTMLElement {
  const row = h("div", { class: "actions" });
  // The text may have moved since the card was made.
  const withNow = (press: (now: Remark) => void) => () => {
    const now = desk.remarkOf(remark.id);
    if (now) press(now);
  };
  if (isAccepted) row.append(act("undo", "Take it back", () => desk.unaccept(remark.id), { class: "primary" }));
  else {
    if (remark.fix) {
      const { title } = remark.fix;
      row.append(
        act("apply", sentence(title).replace(/\.$/, "") || "Apply", withNow((now) => void desk.apply(now, null)), {
          class: "primary",
          "aria-keyshortcuts": "Control+Enter",
        }),
      );
    }
    remark.alternatives.forEach((change, at) => {
      row.append(act(`choice-${at}`, sentence(change.title).replace(/\.$/, ""), withNow((now) => void desk.apply(now, at)), { class: "choice" }));
    });
  }
  row.append(
    act("leave", "Leave as it is…", withNow((now) => leaveForm(desk, now))),
    act("why", "Why", withNow((now) => void showWhy(desk, now))),
  );
  return row;
}

/** A remark of one's own. */
export function ownCard(desk: Desk, own: OwnRemark): HTMLElement {
  const isCurrent = desk.sheet?.current === own.id;
  const head = h(
    "button",
    { type: "button", class: "head", "aria-expanded": String(isCurrent), on: { click: () => desk.show(isCurrent ? null : own.id) } },
    h("span", { class: "call" }, desk.signature || "Own remark"),
    h("span", { class: "what" }, own.text),
  );
  const article = h("article", { class: `card own${isCurrent ? " current" : ""}`, "data-id": own.id }, head);
  if (isCurrent) {
    const remove = () => desk.decide((now) => ({ own: now.own.filter((other) => other.id !== own.id) }));
    article.append(h("div", { class: "body" }, h("div", { class: "actions" }, act("remove", "Take it out", remove))));
  }
  return article;
}

function reveal(desk: Desk, at: number): void {
  desk.view?.dispatch({ selection: { anchor: Math.min(at, desk.view.state.doc.length) }, scrollIntoView: true });
  desk.view?.focus();
}

/** The words as a sentence. */
export function sentence(text: string): string {
  const capital = text.charAt(0).toUpperCase() + text.slice(1);
  return capital === "" || /[.?!…]$/.test(capital) ? capital : `${capital}.`;
}
