/** `kubectl exec`: a command inside a container; its exit code is kubectl's own. */

import { podKind } from '#api/core/pod.ts';
import type { Result } from '#base/result.ts';
import type { ExecOutcome, Refusal } from '#cluster/node-agent.ts';
import type { Anything } from '../api.ts';
import { requested } from '../arguments/files.ts';
import { leaveWith } from '../arguments/resources.ts';
import type { Call } from '../call.ts';
import type { Command } from '../command.ts';
import { Exit, failWith, refuse } from '../exit.ts';
import { containerOf, podsOf } from './pods-of.ts';

export const exec: Command = {
  name: 'exec',
  summary: { es: 'Ejecuta un comando dentro de un contenedor', en: 'Run a command inside a container' },
  examples: [
    ['kubectl exec web-0 -- ls /data', { es: 'Ver archivos', en: 'See files' }],
    ["kubectl exec deploy/web -c web -- sh -c 'echo $MODE'", { es: 'Con una shell', en: 'With a shell' }],
  ],
  usage: '(POD | TYPE/NAME) [-c CONTAINER] -- COMMAND [args...]',
  flags: [
    { name: 'container', short: 'c', type: 'string' },
    { name: 'stdin', short: 'i', type: 'bool' },
    { name: 'tty', short: 't', type: 'bool' },
    { name: 'quiet', short: 'q', type: 'bool' },
    { name: 'filename', short: 'f', type: 'strings' },
    { name: 'pod-running-timeout', type: 'duration', default: '1m' },
  ],
  run(call) {
    const { own, rest } = call.split();
    const [ofFile] = requestedNames(call);
    const target = ofFile ?? own[0];
    if (target === undefined) failWith('pod, type/name or --filename must be specified');
    // Without `--` what follows the pod is the command, as it long was.
    const command = call.beforeDash === undefined ? own.slice(ofFile === undefined ? 1 : 0) : rest;
    if (command.length === 0) failWith('you must specify at least one command for the container');
    const { pods } = podsOf(call, target, 'attach to');
    const [pod] = pods;
    if (!pod) failWith('timed out waiting for the condition');
    const phase = pod['status']?.phase;
    if (phase === 'Succeeded' || phase === 'Failed') {
      failWith(`cannot exec into a container in a completed pod; current phase is ${phase}`);
    }
    const container = containerOf(call, pod, call.flags.text('container'));
    const denied = call.api.may('create', podKind, call.namespace, pod.metadata.name, 'exec');
    if (denied) refuse(denied);
    finish(call, execIn(call, pod, container, command));
  },
};

/** `type/name` of each object that `-f` names. */
function requestedNames(call: Call): readonly string[] {
  if (call.flags.list('filename').length === 0) return [];
  const { asked, refusals } = requested(call);
  leaveWith(refusals);
  return asked.map(({ definition, name }) => `${definition.plural}/${name}`);
}

/** Nobody types, so a command that waits for input ends here. */
const longestSeconds = 600;

function execIn(
  call: Call,
  pod: Anything,
  container: string,
  command: readonly string[],
): Result<ExecOutcome, Refusal> {
  const { name, namespace = '' } = pod.metadata;
  const agent = call.cluster.agents.get(pod['spec'].nodeName ?? '');
  if (!agent) failWith(`unable to upgrade connection: pod ${name} does not have a host assigned`);
  let outcome: Result<ExecOutcome, Refusal> | undefined;
  agent.exec(namespace, name, container, command, (done) => {
    outcome = done;
  });
  call.waitUntil(() => outcome !== undefined, longestSeconds);
  if (!outcome) failWith('the command did not end within 10 minutes; the simulator stopped waiting for it');
  return outcome;
}

function finish(call: Call, outcome: Result<ExecOutcome, Refusal>): void {
  // The kubelet wraps what the runtime says, and the API server wraps the kubelet.
  if (!outcome.ok) failWith(outcome.error.message.replace(/^Internal error occurred: (?=error executing)/, '$&$&'));
  const { exitCode, output, errors } = outcome.value;
  call.print(output);
  call.printError(errors);
  if (exitCode !== 0) throw new Exit(`command terminated with exit code ${exitCode}\n`, exitCode);
}

/** Waits until one container of a Pod has ended, as whoever is attached to it does, and shows what it printed. */
export function showContainer(call: Call, pod: Anything, container: string): void {
  const { name, namespace = '' } = pod.metadata;
  const state = () => {
    const status = (call.cluster.client.get('Pod', namespace, name) as Anything | undefined)?.['status'];
    const all = [...(status?.containerStatuses ?? []), ...(status?.ephemeralContainerStatuses ?? [])];
    return all.find((one: Anything) => one['name'] === container)?.state;
  };
  if (!call.waitUntil(() => state()?.terminated !== undefined, longestSeconds) && state()?.running === undefined) {
    failWith('timed out waiting for the condition');
  }
  const now = call.cluster.client.get('Pod', namespace, name) as Anything | undefined;
  const log = call.cluster.agents.get(now?.['spec'].nodeName ?? '')?.readLog(namespace, name, container, false);
  if (log?.ok) call.print(log.value);
}

/** `kubectl run --rm -i`: waits for the program's end, shows what it printed, takes the pod away. */
export function runInside(
  call: Call,
  created: Anything,
  { remove, seconds }: { readonly remove: boolean; readonly seconds: number },
): void {
  const { name, namespace = '' } = created.metadata;
  const now = () => call.cluster.client.get('Pod', namespace, name) as Anything | undefined;
  const phase = () => now()?.['status']?.phase;
  if (!call.waitUntil(() => phase() !== 'Pending', Math.max(seconds, 60))) {
    failWith('timed out waiting for the condition');
  }
  const hasEnded = () => phase() === 'Succeeded' || phase() === 'Failed' || phase() === undefined;
  call.waitUntil(hasEnded, longestSeconds);
  const pod = now();
  const container = created['spec'].containers[0].name as string;
  const log = call.cluster.agents.get(pod?.['spec'].nodeName ?? '')?.readLog(namespace, name, container, false);
  if (log?.ok) call.print(log.value);
  const exitCode = pod?.['status']?.containerStatuses?.[0]?.state?.terminated?.exitCode ?? 0;
  if (remove) {
    call.api.delete(podKind, namespace, name);
    call.line(`pod "${name}" deleted from ${namespace} namespace`);
  }
  if (exitCode !== 0) throw new Exit(`pod ${namespace}/${name} terminated (Error)\n`, exitCode);
}
