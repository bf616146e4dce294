/** The name by which a pod of the role can be found in DNS, whole: `db-0.db.default.svc.cluster.local`. */
import type * as z from 'zod';
import { defineMeasure } from './measure.ts';
import { podAt, podParameters } from './pod-at.ts';

export const dnsName = defineMeasure<z.infer<typeof podParameters>>({
  name: 'dns-name',
  parameters: podParameters,
  statement: { es: 'Nombre del pod en DNS', en: 'Name of the pod in DNS' },
  read(play, asked) {
    const pod = podAt(play, asked);
    const { hostname, subdomain } = pod?.spec ?? {};
    // Without a headless Service of that name nobody answers for it.
    const service = play
      .snapshot(asked.at)
      ?.list('Service')
      .find(
        ({ metadata, spec }) =>
          metadata.name === subdomain && metadata.namespace === pod?.metadata.namespace && spec?.clusterIP === 'None',
      );
    if (!pod || !hostname || !service) return undefined;
    return `${hostname}.${subdomain}.${pod.metadata.namespace}.svc.cluster.local`;
  },
});
