/** `-o custom-columns=NAME:.metadata.name,IMAGE:.spec.containers[*].image`. */
import { goPrinted } from '#api/meta/go-value.ts';
import type { Anything } from '../api.ts';
import { failWith } from '../exit.ts';
import { findByPath } from '../jsonpath/evaluate.ts';

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
  return found.value.map(goPrinted).join(',');
}
