import { defineConfig } from 'vitest/config';

// One browser, one program, one test after the other.
export default defineConfig({
  test: { root: import.meta.dirname, include: ['*.test.mjs'], testTimeout: 180_000, hookTimeout: 60_000, fileParallelism: false },
});
