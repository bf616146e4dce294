/**
 * Puts the checks to one or several runs of the same manifests. A fault's instant relative to the probes is chance in a real
 * cluster, so the worst run counts for each check. Of the runs in which something breaks, the one where it breaks first is told.
 */
import { invariant } from '#base/invariant.ts';
import type { Text } from '#base/text.ts';
import { broken, type Finding } from '../checks/check.ts';
import { findCheck } from '../checks/index.ts';
import { isWorse } from '../checks/worst.ts';
import type { CheckResult } from '../grading.ts';
import type { Role, Scenario, ScenarioCheck } from '../scenario.ts';
import { inEach, list } from '../words.ts';
import type { Play } from './play.ts';

export interface Judged {
  readonly check: ScenarioCheck;
  readonly statement: Text;
  readonly finding: Finding;
}

export function judge(play: Play, scenario: Scenario): readonly Judged[] {
  return scenario.checks.map((check) => {
    const { id: _id, check: name, weight: _weight, misconception: _misconception, ...parameters } = check;
    const found = findCheck(name);
    invariant(found, `content lets no unknown check through, "${name}" is one`);
    const parsed = found.parameters.parse(parameters);
    const roleOf = (roleName: string) => play.role(roleName);
    const finding =
      parsed.role !== undefined && !play.host && play.cast(parsed.role).length === 0
        ? nobody(play.role(parsed.role))
        : found.judge(play, parsed);
    return { check, statement: found.statement(parsed, roleOf), finding };
  });
}

function nobody(role: Role): Finding {
  const images = role.image.map((image) => `\`${image}\``);
  const labels = Object.entries(role.labels).map(([key, value]) => `\`${key}: ${value}\``);
  const observed = inEach((language) => {
    const wanted = list([...images, ...labels], language);
    if (wanted === '')
      return language === 'es'
        ? `no se encontró ${role.title.es}: no hay ningún pod`
        : `${role.title.en} was not found: there is no pod`;
    return language === 'es'
      ? `no se encontró ${role.title.es}: ningún pod tiene ${wanted}`
      : `${role.title.en} was not found: no pod has ${wanted}`;
  });
  return broken(observed, { atMs: 0, badness: Number.MAX_SAFE_INTEGER });
}

/** For each check the worst of several runs' findings. */
export function worstOf(runs: readonly (readonly Judged[])[]): readonly Judged[] {
  const [first, ...rest] = runs;
  invariant(first, 'there is a run to judge');
  return first.map((judged, index) =>
    rest.reduce((worst, other) => {
      const candidate = other[index];
      return candidate && isWorse(candidate.finding, worst.finding) ? candidate : worst;
    }, judged),
  );
}

/** The failed check that broke first in this run. */
export function firstBroken(judged: readonly Judged[]): Judged | undefined {
  const failed = judged.filter(({ finding }) => !finding.passed);
  return failed.reduce<Judged | undefined>(
    (first, one) => (!first || brokenAt(one) < brokenAt(first) ? one : first),
    undefined,
  );
}

export function brokenAt({ finding }: Judged): number {
  return finding.brokenAtMs ?? Number.POSITIVE_INFINITY;
}

/** The weighted share of what held: 3 of 4 equal checks and half of the fourth are 0.875. */
export function scoreOf(judged: readonly Judged[]): number {
  const total = judged.reduce((sum, { check }) => sum + check.weight, 0);
  const earned = judged.reduce((sum, { check, finding }) => sum + check.weight * finding.credit, 0);
  return total === 0 ? 0 : Math.round((earned / total) * 1000) / 1000;
}

export function resultsOf(judged: readonly Judged[]): readonly CheckResult[] {
  return judged.map(({ check, statement, finding }) => ({
    id: check.id,
    passed: finding.passed,
    statement,
    observed: finding.observed,
    weight: check.weight,
  }));
}
