/** `kubectl events`: what happened, oldest first. */
import { eventKind } from '#api/core/event.ts';
import type { Anything } from '../api.ts';
import { outputFlags } from '../arguments/common-flags.ts';
import { kindOf } from '../arguments/resources.ts';
import type { Command } from '../command.ts';
import { failWith, refuse } from '../exit.ts';
import { age } from '../output/age.ts';
import { formatOf, formatted, listOf, withoutManagedFields } from '../output/formats.ts';
import { tableText } from '../output/table.ts';
import { countOf, firstSeen, lastSeen } from '../printers/event.ts';

export const events: Command = {
  name: 'events',
  summary: { es: 'Los eventos, del más antiguo al más reciente', en: 'The events, oldest first' },
  examples: [
    ['kubectl events --for pod/web-0', { es: 'De un Pod', en: 'Of a Pod' }],
    ['kubectl events --types=Warning', { es: 'Solo avisos', en: 'Only warnings' }],
  ],
  usage: '[--for TYPE/NAME] [--types=Normal,Warning]',
  flags: [
    { name: 'for', type: 'string' },
    { name: 'types', type: 'strings' },
    { name: 'all-namespaces', short: 'A', type: 'bool' },
    { name: 'watch', short: 'w', type: 'bool' },
    { name: 'no-headers', type: 'bool' },
    { name: 'chunk-size', type: 'int', default: '500' },
    ...outputFlags,
  ],
  run(call) {
    const { flags, api, nowMs } = call;
    const types = flags.list('types');
    for (const type of types)
      if (!['Normal', 'Warning'].includes(type)) failWith(`valid --types are Normal or Warning`);
    const everywhere = flags.is('all-namespaces');
    if (flags.is('watch')) call.waitUntil(() => false, call.around.watchSeconds);
    const listed = api.list(eventKind, everywhere ? {} : { namespace: call.namespace });
    if (!listed.ok) refuse(listed.error);
    const about = readTarget(call, flags.text('for'));
    const found = listed.value
      .filter(({ type, involvedObject }) => {
        if (types.length > 0 && !types.includes(type)) return false;
        return !about || (involvedObject?.kind === about.kind && involvedObject?.name === about.name);
      })
      .map((event, index) => ({ event, index, at: Date.parse(lastSeen(event) ?? '1970-01-01T00:00:00Z') }))
      .sort((one, other) => one.at - other.at || one.index - other.index)
      .map(({ event }) => event);
    const format = formatOf(call);
    if (format.name === 'name') {
      for (const { metadata } of found) call.line(`event/${metadata.name}`);
      return;
    }
    if (format.name !== '') {
      call.print(formatted(format, listOf(found.map(withoutManagedFields))));
      return;
    }
    if (found.length === 0) {
      call.printError(everywhere ? 'No events found.\n' : `No events found in ${call.namespace} namespace.\n`);
      return;
    }
    const headers = [...(everywhere ? ['NAMESPACE'] : []), 'LAST SEEN', 'TYPE', 'REASON', 'OBJECT', 'MESSAGE'];
    const rows = found.map((event) => [
      ...(everywhere ? [event.metadata.namespace ?? ''] : []),
      seen(event, nowMs),
      event['type'],
      event['reason'],
      `${event['involvedObject']?.kind}/${event['involvedObject']?.name}`,
      String(event['message'] ?? '').trim(),
    ]);
    call.print(tableText(flags.is('no-headers') ? rows : [headers, ...rows]));
  },
};

function seen(event: Anything, nowMs: number): string {
  const count = countOf(event);
  if (count > 1) return `${age(lastSeen(event), nowMs)} (x${count} over ${age(firstSeen(event), nowMs)})`;
  return age(firstSeen(event), nowMs);
}

function readTarget(call: Parameters<NonNullable<Command['run']>>[0], text: string) {
  if (text === '') return undefined;
  const [type = '', name = ''] = text.split('/');
  if (type === '' || name === '') failWith('--for must be in resource/name form');
  return { kind: kindOf(call.api, type).kind, name };
}
