/** ServiceAccounts. */
import type { Describer } from './describer.ts';
import { describeEvents } from './events.ts';

export const serviceAccountDescriber: Describer = {
  kind: 'ServiceAccount',
  describe(call, writer, account) {
    const { metadata } = account;
    writer.line(`Name:\t${metadata.name}`);
    writer.line(`Namespace:\t${metadata.namespace}`);
    writer.labels('Labels', metadata.labels);
    writer.annotations('Annotations', metadata.annotations);
    const secrets = ((account['imagePullSecrets'] ?? []) as readonly { name: string }[]).map(({ name }) => name);
    const [first = '<none>', ...others] = secrets;
    writer.line(`Image pull secrets:\t${first}`);
    for (const other of others) writer.line(`\t${other}`);
    describeEvents(call, writer, account);
  },
};
