/** The annotation in which `kubectl apply` keeps what it applied the last time. */
import type { Anything } from '../api.ts';
import { jsonText } from '../output/json.ts';

export const lastAppliedAnnotation = 'kubectl.kubernetes.io/last-applied-configuration';

type Json = Readonly<Record<string, unknown>>;

/** The object as it is sent: with its namespace, and with itself in the annotation. */
export function withLastApplied(value: Json, namespace: string | undefined): Json {
  const metadata = (value['metadata'] ?? {}) as Json;
  const { [lastAppliedAnnotation]: _, ...annotations } = (metadata['annotations'] ?? {}) as Json;
  const bare = { ...value, metadata: { ...metadata, annotations, ...(namespace !== undefined && { namespace }) } };
  return {
    ...bare,
    metadata: { ...bare.metadata, annotations: { ...annotations, [lastAppliedAnnotation]: `${jsonText(bare, 0)}\n` } },
  };
}

/** Undefined where nothing was applied, or somebody wrote nonsense there. */
export function lastApplied(object: Anything): Json | undefined {
  const text = object.metadata.annotations?.[lastAppliedAnnotation];
  if (text === undefined) return undefined;
  try {
    return JSON.parse(text) as Json;
  } catch {
    return undefined;
  }
}
