/**
 * Three hints worked out from what went wrong in the run of a written answer, each nearer than the one before: where to look,
 * at which object, at which field. What the field should say is left to the learner, and to the last hint (repair/).
 */
import type { Text } from '#base/text.ts';
import type { TraceEntry } from '#cluster/trace.ts';
import { type Actor, containersOf } from '../play/cast.ts';
import { brokenAt, firstBroken, type Judged } from '../play/judge.ts';
import { isAbout, type Play } from '../play/play.ts';
import { clockTime, inEach, list } from '../words.ts';
import { clueOfCheck } from './clues-of-checks.ts';
import { type Clue, clueOfEntry, type RankedClue } from './clues-of-entries.ts';

export function computedHints(play: Play, judged: readonly Judged[]): readonly Text[] {
  const broken = firstBroken(judged) ?? judged.find(({ finding }) => !finding.passed);
  if (!broken) return [];
  const actor = subjectOf(play, broken);
  const symptom = speaksForItself.has(broken.check.check) ? undefined : symptomOf(play, broken, actor);
  const clue = symptom?.clue ?? clueOfCheck(broken.check.check, play.host !== undefined);
  return [whereToLook(broken, clue, symptom), whichObject(play, broken, actor), clue.field];
}

/** What these ask for is said by no complaint of the run. */
const speaksForItself = new Set([
  'cost',
  'killed-within',
  'memory-limited',
  'never-two-at-once',
  'no-two-writers',
  'not-scheduled-on',
  'own-volume-each',
  'runs-on-schedule',
  'same-identity-after-loss',
  'scales-alone',
  'unreachable-from',
  'unreachable-from-outside',
  'uses-memory-medium',
  'volume-behind',
  'volume-limited',
]);

interface Symptom {
  readonly atMs: number;
  /** Of the object that it is about. */
  readonly pod: string;
  readonly clue: RankedClue;
}

/** Whom it broke for; else somebody who plays the role. */
function subjectOf(play: Play, { finding, check }: Judged): Actor | undefined {
  const role = typeof check['role'] === 'string' ? check['role'] : undefined;
  const cast = role === undefined || play.host ? [] : play.cast(role);
  return cast.find(({ name }) => name.name === finding.subject?.name) ?? cast.at(-1);
}

/** The most telling of what went wrong with this pod before the check broke, and the last of its kind: it says more than the check. */
function symptomOf(play: Play, broken: Judged, actor: Actor | undefined): Symptom | undefined {
  const untilMs = Math.min(brokenAt(broken), play.endMs);
  let best: Symptom | undefined;
  for (const entry of play.entries) {
    if (entry.atMs > untilMs) break;
    if (!('object' in entry) || !entry.object) continue;
    if (actor ? !isHis(entry, actor) : entry.object.kind === 'Pod') continue;
    // What got well by itself explains nothing: a pod that was not ready while it started, a node that came a moment later.
    if (best && isRecovery(entry) && entry.object.name === best.pod) best = undefined;
    const clue = clueOfEntry(entry);
    if (clue && clue.rank >= (best?.clue.rank ?? 0)) best = { atMs: entry.atMs, clue, pod: entry.object.name };
  }
  return best;
}

function isRecovery(entry: TraceEntry): boolean {
  return (entry.kind === 'pod-ready' && entry.ready) || entry.kind === 'pod-bound';
}

/** Of the pod itself, or of what makes it: a ReplicaSet that may create none speaks for pods that are not there. */
function isHis(entry: TraceEntry, actor: Actor): boolean {
  if (!('object' in entry) || !entry.object) return false;
  if (entry.object.kind === 'Pod') return isAbout({ atMs: entry.atMs, object: entry.object }, actor);
  return entry.kind === 'event' && entry.type === 'Warning' && entry.object.namespace === actor.name.namespace;
}

function whereToLook(broken: Judged, clue: Clue, symptom: Symptom | undefined): Text {
  return inEach((language) => {
    const failed = broken.statement[language];
    const when =
      symptom && (language === 'es' ? ` (hacia ${clockTime(symptom.atMs)})` : ` (near ${clockTime(symptom.atMs)})`);
    return language === 'es'
      ? `No se cumple «${failed}». ${clue.where.es}${when ?? ''}.`
      : `This is broken: “${failed}”. ${clue.where.en}${when ?? ''}.`;
  });
}

function whichObject(play: Play, { check }: Judged, actor: Actor | undefined): Text {
  const own = play.answerSize.names ?? [];
  if (!actor || ofOthers.has(check.check)) {
    if (own.length > 0 && own.length <= 6) {
      const names = own.map(({ kind, name }) => `${kind} \`${name}\``);
      return inEach((language) =>
        language === 'es'
          ? `Está en lo que has escrito: ${list(names, language)}.`
          : `It is in what you have written: ${list(names, language)}.`,
      );
    }
    const written = play.host
      ? { es: 'tus órdenes o tu archivo', en: 'your commands or your file' }
      : { es: 'tus manifiestos', en: 'your manifests' };
    return {
      es: `Está en ${written.es}: revísalos de arriba abajo pensando solo en esa condición.`,
      en: `It is in ${written.en}: go through them from top to bottom with that condition alone in mind.`,
    };
  }
  const role = play.role(String(check['role']));
  const containers = containersOf(actor, role).map((name) => `\`${name}\``);
  const owner = ownerOf(play, actor);
  return inEach((language) => {
    const which = list(containers, language);
    return language === 'es'
      ? `Mira ${owner.kind} \`${owner.name}\`, contenedor ${which}, y lo que ese pod usa.`
      : `Look at ${owner.kind} \`${owner.name}\`, container ${which}, and what that pod uses.`;
  });
}

/** Checks whose pods are somebody else's: who calls, not who is called. */
const ofOthers = new Set([
  'reachable-from',
  'unreachable-from',
  'resource-accepted',
  'resource-refused',
  'evictable-within-budget',
  'requests-served',
  'no-request-lost',
]);

/** What the learner wrote: the Deployment behind the ReplicaSet, the CronJob behind the Job. */
function ownerOf(play: Play, { pod, name }: Actor): { readonly kind: string; readonly name: string } {
  const snapshot = play.snapshot();
  const owner = pod.metadata.ownerReferences?.find(({ controller }) => controller);
  if (!owner) return { kind: 'Pod', name: name.name };
  if (owner.kind !== 'ReplicaSet' && owner.kind !== 'Job') return owner;
  const between = snapshot
    ?.list(owner.kind)
    .find(({ metadata }) => metadata.name === owner.name && metadata.namespace === name.namespace);
  return between?.metadata.ownerReferences?.find(({ controller }) => controller) ?? owner;
}
