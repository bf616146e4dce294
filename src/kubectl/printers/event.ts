/** Events. */
import type { Anything } from '../api.ts';
import { age } from '../output/age.ts';
import { column, type Printer, wide } from './printer.ts';

export const eventPrinter: Printer = {
  kind: 'Event',
  columns: [
    column('LAST SEEN', (event, { nowMs }) => age(lastSeen(event), nowMs)),
    column('TYPE', ({ type }) => type),
    column('REASON', ({ reason }) => reason),
    column('OBJECT', ({ involvedObject }) => {
      const { kind = '', name = '' } = involvedObject ?? {};
      return name === '' ? kind.toLowerCase() : `${kind.toLowerCase()}/${name}`;
    }),
    wide('SUBOBJECT', ({ involvedObject }) => involvedObject?.fieldPath ?? ''),
    wide('SOURCE', (event) => sourceText(event)),
    column('MESSAGE', ({ message }) => String(message ?? '').trim()),
    wide('FIRST SEEN', (event, { nowMs }) => age(firstSeen(event), nowMs)),
    wide('COUNT', (event) => String(countOf(event))),
    wide('NAME', ({ metadata }) => metadata.name),
  ],
};

/** When the newest of a series was seen. */
export function lastSeen(event: Anything): string | undefined {
  return event['series']?.lastObservedTime ?? event['lastTimestamp'] ?? event['eventTime'] ?? event['firstTimestamp'];
}

export function firstSeen(event: Anything): string | undefined {
  return event['firstTimestamp'] ?? event['eventTime'];
}

export function countOf(event: Anything): number {
  return event['series']?.count ?? event['count'] ?? 1;
}

function sourceText({ source, reportingComponent }: Anything): string {
  const component = source?.component || reportingComponent || '';
  return source?.host ? `${component}, ${source.host}` : component;
}
