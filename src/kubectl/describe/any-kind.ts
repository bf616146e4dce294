/** Kinds without a layout of their own: every field under its name in words, in alphabetical order. */
import type { Describer } from './describer.ts';
import { describeEvents } from './events.ts';
import { sortedEntries, type Writer } from './writer.ts';

export const describeAnyKind: Describer['describe'] = (call, writer, object) => {
  const { metadata } = object;
  writer.line(`Name:\t${metadata.name}`);
  writer.line(`Namespace:\t${metadata.namespace ?? ''}`);
  writer.labels('Labels', metadata.labels);
  writer.annotations('Annotations', metadata.annotations);
  writer.line(`API Version:\t${object.apiVersion}`);
  writer.line(`Kind:\t${object.kind}`);
  const { managedFields: _, labels: __, annotations: ___, name: ____, namespace: _____, ...meta } = metadata;
  const { apiVersion: ______, kind: _______, ...rest } = object;
  describeFields(writer, { ...rest, metadata: meta } as unknown as Record<string, unknown>, 0);
  describeEvents(call, writer, object);
};

function describeFields(writer: Writer, fields: Readonly<Record<string, unknown>>, level: number): void {
  for (const [name, value] of sortedEntries(fields)) {
    const title = inWords(name);
    if (Array.isArray(value)) {
      writer.line(`${title}:`, level);
      for (const item of value as readonly unknown[]) {
        if (isMap(item)) describeFields(writer, item, level + 1);
        else writer.line(String(item), level + 1);
      }
    } else if (isMap(value)) {
      writer.line(`${title}:`, level);
      describeFields(writer, value, level + 1);
    } else writer.line(`${title}:\t${String(value)}`, level);
  }
}

function isMap(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/** `resourceVersion` is `Resource Version`, `podIP` is `Pod IP`, `uid` is `UID`. */
function inWords(name: string): string {
  if (name === 'uid') return 'UID';
  const parts = name.replace(/([a-z0-9])([A-Z])/g, '$1 $2').replace(/([A-Z]+)([A-Z][a-z])/g, '$1 $2');
  return parts.charAt(0).toUpperCase() + parts.slice(1);
}
