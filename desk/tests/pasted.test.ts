/** What other programs put on the clipboard becomes one and the same note. */

import assert from "node:assert/strict";
import { readdirSync, readFileSync } from "node:fs";
import { test } from "node:test";
import { browser, open, paste, path } from "./page.ts";

const FOLDER = path(new URL("../tests/clipboard/", import.meta.url));

test("clipboards of other programs give the same note, links and all", async () => {
  const expected = readFileSync(`${FOLDER}expected.txt`, "utf8");
  const chrome = await browser();
  for (const file of readdirSync(FOLDER).filter((file) => file.endsWith(".html"))) {
    const { page, context } = await open(chrome);
    await page.focus("#draft");
    await paste(page, { html: readFileSync(FOLDER + file, "utf8"), text: "the same without its looks" });
    await page.waitForSelector(".cm-content");
    const wanted = file === "pdf.html" ? expected.replace(/\[(.*?)\]\(.*?\)/, "$1") : expected;
    const [download] = await Promise.all([
      page.waitForEvent("download"),
      page.getByRole("button", { name: "More" }).click().then(() => page.getByRole("button", { name: "Save as a text file" }).click()),
    ]);
    assert.equal(readFileSync(await download.path(), "utf8"), wanted, file);
    // Links are folded, and shown.
    const seen = await page.locator(".cm-content").innerText();
    assert.ok(!seen.includes("](") && !seen.includes("**"), file);
    assert.equal(await page.locator(".cm-content .link").count(), file === "pdf.html" ? 0 : 1, file);
    await context.close();
  }
  await chrome.close();
});
