/** Of the classes marked as default by annotation the newest; of equally old ones the first by name. */
import type { KubernetesObject } from '#api/meta/object.ts';

export function newestDefault<Class extends KubernetesObject>(
  classes: readonly Class[],
  annotations: readonly string[],
): Class | undefined {
  const defaults = classes.filter(({ metadata }) =>
    annotations.some((name) => metadata.annotations?.[name] === 'true'),
  );
  return defaults.sort(
    (one, other) =>
      Date.parse(other.metadata.creationTimestamp) - Date.parse(one.metadata.creationTimestamp) ||
      (one.metadata.name < other.metadata.name ? -1 : 1),
  )[0];
}
