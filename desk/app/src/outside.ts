/** What the page answers to tests from outside. */

import type { Layout } from "./view/layout.js";
import type { Desk } from "./model/desk.js";

declare global {
  interface Window {
    desk: { open(text: string, name?: string): Promise<void>; report(): Promise<object> };
  }
}

/** Answers from the first moment on, and does what it is asked once the page is ready. */
export function answerOutside(ready: Promise<{ desk: Desk; layout: Layout }>): void {
  window.desk = {
    /** Shows a draft in the place of all others. */
    async open(text, name = "draft.md") {
      const { desk, layout } = await ready;
      for (const sheet of [...desk.sheets]) await desk.close(sheet);
      await desk.open(text, name);
      layout.show();
    },
    /** The report of the draft that is shown: an object, whose text is what `check --format json` writes. */
    async report() {
      const { desk } = await ready;
      const text = await desk.report();
      const report = JSON.parse(text) as object;
      Object.defineProperty(report, "toString", { value: () => text });
      return report;
    },
  };
}
