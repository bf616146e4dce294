/**
 * From the JSON of a document to a draft of its kind, as strictly as the API server under `fieldValidation=Strict`.
 * The draft holds only what the kind knows, with Go's zero values where Go writes them. The refusal has the server's words:
 *
 *   a quantity, time or number-or-text that cannot be read stops Go at once: it is all that is said;
 *   else the first value of the wrong JSON type, in alphabetical order of the keys;
 *   else all duplicate keys and unknown fields together.
 */
import { invariant } from '#base/invariant.ts';
import { fail, ok, type Result } from '#base/result.ts';
import { goQuote } from '../meta/go-value.ts';
import type { AnyDraft, DecodedObject, KindDefinition } from '../meta/kind-definition.ts';
import type { Status } from '../meta/status.ts';
import { apiVersionOf } from '../scheme.ts';
import { kindStruct, type StructType } from '../structure/structure.ts';
import { type DecodeFault, fieldName } from './fault.ts';
import { StructDecoder } from './struct-decoder.ts';
import { typedPatchErrors } from './typed-patch.ts';

export interface DecodeRefusal {
  readonly status: Status;
  /** Everything that is wrong, not only what the server names. */
  readonly faults: readonly DecodeFault[];
}

export interface DuplicateLine {
  readonly key: string;
  /** Line of the document on which the later value begins. */
  readonly valueLineInDocument: number;
}

export interface DecodeOptions {
  readonly duplicates?: readonly DuplicateLine[];
  /** For server-side apply: only what was written, nothing filled in; refusals in the words of that path. */
  readonly apply?: boolean;
  /** Told of each field that the kind does not have, which is then dropped; absent: such a field is a fault. */
  readonly onUnknown?: (message: string) => void;
}

/** `value` is what the YAML says, `definition` the kind it names. */
export function decodeObject(
  definition: KindDefinition,
  value: Readonly<Record<string, unknown>>,
  { duplicates = [], apply = false, onUnknown }: DecodeOptions = {},
): Result<AnyDraft, DecodeRefusal> {
  const apiVersion = String(value['apiVersion']);
  const read = reader(definition, apiVersion);
  const { draft, faults: found } = read(value, { sparse: apply });
  // Server-side apply has complaints of its own, such as two containers of one name.
  if (found.length > 0 || duplicates.length > 0 || apply) {
    // Rare, so the document is walked a second time in the order in which the server would find the faults.
    const { faults: all } = found.length > 0 ? read(value, { sorted: true, sparse: apply }) : { faults: [] };
    const faults = onUnknown ? all.filter(({ kind }) => kind !== 'unknown') : all;
    for (const fault of onUnknown ? all : []) {
      if (fault.kind === 'unknown') onUnknown?.(`unknown field ${goQuote(fieldName(fault.path))}`);
    }
    const type = structOf(definition, apiVersion);
    const status = apply
      ? refusedByApply(definition, type, value, faults, duplicates)
      : refusedByCreate(definition, apiVersion, faults, duplicates);
    if (status) return fail({ status, faults });
  }
  storedVersion(definition, draft, apiVersion);
  return ok(draft);
}

function refusedByCreate(
  definition: KindDefinition,
  apiVersion: string,
  faults: readonly DecodeFault[],
  duplicates: readonly DuplicateLine[],
): Status | undefined {
  const said = serverSays(faults, duplicates);
  if (said === undefined) return undefined;
  const version = apiVersion.slice(apiVersion.indexOf('/') + 1);
  const message = `${definition.kind} in version ${goQuote(version)} cannot be handled as a ${definition.kind}: ${said}`;
  return { code: 400, reason: 'BadRequest', message, causes: [] };
}

function reader(definition: KindDefinition, apiVersion: string): NonNullable<KindDefinition['decode']> {
  if (definition.decode) return (value, options) => definition.decode?.(value, options) as DecodedObject;
  const type = structOf(definition, apiVersion);
  invariant(type, `${definition.kind} of ${apiVersion} is in the structural table`);
  return (value, options) => {
    const decoder = new StructDecoder(options);
    const draft = decoder.struct(value, type) as AnyDraft;
    return { draft, faults: decoder.faults };
  };
}

function structOf(definition: KindDefinition, apiVersion: string): StructType | undefined {
  const other = definition.otherVersions?.find(({ group, version }) => apiVersionOf(group, version) === apiVersion);
  const { group, version } = other ?? definition;
  return definition.custom ? definition.struct : kindStruct(group, version, definition.kind);
}

function storedVersion(definition: KindDefinition, draft: AnyDraft, apiVersion: string): void {
  const other = definition.otherVersions?.find(({ group, version }) => apiVersionOf(group, version) === apiVersion);
  if (!other) return;
  draft.apiVersion = apiVersionOf(definition.group, definition.version);
  other.toStored?.(draft);
}

/** More than this many strict errors Go does not collect. */
const strictErrorLimit = 100;

function serverSays(faults: readonly DecodeFault[], duplicates: readonly DuplicateLine[]): string | undefined {
  const stop = faults.find((fault) => fault.kind !== 'unknown' && fault.stops);
  const first = stop ?? faults.find((fault) => fault.kind !== 'unknown');
  if (first?.kind === 'value') return first.message;
  if (first?.kind === 'type') {
    const { found, struct, goPath, wanted } = first;
    return `json: cannot unmarshal ${found} into Go struct field ${struct}.${goPath} of type ${wanted}`;
  }
  const strict: string[] = [];
  if (duplicates.length > 0) strict.push(duplicateKeys(duplicates));
  for (const fault of faults.slice(0, strictErrorLimit)) strict.push(`unknown field ${goQuote(fieldName(fault.path))}`);
  return strict.length > 0 ? `strict decoding error: ${strict.join(', ')}` : undefined;
}

/** Server-side apply checks against the schema before anything is decoded, and answers with a 500. */
function refusedByApply(
  definition: KindDefinition,
  type: StructType | undefined,
  value: Readonly<Record<string, unknown>>,
  faults: readonly DecodeFault[],
  duplicates: readonly DuplicateLine[],
): Status | undefined {
  if (duplicates.length > 0) {
    const message = `error strict decoding YAML: error converting YAML to JSON: ${duplicateKeys(duplicates)}`;
    return { code: 400, reason: 'BadRequest', message, causes: [] };
  }
  const errors = [
    ...(type ? typedPatchErrors(value, type) : []),
    ...faults.flatMap((fault) => (fault.kind === 'value' ? [`.${fieldName(fault.path)}: ${fault.message}`] : [])),
  ];
  if (errors.length === 0) return undefined;
  const metadata = (value['metadata'] ?? {}) as Readonly<Record<string, unknown>>;
  const object = `${metadata['namespace'] ?? ''}/${metadata['name'] ?? ''}`;
  const version = definition.group === '' ? `/${definition.version}` : String(value['apiVersion']);
  const list = errors.length === 1 ? errors[0] : `errors:\n${errors.map((error) => `  ${error}`).join('\n')}`;
  const message = `failed to create typed patch object (${object}; ${version}, Kind=${definition.kind}): ${list}`;
  return { code: 500, reason: '', message, causes: [] };
}

/** What Go's YAML library says of keys that occur twice. */
function duplicateKeys(duplicates: readonly DuplicateLine[]): string {
  const lines = duplicates.map(
    ({ key, valueLineInDocument }) => `  line ${valueLineInDocument}: key ${goQuote(key)} already set in map`,
  );
  return ['yaml: unmarshal errors:', ...lines].join('\n');
}
