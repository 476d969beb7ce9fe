/** The library, in a thread of its own: it answers one question after the other and never holds the page up. */

import { initSync, Page } from "../../generated/copydesk.js";
import type { Question } from "./engine.js";

let page: Page | undefined;

type Method = Exclude<keyof Page, "free" | symbol>;

self.addEventListener("message", (event: MessageEvent<Question | { module: WebAssembly.Module }>) => {
  if ("module" in event.data) {
    initSync({ module: event.data.module });
    page = new Page();
    self.postMessage({ ready: true });
    return;
  }
  const { id, method, given } = event.data;
  try {
    if (!page) throw new Error("the library is not there yet");
    const ask = page[method as Method] as (...given: unknown[]) => unknown;
    self.postMessage({ id, answer: ask.apply(page, given) });
  } catch (error) {
    self.postMessage({ id, fault: error instanceof Error ? error.message : String(error) });
  }
});
