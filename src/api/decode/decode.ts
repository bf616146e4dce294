/**
 * From the JSON of a document to a draft of its kind, as strictly as the API server under `fieldValidation=Strict`.
 * The draft holds only what the kind knows, with Go's zero values where Go writes them. The refusal has the server's words:
 *
 *   a quantity, time or number-or-text that cannot be read stops Go at once: it is all that is said;
 *   else the first value of the wrong JSON type, in alphabetical order of the keys;
 *   else all duplicate keys and unknown fields together.
 */
import { fail, ok, type Result } from '#base/result.ts';
import { goQuote } from '../meta/go-value.ts';
import type { AnyDraft, KindDefinition } from '../meta/kind-definition.ts';
import type { Status } from '../meta/status.ts';
import { apiVersionOf } from '../scheme.ts';
import { kindStruct, type StructType } from '../structure/structure.ts';
import type { DecodeFault, PathStep } from './fault.ts';
import { StructDecoder } from './struct-decoder.ts';

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

/** `value` is what the YAML says, `definition` the kind it names. */
export function decodeObject(
  definition: KindDefinition,
  value: Readonly<Record<string, unknown>>,
  duplicates: readonly DuplicateLine[] = [],
): Result<AnyDraft, DecodeRefusal> {
  const apiVersion = String(value['apiVersion']);
  const version = apiVersion.slice(apiVersion.indexOf('/') + 1);
  const type = structOf(definition, apiVersion);
  if (!type) return decodeLoosely(value);

  const decoder = new StructDecoder(false);
  const draft = decoder.struct(value, type) as AnyDraft;
  if (decoder.faults.length > 0 || duplicates.length > 0) {
    // Rare, so the document is walked a second time in the order in which the server would find the faults.
    const { faults } = inOrder(value, type);
    const said = serverSays(faults, duplicates);
    if (said !== undefined) {
      const message = `${definition.kind} in version ${goQuote(version)} cannot be handled as a ${definition.kind}: ${said}`;
      return fail({ status: { code: 400, reason: 'BadRequest', message, causes: [] }, faults });
    }
  }
  storedVersion(definition, draft, apiVersion);
  return ok(draft);
}

function inOrder(value: Readonly<Record<string, unknown>>, type: StructType): StructDecoder {
  const decoder = new StructDecoder(true);
  decoder.struct(value, type);
  return decoder;
}

function structOf(definition: KindDefinition, apiVersion: string): StructType | undefined {
  const other = definition.otherVersions?.find(({ group, version }) => apiVersionOf(group, version) === apiVersion);
  const { group, version } = other ?? definition;
  return kindStruct(group, version, definition.kind);
}

/** A kind without a structural table is custom: its schema is the definition's business. */
function decodeLoosely(value: Readonly<Record<string, unknown>>): Result<AnyDraft, DecodeRefusal> {
  return ok(structuredClone(value) as AnyDraft);
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

/** What Go's YAML library says of keys that occur twice. */
export function duplicateKeys(duplicates: readonly DuplicateLine[]): string {
  const lines = duplicates.map(
    ({ key, valueLineInDocument }) => `  line ${valueLineInDocument}: key ${goQuote(key)} already set in map`,
  );
  return ['yaml: unmarshal errors:', ...lines].join('\n');
}

/** `spec.containers[0].image` */
export function fieldName(path: readonly PathStep[]): string {
  return path.map((step, index) => (typeof step === 'number' ? `[${step}]` : index === 0 ? step : `.${step}`)).join('');
}
