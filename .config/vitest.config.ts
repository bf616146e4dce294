// How the tests run; see test/README.md. `--mode long` takes the long ones of test/long instead of all the others.
// Test files share their workers' modules: nothing in src keeps state in a module, and loading it once is much faster.

import { defineConfig } from 'vitest/config';

export default defineConfig(({ mode }) => ({
  test: {
    include: mode === 'long' ? ['test/long/**/*.test.{ts,tsx}'] : ['test/**/*.test.{ts,tsx}'],
    exclude: mode === 'long' ? [] : ['test/long/**'],
    benchmark: { include: ['test/bench/**/*.bench.ts'] },
    testTimeout: mode === 'long' ? 600_000 : 30_000,
    pool: 'threads',
    // Two threads that both load native modules may crash as they end (a segmentation fault after all tests have passed).
    maxWorkers: 1,
    isolate: false,
    // Its own imports lack their extensions, so Node alone cannot load it (test/bench/webernetes.ts).
    server: { deps: { inline: ['@ngrok/webernetes'] } },
    passWithNoTests: true,
  },
}));
