/**
 * Flags that the real kubectl has and the simulator does not follow. Some have no effect that anybody could see here (how many
 * objects a page has, how often a copy is tried); asking for one of the others is answered in a sentence.
 */
import { failWith } from '../exit.ts';
import type { FlagSpec, Flags } from './flags.ts';

const withoutEffect: ReadonlySet<string> = new Set([
  ...['chunk-size', 'server-print', 'allow-missing-template-keys', 'use-protocol-buffers', 'cached'],
  ...['max-log-requests', 'insecure-skip-tls-verify-backend', 'retries', 'concurrency', 'windows-line-endings'],
  ...['minify', 'flatten', 'merge', 'no-preserve', 'skip-wait-for-delete-timeout', 'openapi-patch', 'leave-stdin-open'],
]);

const leftOut: ReadonlySet<string> = new Set([
  ...['raw', 'prune-allowlist', 'applyset', 'edit'],
  ...['override-type', 'interactive', 'output-patch', 'local', 'resource-version', 'resolve', 'custom'],
]);

export function refuseLeftOut(flags: Flags, specs: readonly FlagSpec[], path: string): void {
  const asked = specs.find(({ name }) => leftOut.has(name) && flags.given(name) && flags.text(name) !== 'false');
  if (flags.given('kustomize')) failWith('the simulator leaves out kustomize: name the manifests themselves with -f');
  if (asked) failWith(`the simulator leaves out --${asked.name} of "${path}"`);
}

export function isKnownAsLeftOut(name: string): boolean {
  return leftOut.has(name) || withoutEffect.has(name);
}
