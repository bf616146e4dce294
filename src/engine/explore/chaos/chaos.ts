/**
 * One design faces one fault: it is applied as its question applies it, has an hour to get ready, then takes ten requests a
 * second for each role, keeps data where its images keep them, and a minute later the fault strikes. What is lost in the ten
 * minutes that follow is counted; data are looked for when nodes are back and all had ten more, because what is out of reach is
 * not lost. Nothing of it depends on the question's own script, so all designs face the same.
 */

import type { Stretch } from '#cluster/network/traffic.ts';
import type { ImageCatalogue } from '#container/image.ts';
import { parseImageReference } from '#container/image-reference.ts';
import type { Span } from '../../checks/instants.ts';
import { tally } from '../../checks/requests.ts';
import type { Run } from '../../grading.ts';
import { type Actor, containersOf } from '../../play/cast.ts';
import { isAbout, type Play } from '../../play/play.ts';
import { type SimulationParts, simulate } from '../../play/simulate.ts';
import type { Scenario, ScriptStep } from '../../scenario.ts';
import { chaosSteps, mainRole, showsData } from './faults.ts';
import type { ChaosOutcome, RoleLosses } from './losses.ts';

export function faceChaos(request: {
  readonly scenario: Scenario;
  readonly manifests: string;
  readonly seed: number;
  readonly parts: SimulationParts;
  readonly fault: string;
}): ChaosOutcome | undefined {
  const { scenario, manifests, seed, fault } = request;
  const { images } = request.parts;
  const steps = chaosSteps(scenario, fault);
  if (steps.length === 0) return undefined;
  const folders = showsData(scenario, fault) ? foldersOf(scenario, images) : new Map();
  const story = { ...scenario, checks: [], script: scriptOf(scenario, folders, steps) };
  // Runs are remembered by manifests alone, and this is another script than the question's: none is looked up.
  const simulation = simulate({ scenario: story, manifests, fileName: 'answer.yaml', seed, parts: { images } });
  if (simulation.kind === 'refused') return { kind: 'refused' };
  const { play, run } = simulation;
  const { dataWritten, dataLost } = dataOf(play, scenario, images);
  return {
    kind: 'faced',
    roles: Object.keys(scenario.roles).map((role) => lossesOf(play, role, role === mainRole(scenario))),
    ...(dataWritten > 0 && { dataWritten, dataLost }),
    run: toldFrom(run, play),
  };
}

const [begins, ends] = ['chaos-begins', 'chaos-ends'];
const readySeconds = 3600;
const requestsPerSecond = 10;
const calmSeconds = 60;
const watchedSeconds = 600;
const healingSeconds = 600;

function scriptOf(
  scenario: Scenario,
  folders: ReadonlyMap<string, readonly string[]>,
  fault: readonly ScriptStep[],
): readonly ScriptStep[] {
  const applied = scenario.script.findIndex(({ step }) => step === 'answer');
  const main = mainRole(scenario);
  const roles = Object.keys(scenario.roles);
  const waited = fault.reduce((sum, { step, seconds }) => sum + (step === 'wait' ? Number(seconds) : 0), 0);
  return [
    ...scenario.script.slice(0, applied + 1),
    { step: 'wait-until-ready', role: main, seconds: readySeconds },
    // Time for whoever leans on it, and for endpoints to be known.
    { step: 'wait', seconds: calmSeconds },
    ...roles.map((role) => ({ step: 'traffic', role, requestsPerSecond, as: trafficTo(role) })),
    ...[...folders].flatMap(([role, paths]) => paths.map((path) => ({ step: 'write-data', role, path }))),
    { step: 'wait', seconds: calmSeconds, as: begins },
    ...fault,
    { step: 'wait', seconds: watchedSeconds - waited, as: ends },
    { step: 'registry-normal' },
    { step: 'node-up' },
    { step: 'wait', seconds: healingSeconds },
  ];
}

function trafficTo(role: string): string {
  return `chaos-requests-${role}`;
}

function lossesOf(play: Play, role: string, isMain: boolean): RoleLosses {
  const span = { startMs: play.marks.get(begins) ?? 0, endMs: play.marks.get(ends) ?? play.endMs };
  const requests = play.requests.get(trafficTo(role));
  const told = requests && !requests.isLost ? tally(play, trafficTo(role), span) : undefined;
  const all = ((span.endMs - span.startMs) / 1000) * requestsPerSecond;
  return {
    role,
    isMain,
    title: play.role(role).title,
    hasDoor: told !== undefined,
    requestsSent: Math.round(told?.sent ?? all),
    requestsFailed: Math.round(told ? told.sent - told.served : all),
    secondsUnserved: Math.round(
      (told ? unservedMs(requests?.stretches ?? [], span) : span.endMs - span.startMs) / 1000,
    ),
    ...readiness(play, role, span),
  };
}

/** For how long every request failed: what a visitor would call down, whatever the Service still believed. */
function unservedMs(stretches: readonly Stretch[], { startMs, endMs }: Span): number {
  return stretches
    .filter(({ served }) => served < 1e-6)
    .reduce((sum, { fromMs, toMs }) => sum + Math.max(0, Math.min(toMs, endMs) - Math.max(fromMs, startMs)), 0);
}

/**
 * For how long no pod of the role was ready, and how many fewer than at first were ready in the mean: what tells designs apart
 * where no Service leads to any, or where those that are left carry the load.
 */
function readiness(play: Play, role: string, { startMs, endMs }: Span) {
  const actors = play.cast(role);
  const ready = new Set<Actor>();
  let [sinceMs, outMs, missingMs, atFirst] = [startMs, 0, 0, 0];
  const pass = (atMs: number) => {
    const until = Math.min(endMs, Math.max(startMs, atMs));
    if (atMs <= startMs) atFirst = ready.size;
    if (ready.size === 0) outMs += until - sinceMs;
    // Who never had one ready lacks the one that is wanted at least.
    missingMs += Math.max(0, Math.max(1, atFirst) - ready.size) * (until - sinceMs);
    sinceMs = until;
  };
  for (const { atMs, actor, isReady } of readinessChanges(play, actors)) {
    pass(atMs);
    if (isReady) ready.add(actor);
    else ready.delete(actor);
    if (atMs <= startMs) atFirst = ready.size;
  }
  pass(endMs);
  return {
    secondsNotReady: Math.round(outMs / 1000),
    podsMissing: Math.round((10 * missingMs) / (endMs - startMs)) / 10,
  };
}

function readinessChanges(play: Play, actors: readonly Actor[]) {
  const told = play.entries.flatMap((entry) => {
    if (entry.kind !== 'pod-ready') return [];
    const actor = actors.find((one) => isAbout(entry, one));
    return actor ? [{ atMs: entry.atMs, actor, isReady: entry.ready }] : [];
  });
  const gone = actors.flatMap((actor) =>
    actor.deletedMs === undefined ? [] : [{ atMs: actor.deletedMs, actor, isReady: false }],
  );
  return [...told, ...gone].sort((one, other) => one.atMs - other.atMs);
}

/** Where the images of a role keep their data. */
function foldersOf(scenario: Scenario, images: ImageCatalogue): ReadonlyMap<string, readonly string[]> {
  return new Map(
    Object.entries(scenario.roles).map(([role, { image }]) => [
      role,
      [...new Set(image.flatMap((one) => dataFolderOf(one, images) ?? []))],
    ]),
  );
}

function dataFolderOf(image: string, images: ImageCatalogue): string | undefined {
  if (!parseImageReference(image).ok) return undefined;
  return images.find(image).programs.flatMap(({ data }) => data?.directory ?? [])[0];
}

/** What each pod wrote counts once, where its own image keeps data; lost is what nobody who runs in the end can find. */
function dataOf(play: Play, scenario: Scenario, images: ImageCatalogue) {
  let [dataWritten, dataLost] = [0, 0];
  for (const { role, path, actors } of play.wrote) {
    if (!Object.hasOwn(scenario.roles, role)) continue;
    for (const actor of actors) {
      const names = containersOf(actor, play.role(role));
      const own = actor.pod.spec.containers.filter(({ name }) => names.includes(name));
      if (!own.some(({ image }) => image !== undefined && dataFolderOf(image, images) === path)) continue;
      dataWritten++;
      const isFound = play.readings.some((reading) => reading.path === path && reading.found.includes(actor.uid));
      if (!isFound) dataLost++;
    }
  }
  return { dataWritten, dataLost };
}

/** What came before the fault is the same calm everywhere: the telling begins a moment before it, and ends with what is counted. */
function toldFrom(run: Run, play: Play): Pick<Run, 'timeline' | 'picture' | 'simulatedSeconds'> {
  const fromSeconds = ((play.marks.get(begins) ?? 0) - 1000) / 1000;
  const toSeconds = (play.marks.get(ends) ?? play.endMs) / 1000;
  const { timeline, picture, simulatedSeconds } = run;
  return {
    timeline: timeline.filter(({ seconds }) => seconds >= fromSeconds && seconds <= toSeconds),
    ...(picture && { picture }),
    simulatedSeconds,
  };
}
