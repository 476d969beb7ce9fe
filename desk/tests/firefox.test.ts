/** The page in Firefox, where it is installed: opened, marks, decided, copied. FIREFOX: where it is. PICTURES: a folder for screenshots. */

import assert from "node:assert/strict";
import { existsSync, writeFileSync } from "node:fs";
import { test } from "node:test";
import { Firefox } from "./marionette.ts";
import { GOOD, withSlips } from "./note.ts";
import { DESK } from "./page.ts";

const PROGRAM = process.env["FIREFOX"] ?? ["/usr/bin/firefox-esr", "/usr/bin/firefox"].find((path) => existsSync(path));
const CONTROL = "\ue009";
const SHIFT = "\ue008";
const ENTER = "\ue007";
const F8 = "\ue038";

test("Firefox opens, marks, mends and copies", { skip: PROGRAM === undefined && "Firefox is not installed" }, async () => {
  const firefox = await Firefox.start(PROGRAM ?? "");
  try {
    await firefox.resize(1280, 900);
    const before = Date.now();
    await firefox.go(DESK.href);
    await firefox.run(`while (!document.documentElement.dataset.ready) await new Promise((resolve) => setTimeout(resolve, 10));`);
    console.log(`  open in ${Date.now() - before} ms`);
    const settle = `await window.desk.report(); await new Promise((resolve) => setTimeout(resolve, 200));`;
    const cards = () => firefox.run<string[]>(`${settle} return [...document.querySelectorAll(".card")].map((card) => card.dataset.rule);`);
    await firefox.run(`await window.desk.open(given[0], "612.txt"); document.querySelector(".cm-content").focus();`, withSlips());
    const found = await cards();
    assert.ok(found.length >= 8, found.join(" "));
    assert.ok((await firefox.run<number>(`return document.querySelectorAll(".mark").length;`)) >= 8);
    await firefox.press(F8);
    const level = await firefox.run<number>(`${settle} const top = (name) => document.querySelector(name).getBoundingClientRect().top; return top(".card.current") - top(".mark-current");`);
    assert.ok(Math.abs(level) < 30, `the remark stands ${level} from its mark`);
    if (process.env["PICTURES"]) writeFileSync(`${process.env["PICTURES"]}/firefox.png`, await firefox.picture());
    await firefox.press(CONTROL, SHIFT, ENTER);
    for (let turn = 0; turn < 12 && (await firefox.run<boolean>(`${settle} return document.querySelector(".card.error, .card.warning") !== null;`)); turn++) await firefox.press(CONTROL, ENTER);
    await firefox.run(settle);
    await firefox.run(`[...document.querySelectorAll(".tools button")].find((button) => button.textContent === "Copy").click();`);
    assert.match(await firefox.run<string>(`${settle} return document.querySelector(".brief").textContent;`), /^Copied/);
    // What is in the text now is the good note.
    const text = await firefox.run<string>(`return [...document.querySelectorAll(".cm-line")].map((line) => line.textContent).join("\\n");`);
    assert.equal(text.trim(), GOOD.trim());
    await firefox.press(CONTROL, "z");
    assert.ok((await cards()).length > 0);
  } finally {
    await firefox.quit();
  }
});
