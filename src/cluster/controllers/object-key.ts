/**
 * `namespace/name`, the key under which controllers queue an object; cluster-scoped objects have their name alone.
 */
import type { KubernetesObject } from '#api/meta/object.ts';

export function keyOf(object: KubernetesObject): string {
  const { namespace, name } = object.metadata;
  return namespace === undefined ? name : `${namespace}/${name}`;
}

export function splitKey(key: string): { readonly namespace: string; readonly name: string } {
  const slash = key.indexOf('/');
  return { namespace: slash < 0 ? '' : key.slice(0, slash), name: key.slice(slash + 1) };
}
