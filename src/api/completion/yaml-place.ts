/**
 * Where in a manifest somebody is writing, told from indentation alone: the text is unfinished, and what is unfinished no
 * parser reads. `path` leads to the mapping that the line belongs to; an item of a list is `'[]'`.
 *
 *     spec:
 *       containers:
 *       - name: web
 *         im|            → path ['spec', 'containers', '[]'], prefix 'im', siblings ['name']
 */
export interface YamlPlace {
  readonly path: readonly string[];
  /** The word begun before the cursor. */
  readonly prefix: string;
  /** The field whose value is being written; absent where a field's name is. */
  readonly field?: string;
  /** Fields that the same mapping has already. */
  readonly siblings: readonly string[];
  /** Of the document that the line belongs to, where they are written. */
  readonly apiVersion?: string;
  readonly kind?: string;
}

interface Line {
  /** Columns of the dashes before the content. */
  readonly dashes: readonly number[];
  /** Column of the content. */
  readonly column: number;
  readonly key?: string;
}

/** `line` and `column` count from 0; the column is that of the cursor. Undefined within a comment or a quoted text. */
export function yamlPlace(text: string, line: number, column: number): YamlPlace | undefined {
  const all = text.split('\n').map((each) => each.replace(/\r$/, ''));
  const before = (all[line] ?? '').slice(0, column);
  const [, indent = '', dashes = '', rest = ''] = /^( *)((?:- +)*)(.*)$/s.exec(before) ?? [];
  if (/(^|\s)#/.test(rest) || before.includes('\t')) return undefined;
  const name = /^[\w./-]*$/.test(rest) ? rest : undefined;
  const [, key, value] = /^([\w./-]+):\s+([\w./-]*)$/.exec(rest) ?? [];
  if (name === undefined && key === undefined) return undefined;

  const here: Line = { dashes: dashColumns(indent, dashes), column: indent.length + dashes.length };
  const [from, to] = documentAround(all, line);
  const above = all.slice(from, line).map(readLine).reverse();
  const below = all.slice(line + 1, to).map(readLine);
  return {
    path: pathTo(here, above),
    prefix: value ?? name ?? '',
    ...(key !== undefined && { field: key }),
    siblings: [...siblingsIn(here, above, true), ...siblingsIn(here, below, false)],
    ...headOf(all.slice(from, to)),
  };
}

function dashColumns(indent: string, dashes: string): readonly number[] {
  return [...dashes.matchAll(/-/g)].map(({ index }) => indent.length + index);
}

function readLine(text: string): Line | undefined {
  const [, indent = '', dashes = '', rest = ''] = /^( *)((?:- +|-$)*)(.*)$/s.exec(text) ?? [];
  if (dashes === '' && (rest.trim() === '' || rest.startsWith('#'))) return undefined;
  const key = /^("[^"]*"|[\w./-]+):(?:\s|$)/.exec(rest)?.[1];
  const line = { dashes: dashColumns(indent, dashes), column: indent.length + dashes.length };
  return key === undefined ? line : { ...line, key };
}

function documentAround(lines: readonly string[], line: number): readonly [number, number] {
  const isBreak = (text: string) => /^---(\s|$)/.test(text);
  const before = lines.slice(0, line).findLastIndex(isBreak);
  const after = lines.slice(line).findIndex(isBreak);
  return [before + 1, after < 0 ? lines.length : line + after];
}

/** `above` from the nearest line on. Whatever begins further left is what the line belongs to. */
function pathTo(here: Line, above: readonly (Line | undefined)[]): readonly string[] {
  const path: string[] = [];
  let want = here.column;
  // A list may stand as far left as the field that it belongs to.
  let inItem = false;
  const enter = (dashes: readonly number[]) => {
    for (const dash of dashes.toReversed()) {
      if (dash >= want && !(inItem && dash === want)) continue;
      path.push('[]');
      want = dash;
      inItem = true;
    }
  };
  enter(here.dashes);
  for (const line of above) {
    if (!line) continue;
    const isSibling = line.column === want && !inItem;
    if (isSibling) enter(line.dashes);
    const isParent = line.key !== undefined && (line.column < want || (inItem && line.column === want));
    // Of items further up the field is not known yet: only a line without a dash at this place can be the list's field.
    if (!isParent || (line.dashes.length > 0 && inItem && line.dashes.includes(want))) continue;
    path.push(line.key!);
    want = line.column;
    inItem = false;
    enter(line.dashes);
  }
  return path.reverse();
}

/** Until something further left ends the mapping, or a dash begins its neighbour. */
function siblingsIn(here: Line, lines: readonly (Line | undefined)[], upwards: boolean): readonly string[] {
  // The first field of an item has nothing of its own above it.
  if (upwards && here.dashes.length > 0) return [];
  const found: string[] = [];
  for (const line of lines) {
    if (!line) continue;
    const left = line.dashes[0] ?? line.column;
    const isLast = left < here.column;
    if (isLast && !(upwards && line.column === here.column)) break;
    if (line.column === here.column && line.key !== undefined) found.push(line.key);
    if (isLast) break;
  }
  return found;
}

function headOf(lines: readonly string[]): Pick<YamlPlace, 'apiVersion' | 'kind'> {
  const head = (name: string) => {
    const found = lines.map((line) => new RegExp(`^${name}:\\s*["']?([\\w./-]+)`).exec(line)?.[1]).find(Boolean);
    return found === undefined ? undefined : found;
  };
  const [apiVersion, kind] = [head('apiVersion'), head('kind')];
  return { ...(apiVersion !== undefined && { apiVersion }), ...(kind !== undefined && { kind }) };
}
