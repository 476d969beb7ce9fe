/** What can be done with drafts as wholes: bring, begin, take along. */

import example from "../../example.txt?raw";
import { remarkList } from "../text/remarklist.js";
import { copyText } from "../text/clipboard.js";
import { fromClipboard, readFile } from "../text/take.js";
import { beginForm } from "./begin.js";
import { count } from "../dom.js";
import { showHelp } from "./help.js";
import type { MenuItem } from "./menu.js";
import { tellBriefly, tellFault } from "./notice.js";
import type { Page } from "./page.js";
import { receiveDrops } from "./receive.js";
import { download, reviewedWord, saveProof, saveZip } from "./takealong.js";
import { ownRemark } from "./own.js";
import { showLicences } from "./licences.js";
import { seriesPage } from "./seriespage.js";
import { archiveForm, takeListing } from "./archive.js";

export function commands(page: Page) {
  const { desk } = page;

  const takeText = async (data: DataTransfer): Promise<void> => {
    if (data.files.length > 0) return takeFiles([...data.files]);
    const taken = fromClipboard(data);
    if (!taken) return;
    if (taken.text.length > 4 << 20) return tellFault("That is larger than a note should be: 4 MB at most.");
    await desk.open(taken.text, taken.isMarkdown ? "draft.md" : "draft.txt");
    afterOpening();
    takeListing(desk);
  };

  const takeFiles = async (files: readonly File[]): Promise<void> => {
    const faults: string[] = [];
    for (const file of files) {
      const read = await readFile(file);
      try {
        if (read.kind === "not") faults.push(read.why);
        else if (read.kind === "word") await desk.openWord(read.bytes, file.name);
        else if (read.kind === "text") await desk.open(read.text, file.name);
        else await takeSettings(file.name, read.text);
      } catch (error) {
        faults.push(error instanceof Error ? error.message : String(error));
      }
    }
    if (faults.length > 0) tellFault(...faults);
    if (!desk.sheet) return;
    afterOpening();
    takeListing(desk);
  };

  /** A house, a roster, a ledger or lint.toml: by what it says. */
  const takeSettings = async (name: string, text: string): Promise<void> => {
    const given = { name, text };
    const isHouse = /^\s*\[house\]/m.test(text);
    if (!isHouse && /^\s*(\[\[author\]\]|names\s*=)/m.test(text)) await desk.settle({ roster: given });
    else if (!isHouse && /^\s*\[\[note\]\]/m.test(text)) await desk.settle({ ledgers: [...desk.setup.ledgers, given] });
    else if (/^\s*name\s*=/m.test(text)) {
      const house = /^\s*name\s*=\s*"([^"]+)"/m.exec(text)?.[1] ?? null;
      await desk.settle({ houses: [...desk.setup.houses.filter((other) => other.name !== name), given], house });
    } else await desk.settle({ settings: given });
    const faults = desk.known.faults.filter((fault) => fault.file === name);
    if (faults.length > 0) tellFault(...faults.map((fault) => `${fault.file}, line ${fault.line}: ${fault.what}. ${fault.remedy}`));
    else tellBriefly(`${name} holds from now on.`);
  };

  const afterOpening = (): void => {
    page.show();
    window.scrollTo(0, 0);
    desk.view?.focus();
    page.arrange();
  };

  const openFiles = (): void => {
    const chooser = document.createElement("input");
    chooser.type = "file";
    chooser.multiple = true;
    chooser.addEventListener("change", () => void takeFiles([...(chooser.files ?? [])]));
    chooser.click();
  };

  receiveDrops(
    (files) => void takeFiles(files),
    (data) => void takeText(data),
  );

  const goOnAsText = async (): Promise<void> => {
    const { sheet } = desk;
    if (!sheet) return;
    await desk.open(sheet.decided.text, sheet.name.replace(/\.docx$/i, ".md"));
    afterOpening();
  };

  const items: MenuItem[] = [
    { text: "Save the Word document with remarks", do: () => void reviewedWord(desk), when: ({ sheet }) => sheet?.isWord ?? false },
    { text: "Go on as text, to write in it", do: () => void goOnAsText(), when: ({ sheet }) => sheet?.isWord ?? false },
    { text: "Save as a text file", do: () => desk.sheet && download(desk.sheet.name, desk.sheet.text), when: ({ sheet }) => !sheet?.isWord },
    { text: "Copy the remarks", do: () => void copyRemarks() },
    { text: "Save all notes in one zip", do: () => void saveZip(desk), when: ({ sheets }) => sheets.length > 1 },
    { text: "Save the proof", do: () => void saveProof(desk) },
    { text: "Print", do: () => window.print() },
    { text: "Add a remark of your own", do: () => ownRemark(desk) },
    { text: "Check everything now", do: () => desk.stopWriting(), when: ({ sheet }) => sheet?.writing !== null },
    { text: "Open another draft", do: openFiles },
    { text: "Begin a note", do: () => void begin() },
    { text: "Close this draft", do: () => desk.sheet && void desk.close(desk.sheet) },
    { text: "Give the archive’s list of notes", do: () => archiveForm(desk) },
    { text: "Make a page for my authors", do: () => seriesPage(desk) },
    { text: "Marks and keys", do: showHelp },
    { text: "Licences of what is in this page", do: () => void showLicences() },
  ];

  const copyRemarks = async (): Promise<void> => {
    if (!desk.sheet) return;
    const done = await copyText(remarkList(desk.sheet));
    tellBriefly(done ? `${count(desk.sheet.ticked.length, "remark")} copied.` : "The browser did not let the remarks be copied.");
  };

  const begin = async (): Promise<void> => {
    await desk.engine.ready;
    beginForm(desk, () => afterOpening());
  };

  return {
    items,
    takeText: (data: DataTransfer) => void takeText(data),
    takeFiles: (files: readonly File[]) => void takeFiles(files),
    write: (text: string) => desk.write(text, "draft.txt"),
    begin: () => void begin(),
    example: () => void desk.open(example, "example.txt").then(afterOpening),
  };
}

export type Commands = ReturnType<typeof commands>;
