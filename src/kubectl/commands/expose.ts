/** `kubectl expose`: a Service for what runs pods. */
import type { Anything } from '../api.ts';
import { changeFlags } from '../arguments/common-flags.ts';
import { requested } from '../arguments/files.ts';
import { readLabels, readPort } from '../arguments/label-spec.ts';
import { type Found, leaveWith, needNames, nothingProvided, visit } from '../arguments/resources.ts';
import type { Call } from '../call.ts';
import type { Command } from '../command.ts';
import { failWith } from '../exit.ts';
import { createGenerated } from './create/generator.ts';
import { podSpecOf } from './set-template.ts';

export const expose: Command = {
  name: 'expose',
  summary: { es: 'Pone un Service delante de unos Pods', en: 'Put a Service before some Pods' },
  examples: [
    [
      'kubectl expose deployment web --port=80 --target-port=8080',
      { es: 'Dentro del clúster', en: 'Inside the cluster' },
    ],
    [
      'kubectl expose deployment web --port=80 --type=NodePort',
      { es: 'En un puerto de cada nodo', en: 'On a port of each node' },
    ],
  ],
  usage: '(-f FILE | TYPE NAME) [--port=PORT] [--target-port=PORT] [--type=TYPE]',
  flags: [
    { name: 'port', type: 'string' },
    { name: 'target-port', type: 'string' },
    { name: 'type', type: 'string' },
    { name: 'name', type: 'string' },
    { name: 'protocol', type: 'string' },
    { name: 'labels', short: 'l', type: 'string' },
    { name: 'selector', type: 'string' },
    { name: 'external-ip', type: 'string' },
    { name: 'load-balancer-ip', type: 'string' },
    { name: 'cluster-ip', type: 'string' },
    { name: 'session-affinity', type: 'string' },
    { name: 'overrides', type: 'string' },
    { name: 'override-type', type: 'string' },
    { name: 'save-config', type: 'bool' },
    ...changeFlags,
  ],
  run(call) {
    const { flags, args } = call;
    const files = flags.list('filename');
    if (args.length === 0 && files.length === 0) nothingProvided();
    const asked = requested(call);
    needNames(asked);
    const { found, refusals } = visit(call, asked);
    for (const one of found) createGenerated(call, { kind: 'Service', made: serviceFor(call, one), what: 'exposed' });
    leaveWith(refusals);
  },
};

const exposable: ReadonlySet<string> = new Set(['Pod', 'Service', 'ReplicationController', 'Deployment', 'ReplicaSet']);

interface Port {
  readonly port: number;
  readonly protocol: string;
  readonly targetPort: number | string;
  readonly name?: string;
}

function serviceFor(call: Call, { definition, object }: Found): Readonly<Record<string, unknown>> {
  const { flags } = call;
  if (!exposable.has(definition.kind))
    failWith(`cannot expose a ${definition.group === '' ? definition.kind : `${definition.kind}.${definition.group}`}`);
  const selector = flags.text('selector') === '' ? selectorOf(object) : readLabels(flags.text('selector'));
  const type = flags.text('type');
  const clusterIP = flags.text('cluster-ip');
  const affinity = flags.text('session-affinity');
  const ports = portsOf(call, object);
  if (ports.length === 0 && clusterIP !== 'None') failWith("couldn't find port via --port flag or introspection");
  const labels = flags.text('labels') === '' ? object.metadata.labels : readLabels(flags.text('labels'));
  return {
    metadata: {
      name: flags.text('name') || object.metadata.name,
      ...(labels && Object.keys(labels).length > 0 && { labels }),
    },
    spec: {
      ...(clusterIP !== '' && { clusterIP }),
      ...(flags.text('external-ip') !== '' && { externalIPs: [flags.text('external-ip')] }),
      ...(flags.text('load-balancer-ip') !== '' && { loadBalancerIP: flags.text('load-balancer-ip') }),
      ...(ports.length > 0 && { ports }),
      selector,
      ...(affinity !== '' && { sessionAffinity: affinity }),
      ...(type !== '' && { type }),
    },
    status: { loadBalancer: {} },
  };
}

function selectorOf({ kind, metadata, spec }: Anything): Readonly<Record<string, string>> {
  if (kind === 'Pod') {
    const { labels } = metadata;
    if (!labels || Object.keys(labels).length === 0)
      failWith(
        "couldn't retrieve selectors via --selector flag or introspection: the pod has no labels and cannot be exposed",
      );
    return labels;
  }
  if (kind === 'Service') {
    if (!spec.selector)
      failWith("couldn't retrieve selectors via --selector flag or introspection: the service has no pod selector set");
    return spec.selector;
  }
  if (kind === 'ReplicationController') return spec.selector;
  if ((spec.selector?.matchExpressions ?? []).length > 0) {
    failWith("couldn't retrieve selectors via --selector flag or introspection: couldn't convert expressions - ");
  }
  return spec.selector?.matchLabels ?? {};
}

/** `--port=80,443`, else what the containers declare. */
function portsOf(call: Call, object: Anything): readonly Port[] {
  const { flags } = call;
  const given = flags.text('port');
  const declared = declaredPorts(object);
  const numbers = given === '' ? declared.map(({ port }) => String(port)) : given.split(',');
  const targetText = flags.text('target-port');
  return numbers.map((text, index) => {
    const port = readPort(text);
    const protocol = flags.text('protocol') || declared.find((one) => one.port === port)?.protocol || 'TCP';
    const targetPort = targetText === '' ? port : /^\d+$/.test(targetText) ? Number(targetText) : targetText;
    return { ...(numbers.length > 1 && { name: `port-${index + 1}` }), port, protocol, targetPort };
  });
}

function declaredPorts(object: Anything): readonly { readonly port: number; readonly protocol: string }[] {
  if (object.kind === 'Service') {
    return ((object['spec'].ports ?? []) as readonly Anything[]).map(({ port, protocol = 'TCP' }) => ({
      port,
      protocol,
    }));
  }
  return ((podSpecOf(object)?.containers ?? []) as readonly Anything[]).flatMap(({ ports = [] }) =>
    (ports as readonly Anything[]).map(({ containerPort, protocol = 'TCP' }) => ({ port: containerPort, protocol })),
  );
}
