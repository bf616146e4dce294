/** A volume that carries zone or region labels is used in its zone and region. */
import { type Plugin, unresolvable } from '../framework.ts';
import { missingClaim } from './volume-restrictions.ts';

const topologyLabels = [
  'topology.kubernetes.io/zone',
  'topology.kubernetes.io/region',
  'failure-domain.beta.kubernetes.io/zone',
  'failure-domain.beta.kubernetes.io/region',
];

interface ZoneRequirement {
  readonly label: string;
  readonly values: ReadonlySet<string>;
}

export const volumeZone: Plugin<readonly ZoneRequirement[]> = {
  name: 'VolumeZone',
  preFilter(pod, { client }) {
    const requirements: ZoneRequirement[] = [];
    for (const name of pod.claimNames) {
      const claim = client.get('PersistentVolumeClaim', pod.namespace, name);
      if (!claim) return { kind: 'reject', rejection: unresolvable(missingClaim(pod, name)) };
      const volume = client.get('PersistentVolume', undefined, claim.spec?.volumeName ?? '');
      for (const label of topologyLabels) {
        const value = volume?.metadata.labels?.[label];
        if (value !== undefined) requirements.push({ label, values: new Set(value.split('__')) });
      }
    }
    return requirements.length === 0 ? { kind: 'skip' } : { kind: 'go', state: requirements };
  },
  filter(requirements, _pod, { labels }) {
    // A node that knows of no zones at all is let be.
    if (!topologyLabels.some((label) => labels[label] !== undefined)) return undefined;
    const met = requirements.every(({ label, values }) => values.has(labels[label] ?? ''));
    return met ? undefined : unresolvable('node(s) had no available volume zone');
  },
  wakes: (event) => event.kind === 'storage' || event.kind === 'node-added' || event.kind === 'node-updated',
};
