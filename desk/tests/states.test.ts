/** What the page does with what it is given besides good drafts, and that all of it can be undone. */

import assert from "node:assert/strict";
import { mkdtempSync, readFileSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { test } from "node:test";
import { pathToFileURL } from "node:url";
import type { Page } from "playwright-core";
import { browser, clipboard, DESK, drop, more, open, paste, settle } from "./page.ts";
import { GOOD, withSlips } from "./note.ts";

const said = (page: Page): Promise<string> => page.locator(".status .said").innerText();

test("what is no draft is told in a sentence", async () => {
  const chrome = await browser();
  const { page, said: complaints } = await open(chrome);
  const told = async (words: RegExp) => {
    await page.waitForFunction((source) => new RegExp(source).test(document.querySelector(".fault")?.textContent ?? ""), words.source);
    await page.locator(".fault button").click();
  };
  await drop(page, { name: "photo.bin", bytes: new Uint8Array([1, 0, 2, 0, 3]) });
  await told(/photo\.bin is no text/);
  await drop(page, { name: "note.docx", bytes: new Uint8Array([0x50, 0x4b, 3, 4, 1, 2, 3]) });
  await told(/cannot be read as a Word document/);
  await drop(page, { name: "note.doc", bytes: new Uint8Array([0xd0, 0xcf, 0x11, 0xe0, 1]) });
  await told(/old kind/);
  await drop(page, { name: "house.toml", bytes: 'name = "my-house"\ntitel = "Mine"\n' });
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
  const file = `${mkdtempSync("/tmp/desk-")}/desk.html`;
  writeFileSync(file, readFileSync(await download.path()));
  const own = await open(chrome, { address: pathToFileURL(file).href });
  await own.page.evaluate((text) => window.desk.open(text, "612.txt"), GOOD);
  await own.page.waitForSelector('.card[data-rule="duplicate-number"]');
  assert.equal(await own.page.locator("#house").inputValue(), "gp-short-notes");
  assert.deepEqual(own.said, []);
  await chrome.close();
});

test("a listing below a draft is offered as the archive, and a note begun then has the next number", async () => {
  const chrome = await browser();
  const { page } = await open(chrome);
  await page.focus("#draft");
  const listing = "3 October 2022 | GP Short Notes # 611\nThe last press\n\n1 October 2022 | GP Short Notes # 610\nA bell for the valley\n\n28 September 2022 | GP Short Notes # 609\nBarrels by the river\n";
  await paste(page, { text: `${GOOD}\n${listing}` });
  await page.waitForSelector("dialog[open]");
  assert.match(await page.locator("dialog h2").innerText(), /list of notes stands below/);
  await page.getByRole("button", { name: "Take it" }).click();
  await page.waitForFunction(() => /notes of the archive are known/.test(document.querySelector(".brief")?.textContent ?? ""));
  await more(page, "Begin a note");
  await page.keyboard.press("Enter");
  await page.waitForFunction(() => /# 613,/.test(document.querySelector(".cm-content")?.textContent ?? ""));
  await chrome.close();
});

test("two houses alike are told, and one is chosen", async () => {
  const chrome = await browser();
  const { page } = await open(chrome);
  const text = ["# Quay", "## What happened?", "On 4 October, the quay was closed.", "## Context", "It is old.", "## Decision", "It stays closed.", "## Consequences", "None."].join("\n\n");
  await page.evaluate((text) => window.desk.open(text, "quay.md"), text);
  await page.waitForSelector(".choose button");
  assert.match(await said(page), /^This could be a note of .+ or .+\. Which is it\?$/);
  await page.locator(".choose button").last().click();
  await page.waitForFunction(() => document.querySelector(".choose") === null);
  assert.notEqual(await page.locator("#house").inputValue(), "");
  await chrome.close();
});

test("everything left as it is: told, listed, and copied as an entry for the settings", async () => {
  const chrome = await browser();
  const { page } = await open(chrome);
  await page.evaluate((text) => window.desk.open(text, "612.txt"), withSlips());
  await page.locator(".card .head").first().click();
  for (let left = 20; left > 0 && (await page.locator(".card").count()) > 0; left--) {
    await page.locator(".card.current").getByRole("button", { name: "Leave as it is…" }).click();
    await page.fill("#reason", "as \"she\" wishes");
    await page.keyboard.press("Enter");
  }
  assert.match(await said(page), /^Nothing left to do/);
  await page.locator(".left summary").click();
  await page.getByRole("button", { name: "Copy as an entry" }).first().click();
  const entry = (await clipboard(page)).text;
  assert.match(entry, /^\[\[ignore\]\]\nfile = "612\.txt"\nrule = "repeated-mark"\ntext = "\.\."\nreason = "as \\"she\\" wishes"\n$/);
  // The entry does what was decided: with it as the settings, that remark is gone.
  const before = await page.evaluate(async () => ((await window.desk.report()) as { findings: unknown[] }).findings.length);
  await drop(page, { name: "lint.toml", bytes: entry });
  await page.waitForFunction(() => /lint\.toml holds/.test(document.querySelector(".brief")?.textContent ?? ""));
  const after = await page.evaluate(async () => ((await window.desk.report()) as { findings: { rule: string }[] }).findings.map(({ rule }) => rule));
  assert.equal(after.length, before - 1);
  assert.ok(!after.includes("repeated-mark"));
  await chrome.close();
});

test("a page for authors has the roster that was dropped", async () => {
  const chrome = await browser();
  const { page } = await open(chrome);
  await drop(page, { name: "authors.toml", bytes: 'names = ["Ama Thorwald", "Ruth Ellery"]\n' });
  await page.waitForFunction(() => /authors\.toml holds/.test(document.querySelector(".brief")?.textContent ?? ""));
  await page.evaluate((text) => window.desk.open(text, "612.txt"), GOOD);
  const stranger = page.locator('.card[data-rule="unknown-author"]');
  await stranger.waitFor();
  const { bytes } = await savedPage(page);
  const file = `${mkdtempSync(join(tmpdir(), "desk-"))}/desk.html`;
  writeFileSync(file, bytes);
  const own = await open(chrome, { address: pathToFileURL(file).href });
  await own.page.evaluate((text) => window.desk.open(text, "612.txt"), GOOD);
  await own.page.locator('.card[data-rule="unknown-author"]').waitFor();
  assert.deepEqual(own.said, []);
  await chrome.close();
});

async function savedPage(page: Page): Promise<{ bytes: Buffer }> {
  await more(page, "Make a page for my authors");
  const [download] = await Promise.all([page.waitForEvent("download"), page.getByRole("button", { name: "Save the page" }).click()]);
  return { bytes: readFileSync(await download.path()) };
}

test("an old browser, one without scripts and one whose storage is forbidden", async () => {
  const chrome = await browser();
  const sentence = /^This page needs a browser from 2023 or later/;
  for (const wishes of [{ javaScriptEnabled: false }, {}]) {
    const context = await chrome.newContext(wishes);
    await context.addInitScript(() => Reflect.deleteProperty(window, "DecompressionStream"));
    const page = await context.newPage();
    await page.goto(DESK.href);
    await page.waitForTimeout(3500);
    assert.match((await page.locator("body").innerText()).trim(), sentence);
    assert.ok(await page.locator(".old").isVisible());
    assert.equal(await page.locator(".fault").count(), 0);
    await context.close();
  }
  const forbids = `for (const name of ["localStorage", "sessionStorage", "indexedDB", "caches"]) Object.defineProperty(window, name, { get() { throw new DOMException("it is forbidden", "SecurityError"); } });`;
  const { page, said: complaints } = await open(chrome, { script: forbids });
  await page.evaluate((text) => window.desk.open(text, "612.txt"), withSlips());
  assert.ok((await page.locator(".card").count()) > 0);
  assert.deepEqual(complaints, []);
  await chrome.close();
});

test("a screen reader is told once and politely", async () => {
  const chrome = await browser();
  const { page } = await open(chrome);
  await page.evaluate((text) => window.desk.open(text, "612.txt"), withSlips());
  await page.focus(".cm-content");
  await settle(page);
  await page.evaluate(() => {
    const heard: string[] = [];
    Object.assign(window, { heard });
    for (const live of document.querySelectorAll("[aria-live], [role=status], [role=alert]")) {
      new MutationObserver(() => heard.push(`${live.getAttribute("aria-live")}: ${live.textContent}`)).observe(live, { childList: true, characterData: true, subtree: true });
    }
  });
  await page.keyboard.press("F8");
  await page.keyboard.press("F8");
  await page.waitForTimeout(1500);
  const heard = () => page.evaluate(() => (window as unknown as { heard: string[] }).heard.splice(0));
  assert.deepEqual(await heard(), ["polite: 2 of 8. Check: “October 6” has day and month the other way round."]);
  // While somebody writes, nothing is said but how many there are, once it rests.
  await page.locator(".cm-line").last().click();
  await page.keyboard.type("And so the valley waits for rain, as it has done before.", { delay: 5 });
  await page.waitForTimeout(1500);
  assert.ok((await heard()).length <= 1);
  const tree = await page.locator("body").ariaSnapshot();
  for (const part of ['- banner:', 'combobox "House"', '- navigation "Outline"', '- main:', 'textbox "The text of the note"', '- region "Remarks"', 'button "Next remark"', "- status"]) {
    assert.ok(tree.includes(part), `${part} is not in\n${tree}`);
  }
  await chrome.close();
});
