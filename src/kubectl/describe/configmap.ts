/** ConfigMaps, with all they hold. */
import type { Describer } from './describer.ts';
import { describeEvents } from './events.ts';
import { sortedEntries } from './writer.ts';

export const configMapDescriber: Describer = {
  kind: 'ConfigMap',
  describe(call, writer, configMap) {
    const { metadata } = configMap;
    writer.line(`Name:\t${metadata.name}`);
    writer.line(`Namespace:\t${metadata.namespace}`);
    writer.labels('Labels', metadata.labels);
    writer.annotations('Annotations', metadata.annotations);
    writer.line('');
    writer.line('Data');
    writer.line('====');
    for (const [key, value] of sortedEntries(configMap['data'] as Record<string, string> | undefined)) {
      writer.line(`${key}:`);
      writer.line('----');
      for (const line of `${value}\n`.split('\n')) writer.line(line);
    }
    writer.line('');
    writer.line('BinaryData');
    writer.line('====');
    for (const [key, value] of sortedEntries(configMap['binaryData'] as Record<string, string> | undefined)) {
      writer.line(`${key}: ${Buffer.from(value, 'base64').length} bytes`);
    }
    writer.line('');
    describeEvents(call, writer, configMap);
  },
};
