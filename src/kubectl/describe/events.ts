/** The events at the end of a description, oldest first. */
import type { Anything } from '../api.ts';
import type { Call } from '../call.ts';
import { age } from '../output/age.ts';
import { countOf, firstSeen, lastSeen } from '../printers/event.ts';
import type { Writer } from './writer.ts';

export function describeEvents(call: Call, writer: Writer, object: Anything): void {
  const events = eventsOf(call, object);
  if (events.length === 0) {
    writer.line('Events:\t<none>');
    return;
  }
  writer.line('Events:');
  writer.line('Type\tReason\tAge\tFrom\tMessage', 1);
  writer.line('----\t------\t----\t----\t-------', 1);
  for (const event of events) {
    const { type, reason, source, reportingComponent, message = '', involvedObject } = event;
    const field = involvedObject?.fieldPath ? `${involvedObject.fieldPath}: ` : '';
    const words = `${field}${String(message).trim()}`.split('\n').join('\n  \t\t\t\t');
    writer.line(
      `${type}\t${reason}\t${seenText(event, call.nowMs)}\t${source?.component || reportingComponent || ''}\t${words}`,
      1,
    );
  }
}

/** `10s (x4 over 2m)`. */
function seenText(event: Anything, nowMs: number): string {
  const count = countOf(event);
  if (count > 1) return `${age(lastSeen(event), nowMs)} (x${count} over ${age(firstSeen(event), nowMs)})`;
  return age(firstSeen(event), nowMs);
}

/** What was said about an object: by uid where the event knows it. */
function eventsOf(call: Call, { kind, metadata }: Anything): readonly Anything[] {
  const namespace = metadata.namespace ?? 'default';
  const all = call.cluster.client.list('Event', { namespace }) as unknown as readonly Anything[];
  return all
    .filter(({ involvedObject: about = {} }) => {
      return (
        about.kind === kind &&
        about.name === metadata.name &&
        (!about.uid || about.uid === metadata.uid || kind === 'Node')
      );
    })
    .map((event, index) => ({ event, index, at: Date.parse(lastSeen(event) ?? '1970-01-01T00:00:00Z') }))
    .sort((one, other) => one.at - other.at || one.index - other.index)
    .map(({ event }) => event);
}
