/** What is taken along: reviewed Word documents, texts, all of it in one zip. */

import { remarkList } from "../text/remarklist.js";
import { zipped, type Packed } from "../text/zip.js";
import type { Desk } from "../model/desk.js";
import type { Sheet } from "../model/sheet.js";
import { tellBriefly, tellFault } from "./notice.js";

/** Saves a file through the browser. */
export function download(name: string, content: string | Uint8Array): void {
  const blob = new Blob([content as BlobPart], { type: "application/octet-stream" });
  const address = URL.createObjectURL(blob);
  const link = document.createElement("a");
  link.href = address;
  link.download = name;
  link.click();
  window.setTimeout(() => URL.revokeObjectURL(address), 10_000);
}

/** The document with exactly the remarks that are ticked: accepted ones as changes, the others as comments. */
async function reviewed(desk: Desk, sheet: Sheet): Promise<Uint8Array> {
  const { accepted } = sheet.decisions;
  const comments = sheet.ticked.filter((remark) => !accepted.has(remark.id)).map((remark) => remark.id);
  const changes = sheet.ticked.flatMap((remark): [string, number | null][] => {
    const choice = accepted.get(remark.id);
    return choice === undefined ? [] : [[remark.id, choice]];
  });
  return desk.engine.review(sheet.name, { comments, changes, own: sheet.decisions.own.map(({ from, to, text }) => ({ from, to, text })), author: desk.signature });
}

const reviewedName = (name: string): string => name.replace(/\.doc[xm]$/i, ".reviewed.docx");

export async function reviewedWord(desk: Desk): Promise<void> {
  const { sheet } = desk;
  if (!sheet?.isWord) return;
  try {
    download(reviewedName(sheet.name), await reviewed(desk, sheet));
    tellBriefly(`${reviewedName(sheet.name)} is saved.`);
  } catch (error) {
    tellFault(`The document cannot be written back: ${error instanceof Error ? error.message : String(error)}.`);
  }
}

/** Every draft as it is now: Word documents reviewed, texts as they read, with their remarks beside them. */
export async function saveZip(desk: Desk): Promise<void> {
  const files: Packed[] = [];
  const faults: string[] = [];
  const shown = desk.sheet;
  for (const sheet of desk.sheets) {
    try {
      if (sheet.answered < 0) await desk.select(sheet);
      if (sheet.isWord) files.push({ name: reviewedName(sheet.name), bytes: await reviewed(desk, sheet) });
      else {
        files.push({ name: sheet.name, bytes: new TextEncoder().encode(sheet.text) });
        if (sheet.ticked.length > 0) files.push({ name: sheet.name.replace(/(\.[^.]*)?$/, ".remarks.txt"), bytes: new TextEncoder().encode(remarkList(sheet)) });
      }
    } catch (error) {
      faults.push(`${sheet.name} cannot be written back: ${error instanceof Error ? error.message : String(error)}.`);
    }
  }
  if (shown) await desk.select(shown);
  if (faults.length > 0) tellFault(...faults);
  if (files.length > 0) download("notes.zip", zipped(files));
}

/** The proof: every draft with the remarks that are ticked, as a page of its own. */
export async function saveProof(desk: Desk): Promise<void> {
  download("proof.html", await desk.engine.proof(desk.leftOut));
  tellBriefly("proof.html is saved.");
}
