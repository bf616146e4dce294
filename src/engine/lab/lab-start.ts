/** How a lab begins: everything that, with the lines typed since, makes it what it is. */
import type { ClusterSetting } from '../scenario.ts';

export interface LabStart {
  readonly seed: number;
  readonly cluster: ClusterSetting;
  /** The learner's folder at the beginning. */
  readonly files: Readonly<Record<string, string>>;
  /** The scenario it comes from. */
  readonly scenario?: string;
}

/** A cluster of so many equal nodes, with a cloud that gives balancers their addresses. */
export function smallCluster(nodes: number): ClusterSetting {
  return {
    nodes: Array.from({ length: nodes }, (_, index) => ({ name: `node-${index + 1}` })),
    namespace: 'default',
    objects: [],
    installed: { loadBalancer: { seconds: 5, network: '203.0.113' } },
    images: {},
  };
}
