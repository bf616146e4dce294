// What the tests of the whole need to know of a source file: what it imports, and where it reads the world outside,
// that is the real clock, real chance, the process or the settings of the machine. It is read as syntax, so comments and
// texts cannot confuse it; a name the file declares itself (a simulated `process`) is its own and not the world's.

import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { type ESTree, parseSync, Visitor } from 'rolldown/utils';

export const root = path.join(import.meta.dirname, '..', '..');

export interface SourceFile {
  /** From the top of the repository, with slashes: `src/api/scheme.ts`. */
  readonly path: string;
  readonly imports: readonly Import[];
  readonly readsOfOutside: readonly ReadOfOutside[];
}

export interface Import {
  readonly line: number;
  /** As written: `#api/scheme.ts`, `./pod.ts`, `node:fs`, `ink`. */
  readonly specifier: string;
  /** The file of the repository that it means, if it means one. */
  readonly target?: string;
  /** `type` imports are gone when the program runs. */
  readonly kind: 'value' | 'type';
  /** The names asked for, `*` and `default` among them; none for `import()` and re-exports. */
  readonly names: readonly string[];
}

export interface ReadOfOutside {
  readonly line: number;
  /** As one would search for it: `Date.now`, `new Date()`, `process.env`. */
  readonly what: string;
}

/** All TypeScript and JavaScript below a folder of the repository, in the order of their paths. */
export function sourceFiles(folder: string): readonly SourceFile[] {
  return readdirSync(path.join(root, folder), { recursive: true, encoding: 'utf8' })
    .map((name) => path.posix.join(folder, name.replaceAll(path.sep, '/')))
    .filter((file) => /\.[cm]?[jt]sx?$/.test(file))
    .sort()
    .map((file) => readSourceFile(file, readFileSync(path.join(root, file), 'utf8')));
}

export function readSourceFile(file: string, text: string): SourceFile {
  const { program, errors } = parseSync(path.basename(file), text);
  const [error] = errors;
  if (error) throw new Error(`${file} cannot be read: ${error.message}\n${error.codeframe ?? ''}`);

  const imports: Import[] = [];
  const reads: (ReadOfOutside & { readonly name?: string })[] = [];
  const ownNames = new Set<string>();

  const lineOf = (node: ESTree.Node) => text.slice(0, node.start).split('\n').length;
  const add = (node: ESTree.Node, source: ESTree.Node | null, kind: Import['kind'], names: readonly string[] = []) => {
    if (source?.type !== 'Literal' || typeof source.value !== 'string') return;
    const target = targetOf(file, source.value);
    imports.push({ line: lineOf(node), specifier: source.value, ...(target && { target }), kind, names });
  };
  const own = (...patterns: readonly (ESTree.Node | null)[]) => {
    for (const pattern of patterns) for (const name of namesIn(pattern)) ownNames.add(name);
  };

  new Visitor({
    // `import { type Pod }` still loads the file when the program runs, `import type { Pod }` does not.
    ImportDeclaration(node) {
      add(node, node.source, node.importKind ?? 'value', node.specifiers.map(nameAskedFor));
      own(...node.specifiers.map((specifier) => specifier.local));
    },
    ExportNamedDeclaration: (node) => add(node, node.source, node.exportKind ?? 'value'),
    ExportAllDeclaration: (node) => add(node, node.source, node.exportKind ?? 'value'),
    ImportExpression: (node) => add(node, node.source, 'value'),
    TSImportType: (node) => add(node, node.source, 'type'),

    VariableDeclarator: (node) => own(node.id),
    FunctionDeclaration: (node) => own(node.id, ...node.params),
    FunctionExpression: (node) => own(...node.params),
    ArrowFunctionExpression: (node) => own(...node.params),
    ClassDeclaration: (node) => own(node.id),
    CatchClause: (node) => own(node.param),

    MemberExpression(node) {
      if (node.object.type !== 'Identifier' || node.property.type !== 'Identifier') return;
      const { name } = node.object;
      if (!outsideMembers[name]?.test(node.property.name)) return;
      reads.push({ line: lineOf(node), what: `${name}.${node.property.name}`, name });
    },
    NewExpression(node) {
      if (node.callee.type !== 'Identifier' || node.callee.name !== 'Date' || node.arguments.length > 0) return;
      reads.push({ line: lineOf(node), what: 'new Date()', name: 'Date' });
    },
    CallExpression({ callee, arguments: given }) {
      if (callee.type === 'Identifier' && outsideCalls.has(callee.name)) {
        reads.push({ line: lineOf(callee), what: `${callee.name}()`, name: callee.name });
      }
      if (callee.type !== 'MemberExpression' || callee.property.type !== 'Identifier') return;
      const method = callee.property.name;
      if (given.length < (argumentsToBeSameEverywhere[method] ?? 0) || localTime.test(method)) {
        reads.push({ line: lineOf(callee), what: `${method}()` });
      }
    },
  }).visit(program);

  const readsOfOutside = reads
    .filter(({ name }) => name === undefined || !ownNames.has(name))
    .map(({ line, what }) => ({ line, what }));
  return { path: file, imports, readsOfOutside };
}

const outsideMembers: Partial<Record<string, RegExp>> = {
  Date: /^now$/,
  Math: /^random$/,
  crypto: /^(random|getRandom|generate)/,
  performance: /./,
  process: /./,
};

const outsideCalls = new Set(['Date', 'setTimeout', 'setInterval', 'setImmediate']);

/** With fewer arguments these follow the language of the machine: `a.localeCompare(b)`, but not `a.localeCompare(b, 'en')`. */
const argumentsToBeSameEverywhere: Partial<Record<string, number>> = {
  localeCompare: 2,
  toLocaleString: 1,
  toLocaleDateString: 1,
  toLocaleTimeString: 1,
  toLocaleLowerCase: 1,
  toLocaleUpperCase: 1,
};

/** These follow the time zone of the machine; getUTCHours and its sisters do not. */
const localTime = /^([gs]et(Hours|Minutes|Day|Date|Month|FullYear)|getTimezoneOffset)$/;

function targetOf(file: string, specifier: string): string | undefined {
  if (specifier.startsWith('#')) return `src/${specifier.slice(1)}`;
  if (specifier.startsWith('.')) return path.posix.join(path.posix.dirname(file), specifier);
  return undefined;
}

function nameAskedFor(specifier: ESTree.ImportDeclarationSpecifier): string {
  if (specifier.type === 'ImportDefaultSpecifier') return 'default';
  if (specifier.type === 'ImportNamespaceSpecifier') return '*';
  return specifier.imported.type === 'Literal' ? specifier.imported.value : specifier.imported.name;
}

/** The names that a pattern declares: `{ a, b: [c], ...d }` declares a, c and d. */
function namesIn(pattern: ESTree.Node | null): readonly string[] {
  switch (pattern?.type) {
    case 'Identifier':
      return [pattern.name];
    case 'ObjectPattern':
      return pattern.properties.flatMap((property) =>
        namesIn(property.type === 'RestElement' ? property.argument : property.value),
      );
    case 'ArrayPattern':
      return pattern.elements.flatMap((element) => namesIn(element));
    case 'AssignmentPattern':
      return namesIn(pattern.left);
    case 'RestElement':
      return namesIn(pattern.argument);
    case 'TSParameterProperty':
      return namesIn(pattern.parameter);
    default:
      return [];
  }
}
