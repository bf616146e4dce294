/**
 * `kubectl apply`: files become what is. Client side it remembers what it applied in an annotation and sends a patch; with
 * `--server-side` the API server merges by field ownership.
 */
import type { Status } from '#api/meta/status.ts';
import { kindStruct } from '#api/structure/structure.ts';
import type { Anything } from '../api.ts';
import { documentFlags, dryRunOf } from '../arguments/common-flags.ts';
import { type BadDocument, type FileDocument, namespaceOf, readFiles } from '../arguments/files.ts';
import type { Call } from '../call.ts';
import type { Command } from '../command.ts';
import { Exit, failWith, refusalText } from '../exit.ts';
import { report } from '../output/result.ts';
import { threeWayPatch } from '../three-way-patch.ts';
import { editLastApplied, setLastApplied, viewLastApplied } from './apply-last-applied.ts';
import { lastApplied, withLastApplied } from './last-applied.ts';

export const apply: Command = {
  name: 'apply',
  summary: { es: 'Hace que el clúster sea lo que dicen unos archivos', en: 'Make the cluster what files say' },
  examples: [
    ['kubectl apply -f web.yaml', { es: 'Lo que dice un archivo', en: 'What a file says' }],
    ['kubectl apply -f .', { es: 'Todos los archivos de la carpeta', en: 'Every file of the folder' }],
    [
      'kubectl apply -f web.yaml --dry-run=server',
      { es: 'Solo ver si se aceptaría', en: 'Only see whether it would be accepted' },
    ],
  ],
  usage: '-f FILE [--server-side] [--dry-run=client|server]',
  subcommands: [viewLastApplied, setLastApplied, editLastApplied],
  flags: [
    ...documentFlags,
    { name: 'server-side', type: 'bool' },
    { name: 'force-conflicts', type: 'bool' },
    { name: 'overwrite', type: 'bool', default: 'true' },
    { name: 'prune', type: 'bool' },
    { name: 'prune-allowlist', type: 'array' },
    { name: 'applyset', type: 'string' },
    { name: 'all', type: 'bool' },
    { name: 'selector', short: 'l', type: 'string' },
    { name: 'openapi-patch', type: 'bool', default: 'true' },
    { name: 'force', type: 'bool' },
    { name: 'grace-period', type: 'int', default: '-1' },
    { name: 'timeout', type: 'duration', default: '0' },
    { name: 'wait', type: 'bool' },
    { name: 'cascade', type: 'string', bare: 'background', default: 'background' },
    { name: 'subresource', type: 'string' },
  ],
  run(call) {
    const { flags, args } = call;
    const files = flags.list('filename');
    if (args.length > 0)
      throw new Exit(`error: Unexpected args: [${args.join(' ')}]\nSee '${call.path} -h' for help and examples\n`);
    if (files.length === 0) failWith('must specify one of -f and -k');
    if (flags.is('force-conflicts') && !flags.is('server-side'))
      failWith('--force-conflicts only works with --server-side');
    if (flags.is('prune') && !flags.is('all') && flags.text('selector') === '') {
      failWith(
        'all resources selected for prune without explicitly passing --all. To prune all resources, pass the --all flag. If you did not mean to prune all resources, specify a label selector',
      );
    }
    const { documents } = readFiles(call, files);
    if (documents.length === 0) failWith('no objects passed to apply');
    const bad = documents.filter((one): one is BadDocument => 'words' in one);
    const good = documents.filter((one): one is FileDocument => !('words' in one));
    const refusals: string[] = [];
    for (const document of good) {
      const refusal = flags.is('server-side') ? applyOnServer(call, document) : applyHere(call, document);
      if (refusal) refusals.push(refusal);
    }
    refusals.push(...bad.map(({ words }) => words));
    if (refusals.length > 0) throw new Exit(refusals.join(''));
  },
};

/** The refusal in kubectl's words, if any. */
function applyHere(call: Call, document: FileDocument): string | undefined {
  const { api } = call;
  const { definition, file, name } = document;
  const dryRun = dryRunOf(call);
  const namespace = namespaceOf(call, document);
  const generated = (document.value['metadata'] as { generateName?: unknown } | undefined)?.generateName;
  if (name === '' && generated) return `error: from ${file}: cannot use generate name with apply\n`;
  const wanted = withLastApplied(document.value, namespace);
  if (name === '') return namelessRefusal(document, namespace);
  const found = api.get(definition, namespace, name);
  if (!found.ok && found.error.reason !== 'NotFound') return retrievalRefusal(document, namespace, found.error);
  if (!found.ok) {
    if (dryRun === 'client') {
      report(call, { definition, object: wanted as unknown as Anything, what: 'created', dryRun });
      return undefined;
    }
    const created = api.create(definition, wanted, {
      fieldManager: 'kubectl-client-side-apply',
      dryRun: dryRun === 'server',
    });
    if (!created.ok) return refusalText(created.error, `error when creating "${file}"`);
    report(call, { definition, object: created.value, what: 'created', dryRun });
    return undefined;
  }
  const live = found.value;
  const last = lastApplied(live);
  if (last === undefined) {
    call.warn(
      `resource ${definition.plural}/${name} is missing the kubectl.kubernetes.io/last-applied-configuration annotation which is required by kubectl apply. kubectl apply should only be used on resources created declaratively by either kubectl create --save-config or kubectl apply. The missing annotation will be patched automatically.`,
    );
  }
  if (live.metadata.deletionTimestamp) {
    call.warn(`Detected changes to resource ${name} which is currently being deleted.`);
  }
  const type = definition.custom ? undefined : kindStruct(definition.group, definition.version, definition.kind);
  const patch = threeWayPatch({ last: last ?? {}, file: wanted, live }, type);
  if (Object.keys(patch).length === 0) {
    report(call, { definition, object: live, what: 'unchanged', dryRun });
    return undefined;
  }
  if (dryRun === 'client') {
    report(call, { definition, object: live, what: 'configured', dryRun });
    return undefined;
  }
  const patched = api.patch(
    definition,
    namespace,
    name,
    { type: definition.custom ? 'merge' : 'strategic', patch },
    { fieldManager: 'kubectl-client-side-apply', dryRun: dryRun === 'server' },
  );
  if (!patched.ok) return patchRefusal(document, patched.error, patch);
  // A patch was sent, whatever it changed: stringData is never in the live object, so a Secret is configured each time.
  report(call, { definition, object: patched.value, what: 'configured', dryRun });
  return undefined;
}

function patchRefusal({ file, name, definition }: FileDocument, status: Status, patch: object): string {
  if (status.reason === 'Invalid') return refusalText(status);
  const doing = `error when applying patch:\n${JSON.stringify(patch)}\nto:\nResource: "${resourceText(definition)}", GroupVersionKind: "${kindText(definition)}"\nName: "${name}", Namespace: ""\nfor: "${file}": error when patching "${file}"`;
  return refusalText(status, doing);
}

function resourceText({ group, version, plural }: FileDocument['definition']): string {
  return `${group === '' ? '' : group}/${version}, Resource=${plural}`;
}

function kindText({ group, version, kind }: FileDocument['definition']): string {
  return `${group === '' ? '' : group}/${version}, Kind=${kind}`;
}

function namelessRefusal(document: FileDocument, namespace: string | undefined): string {
  return `error: ${retrievalWords(document, namespace)}resource name may not be empty\n`;
}

function retrievalRefusal(document: FileDocument, namespace: string | undefined, status: Status): string {
  return `Error from server (${status.reason}): ${retrievalWords(document, namespace)}${status.message}\n`;
}

function retrievalWords({ definition, file, name }: FileDocument, namespace: string | undefined): string {
  return `error when retrieving current configuration of:\nResource: "${resourceText(definition)}", GroupVersionKind: "${kindText(definition)}"\nName: "${name}", Namespace: "${namespace ?? ''}"\nfrom server for: "${file}": `;
}

function applyOnServer(call: Call, document: FileDocument): string | undefined {
  const { definition, file, value } = document;
  const dryRun = dryRunOf(call);
  if (dryRun === 'client')
    failWith("--dry-run=client doesn't work with --server-side (did you mean --dry-run=server instead?)");
  const namespace = namespaceOf(call, document);
  const metadata = value['metadata'] as object | undefined;
  const draft = { ...value, metadata: { ...metadata, ...(namespace !== undefined && { namespace }) } };
  const applied = call.api.apply(draft, {
    fieldManager: call.flags.text('field-manager') || 'kubectl',
    force: call.flags.is('force-conflicts'),
    dryRun: dryRun === 'server',
  });
  if (!applied.ok) {
    const conflict = applied.error.reason === 'Conflict' ? `\n${conflictAdvice}` : '';
    if (conflict) return `error: ${applied.error.message}${conflict}\n`;
    return refusalText(applied.error, applied.error.reason === 'Invalid' ? '' : `error when patching "${file}"`);
  }
  report(call, { definition, object: applied.value, what: 'serverside-applied', dryRun });
  return undefined;
}

/** What kubectl says below a conflict of field managers. */
const conflictAdvice = [
  'Please review the fields above--they currently have other managers. Here',
  'are the ways you can resolve this warning:',
  '* If you intend to manage all of these fields, please re-run the apply',
  '  command with the `--force-conflicts` flag.',
  '* If you do not intend to manage all of the fields, please edit your',
  '  manifest to remove references to the fields that should keep their',
  '  current managers.',
  '* You may co-own fields by updating your manifest to match the existing',
  '  value; in this case, you will become the manager if the other manager(s)',
  '  stop managing the field (remove it from their configuration).',
  'See https://kubernetes.io/docs/reference/using-api/server-side-apply/#conflicts',
].join('\n');
