/**
 * A group that practises together: the questions it takes, one after the other, and where. What is asked and how many answered
 * are posts of community.ts, one a question, under the keys made here. A port, as those of ports.ts.
 */
import { SeededRandom } from '#simulation/seeded-random.ts';
import type { Library } from './ports.ts';

export interface Gathering {
  readonly server: string;
  /** The seed in letters and digits: everybody gets the same figures. */
  readonly id: string;
  /** The thread. */
  readonly channel: string;
  /** Who began it; nobody once they had their data erased. */
  readonly owner?: string;
  readonly scenarios: readonly string[];
  readonly startedAt: number;
  readonly endedAt?: number;
}

export interface GatheringStore {
  create(gathering: Gathering): Promise<void>;
  load(server: string, id: string): Promise<Gathering | undefined>;
  /** True for the one that ended it. */
  end(server: string, id: string, at: number): Promise<boolean>;
}

/** So many questions, of one topic or of all, in the order of the course; the same for the same seed. */
export function drawForGathering(
  library: Library,
  { topic, count, seed }: { readonly topic?: string; readonly count: number; readonly seed: number },
): readonly string[] {
  const all = library.list().filter((scenario) => topic === undefined || scenario.topic === topic);
  const random = new SeededRandom(seed).fork('gathering');
  const drawn = new Set<string>();
  while (drawn.size < Math.min(count, all.length)) drawn.add(random.pick(all).id);
  return all.flatMap(({ id }) => (drawn.has(id) ? [id] : []));
}

export function gatheringId(seed: number): string {
  return seed.toString(36);
}

export function gatheringSeed(id: string): number {
  return Number.parseInt(id, 36);
}

/** `g1k2j3h-2`: the third question of gathering 1k2j3h. No day is written like this. */
export function gatheringKey(id: string, position: number): string {
  return `g${id}-${position}`;
}

export function readGatheringKey(key: string): { readonly id: string; readonly position: number } | undefined {
  const [, id, position] = /^g([0-9a-z]{1,7})-(\d{1,3})$/.exec(key) ?? [];
  return id === undefined ? undefined : { id, position: Number(position) };
}
