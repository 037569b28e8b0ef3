// Pictures of the page for the documents: node e2e/screenshots.mjs
import { mkdir } from 'node:fs/promises';
import { open } from './browser.mjs';
import { serve } from './program.mjs';

const folder = new URL('../../docs/screenshots/', import.meta.url).pathname;
const electronics = '&p.economy=CHN&p.sector=c14&run=1';
const pictures = [
  ['front', '?lang=en', {}],
  ['ledger-zh', `?lang=zh&verb=find&view=ledger${electronics}`, { at: '.figure' }],
  ['why', `?lang=en&verb=find&entry=dependence${electronics}&why=sectors~CHN_c14~total`, {}],
  ['structure-dark', '?lang=en&verb=see&view=structure&p.economy=CHN&run=1', { scheme: 'dark', at: '.figure' }],
];

await mkdir(folder, { recursive: true });
const [program, browser] = [await serve(), await open()];
try {
  for (const [name, query, { scheme = 'light', at }] of pictures) {
    const page = await browser.newPage();
    await page.setViewportSize({ width: 1200, height: 740 });
    await page.emulateMedia({ colorScheme: scheme });
    await page.goto(program.url + query);
    if (query.includes('run=1')) await page.locator('.canvas[data-drawn]').first().waitFor();
    if (query.includes('why=')) await page.locator('.why .agrees').waitFor();
    if (at) await page.locator(at).first().evaluate((e) => scrollTo(0, e.getBoundingClientRect().top - 90));
    await page.waitForTimeout(300);
    await page.screenshot({ path: `${folder}${name}.png` });
    await page.close();
  }
} finally {
  await browser.close();
  await program.stop();
}
