/** `kubectl delete`: by name, label or file; waits until the objects are gone, finalizers and grace included. */
import type { KindDefinition } from '#api/meta/kind-definition.ts';
import type { Status } from '#api/meta/status.ts';
import type { DeleteOptions } from '#cluster/apiserver/api-client.ts';
import { dryRunFlag, dryRunOf, dryRunSuffix, fileFlags } from '../arguments/common-flags.ts';
import { namespaceOf, readFiles, shownFile } from '../arguments/files.ts';
import { askedFor, leaveWith, nothingProvided, shownName, typeName, visit } from '../arguments/resources.ts';
import type { Call } from '../call.ts';
import type { Command } from '../command.ts';
import { Exit, failWith, refusalText } from '../exit.ts';

export const deleteCommand: Command = {
  name: 'delete',
  summary: { es: 'Borra objetos', en: 'Delete objects' },
  examples: [
    ['kubectl delete pod web-0', { es: 'Por nombre', en: 'By name' }],
    ['kubectl delete -f web.yaml', { es: 'Lo que hay en un archivo', en: 'What is in a file' }],
    [
      'kubectl delete pods -l app=web --wait=false',
      { es: 'Por etiqueta, sin esperar', en: 'By label, without waiting' },
    ],
  ],
  usage: '([-f FILE] | TYPE [(NAME | -l LABEL | --all)])',
  flags: [
    ...fileFlags,
    dryRunFlag,
    { name: 'selector', short: 'l', type: 'string' },
    { name: 'field-selector', type: 'string' },
    { name: 'all', type: 'bool' },
    { name: 'all-namespaces', short: 'A', type: 'bool' },
    { name: 'cascade', type: 'string', bare: 'background', default: 'background' },
    { name: 'force', type: 'bool' },
    { name: 'grace-period', type: 'int', default: '-1' },
    { name: 'ignore-not-found', type: 'bool' },
    { name: 'interactive', short: 'i', type: 'bool' },
    { name: 'now', type: 'bool' },
    { name: 'output', short: 'o', type: 'string' },
    { name: 'raw', type: 'string' },
    { name: 'timeout', type: 'duration', default: '0' },
    { name: 'wait', type: 'bool', default: 'true' },
  ],
  run(call) {
    const { flags, args, api } = call;
    const output = flags.text('output');
    if (output !== '' && output !== 'name') {
      failWith(`unexpected -o output mode: ${output}. We only support '-o name'`);
    }
    const files = flags.list('filename');
    if (files.length === 0 && args.length === 0) nothingProvided();
    if (flags.is('now') && flags.number('grace-period') >= 0)
      failWith('--now and --grace-period cannot be specified together');
    const selector = flags.text('selector').trim();
    if (flags.is('all') && selector !== '') failWith("setting 'all' parameter but found a non empty selector. ");
    const refusals: string[] = [];
    const targets: Target[] = [];
    if (files.length > 0) {
      for (const document of readFiles(call, files).documents) {
        if ('words' in document) refusals.push(document.words);
        else {
          const { definition, name, file } = document;
          targets.push({
            definition,
            name,
            namespace: namespaceOf(call, document),
            doing: `error when deleting "${shownFile(file)}"`,
          });
        }
      }
    } else {
      const hasSelector = selector !== '' || flags.given('field-selector');
      const asked = askedFor(api, args, { hasSelector });
      const isUnnamed = asked.asked.some(({ name }) => name === undefined);
      if (isUnnamed && !hasSelector && !flags.is('all'))
        failWith('resource(s) were provided, but no name was specified');
      if (!isUnnamed && flags.is('all')) failWith('name cannot be provided when a selector is specified');
      if (!isUnnamed) {
        for (const { definition, name = '' } of asked.asked)
          targets.push({ definition, name, namespace: call.namespace });
      } else {
        const { found, refusals: denied } = visit(call, asked, {
          labelSelector: selector,
          fieldSelector: flags.text('field-selector'),
          allNamespaces: flags.is('all-namespaces'),
        });
        refusals.push(...denied);
        for (const { definition, object } of found) {
          targets.push({ definition, name: object.metadata.name, namespace: object.metadata.namespace });
        }
        if (targets.length === 0 && denied.length === 0) call.line('No resources found');
      }
    }
    const removed: Target[] = [];
    for (const target of targets) {
      const refusal = remove(call, target);
      if (!refusal) removed.push(target);
      else if (!(flags.is('ignore-not-found') && refusal.reason === 'NotFound')) {
        refusals.push(refusalText(refusal, target.doing));
      }
    }
    const grace = gracePeriod(call);
    if (flags.is('wait') && dryRunOf(call) === 'none' && !(flags.is('force') && grace === 0))
      waitUntilGone(call, removed);
    leaveWith(refusals);
  },
};

export interface Target {
  readonly definition: KindDefinition;
  readonly name: string;
  readonly namespace: string | undefined;
  readonly doing?: string;
}

function gracePeriod(call: Call): number | undefined {
  if (call.flags.is('now')) return 1;
  const given = call.flags.number('grace-period');
  if (given === 0 && !call.flags.is('force')) return 1; // a pod's name is only free once its node has let it go
  if (given < 0) return call.flags.is('force') ? 0 : undefined;
  return given;
}

function remove(call: Call, target: Target): Status | undefined {
  const { definition, name, namespace } = target;
  const { flags } = call;
  const dryRun = dryRunOf(call);
  const grace = gracePeriod(call);
  const isForced = flags.is('force') && grace === 0;
  if (isForced && dryRun === 'none') {
    call.warn(
      'Immediate deletion does not wait for confirmation that the running resource has been terminated. The resource may continue to run on the cluster indefinitely.',
    );
  }
  if (dryRun === 'client') {
    const found = call.api.get(definition, namespace, name);
    if (!found.ok) return found.error;
  } else {
    const deleted = call.api.delete(definition, namespace, name, {
      propagationPolicy: propagationOf(call),
      dryRun: dryRun === 'server',
      ...(grace !== undefined && { gracePeriodSeconds: grace }),
    });
    if (!deleted.ok) return deleted.error;
  }
  const suffix = dryRunSuffix(dryRun);
  const where = definition.namespaced && namespace !== undefined ? ` from ${namespace} namespace` : '';
  if (flags.text('output') === 'name') call.line(shownName(definition, name));
  else call.line(`${typeName(definition)} "${name}" ${isForced ? 'force deleted' : 'deleted'}${where}${suffix}`);
  return undefined;
}

function propagationOf(call: Call): NonNullable<DeleteOptions['propagationPolicy']> {
  const text = call.flags.text('cascade');
  if (text === 'foreground') return 'Foreground';
  if (text === 'orphan' || text === 'false') return 'Orphan';
  if (text === 'background' || text === 'true') return 'Background';
  return failWith(`invalid cascade value (${text}). Must be "background", "foreground", or "orphan"`);
}

/** kubectl waits a week; a simulated cluster shows within minutes whether an object will ever go. */
const longestWaitSeconds = 3600;

function waitUntilGone(call: Call, targets: readonly Target[]): void {
  const timeout = call.flags.seconds('timeout');
  const uids = new Map(targets.map((target) => [target, uidOf(call, target)]));
  const isGone = (target: Target) => uidOf(call, target) === undefined || uidOf(call, target) !== uids.get(target);
  if (call.waitUntil(() => targets.every(isGone), timeout > 0 ? timeout : longestWaitSeconds)) return;
  const left = targets.filter((target) => !isGone(target));
  throw new Exit(
    left
      .map(({ definition, name }) => `error: timed out waiting for the condition on ${definition.plural}/${name}\n`)
      .join(''),
  );
}

function uidOf(call: Call, { definition, namespace, name }: Target): string | undefined {
  const found = call.api.get(definition, namespace, name);
  return found.ok ? found.value.metadata.uid : undefined;
}

/** What `replace --force` does first. */
export function removeAndWait(call: Call, target: Target): void {
  const refusal = remove(call, target);
  if (refusal) throw new Exit(refusalText(refusal));
  waitUntilGone(call, [target]);
}
