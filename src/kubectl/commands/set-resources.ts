/** `kubectl set resources deploy/web --requests=cpu=100m --limits=memory=64Mi`. */
import { readQuantity } from '#api/meta/quantity.ts';
import type { Command } from '../command.ts';
import { failWith } from '../exit.ts';
import { changeEach, containersLike, setFlags, targets } from './set-template.ts';

export const setResources: Command = {
  name: 'resources',
  summary: { es: 'Cambia requests y limits', en: 'Change requests and limits' },
  examples: [
    [
      'kubectl set resources deploy web --requests=cpu=100m --limits=memory=64Mi',
      { es: 'De todos sus contenedores', en: 'Of all its containers' },
    ],
  ],
  usage: '(-f FILE | TYPE NAME) [--limits=LIMITS & --requests=REQUESTS]',
  flags: [
    ...setFlags,
    { name: 'containers', short: 'c', type: 'string', default: '*' },
    { name: 'limits', type: 'string' },
    { name: 'requests', type: 'string' },
  ],
  run(call) {
    const { flags, args } = call;
    if (args.length === 0 && flags.list('filename').length === 0) targets(call, []);
    if (!flags.given('limits') && !flags.given('requests'))
      failWith('you must specify an update to requests or limits (in the form of --requests/--limits)');
    const limits = readAmounts(flags.text('limits'));
    const requests = readAmounts(flags.text('requests'));
    changeEach(call, targets(call, args), 'resource requirements updated', (_object, podSpec) => {
      const containers = containersLike(podSpec, flags.text('containers'));
      if (containers.length === 0) return `unable to find container named ${flags.text('containers')}`;
      for (const container of containers) {
        container.resources ??= {};
        if (Object.keys(limits).length > 0) container.resources.limits = { ...container.resources.limits, ...limits };
        if (Object.keys(requests).length > 0)
          container.resources.requests = { ...container.resources.requests, ...requests };
      }
      return undefined;
    });
  },
};

/** `cpu=100m,memory=64Mi`. */
export function readAmounts(text: string): Record<string, string> {
  const amounts: Record<string, string> = {};
  for (const part of text === '' ? [] : text.split(',')) {
    const match = /^([^=]+)=([^=]+)$/.exec(part);
    if (!match) failWith(`Invalid argument syntax ${part}, expected <resource>=<value>`);
    const [, resource = '', amount = ''] = match;
    const read = readQuantity(amount);
    if (!read.ok) failWith(read.error);
    amounts[resource] = amount;
  }
  return amounts;
}
