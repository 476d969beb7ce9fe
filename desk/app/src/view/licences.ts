/** The notices of everything that is in the page, which are packed in it. */

import { button, h } from "../dom.js";
import { unpacked } from "../model/library.js";
import { dialog } from "./dialog.js";

const NOTICES = "copydesk-notices";

export async function showLicences(): Promise<void> {
  const text = new TextDecoder().decode(await unpacked(NOTICES));
  const shown = dialog(
    "Licences",
    h("p", {}, "copydesk is under MIT or Apache-2.0. What is in this page besides is under the licences below."),
    h("pre", { class: "licences", tabindex: "0", role: "region", "aria-label": "Notices" }, text),
    h("div", { class: "actions" }, button("Close", () => shown.close(), { class: "primary" })),
  );
}
