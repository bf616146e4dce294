/**
 * From text to drafts, as a learner's answer goes in: documents, their kinds, strict decoding. What is refused has the
 * server's Status, and an issue with line, column and advice for each thing that is wrong.
 */
import { fail, ok, type Result } from '#base/result.ts';
import { limits } from '#base/yaml/limits.ts';
import { type Manifest, readManifests, tooManyDocumentsError } from '#base/yaml/read-manifests.ts';
import type { YamlError } from '#base/yaml/yaml-error.ts';
import { goQuote } from '../meta/go-value.ts';
import type { AnyDraft, KindDefinition } from '../meta/kind-definition.ts';
import type { Status } from '../meta/status.ts';
import { findByApiVersion } from '../scheme.ts';
import { decodeObject } from './decode.ts';
import { duplicateIssue, faultIssue, type Issue, issueLimit, kindIssue, yamlIssue } from './issues.ts';

export interface DraftRead {
  readonly manifest: Manifest;
  readonly definition: KindDefinition;
  readonly draft: AnyDraft;
}

export interface DraftRefused {
  readonly manifest: Manifest;
  readonly status: Status;
  readonly issues: readonly Issue[];
}

export interface ReadDraftOptions {
  /** Server-side apply: the draft holds only what was written. */
  readonly apply?: boolean;
  /** Where kinds are looked up; the built-in ones when absent. */
  readonly find?: (apiVersion: string, kind: string) => KindDefinition | undefined;
}

export interface DraftsRead {
  readonly results: readonly Result<DraftRead, DraftRefused>[];
  /** The text as a whole was refused. */
  readonly error?: YamlError;
}

/** All documents of a text; the items of a `List` count as documents. */
export function readDrafts(text: string, options: ReadDraftOptions = {}): DraftsRead {
  const { manifests, error } = readManifests(text);
  const items = manifests.flatMap(itemsOf);
  const results = items.slice(0, limits.documents).map((manifest) => readDraft(manifest, options));
  const first = items[limits.documents];
  const tooMany = first && tooManyDocumentsError(first.locate([]).line);
  return { results, ...(error ? { error } : tooMany && { error: tooMany }) };
}

export function readDraft(manifest: Manifest, options: ReadDraftOptions = {}): Result<DraftRead, DraftRefused> {
  const { value, error } = manifest;
  if (error) {
    return fail({ manifest, status: brokenYaml(manifest.source, error), issues: [yamlIssue(error)] });
  }
  if (typeof value !== 'object' || value === null || Array.isArray(value)) {
    const status = badRequest('the object provided is unrecognized: a manifest is an object with apiVersion and kind');
    return fail({ manifest, status, issues: [kindIssue(manifest, status.message, undefined, undefined)] });
  }
  const object = value as Readonly<Record<string, unknown>>;
  const apiVersion = text(object['apiVersion']);
  const kind = text(object['kind']);
  const find = options.find ?? findByApiVersion;
  const definition = find(apiVersion, kind);
  if (!definition) {
    const message = `no matches for kind ${goQuote(kind)} in version ${goQuote(apiVersion)}`;
    const status: Status = { code: 404, reason: 'NoKindMatch', message, causes: [] };
    return fail({ manifest, status, issues: [kindIssue(manifest, message, apiVersion, kind)] });
  }
  const decoded = decodeObject(definition, object, { duplicates: manifest.duplicates, apply: options.apply ?? false });
  if (decoded.ok) return ok({ manifest, definition, draft: decoded.value });
  const { status, faults } = decoded.error;
  const issues = [
    ...manifest.duplicates.slice(0, issueLimit).map(duplicateIssue),
    ...faults.slice(0, issueLimit).map((fault) => faultIssue(manifest, fault)),
  ].sort((one, other) => one.line - other.line || one.column - other.column);
  return fail({ manifest, status, issues });
}

function text(value: unknown): string {
  return typeof value === 'string' ? value : value === undefined || value === null ? '' : String(value);
}

/** A `v1 List` is taken apart; each item keeps its place in the text. */
function itemsOf(manifest: Manifest): readonly Manifest[] {
  const value = manifest.value as Readonly<Record<string, unknown>> | null;
  if (typeof value !== 'object' || value === null || value['kind'] !== 'List' || value['apiVersion'] !== 'v1') {
    return [manifest];
  }
  if (!Array.isArray(value['items'])) return [];
  return value['items'].map((item: unknown, index) => ({
    ...manifest,
    value: item,
    locate: (path) => manifest.locate(['items', index, ...path]),
  }));
}

function badRequest(message: string): Status {
  return { code: 400, reason: 'BadRequest', message, causes: [] };
}

/** The server has not got as far as the kind; it knows it from the address the document was sent to. */
function brokenYaml(source: string, { line, reason }: YamlError): Status {
  const kind = /^kind:[ \t]*["']?([A-Za-z]+)/m.exec(source)?.[1] ?? '';
  const hex = Buffer.from(source.slice(0, 30), 'utf8').subarray(0, 30).toString('hex');
  const words = `yaml: line ${line}: ${reason} (${hex} ...)`;
  return badRequest(`the object provided is unrecognized (must be of type ${kind}): ${words}`);
}
