/**
 * The pod that a word of the lab means: its name, the beginning of one, `pod/web-0`, or what looks after it: `deploy/web`. And
 * the names of what there is, for Tab and menus.
 */
import type { Pod } from '#api/core/pod.ts';
import { findByResourceName } from '#api/scheme.ts';
import { didYouMean } from '#base/did-you-mean.ts';
import type { LabCall } from './lab-command.ts';

export function podOf(call: LabCall, word: string): Pod {
  const { client } = call.room.cluster;
  const pods = client.list('Pod', { namespace: call.room.namespace });
  const [type, name] = word.includes('/') ? (word.split('/', 2) as [string, string]) : ['pod', word];
  const definition = findByResourceName(type.toLowerCase());
  const found =
    definition === undefined || definition.kind === 'Pod'
      ? (pods.find(({ metadata }) => metadata.name === name) ??
        pods.find(({ metadata }) => beginsWith(metadata.name, name)))
      : pods.find((pod) => isOf(pod, definition.kind, name));
  if (found) return found;
  const near = didYouMean(
    name,
    pods.map(({ metadata }) => metadata.name),
  );
  return call.refuse(
    `no hay ningún pod ${word} en el namespace ${call.room.namespace}${near ? `. ¿Quisiste decir ${near}?` : ''}`,
    `there is no pod ${word} in the namespace ${call.room.namespace}${near ? `. Did you mean ${near}?` : ''}`,
  );
}

/** `web` means `web-5d4f-x2x7z` and not `website-0`. */
function beginsWith(podName: string, word: string): boolean {
  return podName.startsWith(`${word}-`) || (word.length > 3 && word.includes('-') && podName.startsWith(word));
}

function isOf({ metadata }: Pod, kind: string, name: string): boolean {
  return (metadata.ownerReferences ?? []).some(
    (owner) =>
      (owner.kind === kind && owner.name === name) ||
      // A Deployment's pods belong to its ReplicaSets, a CronJob's to its Jobs.
      (kind === 'Deployment' && owner.kind === 'ReplicaSet' && owner.name.startsWith(`${name}-`)) ||
      (kind === 'CronJob' && owner.kind === 'Job' && owner.name.startsWith(`${name}-`)),
  );
}

export function podNames(call: {
  readonly cluster: LabCall['room']['cluster'];
  readonly namespace: string;
}): readonly string[] {
  return call.cluster.client.list('Pod', { namespace: call.namespace }).map(({ metadata }) => metadata.name);
}

/** Those whose programs run, by the names that the lab's own commands take. */
export function runningPodNames({ cluster, namespace }: Parameters<typeof podNames>[0]): readonly string[] {
  const pods = cluster.client.list('Pod', { namespace });
  return pods.filter(({ status }) => status?.phase === 'Running').map(({ metadata }) => metadata.name);
}

export function nodeNames({ cluster }: { readonly cluster: LabCall['room']['cluster'] }): readonly string[] {
  return cluster.client.list('Node').map(({ metadata }) => metadata.name);
}

export function serviceNames({ cluster, namespace }: Parameters<typeof podNames>[0]): readonly string[] {
  return cluster.client.list('Service', { namespace }).map(({ metadata }) => metadata.name);
}
