/** What designs lost to a fault, and who lost less: the share of the data first, then requests, then seconds, then pods; who lost the same shares a place. */
import type { Text } from '#base/text.ts';
import type { Run } from '../../grading.ts';

export type ChaosOutcome =
  /** The API server did not take the design: there was nothing that could have stood. */
  | { readonly kind: 'refused' }
  /** The run was cut off too often; the design is left out of the ranking. */
  | { readonly kind: 'not-run' }
  | {
      readonly kind: 'faced';
      readonly roles: readonly RoleLosses[];
      /** How many pods kept data, and of how many nobody finds them in the end; absent where none keeps any. */
      readonly dataWritten?: number;
      readonly dataLost?: number;
      /** From the fault on. */
      readonly run: Pick<Run, 'timeline' | 'picture' | 'simulatedSeconds'>;
    };

export interface RoleLosses {
  readonly role: string;
  readonly title: Text;
  /** The one that is struck, where the fault says nothing else. */
  readonly isMain: boolean;
  /** Whether a Service led to it; without one all requests count as failed. */
  readonly hasDoor: boolean;
  readonly requestsSent: number;
  readonly requestsFailed: number;
  readonly secondsUnserved: number;
  readonly secondsNotReady: number;
  /** How many fewer than before the fault were ready, in the mean. */
  readonly podsMissing: number;
}

/** What is compared. A figure is absent where no design has it. */
export interface Losses {
  /** 0 to 1, so that whoever runs more copies does not lose more; whoever never got to keep any lost it all. */
  readonly dataShareLost?: number;
  readonly dataLost?: number;
  readonly dataWritten?: number;
  readonly requestsFailed?: number;
  readonly requestsSent?: number;
  readonly secondsDown: number;
  readonly podsMissing: number;
}

export interface RankedDesign<Key> {
  readonly design: Key;
  readonly outcome: ChaosOutcome;
  /** Absent where it was refused. */
  readonly losses?: Losses;
  readonly place: number;
}

/**
 * Requests to a role count when the Service of at least one design leads to it: a database that nobody is asked to publish costs
 * nobody anything, and forgetting the Service that others have costs all its requests. Refused designs share the last place.
 */
export function rankDesigns<Key>(outcomes: ReadonlyMap<Key, ChaosOutcome>): readonly RankedDesign<Key>[] {
  const doors = new Set<string>();
  let keepsData = false;
  for (const outcome of outcomes.values()) {
    if (outcome.kind !== 'faced') continue;
    for (const { role, hasDoor } of outcome.roles) if (hasDoor) doors.add(role);
    keepsData ||= outcome.dataWritten !== undefined;
  }
  const compared = [...outcomes].flatMap(([design, outcome]) => {
    if (outcome.kind === 'not-run') return [];
    return [{ design, outcome, ...(outcome.kind === 'faced' && { losses: lossesOf(outcome, doors, keepsData) }) }];
  });
  const sorted = compared.toSorted((one, other) => compare(one.losses, other.losses));
  return sorted.map((one) => ({
    ...one,
    place: 1 + sorted.findIndex((other) => compare(other.losses, one.losses) === 0),
  }));
}

function lossesOf(
  { roles, dataWritten = 0, dataLost = 0 }: Extract<ChaosOutcome, { kind: 'faced' }>,
  doors: ReadonlySet<string>,
  keepsData: boolean,
): Losses {
  const counted = roles.filter(({ role }) => doors.has(role));
  const main = roles.find(({ isMain }) => isMain);
  const sum = (figure: (one: RoleLosses) => number) => counted.reduce((total, one) => total + figure(one), 0);
  return {
    ...(keepsData && { dataWritten, dataLost, dataShareLost: dataWritten === 0 ? 1 : dataLost / dataWritten }),
    ...(counted.length > 0 && {
      requestsFailed: sum(({ requestsFailed }) => requestsFailed),
      requestsSent: sum(({ requestsSent }) => requestsSent),
    }),
    podsMissing: main?.podsMissing ?? 0,
    secondsDown: main ? (doors.has(main.role) ? main.secondsUnserved : main.secondsNotReady) : 0,
  };
}

/** Less than 0 where `one` lost less. */
function compare(one: Losses | undefined, other: Losses | undefined): number {
  if (!one || !other) return Number(!one) - Number(!other);
  return (
    (one.dataShareLost ?? 0) - (other.dataShareLost ?? 0) ||
    (one.requestsFailed ?? 0) - (other.requestsFailed ?? 0) ||
    one.secondsDown - other.secondsDown ||
    one.podsMissing - other.podsMissing
  );
}
