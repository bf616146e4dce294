/** `kubectl edit`: the object opens as YAML in an editor; what was changed there is sent as a patch. */
import { kindStruct } from '#api/structure/structure.ts';
import { readManifests } from '#base/yaml/read-manifests.ts';
import { fieldManagerFlag, fileFlags, outputFlags, validateFlag } from '../arguments/common-flags.ts';
import { requested } from '../arguments/files.ts';
import { leaveWith, needNames, nothingProvided, visit } from '../arguments/resources.ts';
import type { Command } from '../command.ts';
import { Exit, failWith, refusalText } from '../exit.ts';
import { withoutManagedFields } from '../output/formats.ts';
import { report } from '../output/result.ts';
import { yamlText } from '../output/yaml.ts';
import { threeWayPatch } from '../three-way-patch.ts';

export const edit: Command = {
  name: 'edit',
  summary: { es: 'Abre un objeto en el editor', en: 'Open an object in the editor' },
  examples: [['kubectl edit deploy/web', { es: 'Se aplica al guardar', en: 'Applied on saving' }]],
  usage: '(TYPE/NAME | -f FILE)',
  flags: [
    ...fileFlags,
    ...outputFlags,
    fieldManagerFlag,
    validateFlag,
    { name: 'save-config', type: 'bool' },
    { name: 'subresource', type: 'string' },
    { name: 'windows-line-endings', type: 'bool' },
    { name: 'output-patch', type: 'bool' },
  ],
  run(call) {
    const files = call.flags.list('filename');
    if (call.args.length === 0 && files.length === 0) nothingProvided();
    const asked = requested(call);
    needNames(asked);
    const { found, refusals } = visit(call, asked);
    leaveWith(refusals);
    const { edit: open } = call.around;
    if (!open) failWith('there is no editor here: change the object with "kubectl patch" or "kubectl apply"');
    for (const { definition, object } of found) {
      const before = yamlText(withoutManagedFields(object));
      const intro =
        "# Please edit the object below. Lines beginning with a '#' will be ignored,\n# and an empty file will abort the edit. If an error occurs while saving this file will be\n# reopened with the relevant failures.\n#\n";
      const after = open(`${object.metadata.name}.yaml`, intro + before);
      if (after === undefined || after.trim() === '' || withoutComments(after) === before) {
        call.line('Edit cancelled, no changes made.');
        continue;
      }
      const [manifest] = readManifests(after).manifests;
      if (!manifest || manifest.error)
        failWith(`the edited file had a syntax error: ${manifest?.error?.reason ?? 'it is empty'}`);
      const type = definition.custom ? undefined : kindStruct(definition.group, definition.version, definition.kind);
      const patch = threeWayPatch({ last: withoutManagedFields(object), file: manifest.value, live: object }, type);
      const { namespace, name } = object.metadata;
      const patched = call.api.patch(
        definition,
        namespace,
        name,
        { type: definition.custom ? 'merge' : 'strategic', patch },
        { fieldManager: 'kubectl-edit' },
      );
      if (!patched.ok) throw new Exit(refusalText(patched.error));
      report(call, { definition, object: patched.value, what: 'edited' });
    }
  },
};

function withoutComments(text: string): string {
  return text
    .split('\n')
    .filter((line) => !line.startsWith('#'))
    .join('\n');
}
