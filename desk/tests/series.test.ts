/** The editor's Friday, and Word documents in and out. */

import assert from "node:assert/strict";
import { execFileSync } from "node:child_process";
import { mkdtempSync, readFileSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { test } from "node:test";
import { browser, clipboard, drop, more, open, saved, settle } from "./page.ts";
import { GOOD, SLIPS, withSlips } from "./note.ts";
import { zipped } from "../app/src/text/zip.ts";
import { wordDocument } from "./word.ts";

const PYTHON = process.env["PYTHON"] ?? "python3";

/** The parts of every document of a zip, as texts. */
const READER = `
import io, json, sys, zipfile
outer = zipfile.ZipFile(sys.argv[1])
assert outer.testzip() is None
parts = {}
for name in outer.namelist():
    inner = zipfile.ZipFile(io.BytesIO(outer.read(name)))
    parts[name] = {part: inner.read(part).decode("utf-8") for part in inner.namelist() if part.endswith(".xml")}
print(json.dumps(parts))
`;

const folder = mkdtempSync(join(tmpdir(), "desk-"));

const word = (name: string, text: string): { name: string; bytes: Uint8Array } => ({ name, bytes: wordDocument(text, (line) => line.startsWith("What ")) });

/** The parts of one document. */
function partsOf(bytes: Uint8Array): Record<string, string> {
  const file = join(folder, "one.zip");
  writeFileSync(file, zipped([{ name: "a.docx", bytes }]));
  const parts = JSON.parse(execFileSync(PYTHON, ["-c", READER, file], { encoding: "utf8" })) as Record<string, Record<string, string>>;
  return parts["a.docx"] ?? {};
}

test("the editor's Friday: six documents, told apart unopened, three remarks unticked, all reviewed", async () => {
  const numbered = (number: number, date: string, title: string) =>
    GOOD.replace("# 612, 8 October 2022", `# ${number}, ${date}`).replace("The harvest that nobody picked", title);
  const titles = ["The harvest that nobody picked", "A bell for the valley", "The last press", "Barrels by the river", "An empty cellar", "Starlings over the hill"];
  const notes: [string, string][] = titles.map((title, at) => {
    // The fourth has the third's number, the fifth a date before the fourth's.
    const number = at === 3 ? 614 : 612 + at;
    const date = at === 4 ? "7 October 2021" : `${8 + at} October 2022`;
    return [`${612 + at}-note.docx`, withSlips(SLIPS.slice(at, at + 3), numbered(number, date, title))];
  });
  const chrome = await browser();
  const { page } = await open(chrome);
  await drop(page, ...notes.map(([name, text]) => word(name, text)));
  await page.waitForSelector(".list tbody tr:nth-child(6)");
  const rows = await page.locator(".list tbody tr").allInnerTexts();
  assert.equal(rows.filter((row) => row.startsWith("614")).length, 2, rows.join("\n"));
  await page.getByLabel("Remarks by").count();
  const unticked: [string, string][] = [];
  for (const name of ["612-note.docx", "613-note.docx", "615-note.docx"]) {
    await page.locator(`.list tr[data-file="${name}"] button`).click();
    await settle(page);
    const card = page.locator(".card").first();
    await card.locator(".head").click();
    const what = await page.locator(".card.current .what").innerText();
    await page.locator(".card.current .tick input").uncheck();
    unticked.push([name.replace(".docx", ".reviewed.docx"), what]);
  }
  const kept = new Map<string, string[]>();
  for (const [name] of notes) {
    await page.locator(`.list tr[data-file="${name}"] button`).click();
    await settle(page);
    const whats = await page.locator(".card:not(.unticked) .head .what").allInnerTexts();
    kept.set(name.replace(".docx", ".reviewed.docx"), whats);
  }
  const file = join(folder, "notes.zip");
  writeFileSync(file, (await saved(page, "Save all notes in one zip")).bytes);
  const parts = JSON.parse(execFileSync(PYTHON, ["-c", READER, file], { encoding: "utf8" })) as Record<string, Record<string, string>>;
  assert.equal(Object.keys(parts).length, 6);
  const comments = (name: string) => (parts[name]?.["word/comments.xml"] ?? "").replace(/<[^>]*>/g, "").replaceAll("&amp;", "&").replaceAll("&quot;", '"');
  for (const [name, what] of unticked) assert.ok(!comments(name).includes(what), `${what} went into ${name}`);
  for (const [name, whats] of kept) for (const what of whats) assert.ok(comments(name).includes(what), `${what} is not in ${name}: ${comments(name)}`);
  await chrome.close();
});

test("a document comes back with what was accepted as a change and what was not as a comment", async () => {
  const chrome = await browser();
  const { page } = await open(chrome);
  await drop(page, word("700-note.docx", withSlips()));
  await page.waitForSelector(".card");
  await page.focus(".cm-content");
  await page.keyboard.type("not typed in");
  assert.ok(!(await page.locator(".cm-content").innerText()).includes("not typed in"));
  const doubled = page.locator('.card[data-rule="doubled-word"]');
  await doubled.locator(".head").click();
  await doubled.locator(".primary").click();
  assert.equal(await page.locator(".cm-content del").count(), 1);
  const reviewed = await saved(page, "Save the Word document with remarks");
  assert.equal(reviewed.name, "700-note.reviewed.docx");
  const parts = partsOf(reviewed.bytes);
  const document = parts["word/document.xml"] ?? "";
  assert.equal((document.match(/<w:del /g) ?? []).length, 1, document);
  assert.ok((parts["word/comments.xml"]?.match(/<w:comment /g) ?? []).length > 3);
  // What is copied is what the document becomes.
  await page.getByRole("button", { name: "Copy", exact: true }).click();
  assert.ok(!(await clipboard(page)).text.includes("for for"));
  // Undo takes it back.
  await page.focus(".cm-content");
  await page.keyboard.press("Control+z");
  assert.equal(await page.locator(".cm-content del").count(), 0);
  await chrome.close();
});

test("somebody who knows no linter makes a document ready to publish", async () => {
  const chrome = await browser();
  const { page } = await open(chrome);
  await drop(page, word("700-note.docx", withSlips()));
  await page.waitForSelector(".card");
  // She clicks into the text and types, and is told.
  await page.locator(".cm-line").nth(4).click();
  await page.keyboard.type("x");
  await page.waitForFunction(() => /is read here, not typed in/.test(document.querySelector(".brief")?.textContent ?? ""));
  await page.getByRole("button", { name: /^Apply all/ }).click();
  for (let left = 10; left > 0 && (await page.locator(".card:not(.accepted)").count()) > 0; left--) {
    await page.locator(".card:not(.accepted) .head").first().click();
    await page.locator(".card.current:not(.accepted) .actions .primary").click();
    await settle(page);
  }
  assert.match(await page.locator(".status").innerText(), /Nothing left to do: 8 changes accepted\.[^]*Save the document/);
  const [download] = await Promise.all([page.waitForEvent("download"), page.getByRole("button", { name: "Save the document" }).click()]);
  const reviewed = partsOf(readFileSync(await download.path()))["word/document.xml"] ?? "";
  assert.ok(/<w:del /.test(reviewed) && /<w:ins /.test(reviewed));
  await page.getByRole("button", { name: "Copy", exact: true }).click();
  const flat = (text: string) => text.trim().split(/\n+/);
  assert.deepEqual(flat((await clipboard(page)).text), flat(GOOD));
  await chrome.close();
});

test("a remark of one's own goes into the document, signed", async () => {
  const chrome = await browser();
  const { page } = await open(chrome);
  await drop(page, word("700-note.docx", GOOD));
  await page.waitForFunction(() => /^Clean/.test(document.querySelector(".status .said")?.textContent ?? ""));
  await page.getByRole("button", { name: "More" }).click();
  await page.fill("#by", "Ruth Ellery");
  await page.keyboard.press("Escape");
  await page.evaluate(() => {
    const line = [...document.querySelectorAll(".cm-line")].find((line) => line.textContent?.includes("starlings"));
    const text = line && document.createTreeWalker(line, NodeFilter.SHOW_TEXT).nextNode();
    const at = text?.textContent?.indexOf("starlings") ?? 0;
    if (text) getSelection()?.setBaseAndExtent(text, at, text, at + "starlings".length);
  });
  await more(page, "Add a remark of your own");
  await page.fill("#own-text", "Which birds & how many?");
  await page.getByRole("button", { name: "Add it" }).click();
  await page.waitForSelector(".card.own.current");
  assert.equal(await page.locator(".mark-own").innerText(), "starlings");
  const comments = partsOf((await saved(page, "Save the Word document with remarks")).bytes)["word/comments.xml"] ?? "";
  assert.match(comments, /w:author="Ruth Ellery"/);
  assert.match(comments, /Which birds &amp; how many\?/);
  // It is in the list of remarks too.
  await more(page, "Copy the remarks");
  assert.match((await clipboard(page)).text, /“starlings”: Which birds & how many\?/);
  await chrome.close();
});

test("notes of a series are gone through by key, and the proof has what is ticked", async () => {
  const chrome = await browser();
  const { page } = await open(chrome);
  const second = withSlips().replace("# 612, 8 October", "# 613, 9 October").replace("The harvest that nobody picked", "The last press");
  await drop(page, { name: "612.txt", bytes: GOOD }, { name: "613.txt", bytes: second });
  await page.waitForSelector(".list tbody tr:nth-child(2)");
  const shown = () => page.locator(".list tr[aria-current] td").first().innerText();
  assert.equal(await shown(), "613");
  await page.focus(".cm-content");
  await page.keyboard.press("Alt+PageUp");
  await settle(page);
  assert.equal(await shown(), "612");
  await page.keyboard.press("Alt+PageDown");
  await settle(page);
  assert.equal(await shown(), "613");
  // Keys hold beside the text too.
  await page.locator(".steps button").first().focus();
  await page.keyboard.press("F8");
  await page.locator(".card.current .tick input").uncheck();
  const what = await page.locator(".card.current .what").innerText();
  const proof = (await saved(page, "Save the proof")).bytes.toString("utf8");
  const list = (text: string) => text.replace(/<[^>]*>/g, "").replaceAll("&amp;", "&").replaceAll("&quot;", '"');
  assert.ok(list(proof).includes("The last press") && list(proof).includes("“for” stands twice") && !list(proof).includes(what), what);
  await more(page, "Copy the remarks");
  const { text } = await clipboard(page);
  assert.ok(text.startsWith("No. 613, 9 October 2022") && text.includes("stands twice") && !text.includes(what), text);
  await page.focus(".cm-content");
  await page.keyboard.press("F1");
  await page.waitForSelector("dialog[open] .keys");
  await chrome.close();
});
