/** What the page answers to tests from outside. */

import type { Layout } from "./view/layout.js";
import type { Desk } from "./model/desk.js";
import { readFile } from "./text/take.js";

declare global {
  interface Window {
    desk: { open(content: string | BufferSource, name?: string): Promise<void>; report(): Promise<object> };
  }
}

/** Answers from the first moment on, and does what it is asked once the page is ready. */
export function answerOutside(ready: Promise<{ desk: Desk; layout: Layout }>): void {
  window.desk = {
    /** Shows a draft in the place of all others: a text, or a file's bytes. */
    async open(content, name = "draft.md") {
      const { desk, layout } = await ready;
      const read = typeof content === "string" ? ({ kind: "text", text: content } as const) : await readFile(new File([content], name));
      if (read.kind === "not") throw new Error(read.why);
      for (const sheet of [...desk.sheets]) await desk.close(sheet);
      await (read.kind === "word" ? desk.openWord(read.bytes, name) : desk.open(read.text, name));
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
