/** The first screen: three things to do, and nothing else. */

import { button, h } from "../dom.js";

interface Wishes {
  takeText: (data: DataTransfer) => void;
  takeFiles: (files: readonly File[]) => void;
  write: (text: string) => void;
  begin: () => void;
  example: () => void;
}

export function firstScreen({ takeText, takeFiles, write, begin, example }: Wishes): HTMLElement {
  const files = h("input", { type: "file", multiple: true, accept: ".md,.markdown,.txt,.text,.docx,.toml", id: "files", class: "visually-hidden" });
  files.addEventListener("change", () => {
    takeFiles([...(files.files ?? [])]);
    files.value = "";
  });
  const field = h("textarea", {
    class: "field",
    id: "draft",
    rows: "5",
    "aria-describedby": "draft-help",
    placeholder: "Paste or type here",
    spellcheck: "false",
    on: {
      paste: (event) => {
        const { clipboardData } = event as ClipboardEvent;
        if (!clipboardData) return;
        event.preventDefault();
        takeText(clipboardData);
      },
    },
  });
  // The first letter opens the page that the next ones are written on; one that is put together of several is waited for.
  const begun = (event: Event) => {
    if (field.value !== "" && !(event as InputEvent).isComposing) write(field.value);
  };
  field.addEventListener("input", begun);
  field.addEventListener("compositionend", begun);
  return h(
    "main",
    { class: "first" },
    h("h1", {}, "copydesk"),
    h(
      "section",
      { class: "bring" },
      h("h2", {}, h("label", { for: "draft" }, "Paste or drop a draft")),
      field,
      h(
        "p",
        { id: "draft-help" },
        "From Word, Google Docs or a mail; or ",
        h("label", { for: "files", class: "link" }, "choose a file"),
        files,
        ". Nothing leaves this page.",
      ),
    ),
    h("div", { class: "others" }, button("Begin a note", begin), button("See an example", example)),
  );
}
