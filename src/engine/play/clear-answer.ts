/** Deletes what an answer brought, as `kubectl delete -f` would: whatever is gone already, or was never there, is left out. */
import { readDrafts } from '#api/decode/read-draft.ts';
import type { KindName } from '#api/scheme.ts';
import type { ApiClient } from '#cluster/apiserver/api-client.ts';

export function clearAnswer(client: ApiClient, text: string, namespace: string): void {
  for (const result of readDrafts(text).results) {
    if (!result.ok) continue;
    const { definition, draft } = result.value;
    const { name, namespace: own } = draft.metadata ?? {};
    // A namespace would take a minute to go, and what else the answer put there is deleted anyway.
    if (name === undefined || definition.kind === 'Namespace') continue;
    const within = definition.namespaced ? (own ?? namespace) : undefined;
    client.delete(definition.kind as KindName, within, name, { propagationPolicy: 'Background' });
  }
}
