/** `kubectl get -w`: a line for each change while the virtual clock runs on. */
import type { Anything } from '../api.ts';
import { keyOf } from '../api.ts';
import type { Asked, Found } from '../arguments/resources.ts';
import type { Call } from '../call.ts';
import { failWith } from '../exit.ts';
import { tableText } from '../output/table.ts';
import { tableRows } from './tables.ts';

export function watchTable(
  call: Call,
  asked: readonly Asked[],
  found: readonly Found[],
  options: { readonly labelSelector: string; readonly isWide: boolean },
): void {
  const [first] = asked;
  if (!first || asked.length > 1) failWith('you may only specify a single resource type');
  const { definition, name } = first;
  const { isWide, labelSelector } = options;
  const begin = call.nowMs;
  const rows: string[][] = [];
  const show = (object: Anything) => {
    const [headers, row] = tableRows(call, [{ definition, object }], { isWide, withKind: false }) as [
      string[],
      string[],
    ];
    if (rows.length === 0 && !call.flags.is('no-headers')) rows.push(headers);
    rows.push(row);
  };
  if (!call.flags.is('watch-only')) for (const { object } of found) show(object);
  const known = new Set(found.map(({ object }) => object.metadata.uid));
  const namespace = definition.namespaced && !call.flags.is('all-namespaces') ? { namespace: call.namespace } : {};
  const stop = call.cluster.client.watch(
    keyOf(definition),
    ({ type, object }) => {
      const isOld = type === 'ADDED' && known.has(object.metadata.uid) && call.nowMs === begin;
      if (isOld || (name !== undefined && object.metadata.name !== name)) return;
      show(object as Anything);
    },
    { ...namespace, ...(labelSelector && { labelSelector }) },
  );
  call.waitUntil(() => false, call.around.watchSeconds);
  stop();
  call.print(tableText(rows));
}
