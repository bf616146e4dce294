/**
 * Gives every namespace the ServiceAccount `default`, as which its pods run that name no other. It comes back when somebody
 * deletes it.
 */
import type { Controller } from './controller.ts';

const accountName = 'default';

export const serviceAccountController: Controller = {
  name: 'serviceaccount-controller',
  start({ client, queue }) {
    const names = queue((namespace) => {
      const found = client.get('Namespace', undefined, namespace);
      if (!found || found.metadata.deletionTimestamp !== undefined) return;
      if (!client.get('ServiceAccount', namespace, accountName)) {
        const refused = !client.create('ServiceAccount', {
          apiVersion: 'v1',
          kind: 'ServiceAccount',
          metadata: { name: accountName, namespace },
        }).ok;
        if (refused) names.addRateLimited(namespace);
      }
    });
    client.watch('Namespace', ({ object }) => names.add(object.metadata.name));
    client.watch('ServiceAccount', ({ type, object }) => {
      if (type === 'DELETED' && object.metadata.name === accountName) names.add(object.metadata.namespace ?? '');
    });
  },
};
