/** How the page looks and can be used: sizes, schemes, keyboard, what axe finds, and how fast it is. PICTURES: a folder for screenshots. */

import assert from "node:assert/strict";
import { readFileSync, statSync } from "node:fs";
import { test } from "node:test";
import { browser, DESK, open, path, settle } from "./page.ts";
import { withSlips } from "./note.ts";

const AXE = readFileSync(path(new URL("../node_modules/axe-core/axe.min.js", import.meta.url)), "utf8");
const PICTURES = process.env["PICTURES"];

interface Box {
  top: number;
  bottom: number;
}

for (const [width, height] of [[390, 844], [1280, 900], [2560, 1300]] as const) {
  for (const scheme of ["light", "dark"] as const) {
    test(`${width} pixels, ${scheme}: mark and remark are both in view, and nothing is amiss`, async () => {
      const chrome = await browser();
      const { page, said } = await open(chrome, { width, height, scheme, script: AXE });
      const axe = async (state: string) => {
        const found = await page.evaluate(async () => {
          const { axe } = window as unknown as { axe: { run(root: Document, wishes: object): Promise<unknown> } };
          return axe.run(document, { resultTypes: ["violations"] });
        });
        const { violations } = found as { violations: { id: string; nodes: { html: string; failureSummary: string }[] }[] };
        assert.deepEqual(violations.map(({ id, nodes }) => `${state}: ${id} ${nodes[0]?.html} ${nodes[0]?.failureSummary}`), []);
      };
      await axe("first");
      if (PICTURES) await page.screenshot({ path: `${PICTURES}/first-${width}-${scheme}.png` });
      await page.evaluate((text) => window.desk.open(text, "612-ferrow.txt"), withSlips());
      await page.focus(".cm-content");
      const total = await page.locator(".card").count();
      assert.ok(total >= 8);
      for (let at = 0; at < total; at++) {
        await page.keyboard.press("F8");
        await settle(page);
        const [mark, card, bar] = await page.evaluate(() =>
          [".mark-current", ".card.current", ".bar"].map((name): Box => {
            const { top, bottom } = (document.querySelector(name) as Element).getBoundingClientRect();
            return { top, bottom };
          }),
        );
        assert.ok(mark && card && bar);
        const place = `remark ${at + 1}: ${JSON.stringify({ mark, card, bar })}`;
        assert.ok(mark.top >= bar.bottom - 1 && mark.bottom <= height, `the mark is out of view, ${place}`);
        assert.ok(card.top < height && card.bottom > 0, `the remark is out of view, ${place}`);
        if (width < 900) assert.ok(mark.bottom <= card.top, `the sheet covers the words, ${place}`);
        else assert.ok(Math.abs(card.top - mark.top) < 30, `the remark is not level with its mark, ${place}`);
      }
      const wide = await page.evaluate(() => document.documentElement.scrollWidth);
      assert.ok(wide <= width, `the page is ${wide} wide`);
      await axe("remarks");
      if (PICTURES) await page.screenshot({ path: `${PICTURES}/remarks-${width}-${scheme}.png` });
      await page.getByRole("button", { name: "More" }).click();
      await axe("menu");
      if (PICTURES) await page.screenshot({ path: `${PICTURES}/menu-${width}-${scheme}.png` });
      await page.keyboard.press("Escape");
      await page.locator(".card.current").getByRole("button", { name: "Why" }).click();
      await page.waitForSelector("dialog[open]");
      await axe("why");
      if (PICTURES) await page.screenshot({ path: `${PICTURES}/why-${width}-${scheme}.png` });
      assert.deepEqual(said, []);
      await chrome.close();
    });
  }
}

test("at a zoom of 200 %, and on paper, everything is there", async () => {
  const chrome = await browser();
  // What 1280 pixels have room for at 200 %.
  const { page } = await open(chrome, { width: 640, height: 450 });
  await page.evaluate((text) => window.desk.open(text, "612-ferrow.txt"), withSlips());
  await page.focus(".cm-content");
  for (let at = 0; at < 8; at++) {
    await page.keyboard.press("F8");
    await settle(page);
    const [mark, sheet, bar] = await page.evaluate(() => [".mark-current", ".remarks", ".bar"].map((name) => (document.querySelector(name) as Element).getBoundingClientRect().toJSON() as Box));
    assert.ok(mark && sheet && bar && mark.top >= bar.bottom - 1 && mark.bottom <= sheet.top, `remark ${at + 1}: ${JSON.stringify({ mark, sheet, bar })}`);
    for (const button of await page.locator(".card.current .actions button").all()) assert.ok(await button.isVisible());
  }
  assert.ok((await page.evaluate(() => document.documentElement.scrollWidth)) <= 640);
  await page.emulateMedia({ media: "print" });
  const cards = page.locator(".card");
  for (let at = 0; at < (await cards.count()); at++) assert.ok(await cards.nth(at).isVisible());
  for (const part of [".bar", ".steps", ".card.current .actions"]) assert.ok(!(await page.locator(part).isVisible()), part);
  await chrome.close();
});

test("the page is small, and is there soon", async () => {
  const size = statSync(path(DESK)).size;
  assert.ok(size < 3_000_000, `${size} bytes`);
  const chrome = await browser();
  const times: number[] = [];
  const shown: number[] = [];
  for (let turn = 0; turn < 3; turn++) {
    const { page, context, asked } = await open(chrome);
    // From the first byte to the first screen, and to when everything can be asked.
    times.push(await page.evaluate(() => Math.round(performance.now())));
    shown.push(await page.evaluate(() => Math.round(performance.getEntriesByName("first-contentful-paint")[0]?.startTime ?? 0)));
    assert.deepEqual(asked.filter((address) => !address.startsWith("blob:")), [DESK.href]);
    await context.close();
  }
  await chrome.close();
  console.log(`  ${size} bytes, seen after ${shown.join(", ")} ms, ready after ${times.join(", ")} ms`);
  assert.ok(Math.min(...times) < (process.env["QUIET"] === "1" ? 1000 : 4000), times.join(", "));
});
