/** What the parts of a stage need of it: who is there, and the cluster they are in. */
import type { Cluster } from '#cluster/cluster.ts';
import type { ContainerFiles } from '#cluster/node-agent.ts';
import type { Role } from '../../scenario.ts';
import type { Actor } from '../cast.ts';

export interface Scene {
  readonly cluster: Cluster;
  readonly elapsedMs: number;
  readonly roleNames: readonly string[];
  role(name: string): Role;
  everybody(role: string): readonly Actor[];
  living(role: string): readonly Actor[];
  running(role: string): readonly Actor[];
  insideOf(actor: Actor, role: string): ContainerFiles | undefined;
}
