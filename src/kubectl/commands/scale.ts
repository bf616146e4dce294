/** `kubectl scale`: how many replicas. */
import { dryRunFlag, dryRunOf, fileFlags, outputFlags, selectorFlags } from '../arguments/common-flags.ts';
import { requested } from '../arguments/files.ts';
import { leaveWith, needNames, nothingProvided, visit } from '../arguments/resources.ts';
import type { Command } from '../command.ts';
import { failWith, refusalText } from '../exit.ts';
import { report } from '../output/result.ts';

export const scale: Command = {
  name: 'scale',
  summary: { es: 'Cambia el número de réplicas', en: 'Change the number of replicas' },
  examples: [
    ['kubectl scale deployment web --replicas=3', { es: 'Tres réplicas', en: 'Three replicas' }],
    [
      'kubectl scale sts/db --replicas=1 --current-replicas=3',
      { es: 'Solo si ahora hay tres', en: 'Only if there are three now' },
    ],
  ],
  usage: '--replicas=COUNT (TYPE NAME | TYPE/NAME | -f FILE)',
  flags: [
    { name: 'replicas', type: 'int', required: true },
    { name: 'current-replicas', type: 'int', default: '-1' },
    { name: 'resource-version', type: 'string' },
    { name: 'timeout', type: 'duration', default: '0' },
    ...selectorFlags,
    ...fileFlags,
    ...outputFlags,
    dryRunFlag,
  ],
  run(call) {
    const { flags, args, api } = call;
    const replicas = flags.number('replicas');
    if (replicas < 0) {
      failWith('The --replicas=COUNT flag is required, and COUNT must be greater than or equal to 0');
    }
    const files = flags.list('filename');
    if (args.length === 0 && files.length === 0) nothingProvided();
    const selector = flags.text('selector').trim();
    const asked = requested(call, args, { hasSelector: selector !== '' });
    if (selector === '' && !flags.is('all')) needNames(asked);
    const { found, refusals } = visit(call, asked, { labelSelector: selector });
    const all = [...refusals];
    if (found.length === 0 && refusals.length === 0) failWith('no objects passed to scale');
    const dryRun = dryRunOf(call);
    for (const { definition, object } of found) {
      if (!definition.subresources.includes('scale')) {
        all.push('Error from server (NotFound): the server could not find the requested resource\n');
        continue;
      }
      const now = object['spec'].replicas ?? 1;
      const expected = flags.number('current-replicas');
      if (expected >= 0 && expected !== now) {
        all.push(`error: Expected replicas to be ${expected}, was ${now}\n`);
        continue;
      }
      if (dryRun === 'client') {
        report(call, { definition, object, what: 'scaled', dryRun });
        continue;
      }
      const { name, namespace } = object.metadata;
      const scaled = api.patch(
        definition,
        namespace,
        name,
        { type: 'merge', patch: { spec: { replicas } } },
        { subresource: 'scale', dryRun: dryRun === 'server' },
      );
      if (scaled.ok) report(call, { definition, object: scaled.value, what: 'scaled', dryRun });
      else all.push(refusalText(scaled.error));
    }

    leaveWith(all);
  },
};
