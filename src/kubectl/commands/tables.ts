/** Objects as the tables that `kubectl get` prints. */
import type { KindDefinition } from '#api/meta/kind-definition.ts';
import { type Found, shownName } from '../arguments/resources.ts';
import type { Call } from '../call.ts';
import { tableText } from '../output/table.ts';
import { columnsOf } from '../printers/index.ts';
import { labelsText } from '../printers/printer.ts';

/** A table for each run of objects of one kind; a blank line between, where tables have headers. */
export function printTables(
  call: Call,
  groups: readonly (readonly Found[])[],
  options: { readonly isWide: boolean; readonly withKind: boolean },
): void {
  const headless = call.flags.is('no-headers');
  const tables = groups.map((group) => {
    const rows = tableRows(call, group, options);
    return tableText(headless ? rows.slice(1) : rows);
  });
  call.print(tables.join(headless ? '' : '\n'));
}

/** Headers first. */
export function tableRows(
  call: Call,
  group: readonly Found[],
  { isWide, withKind }: { readonly isWide: boolean; readonly withKind: boolean },
): string[][] {
  const definition = group[0]?.definition as KindDefinition;
  const columns = columnsOf(call.api, definition).filter(({ wide }) => isWide || !wide);
  const everywhere = call.flags.is('all-namespaces') && definition.namespaced;
  const labelColumns = call.flags.list('label-columns');
  const showLabels = call.flags.is('show-labels');
  const headers = [
    ...(everywhere ? ['NAMESPACE'] : []),
    ...columns.map(({ name }) => name),
    ...(showLabels ? ['LABELS'] : []),
    ...labelColumns.map((label) => (label.split('/').at(-1) as string).toUpperCase()),
  ];
  const seen = { nowMs: call.nowMs, wide: isWide };
  const rows = group.map(({ object }) => [
    ...(everywhere ? [object.metadata.namespace ?? ''] : []),
    ...columns.map(({ name, cell }) => {
      const text = cell(object, seen);
      return name === 'NAME' && withKind ? shownName(definition, text) : text;
    }),
    ...(showLabels ? [labelsText(object.metadata.labels)] : []),
    ...labelColumns.map((label) => object.metadata.labels?.[label] ?? ''),
  ]);
  return [headers, ...rows];
}
