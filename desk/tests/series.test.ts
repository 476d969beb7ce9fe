/** The editor's Friday, and Word documents in and out. */

import assert from "node:assert/strict";
import { execFileSync } from "node:child_process";
import { mkdtempSync, readFileSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { test } from "node:test";
import type { Page } from "playwright-core";
import { browser, open, settle } from "./page.ts";
import { GOOD, SLIPS, withSlips } from "./note.ts";

const PYTHON = process.env["PYTHON"] ?? "python3";

/** Writes a text as a Word document, a paragraph a line. */
const WRITER = `
import sys, zipfile
from xml.sax.saxutils import escape
lines = [line for line in sys.stdin.read().split("\\n") if line]
style = lambda line: '<w:pPr><w:pStyle w:val="Heading2"/></w:pPr>' if line.startswith("What ") else ""
body = "".join(f'<w:p>{style(line)}<w:r><w:t xml:space="preserve">{escape(line)}</w:t></w:r></w:p>' for line in lines)
w = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'
with zipfile.ZipFile(sys.argv[1], "w") as out:
    out.writestr("[Content_Types].xml", '<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"><Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/><Default Extension="xml" ContentType="application/xml"/><Override PartName="/word/document.xml" ContentType="application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml"/></Types>')
    out.writestr("_rels/.rels", '<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"><Relationship Id="rId1" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/officeDocument" Target="word/document.xml"/></Relationships>')
    out.writestr("word/document.xml", f'<w:document {w}><w:body>{body}</w:body></w:document>')
    out.writestr("word/styles.xml", f'<w:styles {w}><w:style w:type="paragraph" w:styleId="Heading2"><w:name w:val="heading 2"/></w:style></w:styles>')
    out.writestr("word/_rels/document.xml.rels", '<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"><Relationship Id="rId1" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/styles" Target="styles.xml"/></Relationships>')
`;

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

function word(name: string, text: string): string {
  const file = join(folder, name);
  execFileSync(PYTHON, ["-c", WRITER, file], { input: text });
  return file;
}

/** Drops files on the page. */
async function drop(page: Page, files: string[]): Promise<void> {
  const given = files.map((file) => ({ name: file.split("/").at(-1) ?? "", bytes: [...readFileSync(file)] }));
  await page.evaluate((given) => {
    const data = new DataTransfer();
    for (const { name, bytes } of given) data.items.add(new File([new Uint8Array(bytes)], name));
    window.document.body.dispatchEvent(new DragEvent("drop", { dataTransfer: data, bubbles: true, cancelable: true }));
  }, given);
}

async function more(page: Page, item: string): Promise<void> {
  await page.getByRole("button", { name: "More" }).click();
  await page.getByRole("button", { name: item }).click();
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
  await drop(page, notes.map(([name, text]) => word(name, text)));
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
  const [download] = await Promise.all([page.waitForEvent("download"), more(page, "Save all notes in one zip")]);
  const saved = join(folder, "notes.zip");
  writeFileSync(saved, readFileSync(await download.path()));
  const parts = JSON.parse(execFileSync(PYTHON, ["-c", READER, saved], { encoding: "utf8" })) as Record<string, Record<string, string>>;
  assert.equal(Object.keys(parts).length, 6);
  const comments = (name: string) => (parts[name]?.["word/comments.xml"] ?? "").replace(/<[^>]*>/g, "").replaceAll("&amp;", "&").replaceAll("&quot;", '"');
  for (const [name, what] of unticked) assert.ok(!comments(name).includes(what), `${what} went into ${name}`);
  for (const [name, whats] of kept) for (const what of whats) assert.ok(comments(name).includes(what), `${what} is not in ${name}: ${comments(name)}`);
  await chrome.close();
});

test("a document comes back with what was accepted as a change and what was not as a comment", async () => {
  const chrome = await browser();
  const { page } = await open(chrome);
  await drop(page, [word("700-note.docx", withSlips())]);
  await page.waitForSelector(".card");
  await page.focus(".cm-content");
  await page.keyboard.type("not typed in");
  assert.ok(!(await page.locator(".cm-content").innerText()).includes("not typed in"));
  const doubled = page.locator('.card[data-rule="doubled-word"]');
  await doubled.locator(".head").click();
  await doubled.locator(".primary").click();
  assert.equal(await page.locator(".cm-content del").count(), 1);
  const [download] = await Promise.all([page.waitForEvent("download"), more(page, "Save the Word document with remarks")]);
  assert.equal(download.suggestedFilename(), "700-note.reviewed.docx");
  const zip = join(folder, "one.zip");
  execFileSync(PYTHON, ["-c", "import sys, zipfile; zipfile.ZipFile(sys.argv[1], 'w').write(sys.argv[2], 'a.docx')", zip, await download.path()]);
  const parts = JSON.parse(execFileSync(PYTHON, ["-c", READER, zip], { encoding: "utf8" })) as Record<string, Record<string, string>>;
  const document = parts["a.docx"]?.["word/document.xml"] ?? "";
  assert.equal((document.match(/<w:del /g) ?? []).length, 1, document);
  assert.ok((parts["a.docx"]?.["word/comments.xml"]?.match(/<w:comment /g) ?? []).length > 3);
  // Undo takes it back.
  await page.focus(".cm-content");
  await page.keyboard.press("Control+z");
  assert.equal(await page.locator(".cm-content del").count(), 0);
  await chrome.close();
});
