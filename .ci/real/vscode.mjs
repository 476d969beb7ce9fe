// Works with the extension as an author would, in VS Code in a browser. Run by `.ci/real/vscode`.

import { chromium } from 'playwright-core';

const browser = await chromium.launch({ executablePath: '/usr/bin/chromium', args: ['--no-sandbox'] });
const page = await browser.newPage({ viewport: { width: 1180, height: 720 } });
const patience = { timeout: 60000 };

async function holds(what, met) {
  try {
    await met();
  } catch (error) {
    await page.screenshot({ path: `${process.env.SHOTS}/failed.png` });
    console.error(`NOT as it should be: ${what}: ${String(error).split('\n')[0]}`);
    process.exit(1);
  }
  await page.screenshot({ path: `${process.env.SHOTS}/${what.replace(/\W+/g, '-')}.png` });
  console.log(`  ${what}`);
}

for (let tries = 0; ; tries++) {
  try {
    await page.goto(`${process.env.ADDRESS}/?folder=${process.env.FOLDER}`, { waitUntil: 'domcontentloaded' });
    break;
  } catch (error) {
    if (tries > 30) throw error;
    await page.waitForTimeout(1000);
  }
}
await holds('a folder is opened', async () => {
  await page.waitForSelector('.explorer-folders-view .monaco-list-row:has-text("notes")', patience);
  await page.click('.explorer-folders-view .monaco-list-row:has-text("notes")');
  await page.waitForSelector('.monaco-list-row:has-text("12.txt")', patience);
  await page.dblclick('.monaco-list-row:has-text("12.txt")');
});
await holds('findings are underlined', async () => {
  await page.waitForSelector('.squiggly-error', patience);
  await page.waitForSelector('.squiggly-warning', patience);
});
await holds('they stand in the Problems list', async () => {
  await page.keyboard.press('Control+Shift+M');
  await page.waitForSelector('.markers-panel-container >> text=impossible-date', patience);
});
await holds('the line at the foot says what note it is', async () => {
  await page.waitForSelector('.statusbar-item >> text=No. 12', patience);
});
await holds('a quick fix is taken and its finding gone', async () => {
  await page.click('.view-line:has-text("Firstly")', { position: { x: 20, y: 8 } });
  await page.waitForTimeout(1000);
  await page.keyboard.press('Control+.');
  await page.waitForSelector('.action-widget >> text=Write', patience);
  await page.keyboard.press('Enter');
  await page.waitForSelector('.view-line:has-text("First, ")', patience);
  await page.waitForFunction(() => !document.querySelector('.markers-panel-container')?.textContent?.includes('ordinal-form'), undefined, patience);
});
await holds('the next ordinal is offered', async () => {
  await page.click('.view-line:has-text("Fruit")', { position: { x: 20, y: 8 } });
  await page.keyboard.press('Control+End');
  await page.keyboard.type('\nTh', { delay: 100 });
  await page.keyboard.press('Control+Space');
  await page.waitForSelector('.suggest-widget >> text=Third', patience);
  await page.keyboard.press('Escape');
});
await holds('the proof stands beside the text', async () => {
  await page.keyboard.press('F1');
  await page.waitForTimeout(800);
  await page.keyboard.type('copydesk: Show the Proof', { delay: 20 });
  await page.waitForTimeout(1500);
  await page.keyboard.press('Enter');
  await page.waitForSelector('.tab:has-text("Proof of 12.txt")', patience);
  await page.waitForTimeout(3000);
});
await holds('nobody is told what nobody asked for', async () => {
  if ((await page.locator('.notification-toast').count()) > 0) throw new Error('a notification is shown');
});
await browser.close();
