/**
 * `registry:5000/team/web:1.2@sha256:…` taken apart as containerd does: a first part with a dot, a colon or the name
 * `localhost` is a registry, else it is Docker Hub, where names without a slash live under `library/`.
 */
import { fail, ok, type Result } from '#base/result.ts';

export interface ImageReference {
  readonly registry: string;
  /** `library/nginx`. */
  readonly repository: string;
  readonly tag: string;
  readonly digest: string | undefined;
  /** `docker.io/library/nginx:1.27`: how messages of the runtime name it. */
  readonly full: string;
}

const repositoryShape = /^[a-z0-9]+(?:(?:\.|_{1,2}|-+)[a-z0-9]+)*(?:\/[a-z0-9]+(?:(?:\.|_{1,2}|-+)[a-z0-9]+)*)*$/;
const tagShape = /^\w[\w.-]{0,127}$/;
const registryShape =
  /^(?:[a-zA-Z0-9]|[a-zA-Z0-9][a-zA-Z0-9-]*[a-zA-Z0-9])(?:\.(?:[a-zA-Z0-9]|[a-zA-Z0-9][a-zA-Z0-9-]*[a-zA-Z0-9]))*(?::\d+)?$/;

/** The error is the parser's own: `invalid reference format`, `… repository name (library/Web) must be lowercase`. */
export function parseImageReference(text: string): Result<ImageReference, string> {
  const at = text.indexOf('@');
  const digest = at < 0 ? undefined : text.slice(at + 1);
  const named = at < 0 ? text : text.slice(0, at);
  const slash = named.indexOf('/');
  const first = slash < 0 ? '' : named.slice(0, slash);
  const hasRegistry = first !== '' && (/[.:]/.test(first) || first === 'localhost' || first.toLowerCase() !== first);
  const rest = hasRegistry ? named.slice(slash + 1) : named;
  const registry = !hasRegistry || first === 'index.docker.io' ? 'docker.io' : first;
  const colon = rest.lastIndexOf(':');
  const tag = colon < 0 ? undefined : rest.slice(colon + 1);
  const path = colon < 0 ? rest : rest.slice(0, colon);
  const repository = registry === 'docker.io' && !path.includes('/') ? `library/${path}` : path;
  if (!repositoryShape.test(repository)) {
    if (repositoryShape.test(repository.toLowerCase()) && repository !== repository.toLowerCase()) {
      return fail(`invalid reference format: repository name (${repository}) must be lowercase`);
    }
    return fail('invalid reference format');
  }
  if ((tag !== undefined && !tagShape.test(tag)) || (hasRegistry && !registryShape.test(first)))
    return fail('invalid reference format');
  if (digest !== undefined && !/^[a-z0-9]+(?:[.+_-][a-z0-9]+)*:[0-9a-f]{32,}$/.test(digest))
    return fail('invalid reference format');
  const usedTag = tag ?? (digest === undefined ? 'latest' : '');
  const full = `${registry}/${repository}${usedTag === '' ? '' : `:${usedTag}`}${digest === undefined ? '' : `@${digest}`}`;
  return ok({ registry, repository, tag: usedTag, digest, full });
}
