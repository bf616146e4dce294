/** `kubectl create -f FILE`, and `kubectl create KIND NAME …`, which writes the manifest itself. */

import type { Anything } from '../api.ts';
import { documentFlags, dryRunOf } from '../arguments/common-flags.ts';
import { namespaceOf, readFiles, shownFile } from '../arguments/files.ts';
import type { Call } from '../call.ts';
import type { Command } from '../command.ts';
import { Exit, failWith, refusalText, usageError } from '../exit.ts';
import { report } from '../output/result.ts';
import { generators } from './create/index.ts';
import { withLastApplied } from './last-applied.ts';

export const create: Command = {
  name: 'create',
  summary: { es: 'Crea objetos, desde un archivo o al dictado', en: 'Create objects, from a file or by dictation' },
  examples: [
    ['kubectl create -f web.yaml', { es: 'Lo que dice un archivo', en: 'What a file says' }],
    ['kubectl create deployment web --image=nginx --replicas=3', { es: 'Un Deployment', en: 'A Deployment' }],
    [
      'kubectl create deployment web --image=nginx --dry-run=client -o yaml',
      { es: 'Solo el manifiesto', en: 'Only the manifest' },
    ],
  ],
  usage: '-f FILE',
  subcommands: generators,
  flags: [
    ...documentFlags,
    { name: 'save-config', type: 'bool' },
    { name: 'edit', type: 'bool' },
    { name: 'windows-line-endings', type: 'bool' },
    { name: 'selector', short: 'l', type: 'string' },
    { name: 'raw', type: 'string' },
  ],
  run(call) {
    const files = call.flags.list('filename');
    if (call.args.length > 0) usageError(call.path, `Unexpected args: [${call.args.join(' ')}]`);
    if (files.length === 0) failWith('must specify one of -f and -k');
    const { documents } = readFiles(call, files);
    if (documents.length === 0) failWith('no objects passed to create');
    const refusals: string[] = [];
    for (const document of documents) {
      if ('words' in document) {
        refusals.push(document.words);
        continue;
      }
      const refusal = createOne(call, document);
      if (refusal) refusals.push(refusal);
    }
    if (refusals.length > 0) throw new Exit(refusals.join(''));
  },
};

function createOne(call: Call, document: Parameters<typeof namespaceOf>[1]): string | undefined {
  const { definition, value, file } = document;
  const namespace = namespaceOf(call, document);
  const metadata = { ...(value['metadata'] as object | undefined), ...(namespace !== undefined && { namespace }) };
  const plain = { ...value, metadata };
  const draft = call.flags.is('save-config') ? withLastApplied(value, namespace) : plain;
  const dryRun = dryRunOf(call);
  if (dryRun === 'client') {
    report(call, { definition, object: draft as unknown as Anything, what: 'created', dryRun });
    return undefined;
  }
  const created = call.api.create(definition, draft, { fieldManager: 'kubectl-create', dryRun: dryRun === 'server' });
  if (!created.ok) return refusalText(created.error, `error when creating "${shownFile(file)}"`);
  report(call, { definition, object: created.value, what: 'created', dryRun });
  return undefined;
}
