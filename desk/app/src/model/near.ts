/**
 * The library once more, in the thread of the page: of a short note it says at once what is found at a glance, so that marks come with the
 * letter and not a frame later. What takes longer is for the other thread.
 */

import { initSync, Page } from "../../generated/copydesk.js";
import type { Checked, Setup } from "../types.js";
import type { Sheet } from "./sheet.js";

/** Characters on the desk, of which a keystroke can wait for the answer. */
const SHORT = 32_000;
/** What would be felt, in milliseconds: where a keystroke waits longer, less is asked here. */
const LONG = 30;

export class Near {
  private readonly page: Page;
  private readonly known = new Map<string, string>();
  private limit = SHORT;
  private isBroken = false;

  constructor(module: WebAssembly.Module, setup: Setup) {
    initSync({ module });
    this.page = new Page();
    this.setUp(setup);
  }

  setUp(setup: Setup): void {
    this.attempt(() => this.page.set_up(JSON.stringify(setup)));
  }

  /** What is found in a draft; `null` where that takes too long here. */
  glance(sheets: readonly Sheet[], sheet: Sheet): Checked | null {
    const size = sheets.reduce((sum, { state }) => sum + state.doc.length, 0);
    if (this.isBroken || size > this.limit || sheets.some(({ isWord }) => isWord)) return null;
    const before = performance.now();
    const answer = this.attempt(() => {
      this.hold(sheets);
      return JSON.parse(this.page.glance(sheet.name)) as Checked;
    });
    if (performance.now() - before > LONG) this.limit -= SHORT / 16;
    return answer;
  }

  /** Has the drafts that are on the desk, and no others. */
  private hold(sheets: readonly Sheet[]): void {
    for (const { name, text } of sheets) {
      if (this.known.get(name) === text) continue;
      this.page.put(name, text);
      this.known.set(name, text);
    }
    for (const name of this.known.keys()) {
      if (sheets.some((sheet) => sheet.name === name)) continue;
      this.page.take(name);
      this.known.delete(name);
    }
  }

  /** A fault here is told by the other thread, which goes on. */
  private attempt<T>(ask: () => T): T | null {
    try {
      return ask();
    } catch {
      this.isBroken = true;
      return null;
    }
  }
}
