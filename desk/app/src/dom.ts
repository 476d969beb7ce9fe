/** Elements, made without markup: whatever a draft says is text. */

type Child = Node | string | null | undefined | false;

interface Attributes {
  class?: string | null;
  on?: Record<string, (event: Event) => void>;
  [name: string]: unknown;
}

/** An element with attributes, what it listens to, and what is in it. `true` sets an attribute, `false` and `null` leave it out. */
export function h<K extends keyof HTMLElementTagNameMap>(tag: K, attributes: Attributes = {}, ...children: Child[]): HTMLElementTagNameMap[K] {
  const element = document.createElement(tag);
  for (const [name, value] of Object.entries(attributes)) {
    if (name === "on") {
      for (const [event, listen] of Object.entries(value as Record<string, (event: Event) => void>)) element.addEventListener(event, listen);
    } else if (value === true) element.setAttribute(name, "");
    else if (value !== false && value !== null && value !== undefined) element.setAttribute(name, String(value));
  }
  element.append(...children.filter((child): child is Node | string => child !== null && child !== undefined && child !== false));
  return element;
}

/** A button that does one thing. */
export function button(text: string, press: () => void, attributes: Attributes = {}): HTMLButtonElement {
  return h("button", { type: "button", ...attributes, on: { click: () => press() } }, text);
}

/** "1 remark", "3 remarks". */
export function count(number: number, one: string, more = `${one}s`): string {
  return `${number} ${number === 1 ? one : more}`;
}
