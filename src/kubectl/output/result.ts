/** The line that says what a command did to an object: `deployment.apps/web created`, or the object where `-o` asks for it. */
import type { KindDefinition } from '#api/meta/kind-definition.ts';
import type { Anything } from '../api.ts';
import { type DryRun, dryRunSuffix } from '../arguments/common-flags.ts';
import { shownName } from '../arguments/resources.ts';
import type { Call } from '../call.ts';
import { formatOf, formatted, withoutManagedFields } from './formats.ts';

export interface Done {
  readonly definition: KindDefinition;
  readonly object: Anything;
  /** `created`, `patched (no change)`… */
  readonly what: string;
  readonly dryRun?: DryRun;
}

export function report(call: Call, { definition, object, what, dryRun = 'none' }: Done): void {
  const format = formatOf(call);
  const name = shownName(definition, object.metadata.name);
  if (format.name === '') call.line(`${name} ${what}${dryRunSuffix(dryRun)}`);
  else if (format.name === 'name') call.line(name);
  else call.print(formatted(format, call.flags.is('show-managed-fields') ? object : withoutManagedFields(object)));
}
