/** `kubectl wait --for=condition=Ready pod/web-0`: lets time pass until something is so. */
import type { Anything } from '../api.ts';
import { fileFlags, outputFlags } from '../arguments/common-flags.ts';
import { requested } from '../arguments/files.ts';
import { type Asked, type Found, leaveWith, needNames, nothingProvided, visit } from '../arguments/resources.ts';
import type { Call } from '../call.ts';
import type { Command } from '../command.ts';
import { Exit, failWith } from '../exit.ts';
import { findByPath, relaxed } from '../jsonpath/evaluate.ts';
import { parseJsonPath } from '../jsonpath/parse.ts';
import { report } from '../output/result.ts';

export const wait: Command = {
  name: 'wait',
  summary: { es: 'Espera a que algo se cumpla', en: 'Wait until something is so' },
  examples: [
    ['kubectl wait --for=condition=Ready pod/web-0', { es: 'Que esté listo', en: 'That it is ready' }],
    ['kubectl wait --for=delete pod/web-0 --timeout=60s', { es: 'Que ya no exista', en: 'That it is gone' }],
    [
      "kubectl wait --for=jsonpath='{.status.phase}'=Running pod/web-0",
      { es: 'Que un campo valga algo', en: 'That a field has a value' },
    ],
  ],
  usage: '(-f FILE | TYPE NAME | TYPE/NAME) --for=(delete | create | condition=NAME | jsonpath=PATH=VALUE)',
  flags: [
    { name: 'for', type: 'array' },
    { name: 'timeout', type: 'duration', default: '30s' },
    { name: 'selector', short: 'l', type: 'string' },
    { name: 'field-selector', type: 'string' },
    { name: 'all', type: 'bool' },
    { name: 'all-namespaces', short: 'A', type: 'bool' },
    { name: 'local', type: 'bool' },
    ...fileFlags,
    ...outputFlags,
  ],
  run(call) {
    const { flags, args } = call;
    const conditions = flags.list('for');
    const test = readCondition(conditions);
    const selector = flags.text('selector').trim();
    if (args.length === 0 && flags.list('filename').length === 0) nothingProvided();
    const asked = requested(call, args, { hasSelector: selector !== '' || flags.given('field-selector') });
    if (selector === '' && !flags.is('all') && !flags.given('field-selector')) needNames(asked);
    const timeout = flags.seconds('timeout');
    const limit = timeout < 0 ? 7 * 24 * 3600 : timeout;
    const startMs = call.nowMs;
    const left = () => Math.max(0, limit - (call.nowMs - startMs) / 1000);
    const look = () =>
      visit(call, asked, {
        labelSelector: selector,
        fieldSelector: flags.text('field-selector'),
        allNamespaces: flags.is('all-namespaces'),
      });
    if (test.kind === 'create') {
      call.waitUntil(() => look().refusals.length === 0 && look().found.length > 0, left());
      const { found, refusals } = look();
      if (refusals.length > 0 || found.length === 0) throw new Exit(timedOut(asked.asked));
      for (const { definition, object } of found) report(call, { definition, object, what: 'condition met' });
      return;
    }
    const seen = look();
    const { found } = seen;
    // To wait for the end of what is not there is to have waited.
    const refusals =
      test.kind === 'delete' ? seen.refusals.filter((text) => !/ \(NotFound\):/.test(text)) : seen.refusals;
    if (found.length === 0 && refusals.length === 0) {
      if (test.kind === 'delete') return;
      failWith('no matching resources found');
    }
    const late: string[] = [...refusals];
    for (const one of found) {
      const { definition, object } = one;
      if (call.waitUntil(() => isMet(call, one, test), left()))
        report(call, { definition, object, what: 'condition met' });
      else {
        const what = timeout === 0 ? 'condition not met for' : 'timed out waiting for the condition on';
        late.push(`error: ${what} ${definition.plural}/${object.metadata.name}\n`);
      }
    }
    leaveWith(late);
  },
};

function timedOut(asked: readonly Asked[]): string {
  return asked
    .map(({ definition, name }) => `error: timed out waiting for the condition on ${definition.plural}/${name ?? ''}\n`)
    .join('');
}

type Condition =
  | { readonly kind: 'delete' }
  | { readonly kind: 'create' }
  | { readonly kind: 'condition'; readonly type: string; readonly status: string }
  | { readonly kind: 'jsonpath'; readonly path: string; readonly value: string | undefined };

function readCondition(all: readonly string[]): Condition {
  const text = all.at(-1) ?? '';
  if (all.length === 0) failWith('unrecognized condition: []');
  const lower = text.toLowerCase();
  if (lower === 'delete') return { kind: 'delete' };
  if (lower === 'create') return { kind: 'create' };
  if (text.startsWith('condition=')) {
    const [type = '', status = 'true'] = text.slice('condition='.length).split('=');
    return { kind: 'condition', type, status };
  }
  if (text.startsWith('jsonpath=')) return readPath(text.slice('jsonpath='.length));
  return failWith(`unrecognized condition: ${JSON.stringify(text)}`);
}

/** `{.status.phase}=Running`: a single `=` divides, a double one belongs to the path. */
function readPath(text: string): Condition {
  const [path = '', value, ...more] = text.split(/(?<!=)=(?!=)/);
  if (more.length > 0) {
    failWith(
      "jsonpath wait format must be --for=jsonpath='{.status.readyReplicas}'=3 or --for=jsonpath='{.status.readyReplicas}'",
    );
  }
  if (path === '') failWith('jsonpath expression cannot be empty');
  if (!/^\{\.?[^{}]+\}$|^\.?[^{}]+$/.test(path)) {
    failWith(
      "unexpected path string, expected a 'name1.name2' or '.name1.name2' or '{name1.name2}' or '{.name1.name2}'",
    );
  }
  const wanted = value?.replace(/^['"]+|['"]+$/g, '');
  if (wanted === '') {
    failWith("jsonpath wait has to have a value after equal sign, like --for=jsonpath='{.status.readyReplicas}'=3");
  }
  const parsed = parseJsonPath(relaxed(path));
  if (!parsed.ok) failWith(parsed.error);
  return { kind: 'jsonpath', path: relaxed(path), value: wanted };
}

function isMet(call: Call, { definition, object }: Found, test: Condition): boolean {
  const { namespace, name, uid } = object.metadata;
  const found = call.api.get(definition, namespace, name);
  const now = found.ok ? found.value : undefined;
  if (test.kind === 'delete') return !now || now.metadata.uid !== uid;
  if (test.kind === 'create') return now !== undefined;
  if (!now) return false;
  if (test.kind === 'condition') return hasCondition(now, test.type, test.status);
  const values = findByPath(test.path, now);
  if (!values.ok) failWith(values.error);
  const [value] = values.value;
  if (value === undefined || value === null) return false;
  return test.value === undefined || String(value).trim() === test.value.trim();
}

/** A condition of an older generation does not count. */
function hasCondition({ metadata, status }: Anything, type: string, wanted: string): boolean {
  const conditions = (status?.conditions ?? []) as readonly Anything[];
  const one = conditions.find((condition) => String(condition['type']).toLowerCase() === type.toLowerCase());
  if (!one) return false;
  const observed = one['observedGeneration'] ?? status?.observedGeneration;
  if (observed !== undefined && observed < (metadata.generation ?? 0)) return false;
  return String(one['status']).toLowerCase() === wanted.toLowerCase();
}
