import { env } from 'node:process';
import { defineConfig } from 'vitest/config';

// The page is served by the program itself, under a content policy that allows
// its own files and nothing else: no inline scripts, no polyfills, no data URLs.
export default defineConfig({
  base: './',
  oxc: { jsx: { runtime: 'automatic', importSource: 'preact' } },
  build: {
    outDir: 'dist',
    emptyOutDir: true,
    assetsInlineLimit: 0,
    modulePreload: { polyfill: false },
    chunkSizeWarningLimit: 900,
  },
  server: { proxy: { '/api': env.DOUGONG_API ?? 'http://127.0.0.1:7171' } },
  test: { include: ['src/**/*.test.ts'] },
});
