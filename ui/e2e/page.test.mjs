// The page in a browser, from the first visit on, in both languages.
import assert from 'node:assert/strict';
import { readFile, readdir } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { gzipSync } from 'node:zlib';
import { afterAll, beforeAll, test } from 'vitest';
import { words } from '../src/words.ts';
import { open } from './browser.mjs';
import { files, formula, reversed, script } from './hostile.mjs';
import { serve } from './program.mjs';

const axe = await readFile(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');
let program, browser, page;
let complaints = [];
let elsewhere = [];

beforeAll(async () => {
  program = await serve();
  browser = await open();
});
afterAll(async () => {
  await browser?.close();
  await program?.stop();
});

/** A fresh page that keeps what it complains of and where it asks. */
async function visit(query = '', { scheme = 'light', width = 1280 } = {}) {
  await page?.close();
  page = await browser.newPage();
  [complaints, elsewhere] = [[], []];
  page.on('console', (m) => m.type() === 'error' && complaints.push(m.text()));
  page.on('pageerror', (e) => complaints.push(e.message));
  page.on('dialog', (d) => { complaints.push(`dialog: ${d.message()}`); void d.dismiss(); });
  page.on('request', (r) => !r.url().startsWith(program.url) && !r.url().startsWith('blob:') && elsewhere.push(r.url()));
  page.setDefaultTimeout(20_000);
  await page.setViewportSize({ width, height: 900 });
  await page.emulateMedia({ colorScheme: scheme });
  await page.goto(program.url + query);
  await page.locator('main').waitFor();
  return page;
}

function quiet() {
  assert.deepEqual(complaints, [], 'the browser complained');
  assert.deepEqual(elsewhere, [], 'the page asked elsewhere');
}

async function serious() {
  const has = await page.evaluate(() => 'axe' in window);
  if (!has) await page.evaluate(axe);
  const { violations } = await page.evaluate(() => window.axe.run(document, { resultTypes: ['violations'] }));
  return violations.filter((v) => ['serious', 'critical'].includes(v.impact)).map((v) => `${v.id}: ${v.nodes.map((n) => `${n.target} ${n.failureSummary}`).join('; ')}`);
}

async function download(link) {
  const [got] = await Promise.all([page.waitForEvent('download'), link.click()]);
  return { name: got.suggestedFilename(), body: await readFile(await got.path()) };
}

for (const lang of ['en', 'zh']) {
  const t = (key, fill = {}) => words[key][lang].replace(/\{(\w+)\}/g, (_, k) => fill[k]);

  test(`first visit, dependence of CHN electronics, why, csv (${lang})`, async () => {
    await visit();
    await page.getByRole('button', { name: lang === 'en' ? 'EN' : '中文' }).click();
    await page.getByRole('heading', { name: t('ask') }).waitFor();
    assert.equal(await page.locator('html').getAttribute('lang'), lang === 'en' ? 'en' : 'zh-Hans');
    assert.match(await page.locator('.age').innerText(), /2011/);
    await page.getByRole('navigation', { name: t('verbsNav') }).getByRole('link', { name: t('find') }).click();
    await page.locator('a[href*="entry=dependence"]').click();
    const fields = page.locator('form.form input[role=combobox]');
    await fields.nth(0).click();
    await fields.nth(0).fill(lang === 'en' ? 'china' : '中国');
    await page.locator('.search [role=option]').first().click();
    await fields.nth(1).click();
    await fields.nth(1).fill(lang === 'en' ? 'optical' : '光学');
    await page.keyboard.press('Enter');
    assert.ok(await page.locator('.limits li').count() > 2, 'limits stand before the result');
    await page.getByRole('button', { name: t('run') }).click();
    const cell = page.locator('[data-row="sectors/CHN_c14/total"]');
    await cell.waitFor();
    await page.locator('.canvas[data-drawn]').first().waitFor();
    const exact = await cell.getAttribute('data-exact');
    await cell.focus();
    await page.keyboard.press('Enter');
    const why = page.getByRole('dialog', { name: t('why') });
    await why.locator('.agrees').waitFor();
    assert.match(await why.innerText(), new RegExp(exact.replace('.', '\\.')));
    assert.match(await why.innerText(), /flows\.csv\.gz/, 'the why leads to cells of files');
    assert.match(page.url(), /why=sectors%7ECHN_c14%7Etotal/);
    assert.deepEqual(await serious(), [], 'axe, with the why open');
    await page.keyboard.press('Escape');
    await why.waitFor({ state: 'detached' });
    assert.equal(await page.evaluate(() => document.activeElement?.getAttribute('data-row')), 'sectors/CHN_c14/total', 'focus returns');
    const csv = await download(page.locator('section.table').first().getByRole('link', { name: /CSV/ }));
    assert.match(csv.name, /\.csv$/);
    assert.ok(csv.body.toString().includes(exact), 'the csv has the number of the page');
    quiet();
  });

  test(`a deep link shows the same, and again after a reload (${lang})`, async () => {
    await visit(`?lang=${lang}&verb=find&entry=dependence&p.economy=CHN&p.sector=c14&run=1&sort.sectors=-direct&filter.sectors=c1&why=sectors~CHN_c14~total`);
    for (let i = 0; i < 2; i++) {
      await page.getByRole('dialog', { name: t('why') }).locator('.agrees').waitFor();
      const codes = await page.locator('section.table').first().locator('tbody tr').allInnerTexts();
      assert.ok(codes.length > 5 && codes.length < 15, `filtered rows: ${codes.length}`);
      if (i === 0) await page.reload();
    }
    quiet();
  });

  test(`the five views draw, and name what they combine (${lang})`, async () => {
    for (const [verb, view] of [['see', 'structure'], ['find', 'ledger'], ['find', 'explorer'], ['see', 'linkages'], ['stress', 'closing']]) {
      await visit(`?lang=${lang}&verb=${verb}&view=${view}&p.economy=CHN&p.sector=c14&run=1`);
      await page.locator(view === 'explorer' || view === 'closing' ? '.bars .value' : '.canvas[data-drawn]').first().waitFor();
      await page.locator('.value').first().click();
      await page.getByRole('dialog').locator('.big').waitFor();
      await page.keyboard.press('Escape');
      assert.deepEqual(await serious(), [], `axe: ${view}`);
      quiet();
    }
  });

  test(`every analysis of the catalogue answers from its form (${lang})`, async () => {
    const { entries } = await (await fetch(program.url + 'api/v1/catalogue')).json();
    const usual = { economy: 'CHN', sector: 'c14', product: 'c14', industry: 'CHN_c14' };
    for (const e of entries) {
      const params = e.params.filter((p) => usual[p.id] && (p.required || p.id === 'economy' || p.id === 'sector')).map((p) => `&p.${p.id}=${usual[p.id]}`).join('');
      await visit(`?lang=${lang}&verb=${e.verb}&entry=${e.id}${params}`);
      await page.locator('form.form button.main').click();
      await page.locator('section.table table').first().waitFor();
      for (const figure of await page.locator('figure .canvas').all()) await figure.and(page.locator('[data-drawn]')).waitFor();
      const why = page.locator('.value[data-row]').first();
      if (await why.count()) {
        await why.click();
        await page.getByRole('dialog').locator('.big').waitFor();
        assert.equal(await page.locator('.differs').count(), 0, `${e.id}: terms do not sum`);
      }
      assert.equal(await page.evaluate(() => document.documentElement.scrollWidth > innerWidth), false, `${e.id}: wider than the window`);
      quiet();
    }
  });

  test(`dark, narrow and empty pages pass axe (${lang})`, async () => {
    for (const [query, options] of [
      ['', {}], ['', { scheme: 'dark' }], ['verb=choose', {}], ['verb=brief', {}], ['entry=none', {}],
      ['verb=find&entry=dependence&p.economy=CHN&p.sector=c14&run=1', { scheme: 'dark', width: 390 }],
      ['verb=find&entry=dependence&p.economy=XXX&run=1', {}],
    ]) {
      await visit(`?lang=${lang}&${query}`, options);
      if (query.includes('XXX')) {
        await page.getByRole('alert').waitFor();
        complaints = complaints.filter((c) => !/400/.test(c)); // the browser's own line about the refused request
      } else if (query.includes('run=1')) await page.locator('section.table').first().waitFor();
      assert.deepEqual(await serious(), [], query);
      assert.equal(await page.evaluate(() => document.documentElement.scrollWidth > innerWidth), false, `${query}: wider than the window`);
      quiet();
    }
  });
}

test('a brief in Chinese is downloaded', async () => {
  await visit('?lang=zh&verb=brief');
  const brief = await download(page.getByRole('link', { name: `${words.download.zh} HTML` }));
  assert.match(brief.name, /zh\.html$/);
  assert.match(brief.body.toString(), /中国[\s\S]*增加值/);
  const word = await download(page.getByRole('link', { name: `${words.download.zh} DOCX` }));
  assert.equal(word.body.subarray(0, 2).toString(), 'PK');
});

test('a long run shows how far it is, can be cancelled and begun again', async () => {
  await visit('?lang=en&verb=see&entry=linkages&p.economy=CHN');
  const job = { id: 'J', state: 'running', progress: { phase: 'factoring', done: 3, total: 9, seconds_left: 4 } };
  let cancelled = 0;
  await page.route('**/analyses/linkages?*', (r) => r.fulfill({ status: 202, json: job }));
  await page.route('**/jobs/J/events', (r) => r.fulfill({ contentType: 'text/event-stream', body: `event: progress\ndata: ${JSON.stringify(job)}\n\n` }));
  await page.route('**/jobs/J', (r) => { cancelled += r.request().method() === 'DELETE'; return r.fulfill({ json: { ...job, state: 'cancelled' } }); });
  await page.locator('form.form button.main').click();
  await page.getByText('factoring 3 / 9').waitFor();
  await page.getByRole('button', { name: words.cancel.en }).click();
  await page.getByText(words.cancelled.en).waitFor();
  assert.equal(cancelled, 1, 'the program was told');
  await page.unrouteAll({ behavior: 'ignoreErrors' });
  await page.locator('form.form button.main').click();
  await page.locator('section.table').first().waitFor();
  quiet();
});

test('the keyboard is enough', async () => {
  await visit('?lang=en');
  await page.keyboard.press('Tab');
  assert.equal(await page.evaluate(() => document.activeElement?.textContent), words.skip.en);
  await page.keyboard.press('Enter');
  assert.equal(await page.evaluate(() => document.activeElement?.id), 'content');
  await page.keyboard.press('Tab');
  await page.keyboard.press('Enter');
  await page.waitForURL(/view=structure/);
  const economy = page.locator('form.form input[role=combobox]').first();
  await economy.focus();
  await page.keyboard.press('ArrowDown');
  await page.keyboard.type('jap');
  await page.keyboard.press('Enter');
  await page.keyboard.press('Enter');
  await page.waitForURL(/p\.economy=JPN/);
  quiet();
});

test('hostile names are harmless in every place that shows them', async () => {
  await visit('?lang=en');
  await page.locator('input[type=file]').setInputFiles(files);
  await page.locator('.loaded').getByText(words.becauseOf.en, { exact: true }).waitFor();
  assert.match(await page.locator('.loaded').innerText(), /table\.toml/, 'what it is, and why');
  await page.getByRole('button', { name: words.useIt.en }).click();
  const id = new URL(page.url()).searchParams.get('data');
  assert.match(id, /^hostile/);
  for (const query of ['verb=find&entry=dependence&p.sector=chip&run=1', 'verb=see&view=structure&run=1', 'verb=see&view=linkages&run=1', 'verb=find&view=ledger&p.sector=chip&run=1', 'verb=find&view=explorer&p.sector=chip&run=1', 'verb=see&entry=audit&run=1']) {
    await visit(`?lang=en&data=${id}&${query}`);
    await page.locator('.value').first().waitFor();
    await page.locator('.value').first().click();
    await page.getByRole('dialog').locator('.big').waitFor();
    const canvas = page.locator('.canvas[data-drawn]').first();
    if (query.includes('structure')) {
      await page.keyboard.press('Escape');
      await canvas.waitFor();
      await canvas.hover({ position: { x: 80, y: 80 } });
    }
    assert.equal(await page.evaluate(() => window.owned), undefined, 'a script ran');
    assert.equal(await page.locator('main script, main img, header b[onmouseover]').count(), 0, 'markup of a name became an element');
    quiet();
  }
  await visit(`?lang=en&data=${id}&verb=find&entry=dependence&p.sector=chip&run=1`);
  await page.locator('section.table tbody').first().waitFor();
  const text = await page.locator('main').innerText();
  assert.ok(text.includes(script), 'the name is shown as text');
  assert.ok(text.includes(formula) && !text.includes('\u202e') && text.includes(reversed.replace('\u202e', '\ufffd')));
  await visit(`?lang=zh&data=${id}&verb=find&entry=leverage&run=1`);
  await page.getByText(words.needEconomies.zh).waitFor();
  quiet();
  await visit(`?lang=en&data=${id}&verb=find&entry=dependence&p.sector=chip&run=1`);
  const csv = await download(page.locator('section.table').first().getByRole('link', { name: /CSV/ }));
  assert.ok(!/(^|[,"])=cmd/m.test(csv.body.toString()), 'a formula stands at the start of a cell');
  for (const format of ['svg', 'png']) {
    const drawing = await fetch(`${program.url}api/v1/data/${id}/analyses/dependence/figures/sectors.${format}?sector=chip&wait=20`);
    assert.equal(drawing.status, 200);
    if (format === 'svg') assert.ok(!/<script|<img/.test(await drawing.text()), 'the drawing has markup of a name');
  }
});

test('a file that is no table is refused with what to do', async () => {
  await visit('?lang=en');
  await page.locator('input[type=file]').setInputFiles([{ name: 'letter.csv', mimeType: 'text/csv', buffer: Buffer.from('dear,sir\n1,2\n') }]);
  await page.getByRole('alert').waitFor();
  assert.ok((await page.getByRole('alert').innerText()).length > 40);
});

test('the page stays small, and shows itself before the figures are loaded', async () => {
  const folder = new URL('../dist/assets/', import.meta.url);
  let packed = 0;
  for (const name of await readdir(folder)) packed += gzipSync(await readFile(new URL(name, folder))).length;
  assert.ok(packed < 1_500_000, `${packed} bytes`);
  await visit('?lang=en');
  assert.equal(await page.evaluate(() => performance.getEntriesByType('resource').some((r) => r.name.includes('echarts'))), false);
  const paint = await page.evaluate(() => performance.getEntriesByName('first-contentful-paint')[0]?.startTime);
  console.log(`# ${packed} bytes compressed; first contentful paint after ${Math.round(paint)} ms`);
});
