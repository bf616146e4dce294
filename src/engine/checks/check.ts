/**
 * What a check is: it owns its sentence in both languages, the figure it saw, and its partial credit. It judges a run that
 * is over and never looks at how the manifests were written. One check = one file, listed in index.ts.
 */
import type { z } from 'zod';
import type { Text } from '#base/text.ts';
import type { ObjectName } from '#cluster/trace.ts';
import type { Play } from '../play/play.ts';
import type { Role, World } from '../scenario.ts';

/** Most checks are about a role; those about the answer or the API server name none. */
export interface CheckParameters {
  readonly role?: string | undefined;
  readonly [parameter: string]: unknown;
}

export interface Check<Parameters extends CheckParameters = CheckParameters> {
  readonly name: string;
  /** What an author may write beside `id`, `check` and `weight`. */
  readonly parameters: z.ZodType<Parameters>;
  /** What it can judge: a cluster where it says nothing. */
  readonly world?: World | 'any';
  /** What must hold, with its bound: "Cada réplica tiene su propio volumen". */
  statement(parameters: Parameters, roleOf: (name: string) => Role): Text;
  /** Never asked when nobody plays the role: that finding is the same for all (judge.ts). */
  judge(play: Play, parameters: Parameters): Finding;
}

export interface Finding {
  readonly passed: boolean;
  /** The figure or fact seen: "3 reinicios", "fuera a los 21 s". */
  readonly observed: Text;
  /** 0 to 1; what a failed check is worth all the same. 1 when it passed. */
  readonly credit: number;
  /** Of two findings with the same verdict the one with the greater `badness` is the worse: seconds, restarts, pods. */
  readonly badness: number;
  /** When it broke, and for whom: the counter-example is told up to there. */
  readonly brokenAtMs?: number;
  /** How many of the script's notes come before it; several steps may share an instant. */
  readonly noteCount?: number;
  readonly subject?: ObjectName;
}

export function pass(observed: Text, badness = 0): Finding {
  return { passed: true, observed, credit: 1, badness };
}

export function broken(
  observed: Text,
  where: {
    readonly atMs?: number;
    readonly subject?: ObjectName;
    readonly badness?: number;
    readonly credit?: number;
    readonly noteCount?: number | undefined;
  } = {},
): Finding {
  return {
    passed: false,
    observed,
    credit: where.credit ?? 0,
    badness: where.badness ?? 0,
    ...(where.atMs === undefined ? {} : { brokenAtMs: where.atMs }),
    ...(where.noteCount === undefined ? {} : { noteCount: where.noteCount }),
    ...(where.subject === undefined ? {} : { subject: where.subject }),
  };
}

/** Lets each check keep its own parameters' type while the list holds them all. */
export function defineCheck<Parameters extends CheckParameters>(check: Check<Parameters>): Check {
  return check as unknown as Check;
}
