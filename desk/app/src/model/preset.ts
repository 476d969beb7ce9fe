/** What a page for a series has in it: house, acronyms, roster and ledger, in an element of the page. */

import type { Setup } from "../types.js";

export const PRESET = "copydesk-preset";

export type Preset = Omit<Setup, "today">;

export function preset(): Partial<Preset> {
  const text = document.getElementById(PRESET)?.textContent?.trim();
  if (!text) return {};
  try {
    return JSON.parse(text) as Partial<Preset>;
  } catch {
    return {};
  }
}
