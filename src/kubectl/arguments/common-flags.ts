/** Flags that many commands share. */
import type { WriteOptions } from '#cluster/apiserver/api-client.ts';
import type { Call } from '../call.ts';
import { failWith } from '../exit.ts';
import type { FlagSpec, Flags } from './flags.ts';

export const outputFlags: readonly FlagSpec[] = [
  { name: 'output', short: 'o', type: 'string' },
  { name: 'template', type: 'string' },
  { name: 'allow-missing-template-keys', type: 'bool', default: 'true' },
  { name: 'show-managed-fields', type: 'bool' },
];

export const dryRunFlag: FlagSpec = { name: 'dry-run', type: 'string', bare: 'unchanged', default: 'none' };

export const fileFlags: readonly FlagSpec[] = [
  { name: 'filename', short: 'f', type: 'strings' },
  { name: 'recursive', short: 'R', type: 'bool' },
  { name: 'kustomize', short: 'k', type: 'string' },
];

export const fieldManagerFlag: FlagSpec = { name: 'field-manager', type: 'string' };

export const validateFlag: FlagSpec = { name: 'validate', type: 'string', bare: 'strict', default: 'strict' };

const validations: Readonly<Record<string, NonNullable<WriteOptions['fieldValidation']>>> = {
  '': 'Strict',
  strict: 'Strict',
  true: 'Strict',
  warn: 'Warn',
  ignore: 'Ignore',
  false: 'Ignore',
};

/** What `--validate` asks for; commands without the flag say nothing. */
export function fieldValidationOf(flags: Flags): NonNullable<WriteOptions['fieldValidation']> {
  const text = flags.text('validate');
  if (Object.hasOwn(validations, text)) return validations[text] ?? 'Strict';
  return failWith(
    `invalid - validate option ${JSON.stringify(text)}; must be one of: strict (or true), warn, ignore (or false)`,
  );
}

export const selectorFlags: readonly FlagSpec[] = [
  { name: 'selector', short: 'l', type: 'string' },
  { name: 'all', type: 'bool' },
];

/** Of commands that change what arguments or files name. */
export const changeFlags: readonly FlagSpec[] = [...fileFlags, ...outputFlags, dryRunFlag, fieldManagerFlag];

/** Of those that send whole documents. */
export const documentFlags: readonly FlagSpec[] = [...changeFlags, validateFlag];

export type DryRun = 'none' | 'client' | 'server';

const suffixes: Readonly<Record<DryRun, string>> = { none: '', client: ' (dry run)', server: ' (server dry run)' };

/** What stands behind a line that says what would have been done. */
export function dryRunSuffix(dryRun: DryRun): string {
  return suffixes[dryRun];
}

export function dryRunOf(call: Call): DryRun {
  const text = call.flags.text('dry-run');
  if (text === 'none' || text === 'client' || text === 'server') return text;
  if (text === 'false' || text === '') return 'none';
  if (text === 'true') return 'client';
  return failWith(`Invalid dry-run value (${text}). Must be "none", "server", or "client".`);
}
