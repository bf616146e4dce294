/** What `kubectl debug` puts where: the container itself, the copy of a Pod that has it, the Pod that has it on a node. */
import type { Draft } from '#api/meta/object.ts';
import type { Anything } from '../api.ts';
import type { Call } from '../call.ts';
import { failWith } from '../exit.ts';
import { allContainers } from './pods-of.ts';

export interface DebugContainer {
  readonly name: string;
  readonly [field: string]: unknown;
}

/** With a name of its own where none was given; that is said. */
export function debuggerOf(call: Call, pod: Anything): DebugContainer {
  const { flags } = call;
  const given = flags.text('container');
  const name = given === '' ? freshName(pod) : given;
  if (given === '' && !flags.is('quiet')) call.line(`Defaulting debug container name to ${name}.`);
  return { name, ...fieldsOf(call) };
}

function fieldsOf(call: Call): Draft {
  const { flags } = call;
  const words = call.split().rest;
  const policy = flags.text('image-pull-policy');
  const env = flags.list('env').map((pair) => {
    const at = pair.indexOf('=');
    if (at <= 0) failWith(`invalid env: ${pair}`);
    return { name: pair.slice(0, at), value: pair.slice(at + 1) };
  });
  return {
    ...(flags.text('image') !== '' && { image: flags.text('image') }),
    ...(words.length > 0 && (flags.is('arguments-only') ? { args: words } : { command: words })),
    ...(env.length > 0 && { env }),
    ...(policy !== '' && { imagePullPolicy: policy }),
    ...(flags.is('stdin') && { stdin: true }),
    ...(flags.is('tty') && { tty: true }),
    ...securityOf(flags.text('profile')),
  };
}

/** What each profile adds to a container. */
function securityOf(profile: string): Draft {
  switch (profile) {
    case 'general':
      return { securityContext: { capabilities: { add: ['SYS_PTRACE'] } } };
    case 'netadmin':
      return { securityContext: { capabilities: { add: ['NET_ADMIN', 'NET_RAW'] } } };
    case 'sysadmin':
      return { securityContext: { privileged: true } };
    case 'restricted':
      return {
        securityContext: {
          allowPrivilegeEscalation: false,
          capabilities: { drop: ['ALL'] },
          runAsNonRoot: true,
          seccompProfile: { type: 'RuntimeDefault' },
        },
      };
    default:
      return {};
  }
}

const alphabet = 'bcdfghjklmnpqrstvwxz2456789';

/** `debugger-x7k2p`: made from the Pod's uid and how many it has had, so that a replayed session gives the same one. */
function freshName(pod: Anything): string {
  const taken = allContainers(pod);
  let seed = `${pod.metadata.uid}${taken.length}`;
  for (;;) {
    let hash = 0;
    let suffix = '';
    for (let index = 0; suffix.length < 5; index++) {
      hash = (Math.imul(hash, 31) + (seed.charCodeAt(index % seed.length) | 0) + index) >>> 0;
      if (index >= seed.length) suffix += alphabet[hash % alphabet.length];
    }
    if (!taken.includes(`debugger-${suffix}`)) return `debugger-${suffix}`;
    seed += suffix;
  }
}

/** The Pod again, under another name and with nobody who minds it: no owner, no labels, no probes. */
export function copyOf(call: Call, pod: Anything): { readonly draft: Draft; readonly container: string } {
  const { flags } = call;
  const { ephemeralContainers: _, nodeName, initContainers, ...spec } = pod['spec'];
  const { labels, annotations, namespace } = pod.metadata;
  const images = new Map(flags.list('set-image').map(readImage));
  const containers = (spec.containers as readonly Anything[]).map((container) =>
    withoutProbes(call, {
      ...container,
      image: images.get(container['name']) ?? images.get('*') ?? container['image'],
    }),
  );
  const named = flags.text('container');
  const at = containers.findIndex((container) => container['name'] === named);
  const words = call.split().rest;
  let container = named;
  if (at >= 0)
    containers[at] = { ...without(containers[at] ?? {}, words.length > 0 ? ['args'] : []), ...fieldsOf(call) };
  else if (flags.text('image') !== '') {
    const added = debuggerOf(call, pod);
    container = added.name;
    containers.push(added);
  } else if (words.length > 0) failWith('you must specify an existing container or a new image when specifying args.');
  const draft = {
    apiVersion: 'v1',
    kind: 'Pod',
    metadata: {
      name: flags.text('copy-to'),
      namespace,
      ...(flags.is('keep-labels') && { labels }),
      ...(flags.is('keep-annotations') && { annotations }),
    },
    spec: {
      ...spec,
      ...(flags.is('keep-init-containers') && initContainers && { initContainers }),
      ...(flags.is('same-node') && { nodeName }),
      ...((flags.given('share-processes') || flags.text('profile') === 'general') && {
        shareProcessNamespace: flags.is('share-processes'),
      }),
      containers,
    },
  };
  return { draft, container: container || String(containers[0]?.['name'] ?? '') };
}

function readImage(pair: string): readonly [string, string] {
  const at = pair.indexOf('=');
  if (at <= 0 || at === pair.length - 1) failWith(`invalid image override: ${pair}`);
  return [pair.slice(0, at), pair.slice(at + 1)];
}

function withoutProbes({ flags }: Call, container: Draft): Draft {
  return without(container, [
    ...(flags.is('keep-liveness') ? [] : ['livenessProbe']),
    ...(flags.is('keep-readiness') ? [] : ['readinessProbe']),
    ...(flags.is('keep-startup') ? [] : ['startupProbe']),
  ]);
}

function without(container: Draft, fields: readonly string[]): Draft {
  return Object.fromEntries(Object.entries(container).filter(([field]) => !fields.includes(field)));
}

/** A Pod that shares what the node has, with the node's disk under `/host`. */
export function nodeDebugger(call: Call, node: Anything): { readonly draft: Draft; readonly container: string } {
  const container = call.flags.text('container') || 'debugger';
  const isRestricted = ['restricted', 'baseline'].includes(call.flags.text('profile'));
  const draft = {
    apiVersion: 'v1',
    kind: 'Pod',
    metadata: { generateName: `node-debugger-${node.metadata.name}-`, namespace: call.namespace },
    spec: {
      nodeName: node.metadata.name,
      restartPolicy: 'Never',
      tolerations: [{ operator: 'Exists' }],
      ...(!isRestricted && {
        hostIPC: true,
        hostNetwork: true,
        hostPID: true,
        volumes: [{ name: 'host-root', hostPath: { path: '/' } }],
      }),
      containers: [
        {
          name: container,
          ...fieldsOf(call),
          ...(!isRestricted && { volumeMounts: [{ name: 'host-root', mountPath: '/host' }] }),
        },
      ],
    },
  };
  return { draft, container };
}
