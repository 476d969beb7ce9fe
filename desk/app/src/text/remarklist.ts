/** The remarks as a plain list, by note and section, for a mail. */

import type { Remark } from "../types.js";
import type { Sheet } from "../model/sheet.js";

export function remarkList(sheet: Sheet): string {
  const note = sheet.checked?.outline?.notes[0];
  const head = [note?.number ? `No. ${note.number}` : null, note?.date, note?.title].filter(Boolean).join(", ");
  const lines = [head || sheet.name];
  let section = "";
  for (const remark of sheet.ticked) {
    const [here = ""] = remark.place.split(", ");
    if (here !== section) lines.push("", capital(here));
    section = here;
    lines.push(`- ${line(remark)}`);
  }
  for (const own of sheet.decisions.own) lines.push(`- “${sheet.state.sliceDoc(own.from, own.to)}”: ${own.text}`);
  return `${lines.join("\n")}\n`;
}

function line(remark: Remark): string {
  const words = remark.words.length > 60 ? `${remark.words.slice(0, 57)}…` : remark.words;
  const remedy = remark.remedy === "" ? "" : ` ${capital(remark.remedy)}.`;
  return `${remark.call}: ${remark.what}${remedy}${words === "" ? "" : ` (“${words}”)`}`;
}

function capital(text: string): string {
  return text.charAt(0).toUpperCase() + text.slice(1);
}
