/** `kubectl patch`: strategic merge, merge or JSON patch, as text. */

import type { Draft } from '#api/meta/object.ts';
import { readManifests } from '#base/yaml/read-manifests.ts';
import type { JsonPatchOperation, Patch } from '#cluster/apiserver/api-client.ts';
import { changeFlags, dryRunOf } from '../arguments/common-flags.ts';
import { normalised, requested } from '../arguments/files.ts';
import { leaveWith, needNames, nothingProvided, visit } from '../arguments/resources.ts';
import type { Call } from '../call.ts';
import type { Command } from '../command.ts';
import { failWith, plainError, refusalText } from '../exit.ts';
import { report } from '../output/result.ts';

export const patch: Command = {
  name: 'patch',
  summary: { es: 'Cambia campos de un objeto', en: 'Change fields of an object' },
  examples: [
    [`kubectl patch deploy web -p '{"spec":{"replicas":3}}'`, { es: 'Un campo', en: 'One field' }],
    [
      `kubectl patch deploy web --type=json -p '[{"op":"remove","path":"/spec/minReadySeconds"}]'`,
      { es: 'Con JSON Patch', en: 'With JSON Patch' },
    ],
  ],
  usage: '(TYPE NAME | TYPE/NAME | -f FILE) -p PATCH [--type=strategic|merge|json]',
  flags: [
    { name: 'patch', short: 'p', type: 'string' },
    { name: 'patch-file', type: 'string' },
    { name: 'type', type: 'string', default: 'strategic' },
    { name: 'local', type: 'bool' },
    { name: 'subresource', type: 'string' },
    ...changeFlags,
  ],
  run(call) {
    const { flags, args, api } = call;
    if (!flags.given('patch') && !flags.given('patch-file')) {
      failWith('must specify --patch or --patch-file containing the contents of the patch');
    }
    const type = flags.text('type').toLowerCase();
    if (type !== 'strategic' && type !== 'merge' && type !== 'json') {
      failWith(`--type must be one of [json merge strategic], not "${flags.text('type')}"`);
    }
    const content = readPatch(call);
    const files = flags.list('filename');
    if (args.length === 0 && files.length === 0) nothingProvided();
    const asked = requested(call);
    needNames(asked);
    const { found, refusals } = visit(call, asked);
    const all = [...refusals];
    const dryRun = dryRunOf(call);
    for (const { definition, object } of found) {
      const { name, namespace } = object.metadata;
      if (type === 'strategic' && definition.custom) {
        all.push(noStrategicMerge);
        continue;
      }
      const how = { type, patch: content } as Patch;
      const subresource = flags.text('subresource');
      const patched = api.patch(definition, namespace, name, how, {
        fieldManager: 'kubectl-patch',
        fieldValidation: 'Warn',
        dryRun: dryRun !== 'none',
        ...((subresource === 'status' || subresource === 'scale') && { subresource }),
      });
      if (!patched.ok) {
        all.push(
          isRequestError(patched.error.message)
            ? `The request is invalid: ${patched.error.message}\n`
            : refusalText(patched.error),
        );
        continue;
      }
      const isChanged = patched.value.metadata.resourceVersion !== object.metadata.resourceVersion;
      report(call, { definition, object: patched.value, what: isChanged ? 'patched' : 'patched (no change)', dryRun });
    }
    leaveWith(all);
  },
};

/** Custom kinds have no schema that says how lists are merged. */
const noStrategicMerge =
  'Error from server (UnsupportedMediaType): the body of the request was in an unknown format - accepted media types include: application/json-patch+json, application/merge-patch+json, application/apply-patch+yaml\n';

function isRequestError(message: string): boolean {
  return message === 'the server rejected our request due to an error in our request';
}

/** YAML is taken as well as JSON. Text that is neither is sent as a string, and refused by the server. */
function readPatch(call: Call): Draft | readonly JsonPatchOperation[] {
  const file = call.flags.text('patch-file');
  const text = file === '' ? call.flags.text('patch') : call.around.folder.read(normalised(file));
  if (text === undefined) plainError(`error: open ${file}: no such file or directory`);
  const { manifests, error } = readManifests(text);
  const value = manifests[0]?.value;
  if (error || manifests[0]?.error || value === undefined)
    failWith(`unable to parse "${text}": yaml: ${error?.reason ?? 'not YAML'}`);
  return value as Draft;
}
