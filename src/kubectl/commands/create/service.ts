/** `kubectl create service clusterip | nodeport | loadbalancer | externalname`. */

import type { FlagSpec } from '../../arguments/flags.ts';
import type { Call } from '../../call.ts';
import type { Command } from '../../command.ts';
import { failWith } from '../../exit.ts';
import { type Generator, generatorCommand } from './generator.ts';

type Draft = Readonly<Record<string, unknown>>;

const tcpFlag: FlagSpec = { name: 'tcp', type: 'strings' };

const shared = {
  kind: 'Service',
  aliases: [],
  refusal: 'failed to create service',
} as const;

const clusterIp: Generator = {
  ...shared,
  name: 'clusterip',
  refusal: 'failed to create ClusterIP service',
  summary: { es: 'Dirección dentro del clúster', en: 'An address inside the cluster' },
  examples: [['kubectl create service clusterip web --tcp=80:8080', { es: 'Del 80 al 8080', en: 'From 80 to 8080' }]],
  usage: 'NAME [--tcp=PORT:TARGETPORT]',
  flags: [tcpFlag, { name: 'clusterip', type: 'string' }],
  draft(call, name) {
    const clusterIP = call.flags.text('clusterip');
    const ports = readPorts(call, clusterIP !== 'None');
    return service(name, {
      ...(clusterIP !== '' && { clusterIP }),
      ...(ports.length > 0 && { ports }),
      type: 'ClusterIP',
    });
  },
};

const nodePort: Generator = {
  ...shared,
  name: 'nodeport',
  refusal: 'failed to create NodePort service',
  summary: { es: 'Un puerto en cada nodo', en: 'A port on each node' },
  examples: [['kubectl create service nodeport web --tcp=80 --node-port=30080', { es: 'El 30080', en: 'Port 30080' }]],
  usage: 'NAME [--tcp=PORT:TARGETPORT] [--node-port=PORT]',
  flags: [tcpFlag, { name: 'node-port', type: 'int', default: '0' }],
  draft(call, name) {
    const number = call.flags.number('node-port');
    const ports = readPorts(call, true).map((port) => ({ ...port, ...(number > 0 && { nodePort: number }) }));
    return service(name, { ports, type: 'NodePort' });
  },
};

const loadBalancer: Generator = {
  ...shared,
  name: 'loadbalancer',
  refusal: 'failed to create LoadBalancer service',
  summary: { es: 'Un balanceador de la nube', en: 'A balancer of the cloud' },
  examples: [['kubectl create service loadbalancer web --tcp=80', { es: 'El puerto 80', en: 'Port 80' }]],
  usage: 'NAME [--tcp=PORT:TARGETPORT]',
  flags: [tcpFlag],
  draft: (call, name) => service(name, { ports: readPorts(call, true), type: 'LoadBalancer' }),
};

const externalName: Generator = {
  ...shared,
  name: 'externalname',
  refusal: 'failed to create ExternalName service',
  summary: { es: 'Otro nombre de DNS', en: 'Another DNS name' },
  examples: [
    ['kubectl create service externalname db --external-name=db.example.com', { es: 'Un alias', en: 'An alias' }],
  ],
  usage: 'NAME --external-name=DNS_NAME [--tcp=PORT:TARGETPORT]',
  flags: [tcpFlag, { name: 'external-name', type: 'string', required: true }],
  draft(call, name) {
    const ports = readPorts(call, false);
    return service(name, {
      externalName: call.flags.text('external-name'),
      ...(ports.length > 0 && { ports }),
      type: 'ExternalName',
    });
  },
};

function service(name: string, spec: Draft): Draft {
  const labels = { app: name };
  return { metadata: { labels }, spec: { ...spec, selector: labels }, status: { loadBalancer: {} } };
}

/** `80:8080`, `80:http`, `80`. */
function readPorts(call: Call, isNeeded: boolean): readonly Draft[] {
  const specs = call.flags.list('tcp');
  if (specs.length === 0 && isNeeded) failWith('at least one tcp port specifier must be provided');
  return specs.map((spec) => {
    const [from = '', to] = spec.split(':');
    if (!/^\d+$/.test(from)) failWith(`strconv.Atoi: parsing ${JSON.stringify(from)}: invalid syntax`);
    const targetPort = to === undefined ? Number(from) : /^\d+$/.test(to) ? Number(to) : to;
    return { name: spec.replace(':', '-'), port: Number(from), protocol: 'TCP', targetPort };
  });
}

export const createService: Command = {
  name: 'service',
  aliases: ['svc'],
  summary: { es: 'Crea un Service', en: 'Create a Service' },
  examples: [
    ['kubectl create service clusterip web --tcp=80:8080', { es: 'Dentro del clúster', en: 'Inside the cluster' }],
  ],
  usage: '(clusterip | externalname | loadbalancer | nodeport)',
  subcommands: [clusterIp, externalName, loadBalancer, nodePort].map(generatorCommand),
};
