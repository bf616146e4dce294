/** `kubectl replace`: objects become what files say, whole. */
import { documentFlags, dryRunOf } from '../arguments/common-flags.ts';
import { namespaceOf, readFiles, shownFile } from '../arguments/files.ts';
import type { Command } from '../command.ts';
import { Exit, failWith, refusalText } from '../exit.ts';
import { report } from '../output/result.ts';
import { removeAndWait } from './delete.ts';

export const replace: Command = {
  name: 'replace',
  summary: { es: 'Sustituye objetos por lo que dicen unos archivos', en: 'Replace objects by what files say' },
  examples: [
    ['kubectl replace -f web.yaml', { es: 'Entero; tiene que existir', en: 'Whole; it has to exist' }],
    ['kubectl replace --force -f web.yaml', { es: 'Borrar y crear de nuevo', en: 'Delete and create anew' }],
  ],
  usage: '-f FILE',
  flags: [
    ...documentFlags,
    { name: 'force', type: 'bool' },
    { name: 'save-config', type: 'bool' },
    { name: 'cascade', type: 'string', bare: 'background', default: 'background' },
    { name: 'grace-period', type: 'int', default: '-1' },
    { name: 'timeout', type: 'duration', default: '0' },
    { name: 'wait', type: 'bool' },
    { name: 'subresource', type: 'string' },
    { name: 'raw', type: 'string' },
  ],
  run(call) {
    const files = call.flags.list('filename');
    if (files.length === 0) failWith('must specify --filename to replace');
    const refusals: string[] = [];
    for (const document of readFiles(call, files).documents) {
      if ('words' in document) {
        refusals.push(document.words);
        continue;
      }
      const { definition, value, name, file } = document;
      const namespace = namespaceOf(call, document);
      const metadata = { ...(value['metadata'] as object), ...(namespace !== undefined && { namespace }) };
      const draft = { ...value, metadata };
      const dryRun = dryRunOf(call);
      if (call.flags.is('force')) {
        removeAndWait(call, { definition, name, namespace });
        const created = call.api.create(definition, draft, { fieldManager: 'kubectl-replace' });
        if (created.ok) report(call, { definition, object: created.value, what: 'replaced' });
        else refusals.push(refusalText(created.error));
        continue;
      }
      const replaced = call.api.update(definition, draft, {
        fieldManager: 'kubectl-replace',
        dryRun: dryRun === 'server',
      });
      if (replaced.ok) report(call, { definition, object: replaced.value, what: 'replaced', dryRun });
      else refusals.push(refusalText(replaced.error, `error when replacing "${shownFile(file)}"`));
    }
    if (refusals.length > 0) throw new Exit(refusals.join(''));
  },
};
