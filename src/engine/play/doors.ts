/** The Services that lead to a role's pods, whatever they are called: by what they select, oldest first, headless ones last. */
import type { ApiClient } from '#cluster/apiserver/api-client.ts';
import type { Actor } from './cast.ts';

export interface Door {
  readonly name: string;
  readonly namespace: string;
  readonly type: string;
  readonly port: number;
  readonly nodePort: number | undefined;
}

interface Scene {
  readonly client: ApiClient;
  living(role: string): readonly Actor[];
}

export function doorsTo(stage: Scene, role: string): readonly Door[] {
  const pods = stage.living(role).map(({ pod }) => pod.metadata);
  const doors = stage.client.list('Service').flatMap(({ metadata: { name, namespace = '' }, spec }) => {
    const selector = Object.entries(spec?.selector ?? {});
    const leadsThere = pods.some(
      (pod) => pod.namespace === namespace && selector.every(([key, value]) => pod.labels?.[key] === value),
    );
    if (selector.length === 0 || !leadsThere) return [];
    const isHeadless = spec?.clusterIP === 'None';
    return (spec?.ports ?? []).map(({ port, nodePort }) => {
      const door: Door = { name, namespace, type: spec?.type ?? 'ClusterIP', port, nodePort };
      return { door, isHeadless };
    });
  });
  return [...doors.filter((one) => !one.isHeadless), ...doors.filter((one) => one.isHeadless)].map(({ door }) => door);
}
