/** `-o custom-columns=NAME:.metadata.name,IMAGE:.spec.containers[*].image`. */
import type { Anything } from '../api.ts';
import { failWith } from '../exit.ts';
import { findByPath } from '../jsonpath/evaluate.ts';
import { jsonText } from './json.ts';
import { tableText } from './table.ts';

export function customColumns(spec: string, objects: readonly Anything[], hasHeaders: boolean): string {
  const columns = spec.split(',').map((part) => {
    const at = part.indexOf(':');
    if (at < 0) failWith(`unexpected custom-columns spec: ${part}, expected <header>:<json-path-expr>`);
    return { header: part.slice(0, at), path: part.slice(at + 1) };
  });
  const rows = objects.map((object) => columns.map(({ path }) => cell(path, object)));
  return tableText([...(hasHeaders ? [columns.map(({ header }) => header)] : []), ...rows]);
}

function cell(path: string, object: Anything): string {
  const found = findByPath(path, object);
  if (!found.ok) failWith(found.error);
  if (found.value.length === 0) return '<none>';
  return found.value.map(goText).join(',');
}

/** As Go's `%v` prints: text bare, maps as `map[a:1]`. */
function goText(value: unknown): string {
  if (value === null || value === undefined) return '<nil>';
  if (Array.isArray(value)) return `[${value.map(goText).join(' ')}]`;
  if (typeof value === 'object') {
    const entries = Object.entries(value).sort(([one], [other]) => (one < other ? -1 : 1));
    return `map[${entries.map(([key, member]) => `${key}:${goText(member)}`).join(' ')}]`;
  }
  return typeof value === 'string' ? value : jsonText(value, 0);
}
