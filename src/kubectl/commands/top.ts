/** `kubectl top`: what nodes and pods use, as a metrics server tells it; a cluster may have one or not. */
import { nodeKind } from '#api/core/node.ts';
import { podKind } from '#api/core/pod.ts';
import type { KindDefinition } from '#api/meta/kind-definition.ts';
import { quantityMillis, quantityUnits } from '#api/meta/quantity.ts';
import { parseSelectorText } from '#api/meta/selector-text.ts';
import type { MetricsSource, PodUsage } from '#cluster/metrics.ts';
import type { Anything } from '../api.ts';
import type { Call } from '../call.ts';
import type { Command } from '../command.ts';
import { Exit, failWith, refuse, usageError } from '../exit.ts';
import { humanDuration } from '../output/age.ts';
import { tableText } from '../output/table.ts';

const sortings = ['cpu', 'memory'];

/** So long a fresh pod may be without figures before that is an error of its own. */
const patienceSeconds = 120;

const nodes: Command = {
  name: 'node',
  aliases: ['nodes', 'no'],
  summary: { es: 'CPU y memoria de los nodos', en: 'CPU and memory of the nodes' },
  examples: [
    ['kubectl top nodes', { es: 'Todos', en: 'All of them' }],
    ['kubectl top node node-1', { es: 'Uno', en: 'One' }],
  ],
  usage: '[NAME | -l label]',
  flags: [
    { name: 'selector', short: 'l', type: 'string' },
    { name: 'sort-by', type: 'string' },
    { name: 'no-headers', type: 'bool' },
    { name: 'show-capacity', type: 'bool' },
    { name: 'show-swap', type: 'bool' },
    { name: 'use-protocol-buffers', type: 'bool', default: 'true' },
  ],
  run(call) {
    const metrics = ready(call, 1);
    if (call.flags.is('show-swap')) failWith('--show-swap is left out: the simulated nodes have no swap');
    const amounts = call.flags.is('show-capacity') ? 'capacity' : 'allocatable';
    const all = find(call, nodeKind);
    const rows = all.map((node) => {
      const { cpuMillis, memoryBytes } = usageOfNode(call, metrics, node.metadata.name);
      const has = node['status']?.[amounts] ?? {};
      const share = (used: number, whole: number) => `${whole === 0 ? 0 : Math.floor((used * 100) / whole)}%`;
      const cells = [
        node.metadata.name,
        ...[`${cpuMillis}m`, share(cpuMillis, quantityMillis(has.cpu))],
        ...[mebibytes(memoryBytes), share(memoryBytes, quantityUnits(has.memory))],
      ];
      return { cells, cpuMillis, memoryBytes };
    });
    print(call, ['NAME', 'CPU(cores)', 'CPU(%)', 'MEMORY(bytes)', 'MEMORY(%)'], rows);
  },
};

const pods: Command = {
  name: 'pod',
  aliases: ['pods', 'po'],
  summary: { es: 'CPU y memoria de los Pods', en: 'CPU and memory of the Pods' },
  examples: [
    ['kubectl top pods', { es: 'Todos', en: 'All of them' }],
    ['kubectl top pod web-0 --containers', { es: 'Cada contenedor', en: 'Each container' }],
  ],
  usage: '[NAME | -l label]',
  flags: [
    { name: 'selector', short: 'l', type: 'string' },
    { name: 'field-selector', type: 'string' },
    { name: 'sort-by', type: 'string' },
    { name: 'no-headers', type: 'bool' },
    { name: 'containers', type: 'bool' },
    { name: 'sum', type: 'bool' },
    { name: 'show-swap', type: 'bool' },
    { name: 'all-namespaces', short: 'A', type: 'bool' },
    { name: 'use-protocol-buffers', type: 'bool', default: 'true' },
  ],
  run(call) {
    const metrics = ready(call, 1);
    const { flags } = call;
    if (flags.is('show-swap')) failWith('--show-swap is left out: the simulated nodes have no swap');
    const found = find(call, podKind);
    const measured = found.flatMap((pod) => {
      const usage = metrics.usageOf(pod.metadata.namespace ?? '', pod.metadata.name);
      return usage ? [{ pod, usage }] : [];
    });
    if (measured.length === 0) return nothingMeasured(call, found);
    const inAll = flags.is('all-namespaces');
    const rows = measured.flatMap(({ pod, usage }) =>
      rowsOf(pod, usage, { inAll, eachContainer: flags.is('containers') }),
    );
    const head = [...(inAll ? ['NAMESPACE'] : []), ...(flags.is('containers') ? ['POD', 'NAME'] : ['NAME'])];
    print(call, [...head, 'CPU(cores)', 'MEMORY(bytes)'], rows, flags.is('sum') ? head.length : 0);
  },
};

interface Row {
  readonly cells: readonly string[];
  readonly cpuMillis: number;
  readonly memoryBytes: number;
}

function rowsOf(
  { metadata: { namespace = '', name } }: Anything,
  { containers }: PodUsage,
  { inAll, eachContainer }: { readonly inAll: boolean; readonly eachContainer: boolean },
): readonly Row[] {
  const head = inAll ? [namespace] : [];
  const row = (names: readonly string[], cpuMillis: number, memoryBytes: number): Row => ({
    cells: [...head, ...names, `${cpuMillis}m`, mebibytes(memoryBytes)],
    cpuMillis,
    memoryBytes,
  });
  if (eachContainer) return containers.map((one) => row([name, one.name], one.cpuMillis, one.memoryBytes));
  return [row([name], ...sumOf(containers))];
}

function sumOf(all: readonly { readonly cpuMillis: number; readonly memoryBytes: number }[]): [number, number] {
  return [all.reduce((sum, one) => sum + one.cpuMillis, 0), all.reduce((sum, one) => sum + one.memoryBytes, 0)];
}

/** `blanks`: how many cells stand before the sums; 0 asks for none. */
function print(call: Call, head: readonly string[], rows: readonly Row[], blanks = 0): void {
  const by = call.flags.text('sort-by');
  const sorted = [...rows].sort((one, other) => {
    if (by === 'cpu') return other.cpuMillis - one.cpuMillis;
    if (by === 'memory') return other.memoryBytes - one.memoryBytes;
    return 0;
  });
  const table = sorted.map(({ cells }) => cells);
  if (blanks > 0) {
    const [cpu, memory] = sumOf(rows);
    const empty = Array.from({ length: blanks }, () => '');
    table.push([...empty, '________', '________'], [...empty, `${cpu}m`, mebibytes(memory)]);
  }
  call.print(tableText(call.flags.is('no-headers') ? table : [head, ...table]));
}

/** What every `top` asks first. */
function ready(call: Call, most: number): MetricsSource {
  const { args, flags } = call;
  if (args.length > most) usageError(call.path, `unexpected args: [${args.join(' ')}]`);
  const by = flags.text('sort-by');
  if (by !== '' && !sortings.includes(by)) failWith('--sort-by accepts only cpu or memory');
  if (args.length > 0 && flags.text('selector') !== '') failWith('only one of NAME or --selector can be provided');
  const { metrics } = call.cluster;
  if (!metrics) failWith('Metrics API not available');
  return metrics;
}

function find(call: Call, definition: KindDefinition): readonly Anything[] {
  const { api, args, flags } = call;
  const inAll = flags.is('all-namespaces');
  const [name] = args;
  if (name !== undefined) {
    const one = api.get(definition, call.namespace, name);
    if (!one.ok) refuse(one.error);
    return [one.value];
  }
  const selector = flags.text('selector');
  const read = parseSelectorText(selector);
  if (!read.ok) failWith(read.error);
  const fields = definition.kind === 'Pod' ? flags.text('field-selector') : '';
  const listed = api.list(definition, {
    ...(inAll ? {} : { namespace: call.namespace }),
    ...(selector !== '' && { labelSelector: selector }),
    ...(fields !== '' && { fieldSelector: fields }),
  });
  if (!listed.ok) refuse(listed.error);
  return listed.value;
}

function usageOfNode(call: Call, metrics: MetricsSource, node: string): { cpuMillis: number; memoryBytes: number } {
  const on = call.cluster.client.list('Pod', { fieldSelector: `spec.nodeName=${node}` });
  const usages = on.flatMap(
    ({ metadata }) => metrics.usageOf(metadata.namespace ?? '', metadata.name)?.containers ?? [],
  );
  const [cpuMillis, memoryBytes] = sumOf(usages);
  return { cpuMillis, memoryBytes };
}

function nothingMeasured(call: Call, found: readonly Anything[]): void {
  if (found.length === 0) {
    call.printError(
      call.flags.is('all-namespaces') ? 'No resources found\n' : `No resources found in ${call.namespace} namespace.\n`,
    );
    return;
  }
  for (const { metadata } of found) {
    const seconds = (call.nowMs - Date.parse(metadata.creationTimestamp ?? '')) / 1000;
    if (seconds > patienceSeconds) {
      failWith(`Metrics not available for pod ${metadata.namespace}/${metadata.name}, age: ${humanDuration(seconds)}`);
    }
  }
  throw new Exit('error: metrics not available yet\n');
}

function mebibytes(bytes: number): string {
  return `${Math.floor(bytes / 1024 ** 2)}Mi`;
}

export const top: Command = {
  name: 'top',
  summary: { es: 'CPU y memoria en uso', en: 'CPU and memory in use' },
  examples: [
    ['kubectl top pods', { es: 'De los Pods', en: 'Of the Pods' }],
    [
      'kubectl top nodes --sort-by=cpu',
      { es: 'De los nodos, el que más usa primero', en: 'Of the nodes, the busiest first' },
    ],
  ],
  usage: '[flags] [options]',
  subcommands: [nodes, pods],
};
