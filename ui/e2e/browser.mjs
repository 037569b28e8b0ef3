// Debian's Chromium, with nothing on it that would go to the network.
import { chromium } from 'playwright-core';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

export const executable = process.env.CHROMIUM ?? '/usr/bin/chromium';

/** Opens a browser with a profile of its own; close() leaves nothing behind. */
export async function open() {
  const folder = await mkdtemp(join(tmpdir(), 'dougong-browser-'));
  const context = await chromium.launchPersistentContext(folder, {
    executablePath: executable,
    headless: true,
    acceptDownloads: true,
    args: ['--no-sandbox', '--disable-gpu', '--disable-quic', '--no-first-run', '--disable-background-networking', '--disable-component-update', '--disable-sync'],
  });
  const close = context.close.bind(context);
  context.close = async () => {
    await close();
    await rm(folder, { recursive: true, force: true, maxRetries: 5 });
  };
  return context;
}
