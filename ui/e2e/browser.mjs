// Debian's Chromium, with nothing on it that would go to the network.
import { chromium } from 'playwright-core';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

export const executable = process.env.CHROMIUM ?? '/usr/bin/chromium';

/** Opens a browser of its own and closes it after the work. */
export async function withBrowser(work) {
  const folder = await mkdtemp(join(tmpdir(), 'dougong-browser-'));
  const context = await chromium.launchPersistentContext(folder, {
    executablePath: executable,
    headless: true,
    acceptDownloads: true,
    args: ['--no-sandbox', '--disable-gpu', '--disable-quic', '--no-first-run', '--disable-background-networking', '--disable-component-update', '--disable-sync'],
  });
  try {
    return await work(context);
  } finally {
    await context.close();
    await rm(folder, { recursive: true, force: true, maxRetries: 5 });
  }
}
