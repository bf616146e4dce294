/**
 * What the verbs of `kubectl create KIND NAME` share: one name, a draft made of flags, dry run and output, and the words
 * for a refusal, which differ from kind to kind.
 */
import { apiVersionOf, findKind } from '#api/scheme.ts';
import { invariant } from '#base/invariant.ts';
import type { Text } from '#base/text.ts';
import type { Anything } from '../../api.ts';
import { dryRunFlag, dryRunOf, fieldManagerFlag, outputFlags, validateFlag } from '../../arguments/common-flags.ts';
import type { FlagSpec } from '../../arguments/flags.ts';
import type { Call } from '../../call.ts';
import type { Command } from '../../command.ts';
import { Exit, refuse, usageError } from '../../exit.ts';
import { report } from '../../output/result.ts';
import { withLastApplied } from '../last-applied.ts';
import { withHash } from './append-hash.ts';

type Draft = Readonly<Record<string, unknown>>;

export interface Generator {
  readonly name: string;
  readonly aliases?: readonly string[];
  readonly kind: string;
  readonly summary: Text;
  readonly examples: Command['examples'];
  readonly usage: string;
  readonly flags: readonly FlagSpec[];
  /** Where set, a refusal begins so: `failed to create deployment: …`. */
  readonly refusal?: string;
  /** The object without apiVersion, kind and name. Ends the command where the flags make no sense. */
  draft(call: Call, name: string): Draft;
}

export function generatorCommand(generator: Generator): Command {
  const { name, aliases, summary, examples, usage } = generator;
  return {
    name,
    ...(aliases && { aliases }),
    summary,
    examples,
    usage,
    flags: [
      ...generator.flags,
      ...outputFlags,
      dryRunFlag,
      fieldManagerFlag,
      validateFlag,
      { name: 'save-config', type: 'bool' },
    ],
    run(call) {
      const { kind, refusal } = generator;
      createGenerated(call, { kind, refusal, made: generator.draft(call, onlyName(call)) });
    },
  };
}

/** The one NAME before `--`. */
function onlyName(call: Call): string {
  const { own } = call.split();
  const [name] = own;
  if (own.length !== 1 || name === undefined) usageError(call.path, `exactly one NAME is required, got ${own.length}`);
  return name;
}

export interface Generated {
  readonly kind: string;
  /** Its name is the first argument unless the metadata say otherwise. */
  readonly made: Draft;
  readonly refusal?: string | undefined;
  readonly what?: 'created' | 'exposed';
}

export function createGenerated(call: Call, { kind, made, refusal, what = 'created' }: Generated): void {
  const definition = findKind(kind);
  invariant(definition, `there is no kind ${kind}`);
  const { metadata, ...rest } = made;
  const dryRun = dryRunOf(call);
  const hasNamespace = definition.namespaced && (call.flags.given('namespace') || dryRun !== 'client');
  const name = call.split().own[0] ?? '';
  const draft = {
    apiVersion: apiVersionOf(definition.group, definition.version),
    kind,
    metadata: {
      name: call.flags.is('append-hash') ? withHash(kind, name, made) : name,
      ...(metadata as object),
      ...(hasNamespace && { namespace: call.namespace }),
    },
    ...rest,
  };
  const sent = call.flags.is('save-config') ? withLastApplied(draft, hasNamespace ? call.namespace : undefined) : draft;
  if (dryRun === 'client') {
    report(call, { definition, object: sent as unknown as Anything, what, dryRun });
    return;
  }
  const created = call.api.create(definition, sent, { fieldManager: 'kubectl-create', dryRun: dryRun === 'server' });
  if (!created.ok) {
    const { error } = created;
    if (refusal && error.reason !== 'Invalid') throw new Exit(`error: ${refusal}: ${error.message}\n`);
    refuse(error);
  }
  report(call, { definition, object: created.value, what, dryRun });
}
