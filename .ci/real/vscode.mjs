// Works with the extension as an author would, in VS Code in a browser. Run by `.ci/real/vscode`.

import { existsSync, readFileSync } from 'node:fs';
import { createRequire } from 'node:module';

const { CODE, PORT, SHOTS, WORK } = process.env;
const { chromium } = createRequire(`${CODE}/`)('playwright-core');
const browser = await chromium.launch({ executablePath: '/usr/bin/chromium', args: ['--no-sandbox'] });
const page = await browser.newPage({ viewport: { width: 1180, height: 720 } });
const patience = { timeout: 60000 };
page.setDefaultTimeout(patience.timeout);
const status = '.statusbar-item[id*=copydesk]';
const toast = '.notification-toast';
let shots = 0;

async function holds(what, met) {
  try {
    await met();
  } catch (error) {
    await page.screenshot({ path: `${SHOTS}/failed.png` });
    console.error(`NOT as it should be: ${what}: ${String(error).split('\n')[0]}`);
    process.exit(1);
  }
  shots += 1;
  await page.screenshot({ path: `${SHOTS}/${String(shots).padStart(2, '0')}-${what.replace(/\W+/g, '-')}.png` });
  console.log(`  ${what}`);
}

/** Opens a folder, and a file in it. */
async function open(folder, file) {
  const remote = `vscode-remote://127.0.0.1:${PORT}${WORK}/${folder}/${file}`;
  const payload = encodeURIComponent(JSON.stringify([['openFile', remote]]));
  for (let tries = 0; ; tries++) {
    try {
      await page.goto(`http://127.0.0.1:${PORT}/?folder=${WORK}/${folder}&payload=${payload}`, { waitUntil: 'domcontentloaded' });
      break;
    } catch (error) {
      if (tries > 30) throw error;
      await page.waitForTimeout(1000);
    }
  }
  await page.waitForSelector(`.tab:has-text("${file.split('/').pop()}")`);
}

/** Asks for something in the list that a key opens. A window that is just opened may take the list away again. */
async function choose(key, name, before = '') {
  for (let tries = 0; ; tries++) {
    await page.keyboard.press(key);
    try {
      await page.waitForSelector('.quick-input-widget input:focus', { timeout: 5000 });
      await page.fill('.quick-input-widget input', before + name, { timeout: 5000 });
      await page.click(`.quick-input-list .monaco-list-row:has-text("${name}")`, { timeout: 10000 });
      return;
    } catch (error) {
      if (tries > 3) throw error;
      await page.keyboard.press('Escape');
    }
  }
}

/** Runs a command by its title. */
const run = (title) => choose('F1', title, '>');

/** Clicks into a line of the text. */
async function goTo(words) {
  await page.click(`.view-line:has-text("${words}")`, { position: { x: 20, y: 8 } });
}

async function trust() {
  await run('Workspaces: Manage Workspace Trust');
  await page.waitForSelector('.workspace-trust-editor');
  await page.keyboard.press('Control+Enter');
  await page.waitForSelector('.workspace-trust-editor >> text=You trust this folder');
  await page.keyboard.press('Escape');
}

async function isQuiet() {
  if ((await page.locator(toast).count()) > 0) throw new Error(await page.locator(toast).first().innerText());
}

await holds('a note of a folder that nobody has trusted is opened, and its findings are underlined', async () => {
  await open('series', 'notes/12.txt');
  await page.waitForSelector('.squiggly-error');
  await page.waitForSelector('.squiggly-warning');
});
await holds('the program that the folder brings along was not run', async () => {
  if (existsSync(`${WORK}/mark`)) throw new Error('it was');
});
await holds('the line at the foot says what note it is', async () => {
  await page.waitForSelector(`${status} >> text=No. 12, 2021-05-15`);
});
await holds('findings stand in the Problems list', async () => {
  await page.keyboard.press('Control+Shift+M');
  await page.waitForSelector('.markers-panel-container >> text=impossible-date');
  await page.waitForSelector('.markers-panel-container >> text=ordinal-form');
});
await holds('a quick fix is taken and its finding is gone', async () => {
  await goTo('Firstly');
  await page.waitForSelector('.lightBulbWidget, [class*=lightbulb-glyph], [class*=codicon-light-bulb], [class*=gutter-lightbulb]');
  await page.keyboard.press('Control+.');
  await page.click('.action-widget .monaco-list-row:has-text("Write")');
  await page.waitForSelector('.view-line:has-text("First, ")');
  await page.waitForFunction(() => !document.querySelector('.markers-panel-container')?.textContent?.includes('ordinal-form'));
});
await holds('all that is safe is mended', async () => {
  await run('copydesk: Mend All That Is Safe');
  await page.waitForSelector('.view-line:has-text("season. Fruit")');
});
await holds('the outline shows sections and points', async () => {
  await run('copydesk: Show the Outline');
  await page.waitForSelector('.outline-pane .monaco-list-row:has-text("Why now?")');
  await page.waitForSelector('.outline-pane .monaco-list-row:has-text("the season")');
});
await holds('the next ordinal is offered', async () => {
  await goTo('Fruit');
  await page.keyboard.press('Control+End');
  await page.keyboard.type('\nTh', { delay: 50 });
  await page.keyboard.press('Control+Space');
  await page.waitForSelector('.suggest-widget >> text=Third');
  await page.keyboard.press('Escape');
  await page.keyboard.press('Control+Shift+K');
});
await holds('the note is given another number', async () => {
  await run('copydesk: Renumber the Note');
  await page.waitForSelector('.rename-box :focus');
  await page.keyboard.press('Control+A');
  await page.keyboard.type('14');
  await page.keyboard.press('Enter');
  await page.waitForSelector('.view-line:has-text("# 14, 15 May 2021")');
  await page.waitForSelector(`${status} >> text=No. 14`);
});
await holds('the proof stands beside the text', async () => {
  await run('copydesk: Open the Proof to the Side');
  await page.waitForSelector('.tab:has-text("Proof of 12.txt")');
  const proof = page.frameLocator('iframe.webview').frameLocator('iframe');
  await proof.locator('text=No. 14, Port Ellery: Dockers return to work').first().waitFor(patience);
});
await holds('a new note has the next number, and stops where something is to be written', async () => {
  await run('copydesk: New Note…');
  await page.waitForSelector('.quick-input-widget >> text=The title of the note');
  await page.keyboard.type('Port Ellery: Cranes stand still');
  await page.keyboard.press('Enter');
  await page.waitForSelector('.view-line:has-text("Harbour Notes # 15, ")');
  await page.waitForSelector('.tab:has-text("port-ellery-cranes-stand-still.txt")');
  await page.waitForSelector('.snippet-placeholder');
});
await holds('a file that is no note shows nothing', async () => {
  await choose('Control+P', 'README.md');
  await page.waitForSelector('.view-line:has-text("nothing happened")');
  await page.waitForSelector(status, { state: 'hidden' });
  await page.waitForTimeout(1000);
  if ((await page.locator('.squiggly-error').count()) > 0) throw new Error('something is underlined');
});
await holds('nobody was told what nobody asked for', isQuiet);
await holds('once the folder is trusted, its own program is run', async () => {
  await open('series', 'notes/11.md');
  await page.waitForSelector(`${status} >> text=No. 11`);
  await trust();
  await page.waitForSelector(`${status} >> text=No. 11`);
  for (let tries = 0; !existsSync(`${WORK}/mark`); tries++) {
    if (tries > 50) throw new Error('it was not');
    await page.waitForTimeout(200);
  }
});
await holds('settings for a newer program are told at the foot', async () => {
  await open('old', 'notes/12.txt');
  await page.hover(status);
  await page.waitForSelector('.monaco-hover >> text=these settings are for copydesk 99');
  if (await page.locator(`${status} .codicon-check`).count()) throw new Error('nothing was checked, and it says that all is right');
  await isQuiet();
  await page.click(status);
  await page.waitForSelector('.tab:has-text("lint.toml")');
});
await holds('a program that is not there is told with what to do', async () => {
  await open('missing', 'notes/12.txt');
  await page.waitForSelector(`${status} >> text=No. 12`);
  await trust();
  await page.waitForSelector(`${toast} >> text=copydesk cannot be started`);
  await page.waitForSelector(`${toast} >> text=Open Settings`);
});
await browser.close();
const log = readFileSync(`${WORK}/log`, 'utf8');
if (/Unhandled|rejected promise not handled/i.test(log)) throw new Error(log);
