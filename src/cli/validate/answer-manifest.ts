/**
 * What the API server answers to one document: created in a cluster that has nothing but the namespaces it names, or
 * applied over `before`. Nothing is stored (dry run).
 */
import { type DraftRead, readDraft } from '#api/decode/read-draft.ts';
import type { Status, StatusCause } from '#api/meta/status.ts';
import type { Result } from '#base/result.ts';
import { readManifests } from '#base/yaml/read-manifests.ts';
import { type ApiServer, createApiServer } from '#cluster/apiserver/apiserver.ts';
import { SeededRandom } from '#simulation/seeded-random.ts';
import { VirtualClock } from '#simulation/virtual-clock.ts';

export interface Answer {
  readonly accepted: boolean;
  readonly code: number;
  readonly reason: string;
  readonly message: string;
  readonly causes: readonly StatusCause[];
  readonly object?: unknown;
}

const fieldManager = 'readyz';

export function answerManifest(text: string, before: string | undefined): Answer {
  const clock = new VirtualClock();
  const server = createApiServer({ clock, random: new SeededRandom(1) });
  if (before !== undefined) {
    const existing = readOne(before, true);
    if (existing.ok) {
      ensureNamespace(server, existing.value);
      server.apply(existing.value.draft as never, { fieldManager });
      // What the server itself does to new objects, such as calling a CustomResourceDefinition established.
      clock.advance(0);
    }
  }
  const read = readOne(text, before !== undefined);
  if (!read.ok) return refused(read.error);
  const { definition, draft } = read.value;
  ensureNamespace(server, read.value);
  const result: Result<unknown, Status> =
    before === undefined
      ? server.create(definition.kind, draft as never, { fieldManager, dryRun: true })
      : server.apply(draft as never, { fieldManager, force: true, dryRun: true });
  if (!result.ok) return refused(result.error);
  return {
    accepted: true,
    code: before === undefined ? 201 : 200,
    reason: '',
    message: '',
    causes: [],
    object: result.value,
  };
}

function readOne(text: string, apply: boolean): Result<DraftRead, Status> {
  const { manifests, error } = readManifests(text);
  const [manifest] = manifests;
  if (!manifest) {
    const message = error?.reason ?? 'there is no document';
    return { ok: false, error: { code: 400, reason: 'BadRequest', message, causes: [] } };
  }
  const read = readDraft(manifest, { apply });
  return read.ok ? read : { ok: false, error: read.error.status };
}

function ensureNamespace(server: ApiServer, { definition, draft }: DraftRead): void {
  const namespace = draft.metadata?.namespace;
  if (definition.namespaced && namespace) server.ensureNamespace(namespace);
}

function refused({ code, reason, message, causes }: Status): Answer {
  return { accepted: false, code, reason, message, causes };
}
