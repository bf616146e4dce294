/** `kubectl run`: one pod from an image. */
import { podKind } from '#api/core/pod.ts';
import type { Anything } from '../api.ts';
import { dryRunFlag, dryRunOf, fieldManagerFlag, outputFlags } from '../arguments/common-flags.ts';
import { readLabels, readPort } from '../arguments/label-spec.ts';
import type { Call } from '../call.ts';
import type { Command } from '../command.ts';
import { failWith, refuse, usageError } from '../exit.ts';
import { jsonText } from '../output/json.ts';
import { report } from '../output/result.ts';
import { createGenerated } from './create/generator.ts';
import { runInside } from './exec.ts';

export const run: Command = {
  name: 'run',
  summary: { es: 'Crea un Pod a partir de una imagen', en: 'Create a Pod from an image' },
  examples: [
    ['kubectl run web --image=nginx', { es: 'Un Pod', en: 'A Pod' }],
    ['kubectl run once --image=busybox --restart=Never -- date', { es: 'Que termina', en: 'That ends' }],
  ],
  usage: 'NAME --image=IMAGE [--env=KEY=VALUE] [--port=PORT] -- [COMMAND] [ARGS...]',
  flags: [
    { name: 'image', type: 'string', required: true },
    { name: 'image-pull-policy', type: 'string' },
    { name: 'port', type: 'string' },
    { name: 'env', type: 'array' },
    { name: 'labels', short: 'l', type: 'string' },
    { name: 'annotations', type: 'array' },
    { name: 'restart', type: 'string', default: 'Always' },
    { name: 'command', type: 'bool' },
    { name: 'expose', type: 'bool' },
    { name: 'overrides', type: 'string' },
    { name: 'override-type', type: 'string', default: 'merge' },
    { name: 'privileged', type: 'bool' },
    { name: 'attach', type: 'bool' },
    { name: 'stdin', short: 'i', type: 'bool' },
    { name: 'tty', short: 't', type: 'bool' },
    { name: 'rm', type: 'bool' },
    { name: 'quiet', short: 'q', type: 'bool' },
    { name: 'leave-stdin-open', type: 'bool' },
    { name: 'pod-running-timeout', type: 'duration', default: '1m' },
    { name: 'grace-period', type: 'int', default: '-1' },
    { name: 'force', type: 'bool' },
    { name: 'cascade', type: 'string', bare: 'background' },
    { name: 'wait', type: 'bool' },
    { name: 'timeout', type: 'duration', default: '0' },
    { name: 'save-config', type: 'bool' },
    { name: 'filename', short: 'f', type: 'strings' },
    ...outputFlags,
    dryRunFlag,
    fieldManagerFlag,
  ],
  run(call) {
    const { flags } = call;
    const { own, rest } = call.split();
    const [name, ...words] = own;
    if (name === undefined) usageError(call.path, 'NAME is required for run');
    const image = flags.text('image');
    if (image === '') failWith('--image is required');
    if (!/^[a-zA-Z0-9][\w./:@-]*$/.test(image)) failWith(`Invalid image name "${image}": invalid reference format`);
    if (flags.is('tty') && !flags.is('stdin')) failWith('-i/--stdin is required for containers with -t/--tty=true');
    if (flags.is('rm') && !flags.is('attach') && !flags.is('stdin'))
      failWith('--rm should only be used for attached containers');
    const restartPolicy = flags.text('restart');
    if (!['Always', 'OnFailure', 'Never'].includes(restartPolicy)) failWith(`invalid restart policy: ${restartPolicy}`);
    const port = flags.text('port');
    if (flags.is('expose') && port === '') failWith('--port must be set when exposing a service');
    const pod = podOf(call, name, [...words, ...rest]);
    const attached = flags.is('attach') || flags.is('stdin');
    if (attached && dryRunOf(call) !== 'none') {
      failWith(
        "--dry-run=[server|client] can't be used with attached containers options (--attach, --stdin, or --tty)",
      );
    }
    const pullPolicy = flags.text('image-pull-policy');
    if (!['', 'Always', 'IfNotPresent', 'Never'].includes(pullPolicy)) {
      failWith(`invalid image pull policy: ${pullPolicy}`);
    }
    if (attached) {
      runAttached(call, pod, name);
      return;
    }
    createRun(call, pod, name);
    if (flags.is('expose')) {
      const labels = (pod['metadata'] as { labels: object }).labels;
      const ports = [{ port: readPort(port), protocol: 'TCP', targetPort: readPort(port) }];
      const spec = { ports, selector: labels };
      createGenerated(call, { kind: 'Service', made: { metadata: { name }, spec, status: { loadBalancer: {} } } });
    }
  },
};

function podOf(call: Call, name: string, words: readonly string[]): Readonly<Record<string, unknown>> {
  const { flags } = call;
  const labels = flags.text('labels') === '' ? { run: name } : readLabels(flags.text('labels'));
  const env = flags.list('env').map((pair) => {
    const at = pair.indexOf('=');
    if (at <= 0) failWith(`invalid env: ${pair}`);
    return { name: pair.slice(0, at), value: pair.slice(at + 1) };
  });
  const port = flags.text('port');
  const policy = flags.text('image-pull-policy');
  const container = {
    ...(words.length > 0 && (flags.is('command') ? { command: words } : { args: words })),
    ...(env.length > 0 && { env }),
    image: flags.text('image'),
    ...(policy !== '' && { imagePullPolicy: policy }),
    name,
    ...(port !== '' && { ports: [{ containerPort: readPort(port) }] }),
    resources: {},
    ...(flags.is('privileged') && { securityContext: { privileged: true } }),
    ...(flags.is('stdin') && { stdin: true, stdinOnce: true }),
    ...(flags.is('tty') && { tty: true }),
  };
  const annotations = Object.fromEntries(flags.list('annotations').map((pair) => pair.split('=')));
  const pod = {
    metadata: { labels, name, ...(flags.given('annotations') && { annotations }) },
    spec: { containers: [container], dnsPolicy: 'ClusterFirst', restartPolicy: flags.text('restart') },
    status: {},
  };
  const overrides = flags.text('overrides');
  return overrides === '' ? pod : (merged(pod, parseJson(overrides)) as typeof pod);
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return failWith(`Invalid JSON Patch: ${jsonText(text, 0)}`);
  }
}

/** As a JSON merge patch. */
function merged(target: unknown, patch: unknown): unknown {
  if (typeof patch !== 'object' || patch === null || Array.isArray(patch)) return patch;
  const out: Record<string, unknown> = { ...(target as object) };
  for (const [key, value] of Object.entries(patch)) {
    if (value === null) delete out[key];
    else if (key !== '__proto__') out[key] = merged(out[key], value);
  }
  return out;
}

function createRun(call: Call, pod: Readonly<Record<string, unknown>>, name: string): Anything | undefined {
  const dryRun = dryRunOf(call);
  const metadata = {
    ...(pod['metadata'] as object),
    name,
    ...((dryRun !== 'client' || call.flags.given('namespace')) && { namespace: call.namespace }),
  };
  const draft = { apiVersion: 'v1', kind: 'Pod', ...pod, metadata };
  if (dryRun === 'client') {
    report(call, { definition: podKind, object: draft as unknown as Anything, what: 'created', dryRun });
    return undefined;
  }
  const created = call.api.create(podKind, draft, { fieldManager: 'kubectl-run', dryRun: dryRun === 'server' });
  if (!created.ok) refuse(created.error);
  if (!(call.flags.is('attach') || call.flags.is('stdin')))
    report(call, { definition: podKind, object: created.value, what: 'created', dryRun });
  return created.value;
}

/** `run -it --rm`: what the program prints until it ends. A program that asks gets no answer: there is nobody to type. */
function runAttached(call: Call, pod: Readonly<Record<string, unknown>>, name: string): void {
  const created = createRun(call, pod, name);
  if (created)
    runInside(call, created, { remove: call.flags.is('rm'), seconds: call.flags.seconds('pod-running-timeout') });
}
