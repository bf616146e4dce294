/**
 * What the server says when a patch makes an object that cannot be decoded: it quotes the patch as Go prints a map,
 * `map[spec:map[replica:2]]`, and then the first thing that is wrong.
 */
import type { DecodeRefusal } from '#api/decode/decode.ts';
import type { DecodeFault } from '#api/decode/fault.ts';
import { fieldName } from '#api/decode/fault.ts';
import { invalid } from '#api/meta/field-error.ts';
import { goPrinted, goQuote } from '#api/meta/go-value.ts';
import type { Status } from '#api/meta/status.ts';
import * as statusErrors from '../status-errors.ts';

export function patchRefusal(patch: unknown, { status, faults }: DecodeRefusal): Status {
  const wrongType = faults.find((fault) => fault.kind === 'type');
  const wrongValue = faults.find((fault) => fault.kind === 'value');
  const unknown = faults.filter((fault) => fault.kind === 'unknown');
  const why = wrongType
    ? conversionError(wrongType)
    : wrongValue
      ? wrongValue.message
      : unknown.length > 0
        ? `strict decoding error: ${unknown.map(({ path }) => `unknown field ${goQuote(fieldName(path))}`).join(', ')}`
        : status.message;
  return statusErrors.invalid('', '', [invalid('patch', goPrinted(patch), why)]);
}

/** Go's converter names what it could not make, not what it was given. */
function conversionError(fault: Extract<DecodeFault, { kind: 'type' }>): string {
  const { found, wanted } = fault;
  if (wanted.startsWith('[]')) return `cannot restore slice from: ${goKind(found)}`;
  if (wanted.startsWith('map[')) return `cannot restore map from: ${goKind(found)}`;
  if (fault.wants === 'object') return `cannot restore struct from: ${goKind(found)}`;
  if (wanted === 'string' && found.startsWith('number')) return 'cannot convert int64 to string';
  const scalar = fault.wants === 'text' ? 'string' : fault.wants === 'boolean' ? 'bool' : wanted;
  return `unrecognized type: ${scalar}`;
}

function goKind(found: string): string {
  if (found.startsWith('number')) return 'int64';
  if (found === 'array') return 'slice';
  return found === 'object' ? 'map' : found;
}
