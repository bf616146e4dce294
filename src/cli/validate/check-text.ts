/**
 * All documents of a text, put to one cluster in their order as `kubectl apply -f` would: what became of each, what is wrong
 * with it and where, what the server warns of, and advice of our own on what is accepted but hardly meant. The cluster goes away afterwards.
 */
import type { Advice } from '#api/advice/advice.ts';
import { adviseOn } from '#api/advice/index.ts';
import { statusIssues } from '#api/decode/cause-issues.ts';
import type { Issue } from '#api/decode/issues.ts';
import { type DraftRead, type DraftRefused, readDraft, readDrafts } from '#api/decode/read-draft.ts';
import { warningIssues } from '#api/decode/warning-issues.ts';
import type { Status } from '#api/meta/status.ts';
import { fail, ok, type Result } from '#base/result.ts';
import { type ApiServer, createApiServer } from '#cluster/apiserver/apiserver.ts';
import { SeededRandom } from '#simulation/seeded-random.ts';
import { VirtualClock } from '#simulation/virtual-clock.ts';

export interface CheckedText {
  readonly documents: readonly CheckedDocument[];
  /** The text as a whole cannot be read. */
  readonly error?: Issue;
  readonly advice: readonly Advice[];
}

export interface CheckedDocument {
  readonly line: number;
  /** Empty where they cannot be read. */
  readonly kind: string;
  readonly name: string;
  readonly accepted: boolean;
  readonly status?: Status;
  readonly issues: readonly Issue[];
  /** What the server says of a document that it accepts. */
  readonly warnings: readonly Issue[];
}

/** `server` is given where several texts belong together; later ones then see the objects of earlier ones. */
export function checkText(text: string, { server, clock } = newCluster()): CheckedText {
  const drafts: DraftRead[] = [];
  const { results, error } = readDrafts(text, { find: server.definitionByApiVersion });
  const documents = results.map((first) => {
    // A document read before the CustomResourceDefinition in the same text was stored is read again.
    const isUnknown = !first.ok && first.error.status.reason === 'NoKindMatch';
    const read = isUnknown ? readDraft(first.error.manifest, { find: server.definitionByApiVersion }) : first;
    if (!read.ok) return refusedDocument(read.error);
    drafts.push(read.value);
    const warnings: string[] = [];
    const applied = apply(server, read.value, (warning) => warnings.push(warning));
    clock.advance(0);
    return checkedDocument(read.value, applied, warnings);
  });
  return {
    documents,
    advice: adviseOn(drafts),
    ...(error && { error: { line: error.line, column: error.column, message: error.reason, advice: error.text } }),
  };
}

export function newCluster(): { server: ApiServer; clock: VirtualClock } {
  const clock = new VirtualClock();
  return { server: createApiServer({ clock, random: new SeededRandom(1) }), clock };
}

function apply(
  server: ApiServer,
  { manifest, definition, draft }: DraftRead,
  onWarning: (warning: string) => void,
): Result<undefined, Status> {
  const kind = definition.custom ? `${definition.kind}.${definition.group}` : definition.kind;
  const { name, namespace } = draft.metadata ?? {};
  if (definition.namespaced && namespace) server.ensureNamespace(namespace);
  const options = { fieldManager: 'kubectl', onWarning };
  if (name === undefined || !server.get(kind, namespace || 'default', name)) {
    const created = server.create(kind, draft as never, options);
    return created.ok ? ok(undefined) : created;
  }
  const sparse = readDraft(manifest, { apply: true, find: server.definitionByApiVersion });
  if (!sparse.ok) return fail(sparse.error.status);
  const applied = server.apply(sparse.value.draft as never, { ...options, force: true });
  return applied.ok ? ok(undefined) : applied;
}

function checkedDocument(
  { manifest, definition, draft }: DraftRead,
  applied: Result<undefined, Status>,
  warnings: readonly string[],
): CheckedDocument {
  const about = {
    line: manifest.locate(['kind']).line,
    kind: definition.kind,
    name: draft.metadata?.name ?? draft.metadata?.generateName ?? '',
  };
  if (applied.ok) return { ...about, accepted: true, issues: [], warnings: warningIssues(manifest, warnings) };
  const issues = statusIssues(manifest, applied.error);
  return { ...about, accepted: false, status: applied.error, issues, warnings: [] };
}

function refusedDocument({ manifest, status, issues }: DraftRefused): CheckedDocument {
  const { kind, metadata } = (manifest.value ?? {}) as { kind?: unknown; metadata?: { name?: unknown } };
  return {
    line: manifest.locate(['kind']).line,
    kind: typeof kind === 'string' ? kind : '',
    name: typeof metadata?.name === 'string' ? metadata.name : '',
    accepted: false,
    status,
    issues,
    warnings: [],
  };
}
