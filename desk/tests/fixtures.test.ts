/**
 * Every draft of the fixtures, opened on the page, gives the findings that the command line gives: as it is, and as a Word document. A draft in
 * four is asked, half of them as a Word document; with ALL=1 in the environment every one is, in both ways.
 */

import assert from "node:assert/strict";
import { execFile } from "node:child_process";
import { copyFileSync, existsSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { basename, dirname, join } from "node:path";
import { test } from "node:test";
import type { Page } from "playwright-core";
import { browser, open, path, ROOT } from "./page.ts";
import { wordDocument } from "./word.ts";

const COPYDESK = process.env["COPYDESK"] ?? path(new URL("target/debug/copydesk", ROOT));
const FIXTURES = path(new URL("fixtures", ROOT));
const ALL = process.env["ALL"] === "1";
/** One of so many drafts, where not all are asked. */
const STEP = ALL ? 1 : Number(process.env["STEP"] ?? 4);
/** How many are asked of the program at a time. */
const AT_ONCE = 8;

interface Draft {
  /** Where it stands among the fixtures. */
  from: string;
  name: string;
  bytes: Uint8Array;
  /** The file of its house, where it is none of the shipped ones. */
  house: string | null;
}

function drafts(): Draft[] {
  const all = readdirSync(FIXTURES, { recursive: true, encoding: "utf8" }).filter((file) => /\.(md|txt)$/.test(file) && !/TRAPS|README/.test(file));
  return all.sort().flatMap((from, at): Draft[] => {
    if (at % STEP !== 0) return [];
    const bytes = readFileSync(join(FIXTURES, from));
    const text = bytes.toString("utf8");
    const own = join(FIXTURES, dirname(from), "house.toml");
    const house = existsSync(own) ? own : null;
    const asText = { from, name: basename(from), bytes, house };
    const asWord = { from: `${from} as a Word document`, name: basename(from).replace(/\.(md|txt)$/, ".docx"), bytes: wordDocument(text), house };
    // What is no UTF-8 is read by the page as programs of yesterday wrote it, and by the program not at all.
    if (!Buffer.from(text).equals(bytes)) return [];
    if (ALL) return [asText, asWord];
    return (at / STEP) % 2 === 0 ? [asText] : [asWord];
  });
}

const folder = mkdtempSync(join(tmpdir(), "desk-"));
let made = 0;

/** What the command line says of a draft. */
function said({ name, bytes, house }: Draft): Promise<string> {
  const cwd = join(folder, String(made++));
  mkdirSync(cwd);
  writeFileSync(join(cwd, name), bytes);
  // The report names the house's file as it was given.
  if (house) copyFileSync(house, join(cwd, "house.toml"));
  const asked = ["check", "--isolated", "--format", "json", "--fail-on", "never", ...(house ? ["--house", "house.toml"] : []), name];
  return new Promise((resolve) => execFile(COPYDESK, asked, { cwd, encoding: "utf8", maxBuffer: 1 << 26 }, (_error, stdout) => resolve(stdout)));
}

/** What the page says of it. */
async function found(page: Page, { name, bytes }: Draft): Promise<string> {
  const given = /\.docx$/.test(name) ? Buffer.from(bytes).toString("base64") : null;
  return page.evaluate(
    async ({ text, given, name }) => {
      const content = given === null ? text : Uint8Array.from(atob(given), (letter) => letter.charCodeAt(0));
      await window.desk.open(content, name);
      return String(await window.desk.report());
    },
    { text: given === null ? Buffer.from(bytes).toString("utf8") : "", given, name },
  );
}

/** Gives the page a house of its own. */
async function giveHouse(page: Page, house: string): Promise<void> {
  await page.evaluate((text) => {
    const data = new DataTransfer();
    data.items.add(new File([text], "house.toml"));
    document.body.dispatchEvent(new DragEvent("drop", { dataTransfer: data, bubbles: true, cancelable: true }));
  }, readFileSync(house, "utf8"));
  await page.waitForFunction(() => [...document.querySelectorAll(".brief, .fault")].some((told) => /house\.toml/.test(told.textContent ?? "")));
}

/** What rule says something where, and how gravely. */
function essence(report: string): string {
  if (report === "") return "no report";
  const { findings } = JSON.parse(report) as { findings: { rule: string; level: string; span: { start: { byte: number }; end: { byte: number } } }[] };
  return findings.map(({ rule, level, span }) => `${rule} ${level} ${span.start.byte}-${span.end.byte}`).join(", ");
}

test("every fixture gives the findings of the command line", async () => {
  assert.ok(existsSync(COPYDESK), "the program is not built");
  const chrome = await browser();
  const pages = new Map<string | null, Page>();
  const pageFor = async (house: string | null): Promise<Page> => {
    const known = pages.get(house);
    if (known) return known;
    const { page } = await open(chrome);
    if (house) await giveHouse(page, house);
    pages.set(house, page);
    return page;
  };
  const all = drafts();
  const different: string[] = [];
  for (let at = 0; at < all.length; at += AT_ONCE) {
    const some = all.slice(at, at + AT_ONCE);
    const asked = some.map(said);
    for (const [index, draft] of some.entries()) {
      const report = await found(await pageFor(draft.house), draft);
      const expected = await asked[index];
      // A house with faults is refused by the program; the page tells them and goes on without it.
      if (draft.house && expected === "") continue;
      if (report !== expected) different.push(`${draft.from}: the page says ${essence(report)}; the program ${essence(expected ?? "")}`);
    }
  }
  await chrome.close();
  console.log(`  ${all.length} drafts compared, ${all.filter(({ name }) => name.endsWith(".docx")).length} of them Word documents`);
  assert.deepEqual(different, []);
});
