/** The editor: a column of text, which is typed in or read. Everything it is made of is put together here. */

import { defaultKeymap, historyKeymap } from "@codemirror/commands";
import type { Extension } from "@codemirror/state";
import { drawSelection, EditorView, highlightSpecialChars, keymap, type ViewUpdate } from "@codemirror/view";
import { folding } from "./folding.js";
import { marking } from "./marks.js";

interface Wishes {
  updated: (update: ViewUpdate) => void;
  /** Shows the remark at a place. */
  pointed: (at: number) => void;
  /** How much of the window stands over the text, above and below. */
  margins: () => { top: number; bottom: number };
}

const labels = EditorView.contentAttributes.of({ "aria-label": "The text of the note", spellcheck: "true", autocapitalize: "sentences" });

export function editing({ updated, pointed, margins }: Wishes): Extension {
  return [
    keymap.of([...historyKeymap, ...defaultKeymap.filter((binding) => binding.key !== "Alt-ArrowUp" && binding.key !== "Alt-ArrowDown")]),
    EditorView.lineWrapping,
    drawSelection(),
    highlightSpecialChars(),
    folding,
    marking,
    labels,
    EditorView.scrollMargins.of(margins),
    EditorView.updateListener.of(updated),
    EditorView.domEventHandlers({
      click(event, view) {
        const at = view.posAtCoords({ x: event.clientX, y: event.clientY });
        if (at !== null) pointed(at);
      },
    }),
  ];
}
