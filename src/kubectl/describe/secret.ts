/** Secrets: how long each value is, never the value. */
import type { Describer } from './describer.ts';
import { sortedEntries } from './writer.ts';

export const secretDescriber: Describer = {
  kind: 'Secret',
  describe(_call, writer, secret) {
    const { metadata } = secret;
    writer.line(`Name:\t${metadata.name}`);
    writer.line(`Namespace:\t${metadata.namespace}`);
    writer.labels('Labels', metadata.labels);
    writer.annotations('Annotations', metadata.annotations);
    writer.line('');
    writer.line(`Type:\t${secret['type']}`);
    writer.line('');
    writer.line('Data');
    writer.line('====');
    const isToken = secret['type'] === 'kubernetes.io/service-account-token';
    for (const [key, value] of sortedEntries(secret['data'] as Record<string, string> | undefined)) {
      const bytes = Buffer.from(value, 'base64');
      writer.line(`${key}:\t${isToken && key === 'token' ? bytes.toString('utf8') : `${bytes.length} bytes`}`);
    }
  },
};
