/**
 * `kubectl debug`: a container to look around with. Beside those of a running Pod (ephemeral), in a copy of the Pod
 * (`--copy-to`), or in a Pod on a node (`node/node-1`). With `-i` it is waited for, and what it printed is shown.
 */
import { podKind } from '#api/core/pod.ts';
import type { Anything } from '../api.ts';
import { requested } from '../arguments/files.ts';
import { askedFor, leaveWith, type Visit, visit } from '../arguments/resources.ts';
import type { Call } from '../call.ts';
import type { Command } from '../command.ts';
import { failWith, refuse } from '../exit.ts';
import { copyOf, debuggerOf, nodeDebugger } from './debug-containers.ts';
import { showContainer } from './exec.ts';

export const debug: Command = {
  name: 'debug',
  summary: { es: 'Un contenedor para mirar desde dentro', en: 'A container to look around with' },
  examples: [
    [
      'kubectl debug -it web-0 --image=busybox --target=web -- ps',
      { es: 'Junto a los del Pod, que sigue en marcha', en: 'Beside those of the Pod, which runs on' },
    ],
    [
      'kubectl debug web-0 --image=busybox --copy-to=web-copy -- sleep 600',
      { es: 'En una copia del Pod', en: 'In a copy of the Pod' },
    ],
    ['kubectl debug -it node/node-1 --image=busybox -- ls /host', { es: 'En un nodo', en: 'On a node' }],
  ],
  usage: '(POD | TYPE/NAME) --image=IMAGE [--target=CONTAINER] [--copy-to=NAME] [-- COMMAND [args...]]',
  flags: [
    { name: 'image', type: 'string' },
    { name: 'container', short: 'c', type: 'string' },
    { name: 'target', type: 'string' },
    { name: 'copy-to', type: 'string' },
    { name: 'set-image', type: 'strings' },
    { name: 'replace', type: 'bool' },
    { name: 'same-node', type: 'bool' },
    { name: 'share-processes', type: 'bool', default: 'true' },
    { name: 'env', type: 'array' },
    { name: 'image-pull-policy', type: 'string' },
    { name: 'arguments-only', type: 'bool' },
    { name: 'attach', type: 'bool' },
    { name: 'stdin', short: 'i', type: 'bool' },
    { name: 'tty', short: 't', type: 'bool' },
    { name: 'quiet', short: 'q', type: 'bool' },
    { name: 'profile', type: 'string', default: 'general' },
    { name: 'custom', type: 'string' },
    { name: 'keep-labels', type: 'bool' },
    { name: 'keep-annotations', type: 'bool' },
    { name: 'keep-liveness', type: 'bool' },
    { name: 'keep-readiness', type: 'bool' },
    { name: 'keep-startup', type: 'bool' },
    { name: 'keep-init-containers', type: 'bool', default: 'true' },
    { name: 'filename', short: 'f', type: 'strings' },
  ],
  run(call) {
    refuseContradictions(call);
    const { found, refusals } = targets(call);
    for (const { definition, object } of found) {
      if (definition.kind === 'Node') debugNode(call, object);
      else if (definition.kind !== 'Pod')
        failWith(`"*${definition.version}.${definition.kind}" not supported by debug`);
      else if (call.flags.text('copy-to') !== '') debugCopy(call, object);
      else debugBeside(call, object);
    }
    leaveWith(refusals);
  },
};

const profiles: readonly string[] = ['legacy', 'general', 'baseline', 'netadmin', 'restricted', 'sysadmin'];

function refuseContradictions(call: Call): void {
  const { flags } = call;
  const { own, rest } = call.split();
  if (own.length === 0 && flags.list('filename').length === 0) failWith('NAME is required for debug');
  const image = flags.text('image');
  if (flags.text('copy-to') !== '') {
    if (image === '' && !flags.given('set-image') && rest.length === 0) {
      failWith('you must specify --image, --set-image or command arguments.');
    }
    if (flags.given('target')) failWith('--target is incompatible with --copy-to. Use --share-processes instead.');
  } else {
    for (const name of ['replace', 'same-node', 'set-image']) {
      if (flags.given(name)) failWith(`--${name} may only be used with --copy-to.`);
    }
    if (image === '') failWith('you must specify --image when not using --copy-to.');
  }
  if (image !== '' && !/^[a-zA-Z0-9][\w./:@-]*$/.test(image)) {
    failWith(`invalid image name ${JSON.stringify(image)}: invalid reference format`);
  }
  if (flags.is('tty') && !flags.is('stdin')) {
    failWith('-i/--stdin is required for containers with -t/--tty=true');
  }
  if (!profiles.includes(flags.text('profile'))) failWith(`unknown profile: ${flags.text('profile')}`);
}

/** A bare name is a Pod's. */
function targets(call: Call): Visit {
  if (call.flags.list('filename').length > 0) return visit(call, requested(call));
  const names = call.split().own.map((name) => (name.includes('/') ? name : `pods/${name}`));
  return visit(call, askedFor(call.api, names));
}

function debugBeside(call: Call, pod: Anything): void {
  const { name, namespace } = pod.metadata;
  const target = call.flags.text('target');
  const container = debuggerOf(call, pod);
  if (target !== '' && !call.flags.is('quiet')) {
    call.line(
      `Targeting container ${JSON.stringify(target)}. If you don't see processes from this container it may be because the container runtime doesn't support this feature.`,
    );
  }
  const ephemeral = { ...container, ...(target !== '' && { targetContainerName: target }) };
  const patched = call.api.patch(
    podKind,
    namespace,
    name,
    { type: 'strategic', patch: { spec: { ephemeralContainers: [ephemeral] } } },
    { subresource: 'ephemeralcontainers', fieldManager: 'kubectl-debug' },
  );
  if (!patched.ok) refuse(patched.error);
  attach(call, patched.value, container.name);
}

function debugCopy(call: Call, pod: Anything): void {
  const { draft, container } = copyOf(call, pod);
  if (call.flags.is('replace')) {
    const gone = call.api.delete(podKind, pod.metadata.namespace, pod.metadata.name, { gracePeriodSeconds: 0 });
    if (!gone.ok) refuse(gone.error);
  }
  const created = call.api.create(podKind, draft, { fieldManager: 'kubectl-debug' });
  if (!created.ok) refuse(created.error);
  attach(call, created.value, container);
}

function debugNode(call: Call, node: Anything): void {
  const { draft, container } = nodeDebugger(call, node);
  const created = call.api.create(podKind, draft, { fieldManager: 'kubectl-debug' });
  if (!created.ok) refuse(created.error);
  const { name } = created.value.metadata;
  if (!call.flags.is('quiet')) {
    call.line(`Creating debugging pod ${name} with container ${container} on node ${node.metadata.name}.`);
  }
  attach(call, created.value, container);
}

function attach(call: Call, pod: Anything, container: string): void {
  const { flags } = call;
  const isWanted = flags.given('attach') ? flags.is('attach') : flags.is('stdin');
  if (isWanted) showContainer(call, pod, container);
}
