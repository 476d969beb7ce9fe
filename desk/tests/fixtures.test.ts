/** Every draft of the fixtures, opened on the page, gives the findings that the command line gives. */

import assert from "node:assert/strict";
import { execFileSync } from "node:child_process";
import { existsSync, mkdtempSync, readdirSync, readFileSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { test } from "node:test";
import { browser, open, path, ROOT } from "./page.ts";

const COPYDESK = process.env["COPYDESK"] ?? path(new URL("target/debug/copydesk", ROOT));
/** One of so many drafts, where not all are asked. */
const STEP = Number(process.env["STEP"] ?? 1);

function drafts(): string[] {
  const root = path(new URL("fixtures", ROOT));
  const all = readdirSync(root, { recursive: true, encoding: "utf8" }).filter((file) => /\.(md|txt)$/.test(file) && !/TRAPS|README/.test(file));
  return all.sort().map((file) => join(root, file));
}

test("every fixture gives the findings of the command line", async () => {
  assert.ok(existsSync(COPYDESK), "the program is not built");
  const folder = mkdtempSync(join(tmpdir(), "desk-"));
  const chrome = await browser();
  const { page } = await open(chrome);
  const different: string[] = [];
  let compared = 0;
  for (const [at, file] of drafts().entries()) {
    if (at % STEP !== 0) continue;
    const bytes = readFileSync(file);
    const text = bytes.toString("utf8");
    if (!Buffer.from(text).equals(bytes)) continue;
    const name = file.endsWith(".md") ? "draft.md" : "draft.txt";
    writeFileSync(join(folder, name), bytes);
    const said = execFileSync(COPYDESK, ["check", "--isolated", "--format", "json", "--fail-on", "never", name], {
      cwd: folder,
      encoding: "utf8",
      stdio: ["ignore", "pipe", "ignore"],
      maxBuffer: 1 << 26,
    });
    const report = await page.evaluate(
      async ({ text, name }) => {
        await window.desk.open(text, name);
        return String(await window.desk.report());
      },
      { text, name },
    );
    compared++;
    if (report !== said) different.push(file);
  }
  await chrome.close();
  console.log(`  ${compared} drafts compared`);
  assert.deepEqual(different, []);
});
