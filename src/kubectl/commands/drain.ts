/** `kubectl drain`: cordon a node and evict its pods, within disruption budgets. */
import type { Anything } from '../api.ts';
import { dryRunFlag, dryRunOf, dryRunSuffix } from '../arguments/common-flags.ts';
import type { Call } from '../call.ts';
import type { Command } from '../command.ts';
import { Exit } from '../exit.ts';
import { markNode, nodesNamed } from './cordon.ts';

export const drain: Command = {
  name: 'drain',
  summary: { es: 'Vacía un nodo con orden', en: 'Empty a node in good order' },
  examples: [
    ['kubectl drain node-1 --ignore-daemonsets', { es: 'Lo habitual', en: 'The usual way' }],
    [
      'kubectl drain node-1 --ignore-daemonsets --delete-emptydir-data --force',
      { es: 'Pase lo que pase', en: 'Whatever it costs' },
    ],
  ],
  usage: 'NODE',
  flags: [
    dryRunFlag,
    { name: 'force', type: 'bool' },
    { name: 'ignore-daemonsets', type: 'bool' },
    { name: 'delete-emptydir-data', type: 'bool' },
    { name: 'disable-eviction', type: 'bool' },
    { name: 'grace-period', type: 'int', default: '-1' },
    { name: 'timeout', type: 'duration', default: '0' },
    { name: 'skip-wait-for-delete-timeout', type: 'int', default: '0' },
    { name: 'pod-selector', type: 'string' },
    { name: 'selector', short: 'l', type: 'string' },
    { name: 'chunk-size', type: 'int', default: '500' },
  ],
  run(call) {
    const refusals: string[] = [];
    const nodes = nodesNamed(call, 'drain', refusals);
    if (refusals.length > 0) throw new Exit(refusals.join(''));
    const failures: { readonly name: string; readonly errors: readonly string[] }[] = [];
    for (const node of nodes) {
      const refused = markNode(call, node, true);
      if (refused) throw new Exit(refused);
    }
    for (const node of nodes) {
      const errors = drainOne(call, node);
      if (errors.length > 0) failures.push({ name: node.metadata.name, errors });
      else call.line(`node/${node.metadata.name} drained${dryRunSuffix(dryRunOf(call))}`);
    }
    if (failures.length === 0) return;
    for (const { name, errors } of failures) {
      const all = errors.length === 1 ? errors[0] : `[${errors.join(', ')}]`;
      call.printError(
        `error: unable to drain node ${JSON.stringify(name)} due to error: ${all}, continuing command...\n`,
      );
    }
    const pending = failures.map(({ name }) => ` ${name}\n`).join('');
    const reasons = failures.flatMap(({ errors }) => errors.map((text) => `${text}\n`)).join('');
    throw new Exit(`There are pending nodes to be drained:\n${pending}${reasons}`);
  },
};

type Verdict =
  | { readonly kind: 'go' }
  | { readonly kind: 'skip' }
  | { readonly kind: 'warn'; readonly words: string; readonly goes: boolean }
  | { readonly kind: 'stop'; readonly words: string };

const why = {
  daemonSet: 'ignoring DaemonSet-managed Pods',
  localStorage: 'deleting Pods with local storage',
  unmanaged: 'deleting Pods that declare no controller',
};

function drainOne(call: Call, node: Anything): readonly string[] {
  const { flags } = call;
  const podSelector = flags.text('pod-selector');
  const pods = (
    call.cluster.client.list('Pod', {
      fieldSelector: `spec.nodeName=${node.metadata.name}`,
      ...(podSelector !== '' && { labelSelector: podSelector }),
    }) as unknown as readonly Anything[]
  )
    .slice()
    .sort((one, other) => (one.metadata.name < other.metadata.name ? -1 : 1));
  const going: Anything[] = [];
  const warnings = new Map<string, string[]>();
  const errors = new Map<string, string[]>();
  for (const pod of pods) {
    const verdict = verdictOn(call, pod);
    const name = `${pod.metadata.namespace}/${pod.metadata.name}`;
    if (verdict.kind === 'go' || (verdict.kind === 'warn' && verdict.goes)) going.push(pod);
    if (verdict.kind === 'warn') warnings.set(verdict.words, [...(warnings.get(verdict.words) ?? []), name]);
    if (verdict.kind === 'stop') errors.set(verdict.words, [...(errors.get(verdict.words) ?? []), name]);
  }
  if (errors.size > 0)
    return [...errors]
      .sort(([one], [other]) => (one < other ? -1 : 1))
      .map(([words, names]) => `${words}: ${names.join(', ')}`);
  if (warnings.size > 0) {
    const list = [...warnings]
      .sort(([one], [other]) => rank(one) - rank(other))
      .map(([words, names]) => `${words}: ${names.join(', ')}`);
    call.warn(list.join('; '));
  }
  const dryRun = dryRunOf(call);
  if (dryRun !== 'none') {
    for (const { metadata } of going) {
      call.line(`evicting pod ${metadata.namespace}/${metadata.name}${dryRunSuffix(dryRun)}`);
    }
    for (const { metadata } of going) call.line(`pod/${metadata.name} evicted${dryRunSuffix(dryRun)}`);
    return [];
  }
  const failures = evictAll(call, going);
  if (failures.length > 0) tellPending(call, node, going, failures);
  return failures;
}

/** Who is still there when it could not be finished. */
function tellPending(call: Call, node: Anything, pods: readonly Anything[], failures: readonly string[]): void {
  const left = pods.filter(({ metadata: { namespace, name, uid } }) => {
    return call.cluster.client.get('Pod', namespace, name)?.metadata.uid === uid;
  });
  if (left.length === 0) return;
  const why = failures.length === 1 ? failures[0] : `[${failures.join(', ')}]`;
  call.printError(`There are pending pods in node "${node.metadata.name}" when an error occurred: ${why}\n`);
  for (const { metadata } of left) call.printError(`pod/${metadata.name}\n`);
}

/** The order of kubectl's filters. */
function rank(words: string): number {
  return [why.daemonSet, why.localStorage, why.unmanaged].indexOf(words);
}

/** Filters in kubectl's order; the last warning of a pod is the one that is kept. */
function verdictOn(call: Call, pod: Anything): Verdict {
  const { flags } = call;
  const { metadata, spec, status } = pod;
  const controller = metadata.ownerReferences?.find((one) => one.controller);
  const isOver = status?.phase === 'Succeeded' || status?.phase === 'Failed';
  if (metadata.annotations?.['kubernetes.io/config.mirror'] !== undefined) return { kind: 'skip' };
  if (controller?.kind === 'DaemonSet' && !isOver) {
    const exists = call.cluster.client.get('DaemonSet', metadata.namespace, controller.name);
    if (!exists) {
      return flags.is('force')
        ? { kind: 'warn', words: `deleting Pods whose controller is missing`, goes: true }
        : { kind: 'stop', words: 'cannot delete orphaned DaemonSet Pods (use --force to override)' };
    }
    return flags.is('ignore-daemonsets')
      ? { kind: 'warn', words: why.daemonSet, goes: false }
      : { kind: 'stop', words: 'cannot delete DaemonSet-managed Pods (use --ignore-daemonsets to ignore)' };
  }
  let verdict: Verdict = { kind: 'go' };
  const hasLocal = ((spec.volumes ?? []) as readonly Anything[]).some((volume) => volume['emptyDir'] !== undefined);
  if (hasLocal && !isOver) {
    if (!flags.is('delete-emptydir-data')) {
      return { kind: 'stop', words: 'cannot delete Pods with local storage (use --delete-emptydir-data to override)' };
    }
    verdict = { kind: 'warn', words: why.localStorage, goes: true };
  }
  if (!controller && !isOver) {
    if (!flags.is('force'))
      return { kind: 'stop', words: 'cannot delete Pods that declare no controller (use --force to override)' };
    verdict = { kind: 'warn', words: why.unmanaged, goes: true };
  }
  return verdict;
}

/** An eviction that a budget refuses is asked for again after so long. */
const retrySeconds = 5;

/** kubectl goes on for ever without --timeout. */
const longestSeconds = 3600;

function evictAll(call: Call, pods: readonly Anything[]): readonly string[] {
  const { flags } = call;
  const limit = flags.seconds('timeout') > 0 ? flags.seconds('timeout') : longestSeconds;
  const endMs = call.nowMs + limit * 1000;
  const grace = flags.number('grace-period');
  let waiting = [...pods];
  const leaving: Anything[] = [];
  const gone = new Set<string>();
  const sayGone = () => {
    for (const pod of leaving) {
      const now = call.cluster.client.get('Pod', pod.metadata.namespace, pod.metadata.name);
      if (gone.has(pod.metadata.uid) || (now && now.metadata.uid === pod.metadata.uid)) continue;
      gone.add(pod.metadata.uid);
      call.line(`pod/${pod.metadata.name} ${flags.is('disable-eviction') ? 'deleted' : 'evicted'}`);
    }
    return gone.size === leaving.length;
  };
  while (waiting.length > 0) {
    const refused: Anything[] = [];
    for (const pod of waiting) {
      const { name, namespace = '' } = pod.metadata;
      call.line(`${flags.is('disable-eviction') ? 'deleting' : 'evicting'} pod ${namespace}/${name}`);
      const options = grace >= 0 ? { gracePeriodSeconds: grace } : {};
      const answer = flags.is('disable-eviction')
        ? call.api.delete(call.api.findResource('pods') as never, namespace, name, options)
        : call.api.evict(namespace, name, options);
      if (answer.ok) leaving.push(pod);
      else if (answer.error.reason === 'NotFound') gone.add(pod.metadata.uid);
      else if (answer.error.reason === 'TooManyRequests') {
        call.printError(
          `error when evicting pods/${JSON.stringify(name)} -n ${JSON.stringify(namespace)} (will retry after 5s): ${answer.error.message}\n`,
        );
        refused.push(pod);
      } else
        return [
          `error when evicting pods/${JSON.stringify(name)} -n ${JSON.stringify(namespace)}: ${answer.error.message}`,
        ];
    }
    waiting = refused;
    if (waiting.length === 0) break;
    if (call.nowMs + retrySeconds * 1000 > endMs) {
      return waiting.map(
        ({ metadata }) =>
          `error when evicting pods/${JSON.stringify(metadata.name)} -n ${JSON.stringify(metadata.namespace)}: global timeout reached: ${flags.text('timeout')}`,
      );
    }
    call.waitUntil(() => {
      sayGone();
      return false;
    }, retrySeconds);
  }
  if (!call.waitUntil(sayGone, Math.max(0, (endMs - call.nowMs) / 1000)))
    return [`drain did not complete within ${flags.text('timeout')}`];
  return [];
}
