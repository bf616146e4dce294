/** Pull policies: the allowed ones, and which one a reference to an image implies. */
import { type FieldError, notSupported, required } from '../../meta/field-error.ts';
import type { FieldPath } from '../../meta/field-path.ts';

const pullPolicies = ['Always', 'IfNotPresent', 'Never'];

export function validatePullPolicy(policy: string | undefined, field: FieldPath): FieldError[] {
  if (policy === undefined || policy === '') return [required(field)];
  return pullPolicies.includes(policy) ? [] : [notSupported(field, policy, pullPolicies)];
}

/** A tag that moves is pulled each time: `nginx` and `nginx:latest` → Always, `nginx:1.27` and digests → IfNotPresent. */
export function defaultPullPolicy(image: string): string {
  return tagOf(image) === 'latest' ? 'Always' : 'IfNotPresent';
}

/** `latest` when there is neither tag nor digest; undefined where the reference is malformed or has a digest alone. */
function tagOf(image: string): string | undefined {
  const at = image.indexOf('@');
  const named = at < 0 ? image : image.slice(0, at);
  const lastPart = named.slice(named.lastIndexOf('/') + 1);
  const colon = lastPart.indexOf(':');
  if (colon >= 0) return lastPart.slice(colon + 1);
  return at < 0 && isReference(named) ? 'latest' : undefined;
}

const hostPattern =
  /^(?:[a-zA-Z0-9]|[a-zA-Z0-9][a-zA-Z0-9-]*[a-zA-Z0-9])(?:\.(?:[a-zA-Z0-9]|[a-zA-Z0-9][a-zA-Z0-9-]*[a-zA-Z0-9]))*(?::[0-9]+)?$/;
const partPattern = /^[a-z0-9]+(?:(?:\.|_|__|-+)[a-z0-9]+)*$/;

function isReference(name: string): boolean {
  const parts = name.split('/');
  return parts.every(
    (part, index) => partPattern.test(part) || (index === 0 && parts.length > 1 && hostPattern.test(part)),
  );
}
