/** `kubectl rollout history`: the revisions, or with `--revision` the pod template of one. */
import type { Anything } from '../api.ts';
import { fieldManagerFlag, outputFlags } from '../arguments/common-flags.ts';
import { kindOf, shownName } from '../arguments/resources.ts';
import type { Call } from '../call.ts';
import type { Command } from '../command.ts';
import { templateLines } from '../describe/pod-template.ts';
import { failWith } from '../exit.ts';
import { type Format, formatOf, formatted, withoutManagedFields } from '../output/formats.ts';
import { tabwriter } from '../output/table.ts';
import { type Revision, revisionsOf } from './revisions.ts';
import { groupKind, rolloutFlags, rolloutTargets } from './rollout-targets.ts';

export const rolloutHistory: Command = {
  name: 'history',
  summary: { es: 'Muestra las revisiones', en: 'Show the revisions' },
  examples: [
    ['kubectl rollout history deploy/web', { es: 'Todas', en: 'All of them' }],
    ['kubectl rollout history deploy/web --revision=2', { es: 'Una, con su plantilla', en: 'One, with its template' }],
  ],
  usage: '(TYPE NAME | TYPE/NAME)',
  flags: [...rolloutFlags, ...outputFlags, fieldManagerFlag, { name: 'revision', type: 'int', default: '0' }],
  run(call) {
    const wanted = call.flags.number('revision');
    if (wanted < 0) failWith(`revision must be a positive integer: ${wanted}`);
    const format = formatOf(call);
    for (const target of rolloutTargets(call)) {
      const { definition, object } = target;
      const revisions = revisionsOf(call, target);
      if (!revisions) failWith(`no history viewer has been implemented for "${groupKind(definition)}"`);
      const chosen = wanted > 0 ? revisions.filter(({ number }) => number === wanted) : revisions;
      if (chosen.length === 0 && wanted > 0) failWith('unable to find the specified revision');
      if (format.name !== '') {
        for (const { object: one } of chosen) printAs(call, format, one);
        continue;
      }
      const title = shownName(definition, object.metadata.name);
      if (wanted > 0) {
        const [revision] = chosen as [Revision];
        const annotated = revision.changeCause === '' ? {} : { 'kubernetes.io/change-cause': revision.changeCause };
        call.print(`${title} with revision #${wanted}\n${rawTemplate(revision.template, annotated)}`);
        continue;
      }
      const rows = revisions.map(({ number, changeCause }) => `${number}\t${changeCause || '<none>'}`);
      const table = tabwriter(['REVISION\tCHANGE-CAUSE', ...rows].join('\n'), { minWidth: 0, padding: 2 });
      call.print(`${title} \n${table}\n\n`);
    }
  },
};

function printAs(call: Call, format: Format, object: Anything): void {
  if (format.name !== 'name') call.print(formatted(format, withoutManagedFields(object)));
  else
    call.line(shownName(kindOf(call.api, `${object.kind}.${object.apiVersion.split('/')[0]}`), object.metadata.name));
}

/** Here the block stands with its tabs as they are. */
function rawTemplate(template: Anything, annotations: Readonly<Record<string, string>>): string {
  const { metadata = {} as Anything['metadata'] } = template;
  const withCause = {
    ...template,
    metadata: { ...metadata, annotations: { ...metadata.annotations, ...annotations } },
  };
  return `Pod Template:\n${templateLines(withCause as Anything).join('\n')}\n`;
}
