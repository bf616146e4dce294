/**
 * Applies manifests as `kubectl apply -f` would: document by document, creating what is new and merging what exists. What is
 * no manifest, or what the API server refuses, comes back with its line and column; nothing is thrown.
 */
import { type DraftRead, type ReadDraftOptions, readDraft, readDrafts } from '#api/decode/read-draft.ts';
import { warningIssues } from '#api/decode/warning-issues.ts';
import type { Status } from '#api/meta/status.ts';
import type { KindName } from '#api/scheme.ts';
import type { ApiServer } from '#cluster/apiserver/apiserver.ts';
import type { AnswerError } from '../answer.ts';

export interface AnswerPlace {
  /** How errors name the text: `answer.yaml`. */
  readonly fileName: string;
  /** Where objects land that name no namespace. */
  readonly namespace: string;
}

/** `warned` hears what the server warns of in what it takes (kubectl prints it as `Warning: …`), each at its line. */
export function applyAnswer(
  client: ApiServer,
  text: string,
  place: AnswerPlace,
  warned?: (warnings: readonly AnswerError[]) => void,
): readonly AnswerError[] {
  // Kinds that definitions in this very cluster have added count as well.
  const find = (apiVersion: string, kind: string) => client.definitionByApiVersion(apiVersion, kind);
  const { results, error } = readDrafts(text, { find });
  const file = place.fileName;
  if (error) return [{ file, line: error.line, column: error.column, message: error.reason, advice: error.text }];
  if (results.length === 0) return [{ file, line: 1, column: 1, ...nothing }];
  return results.flatMap((result): readonly AnswerError[] => {
    if (!result.ok) return result.error.issues.map((issue) => ({ file, ...issue }));
    const warnings: string[] = [];
    const onWarning = (warning: string) => void warnings.push(warning);
    const status = applyOne(client, result.value, { namespace: place.namespace, find, ...(warned && { onWarning }) });
    if (status) return refusals(status, result.value, file);
    if (warnings.length > 0) warned?.(warningIssues(result.value.manifest, warnings).map((one) => ({ file, ...one })));
    return [];
  });
}

const nothing = {
  message: 'no objects passed to apply',
  advice: {
    es: 'La respuesta está vacía. Escribe al menos un objeto de Kubernetes con `apiVersion`, `kind` y `metadata`.',
    en: 'The answer is empty. Write at least one Kubernetes object with `apiVersion`, `kind` and `metadata`.',
  },
};

interface ApplyOptions extends Pick<ReadDraftOptions, 'find'> {
  readonly namespace: string;
  readonly onWarning?: (warning: string) => void;
}

function applyOne(
  client: ApiServer,
  { manifest, definition, draft }: DraftRead,
  { namespace, find, onWarning }: ApplyOptions,
): Status | undefined {
  const kind = definition.kind as KindName;
  const metadata = { ...draft.metadata };
  if (definition.namespaced && metadata.namespace === undefined) metadata.namespace = namespace;
  const options = { fieldManager: 'kubectl', ...(onWarning && { onWarning }) };
  const create = () => {
    const created = client.create(kind, { ...draft, metadata }, options);
    return created.ok ? undefined : created.error;
  };
  // Without a name nothing can be there already; with one it is applied, so that the next time what was left out goes.
  if (metadata.name === undefined) return create();
  // Only what was written is merged: a default would undo what somebody else has set.
  const sparse = readDraft(manifest, { apply: true, ...(find && { find }) });
  if (!sparse.ok) {
    const exists = client.get(kind, metadata.namespace, metadata.name) !== undefined;
    return !exists && isUnmergeable(sparse.error.status) ? create() : sparse.error.status;
  }
  const merged = { ...sparse.value.draft, metadata: { ...sparse.value.draft.metadata, namespace: metadata.namespace } };
  const applied = client.apply(withoutNulls(merged), { ...options, force: true });
  return applied.ok ? undefined : applied.error;
}

/** Lists that name one element twice (`env`) cannot be merged, yet kubectl creates such an object: it posts what is new. */
function isUnmergeable({ message }: Status): boolean {
  return message.startsWith('failed to create typed patch object');
}

/** `rollingUpdate: null` is how a manifest says that a field has to go: kubectl takes it out of what it sends. */
function withoutNulls<Value>(value: Value): Value {
  if (Array.isArray(value)) return value.map(withoutNulls) as Value;
  if (typeof value !== 'object' || value === null) return value;
  const kept = Object.entries(value).filter(([, one]) => one !== null);
  return Object.fromEntries(kept.map(([key, one]) => [key, withoutNulls(one)])) as Value;
}

/** One error a cause, at its field; the whole message at the document's head where the server names no field. */
function refusals({ message, causes }: Status, { manifest }: DraftRead, file: string): readonly AnswerError[] {
  if (causes.length === 0) {
    const { line, column } = manifest.locate(['metadata', 'name']);
    return [{ file, line, column, message }];
  }
  return causes.map(({ field, message: said }) => {
    const { line, column } = manifest.locate(pathOf(field));
    return { file, line, column, message: field ? `${field}: ${said}` : said };
  });
}

/** `spec.containers[0].env[1].name` → ['spec', 'containers', 0, 'env', 1, 'name']; `labels[app.io/x]` keeps its key whole. */
function pathOf(field: string): readonly (string | number)[] {
  const steps = field.matchAll(/\[([^\]]*)\]|([^.[\]]+)/g);
  return [...steps].map(([, key, name]) => {
    const step = key ?? name ?? '';
    return key !== undefined && /^\d+$/.test(key) ? Number(key) : step;
  });
}
