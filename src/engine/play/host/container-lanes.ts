/**
 * How the containers of a machine stood over time, told from what the host says of each change: the lanes of a picture, in
 * order of creation. A container that comes back under its old name goes on in its lane.
 */

import type { Text } from '#base/text.ts';
import type { DockerContainer } from '#container/docker/docker-container.ts';
import type { PodLane, PodState } from '../../timeline/picture.ts';

interface Lane {
  readonly container: DockerContainer;
  /** As it was called last: the lane keeps it when the container is gone. */
  name: string;
  readonly spans: { fromSeconds: number; state: PodState }[];
  /** What was worth a line so far. */
  readonly told: LaneNews['kind'][];
}

export interface LaneNews {
  readonly kind: 'started' | 'ended' | 'health';
  readonly text: Text;
  readonly tone: 'plain' | 'good' | 'bad';
}

export class ContainerLanes {
  readonly #lanes: Lane[] = [];

  /** `isThere` is false once it is removed, or its machine is lost. What is new is returned, where it is worth a line. */
  see(container: DockerContainer, elapsedMs: number, isThere: boolean): LaneNews | undefined {
    const lane = this.#laneOf(container);
    if (isThere) lane.name = container.name;
    const state = isThere ? stateOf(container) : 'gone';
    const fromSeconds = elapsedMs / 1000;
    const last = lane.spans.at(-1);
    if (last?.state === state) return undefined;
    // Of several changes in one instant the last counts.
    if (last?.fromSeconds === fromSeconds) lane.spans.pop();
    if (lane.spans.at(-1)?.state !== state) lane.spans.push({ fromSeconds, state });
    const news = newsOf(container, last?.state, state);
    // A crash loop is clear after its second round.
    if (!news || lane.told.filter((kind) => kind === news.kind).length >= 2) return undefined;
    lane.told.push(news.kind);
    return news;
  }

  get lanes(): readonly PodLane[] {
    return this.#lanes
      .filter(({ spans }) => spans.some(({ state }) => state !== 'gone'))
      .map(({ name, spans }) => ({ name, spans: [...spans] }));
  }

  #laneOf(container: DockerContainer): Lane {
    const own = this.#lanes.findIndex((lane) => lane.container === container);
    const known = this.#lanes[own];
    if (known) return known;
    const former = this.#lanes.findIndex(
      ({ name, spans }) => name === container.name && spans.at(-1)?.state === 'gone',
    );
    const lane: Lane = { container, name: container.name, spans: this.#lanes[former]?.spans ?? [], told: [] };
    if (former >= 0) this.#lanes[former] = lane;
    else this.#lanes.push(lane);
    return lane;
  }
}

/** A container without a health check is taken to serve as soon as it runs: docker knows no better. */
function stateOf(container: DockerContainer): PodState {
  switch (container.state) {
    case 'created':
      return container.startError === '' ? 'waiting' : 'failed';
    case 'running':
      if (container.isStopping) return 'stopping';
      return container.health === undefined || container.health === 'healthy' ? 'ready' : 'running';
    case 'restarting':
      return 'broken';
    case 'exited':
      return container.exitCode === 0 ? 'done' : 'failed';
  }
}

function newsOf(container: DockerContainer, before: PodState | undefined, after: PodState): LaneNews | undefined {
  const { name, exitCode, health } = container;
  const wasUp = before === 'ready' || before === 'running' || before === 'stopping';
  const isUp = after === 'ready' || after === 'running';
  if (isUp && !wasUp) {
    const text = { es: `Arranca el contenedor ${name}`, en: `Container ${name} starts` };
    return { kind: 'started', text, tone: 'plain' };
  }
  if (isUp && wasUp && health !== undefined) {
    const tone = health === 'healthy' ? 'good' : 'bad';
    return { kind: 'health', text: { es: `${name} pasa a ${health}`, en: `${name} becomes ${health}` }, tone };
  }
  if (wasUp && (after === 'done' || after === 'failed')) {
    const text = {
      es: `Termina el contenedor ${name}: código ${exitCode}`,
      en: `Container ${name} ends: code ${exitCode}`,
    };
    // Who was told to stop did no wrong by it.
    return { kind: 'ended', text, tone: exitCode === 0 || before === 'stopping' ? 'plain' : 'bad' };
  }
  return undefined;
}
