/**
 * How soon something is on the screen: readyz beside a bare Node and the smallest Ink app, bundled alike, in one run on one
 * machine. They take turns, so that what else the machine does hits all of them; the median of the rounds counts.
 */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { build, type Plugin } from 'esbuild';
import { expect, test } from 'vitest';
import { inTerminal, keys, root } from '../helpers/pty.ts';

const rounds = 15;

test('first frame', async () => {
  const folder = mkdtempSync(path.join(tmpdir(), 'readyz-bench-'));
  const smallest = path.join(folder, 'smallest.mjs');
  await bundleSmallestInkApp(smallest);
  const database = path.join(folder, 'scores.sqlite');
  const subjects: Record<string, () => Promise<number>> = {
    'node -e 0, to its end': () => timeToEnd([process.execPath, '-e', '0']),
    'smallest Ink app, first words': () => timeToWords([process.execPath, smallest], 'Here I am'),
    'readyz, first words': () => timeToWords(readyzLine(database), 'readyz'),
    'readyz, menu to choose from': () => timeToWords(readyzLine(database), 'Reto del día'),
  };
  const times = new Map(Object.keys(subjects).map((name) => [name, [] as number[]]));
  for (let round = 0; round <= rounds; round++) {
    for (const [name, measure] of Object.entries(subjects)) {
      const milliseconds = await measure();
      // The first round fills the caches: the system's, and that of compiled code.
      if (round > 0) times.get(name)!.push(milliseconds);
    }
  }
  rmSync(folder, { recursive: true });
  const medians = [...times].map(([name, list]) => ({ name, median: median(list), fastest: Math.min(...list) }));
  console.table(
    medians.map(({ name, ...figures }) => ({
      name,
      'median ms': Math.round(figures.median),
      'fastest ms': Math.round(figures.fastest),
    })),
  );
  expect(medians).toHaveLength(4);
}, 300_000);

function readyzLine(database: string): readonly string[] {
  return [process.execPath, path.join(root, 'dist', 'main.js'), '--db', database];
}

async function timeToEnd(command: readonly string[]): Promise<number> {
  const began = performance.now();
  await inTerminal(command).ended;
  return performance.now() - began;
}

async function timeToWords(command: readonly string[], words: string): Promise<number> {
  const began = performance.now();
  const terminal = inTerminal(command);
  await terminal.until(words);
  const milliseconds = performance.now() - began;
  terminal.type(keys.interrupt);
  await terminal.ended;
  return milliseconds;
}

function median(list: readonly number[]): number {
  return list.toSorted((one, other) => one - other)[Math.floor(list.length / 2)]!;
}

async function bundleSmallestInkApp(outfile: string): Promise<void> {
  const contents = `
    import { createElement } from 'react';
    import { render, Text, useInput } from 'ink';
    const App = () => { useInput(() => {}); return createElement(Text, null, 'Here I am'); };
    render(createElement(App));`;
  await build({
    stdin: { contents, resolveDir: root },
    outfile,
    bundle: true,
    format: 'esm',
    platform: 'node',
    minify: true,
    define: { 'process.env.NODE_ENV': '"production"', 'process.env.DEV': '"false"' },
    banner: { js: "import{createRequire}from'node:module';const require=createRequire(import.meta.url);" },
    plugins: [withoutDevtools],
  });
}

/** As in readyz' own build: Ink imports React's developer tools only when asked to. */
const withoutDevtools: Plugin = {
  name: 'without-devtools',
  setup({ onResolve, onLoad }) {
    onResolve({ filter: /^react-devtools-core$/ }, ({ path }) => ({ path, namespace: 'without-devtools' }));
    onLoad({ filter: /.*/, namespace: 'without-devtools' }, () => ({ contents: 'export default {}' }));
  },
};
