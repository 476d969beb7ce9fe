/** What the page does with what it is given besides good drafts, and that all of it can be undone. */

import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { test } from "node:test";
import { pathToFileURL } from "node:url";
import type { Page } from "playwright-core";
import { browser, open, paste, settle } from "./page.ts";
import { GOOD, withSlips } from "./note.ts";

async function drop(page: Page, name: string, bytes: Uint8Array | string): Promise<void> {
  const given = [...(typeof bytes === "string" ? new TextEncoder().encode(bytes) : bytes)];
  await page.evaluate(
    ({ name, given }) => {
      const data = new DataTransfer();
      data.items.add(new File([new Uint8Array(given)], name));
      document.body.dispatchEvent(new DragEvent("drop", { dataTransfer: data, bubbles: true, cancelable: true }));
    },
    { name, given },
  );
}

const said = (page: Page): Promise<string> => page.locator(".status .said").innerText();

async function more(page: Page, item: string): Promise<void> {
  await page.getByRole("button", { name: "More" }).click();
  await page.getByRole("button", { name: item }).click();
}

test("what is no draft is told in a sentence", async () => {
  const chrome = await browser();
  const { page, said: complaints } = await open(chrome);
  const told = async (words: RegExp) => {
    await page.waitForFunction((source) => new RegExp(source).test(document.querySelector(".fault")?.textContent ?? ""), words.source);
    await page.locator(".fault button").click();
  };
  await drop(page, "photo.bin", new Uint8Array([1, 0, 2, 0, 3]));
  await told(/photo\.bin is no text/);
  await drop(page, "note.docx", new Uint8Array([0x50, 0x4b, 3, 4, 1, 2, 3]));
  await told(/cannot be read as a Word document/);
  await drop(page, "note.doc", new Uint8Array([0xd0, 0xcf, 0x11, 0xe0, 1]));
  await told(/old kind/);
  await drop(page, "house.toml", 'name = "my-house"\ntitel = "Mine"\n');
  await told(/house\.toml, line 2/);
  await page.focus("#draft");
  await page.evaluate(() => {
    const data = new DataTransfer();
    data.setData("text/plain", "word ".repeat(4_200_000));
    document.activeElement?.dispatchEvent(new ClipboardEvent("paste", { clipboardData: data, bubbles: true, cancelable: true }));
  });
  await told(/larger than a note/);
  await page.focus("#draft");
  await paste(page, { text: "A letter to nobody, of no house.\n\nIt has two paragraphs.\n" });
  await page.waitForSelector(".choose button");
  assert.match(await said(page), /no note of a house/);
  await page.evaluate(() => window.desk.open("GP Short Notes # 47, 15 November 2020\n\n<script>document.title = 'run'</script>\n\u202eevil\u202c **A title**\n", "x.md"));
  assert.notEqual(await page.title(), "run");
  assert.deepEqual(complaints, []);
  await chrome.close();
});

test("clean, left, taken up, undone", async () => {
  const chrome = await browser();
  const { page } = await open(chrome);
  await page.evaluate((text) => window.desk.open(text, "612.txt"), GOOD);
  await page.waitForFunction(() => document.querySelector(".status .said")?.textContent !== "Reading…");
  const all = await page.locator(".card").count();
  if (all === 0) assert.match(await said(page), /^Clean\. No\. 612, 8 October 2022/);
  await page.evaluate((text) => window.desk.open(text, "612.txt"), withSlips());
  await page.waitForSelector(".card");
  const before = await page.locator(".card").count();
  const seen = await page.locator(".cm-line").allInnerTexts();
  await page.locator('.card[data-rule="doubled-word"] .head').click();
  await page.getByRole("button", { name: "Leave as it is…" }).click();
  await page.fill("#reason", "it is a name");
  await page.keyboard.press("Enter");
  assert.equal(await page.locator(".card").count(), before - 1);
  assert.match(await page.locator(".left summary").innerText(), /1 left/);
  assert.deepEqual(await page.locator(".cm-line").allInnerTexts(), seen);
  await page.focus(".cm-content");
  await page.keyboard.press("Control+z");
  await settle(page);
  assert.equal(await page.locator(".card").count(), before);
  await page.keyboard.press("Control+Shift+Enter");
  await settle(page);
  assert.ok((await page.locator(".card").count()) < before);
  await page.keyboard.press("Control+z");
  await settle(page);
  assert.equal(await page.locator(".card").count(), before);
  assert.deepEqual(await page.locator(".cm-line").allInnerTexts(), seen);
  await chrome.close();
});

test("a note that is begun has blanks to fill, and no errors", async () => {
  const chrome = await browser();
  const { page } = await open(chrome);
  await page.getByRole("button", { name: "Begin a note" }).click();
  await page.fill("#begin-title", "Ferrow: The harvest that nobody picked");
  await page.fill("#begin-author", "Ama Thorvald");
  await page.keyboard.press("Enter");
  await page.waitForSelector(".blank");
  const blanks = Number(/^(\d+) blanks to fill/.exec(await said(page))?.[1]);
  assert.ok(blanks > 3, await said(page));
  assert.deepEqual(await page.locator(".card.error, .card.warning").evaluateAll((cards) => cards.map((card) => (card as HTMLElement).dataset["rule"])), []);
  await page.keyboard.type("612");
  await page.keyboard.press("Tab");
  await settle(page);
  assert.match(await said(page), new RegExp(`^${blanks - 1} blanks to fill`));
  await page.getByRole("button", { name: "Check", exact: true }).click();
  await page.waitForSelector(".card.error");
  await chrome.close();
});

test("a page for authors knows its house and its archive", async () => {
  const chrome = await browser();
  const { page } = await open(chrome);
  await page.evaluate((text) => window.desk.open(text, "612.txt"), GOOD);
  await more(page, "Give the archive’s list of notes");
  await page.fill("#listing", "3 October 2022 | GP Short Notes # 612\nThe last press\n\n1 October 2022 | GP Short Notes # 611\nA bell for the valley\n");
  await page.getByRole("button", { name: "Take it" }).click();
  await page.waitForSelector('.card[data-rule="duplicate-number"]');
  await more(page, "Make a page for my authors");
  await page.fill("#page-acronyms", "SCO, NGB");
  const [download] = await Promise.all([page.waitForEvent("download"), page.getByRole("button", { name: "Save the page" }).click()]);
  const { mkdtempSync, writeFileSync } = await import("node:fs");
  const file = `${mkdtempSync("/tmp/desk-")}/desk.html`;
  writeFileSync(file, readFileSync(await download.path()));
  const own = await open(chrome, { address: pathToFileURL(file).href });
  await own.page.evaluate((text) => window.desk.open(text, "612.txt"), GOOD);
  await own.page.waitForSelector('.card[data-rule="duplicate-number"]');
  assert.equal(await own.page.locator("#house").inputValue(), "gp-short-notes");
  assert.deepEqual(own.said, []);
  await chrome.close();
});
