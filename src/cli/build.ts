// The build, run by `npm ci` and before the tests: `node src/cli/build.ts`. It fills dist/ in well under two seconds:
//   1. what the Kubernetes kinds look like (dist/structure.json, dist/explain.json), derived from npm packages by
//      src/api/structure/generate.ts, only when that file or the installed packages changed;
//   2. the questions and quizzes, checked and laid out so that a start does not read them (dist/content.jsonl), again only
//      when one of them or what reads them changed;
//   3. the program, bundled from src/cli/main.ts and its worker threads: one small file to start from and chunks that are
//      loaded when needed, because a bundle shows its first screen twice as fast as hundreds of modules do.
// Files are replaced by renaming and old chunks stay for an hour: a readyz that is running can still load its own.

import { spawnSync } from 'node:child_process';
import {
  existsSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  statSync,
  utimesSync,
  writeFileSync,
} from 'node:fs';
import path from 'node:path';
import { crc32 } from 'node:zlib';
import { type BuildOptions, build, type Plugin } from 'esbuild';

const root = path.join(import.meta.dirname, '..', '..');
const dist = path.join(root, 'dist');
const chunks = path.join(dist, 'chunks');
const hourMilliseconds = 3_600_000;

/** Each becomes dist/<name>.js. */
const entryPoints: Record<string, string> = {
  main: 'src/cli/main.ts',
  worker: 'src/engine/worker.ts',
  'lab-worker': 'src/engine/lab-worker.ts',
  'check-worker': 'src/cli/check-worker.ts',
};

/** Loaded from node_modules as they are: native code, or large and only needed by the bot and by servers. */
const external = ['better-sqlite3', 'discord.js', 'pg', '@resvg/resvg-js'];

const started = performance.now();
const fromScratch = process.argv.includes('--from-scratch');
if (fromScratch) rmSync(dist, { recursive: true, force: true });
mkdirSync(chunks, { recursive: true });

generateStructure();
await compileContent();
copyPages();
await bundle();

console.log(`dist/ is ready after ${Math.round(performance.now() - started)} ms`);

function generateStructure(): void {
  const generator = path.join(root, 'src/api/structure/generate.ts');
  const sources = [path.dirname(generator), path.join(root, 'node_modules/.package-lock.json')];
  const results = ['structure.json', 'explain.json'].map((name) => path.join(dist, name));
  if (!existsSync(generator) || isFresh(results, sources)) return;
  const { status } = spawnSync(process.execPath, [generator], { cwd: root, stdio: 'inherit' });
  if (status !== 0) process.exit(status ?? 1);
}

async function compileContent(): Promise<void> {
  const result = path.join(dist, 'content.jsonl');
  const readers = ['src/content', 'src/engine', 'src/api', 'src/base'];
  const folders = ['scenarios', 'quizzes', ...readers];
  if (isFresh([result], [...folders.map((name) => path.join(root, name)), path.join(dist, 'structure.json')])) return;
  const { compileContent } = await import('#content/compile.ts');
  // What reads questions now, so that those checked by another version are checked again.
  const reader = crc32(readers.map((folder) => sourceText(path.join(root, folder))).join(''));
  replace(result, Buffer.from(compileContent(root, reader)));
}

function sourceText(place: string): string {
  if (!statSync(place).isDirectory()) return readFileSync(place, 'utf8');
  return readdirSync(place)
    .sort()
    .map((name) => sourceText(path.join(place, name)))
    .join('');
}

/** Whether every result is younger than every source; a folder counts as young as its youngest file. */
function isFresh(results: readonly string[], sources: readonly string[]): boolean {
  if (!results.every((file) => existsSync(file))) return false;
  const oldestResult = Math.min(...results.map((file) => statSync(file).mtimeMs));
  return sources.every((source) => changedAt(source) < oldestResult);
}

function changedAt(file: string): number {
  const stats = statSync(file, { throwIfNoEntry: false });
  if (!stats) return Number.POSITIVE_INFINITY;
  if (!stats.isDirectory()) return stats.mtimeMs;
  return Math.max(0, ...readdirSync(file).map((name) => changedAt(path.join(file, name))));
}

/** The pages of live quizzes, and the one to try the bot on, go to browsers as they were written. */
function copyPages(): void {
  const folders = { 'src/server/pages': 'pages', 'src/discord/stand-in/trial/pages': 'trial-pages' };
  for (const [from, name] of Object.entries(folders)) {
    const to = path.join(dist, name);
    mkdirSync(to, { recursive: true });
    for (const file of readdirSync(path.join(root, from))) {
      replace(path.join(to, file), readFileSync(path.join(root, from, file)));
    }
  }
}

async function bundle(): Promise<void> {
  const present = Object.entries(entryPoints).filter(([, file]) => existsSync(path.join(root, file)));
  const options = {
    absWorkingDir: root,
    entryPoints: Object.fromEntries(present),
    outdir: dist,
    chunkNames: 'chunks/[name]-[hash]',
    bundle: true,
    splitting: true,
    format: 'esm',
    platform: 'node',
    target: 'node22.14',
    jsx: 'automatic',
    // Takes React's development code out. Names and lines stay: an error then shows where it happened, and it starts as fast.
    minifySyntax: true,
    sourcemap: 'linked',
    legalComments: 'none',
    external,
    define: { 'process.env.NODE_ENV': '"production"', 'process.env.DEV': '"false"' },
    // CommonJS packages inside the bundle ask for Node's own modules through `require`.
    banner: {
      js: "import{createRequire as __createRequire}from'node:module';const require=__createRequire(import.meta.url);",
    },
    plugins: [withoutDevtools()],
    write: false,
    logLevel: 'warning',
  } satisfies BuildOptions;

  const { outputFiles } = await build(options);
  // Chunks before the files that import them, so that at no moment does a file name one that is missing.
  outputFiles.sort((one, other) => Number(other.path.startsWith(chunks)) - Number(one.path.startsWith(chunks)));
  for (const file of outputFiles) replace(file.path, file.contents);
  removeOldChunks(new Set(outputFiles.map((file) => file.path)));
}

/** Ink imports React's developer tools only when asked to by DEV=true; they are no dependency of ours. */
function withoutDevtools(): Plugin {
  return {
    name: 'without-devtools',
    setup({ onResolve, onLoad }) {
      onResolve({ filter: /^react-devtools-core$/ }, ({ path }) => ({ path, namespace: 'without-devtools' }));
      onLoad({ filter: /.*/, namespace: 'without-devtools' }, () => ({ contents: 'export default {}' }));
    },
  };
}

function replace(file: string, contents: Uint8Array): void {
  if (existsSync(file) && readFileSync(file).equals(contents)) {
    // Its time says when it was last part of the program.
    utimesSync(file, new Date(), new Date());
    return;
  }
  const unfinished = `${file}.${process.pid}.tmp`;
  writeFileSync(unfinished, contents);
  renameSync(unfinished, file);
}

function removeOldChunks(current: ReadonlySet<string>): void {
  for (const name of readdirSync(chunks)) {
    const file = path.join(chunks, name);
    const age = Date.now() - (statSync(file, { throwIfNoEntry: false })?.mtimeMs ?? Date.now());
    if (!current.has(file) && age > hourMilliseconds) rmSync(file, { force: true });
  }
}
