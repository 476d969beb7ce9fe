/** What is done more seldom: it opens from the bar. */

import { button, h } from "../dom.js";
import type { Desk } from "../model/desk.js";

export interface MenuItem {
  text: string;
  do: () => void;
  /** Whether it can be done now. */
  when?: (desk: Desk) => boolean;
}

export class Menu {
  readonly element = h("div", { class: "menu", popover: "auto", id: "menu", role: "group", "aria-label": "More" });
  readonly opener = button("More", () => {}, { popovertarget: "menu", "aria-haspopup": "true" });

  constructor(
    private readonly desk: Desk,
    private readonly items: () => MenuItem[],
  ) {
    this.element.addEventListener("beforetoggle", () => this.draw());
    this.element.addEventListener("keydown", (event) => this.move(event));
  }

  private draw(): void {
    const items = this.items().filter((item) => item.when?.(this.desk) ?? true);
    const by = h("input", {
      type: "text",
      id: "by",
      autocomplete: "off",
      maxlength: "60",
      value: this.desk.signature,
      placeholder: "copydesk",
      on: { input: (event) => (this.desk.signature = (event.target as HTMLInputElement).value.trim()) },
    });
    this.element.replaceChildren(
      ...items.map((item) =>
        button(item.text, () => {
          this.element.hidePopover();
          item.do();
        }),
      ),
      h("label", { for: "by" }, "Remarks by", by),
    );
  }

  private move(event: KeyboardEvent): void {
    const by = event.key === "ArrowDown" ? 1 : event.key === "ArrowUp" ? -1 : 0;
    if (by === 0) return;
    const all = [...this.element.querySelectorAll("button")];
    const at = all.indexOf(document.activeElement as HTMLButtonElement);
    all[(at + by + all.length) % all.length]?.focus();
    event.preventDefault();
  }
}
