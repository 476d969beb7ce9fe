/** The page in Debian's Chromium, opened as an author opens it. */

import { readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { chromium, type Browser, type BrowserContext, type Page } from "playwright-core";

export const DESK = new URL("../dist/desk.html", import.meta.url);
export const ROOT = new URL("../../", import.meta.url);

export const path = (url: URL): string => fileURLToPath(url);

export async function browser(): Promise<Browser> {
  return chromium.launch({ executablePath: process.env["CHROMIUM"] ?? "/usr/bin/chromium", args: ["--no-sandbox"] });
}

interface Wishes {
  width?: number;
  height?: number;
  scheme?: "light" | "dark";
  address?: string;
  /** A script that is there before the page. */
  script?: string;
}

export interface Opened {
  context: BrowserContext;
  page: Page;
  /** What the page complained of. */
  said: string[];
  /** What the page asked for. */
  asked: string[];
}

/** Opens the page, and waits until it can be used. */
export async function open(browser: Browser, { width = 1280, height = 900, scheme = "light", address = DESK.href, script }: Wishes = {}): Promise<Opened> {
  const context = await browser.newContext({
    viewport: { width, height },
    colorScheme: scheme,
    permissions: ["clipboard-read", "clipboard-write"],
    acceptDownloads: true,
  });
  if (script) await context.addInitScript(script);
  const page = await context.newPage();
  const said: string[] = [];
  const asked: string[] = [];
  page.on("console", (message) => said.push(message.text()));
  page.on("pageerror", (error) => said.push(String(error)));
  page.on("request", (request) => asked.push(request.url()));
  page.on("dialog", (dialog) => void dialog.accept());
  await page.goto(address);
  await page.waitForSelector("[data-ready]");
  return { context, page, said, asked };
}

/** Puts markup and text on the clipboard as a program does, and pastes it where the focus is. */
export async function paste(page: Page, content: { html?: string; text?: string }): Promise<void> {
  await page.evaluate(({ html, text }) => {
    const data = new DataTransfer();
    if (html !== undefined) data.setData("text/html", html);
    if (text !== undefined) data.setData("text/plain", text);
    const target = document.activeElement ?? document.body;
    target.dispatchEvent(new ClipboardEvent("paste", { clipboardData: data, bubbles: true, cancelable: true }));
  }, content);
}

/** Drops files on the page. */
export async function drop(page: Page, ...files: { name: string; bytes: Uint8Array | string }[]): Promise<void> {
  const given = files.map(({ name, bytes }) => ({ name, bytes: [...(typeof bytes === "string" ? new TextEncoder().encode(bytes) : bytes)] }));
  await page.evaluate((given) => {
    const data = new DataTransfer();
    for (const { name, bytes } of given) data.items.add(new File([new Uint8Array(bytes)], name));
    document.body.dispatchEvent(new DragEvent("drop", { dataTransfer: data, bubbles: true, cancelable: true }));
  }, given);
}

/** Does what the menu has. */
export async function more(page: Page, item: string): Promise<void> {
  await page.getByRole("button", { name: "More" }).click();
  await page.getByRole("button", { name: item }).click();
}

/** What the menu saves. */
export async function saved(page: Page, item: string): Promise<{ name: string; bytes: Buffer }> {
  const [download] = await Promise.all([page.waitForEvent("download"), more(page, item)]);
  return { name: download.suggestedFilename(), bytes: readFileSync(await download.path()) };
}

/** What is on the clipboard. */
export async function clipboard(page: Page): Promise<{ html: string; text: string }> {
  return page.evaluate(async () => {
    const [item] = await navigator.clipboard.read();
    const read = async (type: string) => (item?.types.includes(type) ? (await item.getType(type)).text() : "");
    return { html: await read("text/html"), text: await read("text/plain") };
  });
}

/** Waits until the page has answered and drawn what was last done. */
export async function settle(page: Page): Promise<void> {
  await page.evaluate(async () => {
    await window.desk.report();
    for (let frame = 0; frame < 4; frame++) await new Promise((resolve) => requestAnimationFrame(resolve));
  });
  await page.waitForTimeout(150);
  // On a busy machine what glides takes longer.
  await page.evaluate(async () => {
    const gliding = document.getAnimations().filter((animation) => animation instanceof CSSTransition);
    await Promise.all(gliding.map((animation) => animation.finished.catch(() => undefined)));
  });
}
