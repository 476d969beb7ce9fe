/** Three stories, played from clipboard to clipboard. */

import assert from "node:assert/strict";
import { basename } from "node:path";
import { readdirSync, readFileSync, statSync } from "node:fs";
import { test } from "node:test";
import { browser, clipboard, open, paste, path, ROOT, settle } from "./page.ts";
import { GOOD, withSlips, wordClipboard } from "./note.ts";

test("the intern: eight slips from Word, clean in twelve keyboard actions, pasted elsewhere", async () => {
  const chrome = await browser();
  const { page } = await open(chrome);
  await page.focus("#draft");
  await paste(page, { html: wordClipboard(withSlips()), text: "not this" });
  await page.waitForSelector(".card");
  let actions = 1;
  const press = async (key: string) => {
    actions++;
    await page.keyboard.press(key);
    await settle(page);
  };
  await press("Control+Shift+Enter");
  while ((await page.locator(".card.error, .card.warning").count()) > 0 && actions < 20) await press("Control+Enter");
  await press("Control+Shift+C");
  assert.ok(actions <= 12, `${actions} actions`);
  const { html, text } = await clipboard(page);
  assert.equal((html.match(/<h2>/g) ?? []).length, 3, html);
  assert.equal((html.match(/<h1>/g) ?? []).length, 1);
  const flat = (note: string) => note.trim().split(/\n+/);
  assert.deepEqual(flat(text), flat(GOOD));
  // Elsewhere: what a web form takes.
  const form = await (await chrome.newContext({ permissions: ["clipboard-read", "clipboard-write"] })).newPage();
  await form.setContent("<div contenteditable id=form></div>");
  await form.focus("#form");
  await paste(form, { html, text });
  await form.evaluate((html) => document.execCommand("insertHTML", false, html), html);
  assert.deepEqual(await form.locator("#form h2").allInnerTexts(), ["What happened?", "What is the background?", "What does it mean?"]);
  await chrome.close();
});

test("the typist: what is typed letter by letter shows nothing that is gone in the end", async () => {
  // Every letter asks the library: a short note as text and one as Markdown, or more of several houses where all is asked.
  const isAll = process.env["ALL"] === "1";
  const houses = isAll ? ["gp-short-notes", "the-world-this-week", "conflict-weekly", "adr", "madr", "rust-rfc"] : ["gp-short-notes"];
  const typed = houses.flatMap((house) => {
    const folder = path(new URL(`fixtures/${house}/good`, ROOT));
    const files = readdirSync(folder).map((file) => `${folder}/${file}`);
    const shortest = (ending: string) => files.filter((file) => file.endsWith(ending)).sort((a, b) => statSync(a).size - statSync(b).size);
    return [".txt", ".md"].flatMap((ending) => shortest(ending).slice(0, isAll ? 4 : 1));
  });
  const chrome = await browser();
  const gone: Record<string, [string, string][]> = {};
  for (const file of typed) {
    const { page, context } = await open(chrome);
    const note = readFileSync(file, "utf8");
    await page.evaluate((name) => window.desk.open("", name), basename(file));
    await page.focus(".cm-content");
    const shown = await page.evaluate(async (note) => {
      const told = new Map<string, string>();
      for (let at = 0; at < note.length; at++) {
        document.execCommand("insertText", false, note.charAt(at));
        await window.desk.report();
        await new Promise((resolve) => setTimeout(resolve, 0));
        for (const card of document.querySelectorAll<HTMLElement>(".card.error, .card.warning")) {
          const rule = card.dataset["rule"] ?? "";
          if (!told.has(rule)) told.set(rule, note.slice(Math.max(0, at - 40), at + 1));
        }
      }
      return [...told];
    }, note);
    const last = new Set(await page.locator(".card").evaluateAll((cards) => cards.map((card) => (card as HTMLElement).dataset["rule"] ?? "")));
    const some = shown.filter(([rule]) => !last.has(rule));
    if (some.length > 0) gone[basename(file)] = some;
    await context.close();
  }
  assert.deepEqual(gone, {});
  await chrome.close();
});

test("what is typed on the first screen is one draft, letter for letter", async () => {
  const chrome = await browser();
  const { page } = await open(chrome);
  await page.focus("#draft");
  const typed = "GP Short Notes # 47, 15 November 2020";
  await page.keyboard.type(typed);
  await settle(page);
  assert.equal(await page.locator(".cm-content").innerText(), typed);
  assert.equal(await page.locator(".card.error, .card.warning").count(), 0);
  await page.getByRole("button", { name: "Check", exact: true }).click();
  await page.waitForSelector(".card.error");
  await chrome.close();
});
