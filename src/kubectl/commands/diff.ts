/** `kubectl diff -f FILE`: what `apply` would change, as a unified diff. Exit code 1 where there is a difference. */
import { kindStruct } from '#api/structure/structure.ts';
import type { Anything } from '../api.ts';
import { fieldManagerFlag, fileFlags } from '../arguments/common-flags.ts';
import { namespaceOf, readFiles } from '../arguments/files.ts';
import type { Command } from '../command.ts';
import { Exit, failWith, refusalText } from '../exit.ts';
import { withoutManagedFields } from '../output/formats.ts';
import { unifiedDiff } from '../output/unified-diff.ts';
import { yamlText } from '../output/yaml.ts';
import { threeWayPatch } from '../three-way-patch.ts';
import { lastApplied, withLastApplied } from './last-applied.ts';

export const diff: Command = {
  name: 'diff',
  summary: { es: 'Qué cambiaría un apply', en: 'What an apply would change' },
  examples: [['kubectl diff -f web.yaml', { es: 'Antes de aplicarlo', en: 'Before applying it' }]],
  usage: '-f FILE',
  usageErrors: { short: true, code: 2 },
  flags: [
    ...fileFlags,
    fieldManagerFlag,
    { name: 'server-side', type: 'bool' },
    { name: 'force-conflicts', type: 'bool' },
    { name: 'selector', short: 'l', type: 'string' },
    { name: 'concurrency', type: 'int', default: '1' },
    { name: 'prune', type: 'bool' },
    { name: 'prune-allowlist', type: 'array' },
    { name: 'show-managed-fields', type: 'bool' },
  ],
  run(call) {
    const files = call.flags.list('filename');
    if (files.length === 0) failWith('must specify one of -f and -k');
    let isDifferent = false;
    for (const document of readFiles(call, files).documents) {
      if ('words' in document) throw new Exit(document.words);
      const { definition, name } = document;
      const namespace = namespaceOf(call, document);
      const wanted = withLastApplied(document.value, namespace);
      const live = call.api.get(definition, namespace, name);
      if (!live.ok && live.error.reason !== 'NotFound') throw new Exit(refusalText(live.error));
      const type = definition.custom ? undefined : kindStruct(definition.group, definition.version, definition.kind);
      const merged = live.ok
        ? call.api.patch(
            definition,
            namespace,
            name,
            {
              type: definition.custom ? 'merge' : 'strategic',
              patch: threeWayPatch({ last: lastApplied(live.value) ?? {}, file: wanted, live: live.value }, type),
            },
            { dryRun: true, fieldManager: 'kubectl-client-side-apply' },
          )
        : call.api.create(definition, wanted, { dryRun: true, fieldManager: 'kubectl-client-side-apply' });
      if (!merged.ok) throw new Exit(refusalText(merged.error));
      const group = definition.group === '' ? '' : `${definition.group}.`;
      const label = `${group}${definition.version}.${definition.kind}.${namespace ?? ''}.${name}`;
      const text = unifiedDiff(
        live.ok ? shown(live.value) : '',
        shown(merged.value),
        `/tmp/LIVE-1/${label}`,
        `/tmp/MERGED-1/${label}`,
      );
      if (text === '') continue;
      isDifferent = true;
      call.print(`diff -u -N /tmp/LIVE-1/${label} /tmp/MERGED-1/${label}\n${text}`);
    }
    if (isDifferent) throw new Exit('', 1);
  },
};

/** Secrets are not shown in the open. */
function shown(object: Anything): string {
  const bare = withoutManagedFields(object);
  if (bare.kind !== 'Secret') return yamlText(bare);
  const data = Object.fromEntries(Object.keys(bare['data'] ?? {}).map((key) => [key, '***']));
  return yamlText({ ...bare, data });
}
