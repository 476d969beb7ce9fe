/** Puts the page together. */

import { EditorView, keymap } from "@codemirror/view";
import { Prec } from "@codemirror/state";
import "../style/page.css";
import "../style/text.css";
import "../style/remarks.css";
import "../style/print.css";
import { answerOutside } from "./outside.js";
import { keepInside } from "./guard.js";
import { Desk } from "./model/desk.js";
import { Engine } from "./model/engine.js";
import { editing } from "./view/editor.js";
import { Layout } from "./view/layout.js";
import { receiving } from "./view/receive.js";
import { holdEverywhere, shortcuts } from "./view/keys.js";
import { preset } from "./model/preset.js";
import { tellFault } from "./view/notice.js";

/** What a browser from before 2023 has not. The page then says what it says without scripts. */
const isOld = typeof DecompressionStream === "undefined" || !("popover" in HTMLElement.prototype) || !("toReversed" in Array.prototype);

async function start(): Promise<{ desk: Desk; layout: Layout }> {
  if (isOld) throw new Error("the browser is too old");
  keepInside();
  const root = document.getElementById("app");
  if (!root) throw new Error("there is no place for it");
  const engine = new Engine();
  let layout: Layout | undefined;
  const extensions = [
    Prec.highest(keymap.of(shortcuts(() => layout))),
    editing({
      updated: (update) => {
        desk.updated(update);
        if (update.geometryChanged) layout?.arrange();
      },
      pointed: (at) => layout?.point(at),
      margins: () => layout?.margins() ?? { top: 0, bottom: 0 },
    }),
    receiving(() => layout),
  ];
  const desk: Desk = new Desk(engine, extensions);
  desk.view = new EditorView();
  desk.view.dom.id = "text";
  layout = new Layout(desk, root);
  holdEverywhere(layout);
  const today = new Date().toISOString().slice(0, 10);
  await desk.settle({ today, ...preset() });
  document.documentElement.dataset["ready"] = "true";
  window.setTimeout(() => void desk.startNear(), 300);
  return { desk, layout };
}

const started = start();
answerOutside(started);
started.catch((error: unknown) => {
  if (!isOld) tellFault("This page could not be opened.", error instanceof Error ? error.message : String(error));
});
