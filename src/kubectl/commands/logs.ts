/** `kubectl logs`: what a container printed, in this run or the one before. */
import { podKind } from '#api/core/pod.ts';
import type { Anything } from '../api.ts';
import type { Call } from '../call.ts';
import type { Command } from '../command.ts';
import { Exit, failWith, plainError, refuse, usageError } from '../exit.ts';
import { allContainers, containerOf, podsOf } from './pods-of.ts';

export const logs: Command = {
  name: 'logs',
  summary: { es: 'Muestra lo que escribió un contenedor', en: 'Show what a container printed' },
  examples: [
    ['kubectl logs web-0', { es: 'De un Pod', en: 'Of a Pod' }],
    ['kubectl logs web-0 -c sidecar --previous', { es: 'De la ejecución anterior', en: 'Of the run before' }],
    ['kubectl logs deploy/web --tail=20', { es: 'El final', en: 'The end' }],
  ],
  usage: '[-p] (POD | TYPE/NAME) [-c CONTAINER]',
  flags: [
    { name: 'container', short: 'c', type: 'string' },
    { name: 'previous', short: 'p', type: 'bool' },
    { name: 'follow', short: 'f', type: 'bool' },
    { name: 'all-containers', type: 'bool' },
    { name: 'all-pods', type: 'bool' },
    { name: 'prefix', type: 'bool' },
    { name: 'tail', type: 'int', default: '-1' },
    { name: 'limit-bytes', type: 'int', default: '0' },
    { name: 'since', type: 'duration', default: '0' },
    { name: 'since-time', type: 'string' },
    { name: 'timestamps', type: 'bool' },
    { name: 'selector', short: 'l', type: 'string' },
    { name: 'ignore-errors', type: 'bool' },
    { name: 'max-log-requests', type: 'int', default: '5' },
    { name: 'insecure-skip-tls-verify-backend', type: 'bool' },
    { name: 'pod-running-timeout', type: 'duration', default: '20s' },
  ],
  run(call) {
    const { flags, args, api } = call;
    const selector = flags.text('selector').trim();
    const [target, container, ...more] = args;
    if (target === undefined && selector === '') {
      usageError(
        call.path,
        "expected 'logs [-f] [-p] (POD | TYPE/NAME) [-c CONTAINER]'.\nPOD or TYPE/NAME is a required argument for the logs command",
      );
    }
    if (more.length > 0)
      usageError(
        call.path,
        "expected 'logs [-f] [-p] (POD | TYPE/NAME) [-c CONTAINER]'.\nPOD or TYPE/NAME is a required argument for the logs command",
      );
    if (target !== undefined && selector !== '') usageError(call.path, 'only a selector (-l) or a POD name is allowed');
    const from = since(call);
    const wanted = flags.text('container') || container || '';
    if (flags.given('container') && container !== undefined) {
      failWith('only one of -c or an inline [CONTAINER] arg is allowed');
    }
    if (flags.given('tail') && flags.number('tail') < -1) failWith('--tail must be greater than or equal to -1');
    if (flags.given('limit-bytes') && flags.number('limit-bytes') < 1) {
      failWith('--limit-bytes must be greater than 0');
    }
    if (wanted !== '' && flags.is('all-containers'))
      failWith('--all-containers=true should not be specified with container name ' + wanted);
    if (flags.is('follow')) call.waitUntil(() => false, call.around.watchSeconds);
    for (const pod of podsMeant(call, target, selector)) {
      const denied = api.may('get', podKind, call.namespace, pod.metadata.name, 'log');
      if (denied) refuse(denied);
      const containers = flags.is('all-containers') ? [...allContainers(pod)] : [containerOf(call, pod, wanted)];
      for (const one of containers) printLog(call, pod, one, from);
    }
  },
};

function podsMeant(call: Call, target: string | undefined, selector: string): readonly Anything[] {
  if (target === undefined) {
    const listed = call.api.list(podKind, { namespace: call.namespace, labelSelector: selector });
    if (!listed.ok) refuse(listed.error);
    if (listed.value.length === 0) call.printError(`No resources found in ${call.namespace} namespace.\n`);
    return listed.value;
  }
  if (!target.includes('/')) {
    const pod = call.api.get(podKind, call.namespace, target);
    if (!pod.ok && pod.error.reason === 'NotFound') {
      throw new Exit(
        `error: error from server (NotFound): pods "${target}" not found in namespace "${call.namespace}"\n`,
      );
    }
    if (!pod.ok) refuse(pod.error);
    return [pod.value];
  }
  const { pods, isNamed } = podsOf(call, target, 'get the logs from');
  if (pods.length === 0) return plainError('error: timed out waiting for the condition');
  if (call.flags.is('all-pods')) return pods;
  if (!isNamed && pods.length > 1) call.printError(`Found ${pods.length} pods, using pod/${pods[0]?.metadata.name}\n`);
  return pods.slice(0, 1);
}

const timeParts: readonly (readonly [RegExp, string])[] = [
  [/^\d{4}/, '2006'],
  [/^-/, '-'],
  [/^\d{2}/, '01'],
  [/^-/, '-'],
  [/^\d{2}/, '02'],
  [/^[Tt]/, 'T'],
  [/^\d{2}/, '15'],
  [/^:/, ':'],
  [/^\d{2}/, '04'],
  [/^:/, ':'],
  [/^\d{2}(?:\.\d+)?/, '05'],
  [/^(?:[Zz]|[+-]\d{2}:\d{2})$/, 'Z07:00'],
];

/** A time in full, or the end of the command with the first part of it that is none, in the words of Go's parser. */
function readTime(text: string): number {
  const layout = timeParts.map(([, part]) => part).join('');
  const refused = (why: string): never => failWith(`parsing time ${JSON.stringify(text)} as "${layout}": ${why}`);
  let rest = text;
  for (const [pattern, part] of timeParts) {
    const match = pattern.exec(rest);
    if (!match) refused(`cannot parse ${JSON.stringify(rest)} as "${part}"`);
    rest = rest.slice(match?.[0].length);
  }
  const atMs = Date.parse(text);
  return Number.isNaN(atMs) ? refused('day out of range') : atMs;
}

/** From when on lines count, on the wall clock. */
function since({ flags, nowMs }: Call): number {
  const time = flags.text('since-time');
  if (flags.given('since') && time !== '') failWith('at most one of `sinceTime` or `sinceSeconds` may be specified');
  if (flags.given('since')) return nowMs - flags.seconds('since') * 1000;
  if (time === '') return 0;
  return readTime(time);
}

function printLog(call: Call, pod: Anything, container: string, fromMs: number): void {
  const { flags } = call;
  const { name, namespace = '' } = pod.metadata;
  const agent = call.cluster.agents.get(pod['spec'].nodeName ?? '');
  if (!agent) {
    if (flags.is('ignore-errors')) return;
    throw new Exit(`Error from server (BadRequest): pod ${name} does not have a host assigned\n`);
  }
  const log = agent.readLogLines(namespace, name, container, flags.is('previous'));
  if (!log.ok) {
    if (flags.is('ignore-errors')) {
      call.printError(`error: ${log.error.message}\n`);
      return;
    }
    const reason = { 400: 'BadRequest', 404: 'NotFound' }[log.error.code] ?? 'InternalError';
    throw new Exit(`Error from server (${reason}): ${log.error.message}\n`);
  }
  let lines = log.value.filter(({ atMs }) => atMs >= fromMs);
  const tail = flags.number('tail');
  const byDefault = flags.text('selector') !== '' && !flags.given('tail') ? 10 : -1;
  const most = flags.given('tail') ? tail : byDefault;
  if (most >= 0) lines = most === 0 ? [] : lines.slice(-most);
  const prefix = flags.is('prefix') ? `[pod/${name}/${container}] ` : '';
  const stamp = (atMs: number) =>
    flags.is('timestamps') ? `${new Date(atMs).toISOString().replace('Z', '000000Z')} ` : '';
  const text = lines.map((line) => `${prefix}${stamp(line.atMs)}${line.text.replace(/\n?$/, '\n')}`).join('');
  const bytes = flags.number('limit-bytes');
  call.print(bytes > 0 ? text.slice(0, bytes) : text);
}
