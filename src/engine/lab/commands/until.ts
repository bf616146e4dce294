/**
 * `until pod/web-0 ready`, `until deploy/web available`, `until job/copy complete`, `until pvc/data bound`, `until pod/x gone`,
 * `until ready` (all pods). A word is looked for among the conditions, then as the phase.
 */
import type { Pod } from '#api/core/pod.ts';
import type { KubernetesObject } from '#api/meta/object.ts';
import { findByResourceName, type KindName } from '#api/scheme.ts';
import { clockTime } from '../../words.ts';
import { secondsOf } from '../durations.ts';
import type { LabCall, LabCommand } from '../lab-command.ts';
import type { LabRoom } from '../lab-room.ts';

const usualSeconds = 600;

export const until: LabCommand = {
  name: 'until',
  group: 'time',
  usage: '(TYPE/NAME WORD | ready) [TIME]',
  summary: { es: 'deja pasar el tiempo hasta que algo se cumpla', en: 'let time pass until something is so' },
  examples: [
    ['until ready', { es: 'hasta que todos los pods estén listos', en: 'until all pods are ready' }],
    ['until pod/web-0 ready', { es: 'un pod', en: 'one pod' }],
    ['until deploy/web available 5m', { es: 'como mucho cinco minutos', en: 'five minutes at most' }],
    ['until pod/web-0 gone', { es: 'hasta que no exista', en: 'until it is no more' }],
  ],
  takes: ([, first = '']) => first.includes('/') || first.toLowerCase() === 'ready',
  *run(call: LabCall) {
    const [, first = '', ...rest] = call.words;
    const isAll = first.toLowerCase() === 'ready';
    const word = isAll ? 'ready' : rest[0];
    const time = isAll ? rest[0] : rest[1];
    const seconds = time === undefined ? usualSeconds : secondsOf(time);
    if (word === undefined || seconds === undefined) call.misused(until);
    const isSo = isAll ? () => allReady(call) : condition(call, first, word.toLowerCase());
    const reached = yield* call.room.pass(seconds, () => isSo() && isSettled(call));
    call.tellNews();
    const now = clockTime(call.room.cluster.clock.elapsedSeconds * 1000);
    const what = isAll ? 'ready' : `${first} ${word}`;
    if (!reached) call.refuse(`a las ${now} aún no se cumple: ${what}`, `at ${now} it is still not so: ${what}`);
    call.say({ es: `A las ${now} se cumple: ${what}.`, en: `At ${now} it is so: ${what}.` });
  },
  complete: (room, before) => {
    if (before.length === 1) return ['ready', ...targets(room)];
    return before.length === 2 && before[1] !== 'ready' ? ['ready', 'available', 'complete', 'bound', 'gone'] : [];
  },
};

/** What is mostly waited for, as it is typed. */
const awaited = [
  ['pod', 'Pod'],
  ['deploy', 'Deployment'],
  ['sts', 'StatefulSet'],
  ['ds', 'DaemonSet'],
  ['job', 'Job'],
  ['pvc', 'PersistentVolumeClaim'],
] as const;

function targets({ cluster, namespace }: LabRoom): readonly string[] {
  return awaited.flatMap(([short, kind]) =>
    cluster.client.list(kind, { namespace }).map(({ metadata }) => `${short}/${metadata.name}`),
  );
}

/** Everything that is due at this instant has happened: what is so only between two events of it was never so. */
function isSettled({ room: { cluster } }: LabCall): boolean {
  const { nextMs, nowMs } = cluster.clock;
  return nextMs === undefined || nextMs > nowMs;
}

function allReady({ room }: LabCall): boolean {
  const pods = room.cluster.client.list('Pod', { namespace: room.namespace });
  return pods.length > 0 && pods.every((pod) => pod.status?.phase === 'Succeeded' || isTrue(pod, 'ready'));
}

function condition(call: LabCall, target: string, word: string): () => boolean {
  const [type = '', name = ''] = target.split('/');
  const { cluster, namespace } = call.room;
  const definition =
    findByResourceName(type.toLowerCase()) ??
    [...cluster.client.customKinds()].find(({ plural, singular }) => [plural, singular].includes(type.toLowerCase()));
  if (!definition || name === '') {
    call.refuse(
      `no hay ningún tipo de objeto "${type}"; se escribe, por ejemplo, pod/web-0`,
      `there is no type of object "${type}"; write, for example, pod/web-0`,
    );
  }
  const kind = (definition.custom ? `${definition.kind}.${definition.group}` : definition.kind) as KindName;
  return () => {
    const object = cluster.client.get(kind, definition.namespaced ? namespace : undefined, name) as Some | undefined;
    if (word === 'gone' || word === 'deleted') return object === undefined;
    if (word === 'exists' || word === 'created') return object !== undefined;
    return object !== undefined && isTrue(object, word);
  };
}

type Some = KubernetesObject & {
  readonly spec?: { readonly replicas?: number };
  readonly status?: {
    readonly phase?: string;
    readonly observedGeneration?: number;
    readonly replicas?: number;
    readonly readyReplicas?: number;
    readonly numberReady?: number;
    readonly desiredNumberScheduled?: number;
    readonly conditions?: readonly { readonly type: string; readonly status: string }[];
  };
};

/** The controller has seen the object as it is now. */
function isUpToDate(object: Some | Pod): boolean {
  const { metadata, status } = object as Some;
  return (status?.observedGeneration ?? metadata.generation) === metadata.generation;
}

function isTrue(object: Some | Pod, word: string): boolean {
  const { spec, status = {} } = object as Some;
  const found = status.conditions?.find(({ type }) => type.toLowerCase() === word);
  if (found) return found.status === 'True';
  if (word === 'ready' && status.desiredNumberScheduled !== undefined) {
    return status.numberReady === status.desiredNumberScheduled;
  }
  if (word === 'ready' && spec?.replicas !== undefined) {
    // Neither fewer than wanted nor more: those that are to go are ready too.
    return (
      (status.readyReplicas ?? 0) === spec.replicas && (status.replicas ?? 0) === spec.replicas && isUpToDate(object)
    );
  }
  return status.phase?.toLowerCase() === word;
}
