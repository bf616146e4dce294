/** `kubectl apply view-last-applied | set-last-applied | edit-last-applied`. */
import { fileFlags, outputFlags } from '../arguments/common-flags.ts';
import { namespaceOf, readFiles, requested } from '../arguments/files.ts';
import { leaveWith, nothingProvided, visit } from '../arguments/resources.ts';
import type { Command } from '../command.ts';
import { Exit, failWith, refuse } from '../exit.ts';
import { jsonText } from '../output/json.ts';
import { report } from '../output/result.ts';
import { yamlText } from '../output/yaml.ts';
import { lastApplied, lastAppliedAnnotation, withLastApplied } from './last-applied.ts';

export const viewLastApplied: Command = {
  name: 'view-last-applied',
  summary: { es: 'Muestra lo último que se aplicó', en: 'Show what was applied the last time' },
  examples: [['kubectl apply view-last-applied deploy/web', { es: 'De un Deployment', en: 'Of a Deployment' }]],
  usage: '(TYPE NAME | TYPE/NAME)',
  flags: [{ name: 'output', short: 'o', type: 'string', default: 'yaml' }, ...fileFlags],
  run(call) {
    if (call.args.length === 0 && call.flags.list('filename').length === 0) nothingProvided();
    const { found, refusals } = visit(call, requested(call));
    for (const { object } of found) {
      const last = lastApplied(object);
      if (!last) failWith(`no last-applied-configuration annotation found on resource: ${object.metadata.name}`);
      call.print(call.flags.text('output') === 'json' ? `${jsonText(last, 2)}\n` : yamlText(last));
    }
    leaveWith(refusals);
  },
};

export const setLastApplied: Command = {
  name: 'set-last-applied',
  summary: { es: 'Cambia lo que consta como aplicado', en: 'Change what counts as applied' },
  examples: [['kubectl apply set-last-applied -f web.yaml', { es: 'Lo que dice un archivo', en: 'What a file says' }]],
  usage: '-f FILE',
  flags: [...fileFlags, ...outputFlags, { name: 'create-annotation', type: 'bool' }],
  run(call) {
    for (const document of readFiles(call, call.flags.list('filename')).documents) {
      if ('words' in document) throw new Exit(document.words);
      const { definition, name, value } = document;
      const namespace = namespaceOf(call, document);
      const live = call.api.get(definition, namespace, name);
      if (!live.ok) refuse(live.error);
      if (!lastApplied(live.value) && !call.flags.is('create-annotation')) {
        failWith(
          `no last-applied-configuration annotation found on resource: ${name}, to create the annotation, run the command with --create-annotation`,
        );
      }
      const wanted = withLastApplied(value, namespace) as { metadata: { annotations: Record<string, string> } };
      const annotations = { [lastAppliedAnnotation]: wanted.metadata.annotations[lastAppliedAnnotation] };
      const patched = call.api.patch(definition, namespace, name, {
        type: 'merge',
        patch: { metadata: { annotations } },
      });
      if (!patched.ok) refuse(patched.error);
      report(call, { definition, object: patched.value, what: 'configured' });
    }
  },
};

export const editLastApplied: Command = {
  name: 'edit-last-applied',
  summary: { es: 'Edita lo que consta como aplicado', en: 'Edit what counts as applied' },
  examples: [['kubectl apply edit-last-applied deploy/web', { es: 'De un Deployment', en: 'Of a Deployment' }]],
  usage: '(TYPE NAME | TYPE/NAME)',
  flags: [...fileFlags, ...outputFlags, { name: 'windows-line-endings', type: 'bool' }],
  run: () =>
    failWith('the simulator leaves out edit-last-applied; "kubectl apply set-last-applied" does the same from a file'),
};
