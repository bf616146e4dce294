/** `kubectl get -w`: what there is, then a line, or the object in the form asked for, for each change while the clock runs. */
import type { Anything } from '../api.ts';
import { keyOf } from '../api.ts';
import { type Asked, type Found, shownName } from '../arguments/resources.ts';
import type { Call } from '../call.ts';
import { failWith } from '../exit.ts';
import { customColumns } from '../output/custom-columns.ts';
import { type Format, formatted, withoutManagedFields } from '../output/formats.ts';
import { tableText } from '../output/table.ts';
import { tableRows } from './tables.ts';

interface Change {
  readonly type: string;
  readonly object: Anything;
  /** Headers and cells as they were then: ages grow. */
  readonly rows: readonly (readonly string[])[];
}

export function watchObjects(
  call: Call,
  asked: readonly Asked[],
  found: readonly Found[],
  options: { readonly labelSelector: string; readonly fieldSelector: string; readonly format: Format },
): void {
  const [first] = asked;
  if (!first || asked.length > 1) failWith('you may only specify a single resource type');
  const { definition, name } = first;
  const begin = call.nowMs;
  const changes: Change[] = [];
  const isWide = options.format.name === 'wide';
  const note = (type: string, object: Anything) => {
    const rows = tableRows(call, [{ definition, object }], { isWide, withKind: call.flags.is('show-kind') });
    changes.push({ type, object, rows });
  };
  if (!call.flags.is('watch-only')) for (const { object } of found) note('ADDED', object);
  const known = new Set(found.map(({ object }) => object.metadata.uid));
  const isEverywhere = !definition.namespaced || call.flags.is('all-namespaces');
  const { labelSelector, fieldSelector } = options;
  const stop = call.cluster.client.watch(
    keyOf(definition),
    ({ type, object }) => {
      const isOld = type === 'ADDED' && known.has(object.metadata.uid) && call.nowMs === begin;
      if (isOld || (name !== undefined && object.metadata.name !== name)) return;
      note(type, object as Anything);
    },
    {
      ...(isEverywhere ? {} : { namespace: first.namespace ?? call.namespace }),
      ...(labelSelector && { labelSelector }),
      ...(fieldSelector && { fieldSelector }),
    },
  );
  call.waitUntil(() => false, call.around.watchSeconds);
  stop();
  print(call, first, changes, options.format);
}

function print(call: Call, { definition }: Asked, changes: readonly Change[], format: Format): void {
  const hasEvents = call.flags.is('output-watch-events');
  if (format.name === '' || format.name === 'wide') {
    const rows = changes.flatMap(({ type, rows: [headers = [], row = []] }, index) => {
      const isHeaded = index === 0 && !call.flags.is('no-headers');
      const [head, line] = hasEvents
        ? [
            ['EVENT', ...headers],
            [type, ...row],
          ]
        : [headers, row];
      return isHeaded ? [head, line] : [line];
    });
    call.print(tableText(rows));
    return;
  }
  const keep = call.flags.is('show-managed-fields');
  const objects = changes.map(({ object }) => (keep ? object : withoutManagedFields(object)));
  if (format.name === 'custom-columns') {
    call.print(customColumns(format.argument, objects, !call.flags.is('no-headers')));
    return;
  }
  for (const [index, object] of objects.entries()) {
    if (format.name === 'name') call.line(shownName(definition, object.metadata.name));
    else {
      const shown = hasEvents ? { type: changes[index]?.type, object } : object;
      call.print((format.name === 'yaml' && index > 0 ? '---\n' : '') + formatted(format, shown));
    }
  }
}
