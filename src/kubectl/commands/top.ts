/** `kubectl top`: needs a metrics server, which a cluster may have or not. */
import type { Command } from '../command.ts';
import { failWith } from '../exit.ts';

const nodes: Command = {
  name: 'node',
  aliases: ['nodes', 'no'],
  summary: { es: 'CPU y memoria de los nodos', en: 'CPU and memory of the nodes' },
  examples: [['kubectl top nodes', { es: 'Todos', en: 'All of them' }]],
  usage: '[NAME | -l LABEL]',
  flags: [
    { name: 'selector', short: 'l', type: 'string' },
    { name: 'sort-by', type: 'string' },
    { name: 'no-headers', type: 'bool' },
  ],
  run: () => failWith('Metrics API not available'),
};

const pods: Command = {
  name: 'pod',
  aliases: ['pods', 'po'],
  summary: { es: 'CPU y memoria de los Pods', en: 'CPU and memory of the Pods' },
  examples: [['kubectl top pods', { es: 'Todos', en: 'All of them' }]],
  usage: '[NAME | -l LABEL]',
  flags: [
    { name: 'selector', short: 'l', type: 'string' },
    { name: 'sort-by', type: 'string' },
    { name: 'no-headers', type: 'bool' },
    { name: 'containers', type: 'bool' },
    { name: 'all-namespaces', short: 'A', type: 'bool' },
  ],
  run: () => failWith('Metrics API not available'),
};

export const top: Command = {
  name: 'top',
  summary: { es: 'CPU y memoria en uso', en: 'CPU and memory in use' },
  examples: [['kubectl top pods', { es: 'De los Pods', en: 'Of the Pods' }]],
  usage: '[flags] [options]',
  subcommands: [nodes, pods],
};
