/** When an indexed Job has done enough: so many indexes, or certain ones (`0,2-4`). */

import { fail, ok, type Result } from '#base/result.ts';
import { nonNegative } from '../meta/field-checks.ts';
import { type FieldError, invalid, required, tooLong, tooMany } from '../meta/field-error.ts';
import type { FieldPath } from '../meta/field-path.ts';
import { goStruct, list, optional, struct } from '../meta/go-struct.ts';
import { goQuote } from '../meta/go-value.ts';
import { byteLength } from '../meta/names.ts';
import type { JobSpecDraft } from './job-spec.ts';

type Policy = NonNullable<JobSpecDraft['successPolicy']>;
type Rule = NonNullable<Policy['rules']>[number];

export const successPolicyStruct = struct({
  Rules: list(struct({ SucceededIndexes: optional, SucceededCount: optional })),
});

const indexesLimitBytes = 64 * 1024;

export function validateSuccessPolicy(spec: JobSpecDraft, field: FieldPath): FieldError[] {
  const { successPolicy, completionMode = 'NonIndexed', completions = 0 } = spec;
  if (!successPolicy) return [];
  if (completionMode !== 'Indexed') {
    const shown = goStruct(successPolicyStruct, successPolicy);
    return [invalid(field, shown, 'requires indexed completion mode')];
  }
  const { rules = [] } = successPolicy;
  const place = field.child('rules');
  const errors: FieldError[] = [];
  if (rules.length === 0) {
    errors.push(required(place, 'at least one rules must be specified when the successPolicy is specified'));
  }
  if (rules.length > 20) errors.push(tooMany(place, rules.length, 20));
  for (const [index, rule] of rules.entries()) errors.push(...validateRule(rule, completions, place.index(index)));
  return errors;
}

function validateRule(rule: Rule, completions: number, field: FieldPath): FieldError[] {
  const { succeededCount, succeededIndexes } = rule;
  const errors: FieldError[] = [];
  if (succeededCount === undefined && succeededIndexes === undefined) {
    errors.push(required(field, 'at least one of succeededCount or succeededIndexes must be specified'));
  }
  let indexCount = 0;
  if (succeededIndexes !== undefined) {
    const place = field.child('succeededIndexes');
    if (byteLength(succeededIndexes) > indexesLimitBytes) errors.push(tooLong(place, indexesLimitBytes));
    const counted = countIndexes(succeededIndexes, completions);
    if (counted.ok) indexCount = counted.value;
    else errors.push(invalid(place, succeededIndexes, `error parsing succeededIndexes: ${counted.error}`));
  }
  if (succeededCount !== undefined) {
    const place = field.child('succeededCount');
    errors.push(...nonNegative(succeededCount, place));
    if (succeededCount > completions) {
      const detail = `must be less than or equal to ${completions} (the number of specified completions)`;
      errors.push(invalid(place, succeededCount, detail));
    }
    if (succeededIndexes !== undefined && succeededCount > indexCount) {
      const rest = '(the number of indexes in the specified succeededIndexes field)';
      errors.push(invalid(place, succeededCount, `must be less than or equal to ${indexCount} ${rest}`));
    }
  }
  return errors;
}

/** `0,2-4` are 4 indexes; they must rise and stay below the number of completions. */
function countIndexes(text: string, completions: number): Result<number, string> {
  if (text === '') return ok(0);
  let last: number | undefined;
  let count = 0;
  for (const interval of text.split(',')) {
    const ends = interval.split('-');
    if (ends.length > 2) {
      const detail = 'violates the requirement that an index interval can have at most two parts separated by';
      return fail(`the fragment ${goQuote(interval)} ${detail} '-'`);
    }
    const numbers: number[] = [];
    for (const end of ends) {
      if (!/^[+-]?[0-9]+$/.test(end)) return fail(`cannot convert string to integer for index: ${goQuote(end)}`);
      if (Number(end) >= completions) return fail(`too large index: ${goQuote(end)}`);
      numbers.push(Number(end));
    }
    const [first = 0, second = first] = numbers;
    if (numbers.length === 2 && first >= second) {
      return fail(`non-increasing order, previous: ${first}, current: ${second}`);
    }
    if (last !== undefined && last >= first) {
      return fail(`non-increasing order, previous: ${last}, current: ${first}`);
    }
    count += second - first + 1;
    last = second;
  }
  return ok(count);
}
