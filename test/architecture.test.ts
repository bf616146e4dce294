// The rules of the house that no compiler holds: which folder of src may import which, that imports form no ring, that
// nothing lies around unused, that what decides an answer sees no clock, chance or machine, and what may lie at the top.
// Every message says what to do. A table here that is in the way may be changed, with a reason, when the design changes.

import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { expect, test } from 'vitest';
import { readSourceFile, root, type SourceFile, sourceFiles } from './helpers/source-file.ts';

/** What each folder of src may import besides itself and base. */
const mayImport: Readonly<Record<string, readonly string[] | 'everything'>> = {
  base: [],
  simulation: [],
  api: [],
  container: ['simulation'],
  cluster: ['simulation', 'api', 'container'],
  kubectl: ['api', 'cluster'],
  engine: ['simulation', 'api', 'container', 'cluster', 'kubectl'],
  content: ['api', 'container', 'cluster', 'engine'],
  storage: ['engine'],
  terminal: ['engine'],
  discord: ['engine'],
  server: ['engine'],
  deploy: [],
  cli: 'everything',
};

/** The same answer must always end the same way, so these see no real clock, chance, process or network. */
const sealed = ['base', 'simulation', 'api', 'container', 'cluster', 'kubectl', 'engine', 'content'];

/** Files in sealed folders that touch the outside on behalf of the others, and why. */
const atTheEdge: Readonly<Record<string, string>> = {
  'src/engine/worker.ts': 'is the program of a worker thread',
  'src/engine/lab-worker.ts': 'is the program of a worker thread',
  'src/api/structure/generate.ts': 'runs in the build only',
  'src/api/structure/structure.ts': 'reads what the build made: a part of the program that is data',
};

/** Of Node's own modules a sealed folder may use those that compute; content may read files too. */
const computingModules = [
  'node:assert',
  'node:buffer',
  'node:crypto',
  'node:path',
  'node:path/posix',
  'node:url',
  'node:util',
  'node:zlib',
];
const fileModules = ['node:fs', 'node:fs/promises'];

const topLevel = ['src', 'scenarios', 'quizzes', 'data', 'test', 'README.md', 'package.json', 'tsconfig.json'];
const alsoAtTheTop = ['package-lock.json', 'LICENSE', 'node_modules', 'dist', 'coverage'];

const files = sourceFiles('src');

test('every folder imports only what its row of the table allows', () => none(forbiddenArrows(files)));
test('across folders an import is written #folder/file.ts, inside a folder ./file.ts', () => none(misspelt(files)));
test('imports form no ring', () => none(rings(files)));
test('every file is reached from a file where a program starts', () => none(unreached(files, startFiles())));
test('what decides an answer sees no real clock, chance or process', () => none(looksOutside(files)));

test('the top level holds the fixed set only', () => {
  const strangers = readdirSync(root).filter(
    (name) => !name.startsWith('.') && !name.endsWith('.tgz') && ![...topLevel, ...alsoAtTheTop].includes(name),
  );
  none(strangers.map((name) => `${name}: the top level is fixed; settings go into package.json or a dot-file`));
});

function none(problems: readonly string[]): void {
  if (problems.length > 0) expect.fail(`${problems.length} to mend:\n${problems.join('\n')}`);
}

function forbiddenArrows(files: readonly SourceFile[]): readonly string[] {
  return files.flatMap((file) => {
    const folder = folderOf(file.path);
    if (folder === undefined) return [];
    const allowed = mayImport[folder];
    if (allowed === undefined)
      return [`${file.path}: src/${folder} is not a folder of the design; find its place in one`];
    if (allowed === 'everything') return [];
    return file.imports.flatMap(({ line, specifier, target }) => {
      const other = target && folderOf(target);
      if (!other || other === folder || other === 'base' || allowed.includes(other)) return [];
      return [
        `${file.path}:${line} imports ${specifier}: ${folder} may import only ${listed([...allowed, 'base'])}; ` +
          'hand in what it needs as an argument, or move what both need to a folder both may import',
      ];
    });
  });
}

function misspelt(files: readonly SourceFile[]): readonly string[] {
  return files.flatMap((file) =>
    file.imports.flatMap(({ line, specifier, target }) => {
      if (target === undefined) return [];
      const [here, there] = [folderOf(file.path), folderOf(target)];
      const problem = (advice: string) => [`${file.path}:${line} imports ${specifier}: ${advice}`];
      if (!/\.(tsx?|cjs|json)$|\/pages\/[\w-]+\.js$/.test(target))
        return problem('write the whole name of the file, with .ts or .tsx');
      if (specifier.startsWith('#') && here !== undefined && here === there) {
        const relative = path.posix.relative(path.posix.dirname(file.path), target);
        return problem(`inside a folder write ${relative.startsWith('.') ? relative : `./${relative}`}`);
      }
      if (specifier.startsWith('.') && here !== there && target.startsWith('src/')) {
        return problem(`across folders write #${target.slice('src/'.length)}`);
      }
      return [];
    }),
  );
}

/** One line for each set of files that import one another, showing a shortest way round. */
function rings(files: readonly SourceFile[]): readonly string[] {
  const arrows = arrowsOf(files, (kind) => kind === 'value');
  const told = new Set<string>();
  return files.flatMap(({ path: start }) => {
    if (told.has(start)) return [];
    const way = shortestWayRound(start, arrows);
    if (!way) return [];
    for (const file of way) told.add(file);
    return [`${way.join(' → ')}: move what they share to a file of its own, or hand it in as an argument`];
  });
}

function shortestWayRound(
  start: string,
  arrows: ReadonlyMap<string, readonly string[]>,
): readonly string[] | undefined {
  const cameFrom = new Map<string, string>();
  const queue = [start];
  for (const file of queue) {
    for (const next of arrows.get(file) ?? []) {
      if (next === start) {
        const way = [start];
        for (let at = file; at !== start; at = cameFrom.get(at)!) way.unshift(at);
        return [start, ...way];
      }
      if (cameFrom.has(next)) continue;
      cameFrom.set(next, file);
      queue.push(next);
    }
  }
  return undefined;
}

/** A folder of which nothing is reached yet is still being built: its files, and what they use, wait for their program. */
function unreached(files: readonly SourceFile[], starts: readonly string[]): readonly string[] {
  const foldersInUse = new Set([...reachedFrom(starts, files)].filter((file) => !starts.includes(file)).map(folderOf));
  const waiting = files.map((file) => file.path).filter((file) => !foldersInUse.has(folderOf(file)));
  const reached = reachedFrom([...starts, ...waiting], files);
  return files
    .filter((file) => !reached.has(file.path))
    .map(
      (file) => `${file.path}: no program reaches it; list it in the index.ts of its folder, import it or remove it`,
    );
}

function reachedFrom(starts: readonly string[], files: readonly SourceFile[]): ReadonlySet<string> {
  const arrows = arrowsOf(files, () => true);
  const reached = new Set(starts);
  for (const file of reached) for (const next of arrows.get(file) ?? []) reached.add(next);
  return reached;
}

/** The command, the build, and what package.json names to knip: the one list of where programs start. */
function startFiles(): readonly string[] {
  const { bin, knip } = JSON.parse(readFileSync(path.join(root, 'package.json'), 'utf8'));
  return [bin.readyz, 'src/cli/build.ts', ...knip.entry.filter((entry: string) => entry.startsWith('src/'))];
}

function looksOutside(files: readonly SourceFile[]): readonly string[] {
  return files.flatMap((file) => {
    const folder = folderOf(file.path);
    if (!folder || !sealed.includes(folder) || file.path in atTheEdge) return [];
    const modules = folder === 'content' ? [...computingModules, ...fileModules] : computingModules;
    const problem = (line: number, what: string) =>
      `${file.path}:${line} ${what}: ${folder} sees no outside; take time from simulation's clock, chance from its seeded ` +
      'random, text in a fixed language, and anything else as an argument';
    return [
      ...file.readsOfOutside.map(({ line, what }) => problem(line, `reads ${what}`)),
      ...file.imports
        .filter(
          ({ specifier, kind }) => specifier.startsWith('node:') && kind === 'value' && !modules.includes(specifier),
        )
        .map(({ line, specifier }) => problem(line, `imports ${specifier}`)),
      ...file.imports
        .filter(({ specifier, names }) => specifier === 'node:crypto' && !names.every((name) => name === 'createHash'))
        .map(({ line, names }) =>
          problem(line, `imports ${listed(names)} of node:crypto, where createHash is allowed`),
        ),
    ];
  });
}

/** `api` for src/api/core/pod.ts; undefined for start files right under src and for files elsewhere. */
function folderOf(file: string): string | undefined {
  return /^src\/([^/]+)\//.exec(file)?.[1];
}

function arrowsOf(
  files: readonly SourceFile[],
  counts: (kind: 'value' | 'type') => boolean,
): ReadonlyMap<string, readonly string[]> {
  return new Map(
    files.map((file) => [
      file.path,
      file.imports.flatMap(({ kind, target }) => (target !== undefined && counts(kind) ? [target] : [])),
    ]),
  );
}

function listed(names: readonly string[]): string {
  return names.length < 2 ? names.join('') : `${names.slice(0, -1).join(', ')} and ${names.at(-1)}`;
}

// The rules themselves, each shown catching what it is for.

test('an arrow that the table lacks is told with the row', () => {
  const [problem] = forbiddenArrows([
    readSourceFile('src/api/scheme.ts', "\nimport type { Run } from '#engine/run.ts';"),
  ]);
  expect(problem).toMatch(/^src\/api\/scheme.ts:2 imports #engine\/run.ts: api may import only base;/);
  const shown = readSourceFile(
    'src/terminal/app.tsx',
    "import('#discord/bot.ts'); import { text } from '#base/text.ts';",
  );
  expect(forbiddenArrows([shown])).toHaveLength(1);
  expect(forbiddenArrows([readSourceFile('src/helpers/all.ts', '')])[0]).toContain('not a folder of the design');
});

test('a detour inside a folder and a shortcut across folders are told with the right spelling', () => {
  const checkSpelling = (written: string, advice: string) => {
    const problems = misspelt([readSourceFile('src/api/core/pod.ts', `import '${written}';`)]);
    expect(problems.join()).toContain(advice);
  };
  checkSpelling('#api/meta/object.ts', 'write ../meta/object.ts');
  checkSpelling('#api/core/service.ts', 'write ./service.ts');
  checkSpelling('../../base/text.ts', 'write #base/text.ts');
  checkSpelling('./service', 'write the whole name');
  expect(misspelt([readSourceFile('src/cli/main.ts', "import a from '../../package.json'; import 'ink';")])).toEqual(
    [],
  );
});

test('a ring is told once, by a shortest way round; types alone make none', () => {
  const ring = [
    readSourceFile('src/api/a.ts', "import './b.ts';"),
    readSourceFile('src/api/b.ts', "export * from './c.ts'; import './d.ts';"),
    readSourceFile('src/api/c.ts', "const a = () => import('./a.ts');"),
    readSourceFile('src/api/d.ts', "import type { A } from './a.ts';"),
  ];
  expect(rings(ring)).toHaveLength(1);
  expect(rings(ring)[0]).toMatch(/^src\/api\/a.ts → src\/api\/b.ts → src\/api\/c.ts → src\/api\/a.ts:/);
});

test('a file nobody imports is told, unless its whole folder waits to be used', () => {
  const some = [
    readSourceFile('src/cli/main.ts', "import '#api/scheme.ts';"),
    readSourceFile('src/api/scheme.ts', "import type { Pod } from './pod.ts';"),
    readSourceFile('src/api/pod.ts', ''),
    readSourceFile('src/api/forgotten.ts', ''),
    readSourceFile('src/storage/scores.ts', "import '#api/quantity.ts';"),
    readSourceFile('src/api/quantity.ts', ''),
  ];
  expect(unreached(some, ['src/cli/main.ts'])).toEqual([expect.stringMatching(/^src\/api\/forgotten.ts: no program/)]);
});

test('clock, chance and machine are found as syntax; own names, comments and texts are let through', () => {
  const checkOutside = (code: string, ...found: readonly string[]) => {
    const problems = looksOutside([readSourceFile('src/container/process.ts', code)]);
    expect(problems).toEqual(
      found.map((what) => expect.stringContaining(`process.ts:1 ${what}: container sees no outside`)),
    );
  };
  checkOutside('Date.now(); new Date();', 'reads Date.now', 'reads new Date()');
  checkOutside('Math.random(); crypto.randomUUID();', 'reads Math.random', 'reads crypto.randomUUID');
  checkOutside('setTimeout(run, 5); process.env.HOME;', 'reads setTimeout()', 'reads process.env');
  checkOutside("import { readFileSync } from 'node:fs'", 'imports node:fs');
  checkOutside(
    "import { randomUUID } from 'node:crypto'",
    'imports randomUUID of node:crypto, where createHash is allowed',
  );
  checkOutside('a.localeCompare(b); date.getHours();', 'reads localeCompare()', 'reads getHours()');
  checkOutside("new Date(0); '// Date.now()'; a.localeCompare(b, 'en'); date.getUTCHours(); // Math.random()");
  checkOutside('function end(process: Process, { performance }: Run) { process.exitCode; performance.now; }');
  expect(looksOutside([readSourceFile('src/terminal/app.tsx', 'Date.now()')])).toEqual([]);
});
