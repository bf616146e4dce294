/** What a run on a machine with docker leaves for checks and measures: its containers at each instant that has a name. */
import type { LogLine } from '#container/container.ts';
import type { DockerContainer } from '#container/docker/docker-container.ts';
import type { Role } from '../../scenario.ts';
import type { PodLane } from '../../timeline/picture.ts';
import { isImage } from '../cast.ts';

export type ContainerState = 'created' | 'running' | 'restarting' | 'exited';

/** A container as it was. */
export interface ContainerView {
  readonly id: string;
  readonly name: string;
  readonly image: string;
  readonly labels: ReadonlyMap<string, string>;
  readonly environment: ReadonlyMap<string, string>;
  readonly state: ContainerState;
  readonly exitCode: number;
  readonly health: string | undefined;
  readonly restarts: number;
  readonly log: readonly LogLine[];
}

export interface HostSnapshot {
  readonly atMs: number;
  readonly containers: readonly ContainerView[];
}

export interface HostPlay {
  /** At an instant of the script; at the end where none is named. */
  snapshot(at?: string): HostSnapshot | undefined;
  /** How each container stood over time, in order of creation. */
  readonly lanes?: readonly PodLane[];
}

export function viewOf(container: DockerContainer): ContainerView {
  return {
    id: container.id,
    name: container.name,
    image: container.plan.image,
    labels: container.plan.labels,
    environment: container.run?.environment ?? container.plan.environment,
    state: container.state,
    exitCode: container.exitCode,
    health: container.health,
    restarts: container.restartCount,
    log: [...container.lines],
  };
}

/** Who plays a role, in order of creation: by image, by labels, and by name where the task fixes one. */
export function playersOf(snapshot: HostSnapshot, role: Role): readonly ContainerView[] {
  return snapshot.containers.filter(
    ({ image, labels, name }) =>
      (role.name === undefined || name === role.name || labels.get(serviceLabel) === role.name) &&
      (role.image.length === 0 || role.image.some((wanted) => isImage(image, wanted))) &&
      Object.entries(role.labels).every(([key, value]) => labels.get(key) === value),
  );
}

const serviceLabel = 'com.docker.compose.service';
