/** What is pasted into the text or dropped on the page. */

import type { Extension } from "@codemirror/state";
import { EditorView } from "@codemirror/view";
import { fromClipboard } from "../text/take.js";
import { tellBriefly } from "./notice.js";
import type { Page } from "./page.js";

const READ = "A Word document is read here, not typed in. Accept what is offered and save it; to write in it: More, Go on as text.";

export function receiving(page: () => Page | undefined): Extension {
  return EditorView.domEventHandlers({
    beforeinput() {
      if (page()?.desk.sheet?.isWord) tellBriefly(READ);
      return false;
    },
    paste(event, view) {
      if (page()?.desk.sheet?.isWord) {
        tellBriefly(READ);
        return true;
      }
      if (!event.clipboardData || view.state.readOnly) return false;
      const taken = fromClipboard(event.clipboardData);
      if (!taken) return false;
      event.preventDefault();
      const inPlace = taken.text.includes("\n\n") ? taken.text : taken.text.trimEnd();
      const insert = view.state.toText(inPlace.replace(/\n/g, view.state.lineBreak));
      view.dispatch(view.state.replaceSelection(insert), { userEvent: "input.paste", scrollIntoView: true });
      page()?.desk.stopWriting();
      return true;
    },
  });
}

/** Files may be dropped anywhere. */
export function receiveDrops(take: (files: File[]) => void, takeText: (data: DataTransfer) => void): void {
  window.addEventListener("dragover", (event) => {
    if (!event.dataTransfer?.types.includes("Files") && (event.target as Element | null)?.closest?.(".cm-editor")) return;
    event.preventDefault();
    document.documentElement.dataset["dragging"] = "true";
  });
  const ends = () => delete document.documentElement.dataset["dragging"];
  window.addEventListener("dragleave", (event) => {
    if (event.relatedTarget === null) ends();
  });
  window.addEventListener(
    "drop",
    (event) => {
      ends();
      const files = [...(event.dataTransfer?.files ?? [])];
      const isInText = (event.target as Element | null)?.closest?.(".cm-editor");
      if (files.length === 0 && isInText) return;
      event.preventDefault();
      event.stopPropagation();
      if (files.length > 0) take(files);
      else if (event.dataTransfer) takeText(event.dataTransfer);
    },
    { capture: true },
  );
}
