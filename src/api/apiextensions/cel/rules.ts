/**
 * The rules of a schema (`x-kubernetes-validations`) put to an object, in the server's words:
 * `spec: Invalid value: "object": failed rule: self.min <= self.max`. A rule that speaks of `oldSelf` looks at changes only.
 * A rule that readyz cannot evaluate refuses nothing; `isSimulatedRule` tells them apart, so that their author is told.
 */
import { duplicate, type FieldError, forbidden, invalid, required } from '../../meta/field-error.ts';
import type { FieldPath } from '../../meta/field-path.ts';
import { isSame } from '../../meta/object-meta.ts';
import { isSchema, itemSchema, type JsonSchema, sortedEntries, type ValidationRule } from '../json-schema.ts';
import { type Budget, evaluateCel, macros, type Names, newBudget, truth } from './evaluate.ts';
import { CelFault, type CelMap, type CelValue, isKnownFunction, Unknown } from './functions.ts';
import { type Expression, parseCel } from './syntax.ts';

type Json = Readonly<Record<string, unknown>>;

/** `old` is undefined for a new value. */
export function validateRules(
  value: unknown,
  old: unknown,
  schema: JsonSchema,
  field: FieldPath,
  budget: Budget = newBudget(),
): FieldError[] {
  if (value === null || value === undefined) return [];
  const rules = schema['x-kubernetes-validations'] ?? [];
  const names: Names = rules.length === 0 ? {} : { self: celValue(value, schema) };
  const oldSelf = rules.length === 0 || old === undefined ? undefined : celValue(old, schema);
  // What has not changed only has to answer for rules about the change.
  const isUnchanged = rules.length > 0 && old !== undefined && isSame(value, old);
  const asked = rules.filter((rule) => !isUnchanged || parsedRule(rule).looksBack);
  const errors = asked.flatMap((rule) => check(rule, { names, oldSelf, schema, field, budget }));
  if (Array.isArray(value)) {
    const items = itemSchema(schema);
    if (!items) return errors;
    const keys = schema['x-kubernetes-list-map-keys'] ?? [];
    // Only items with keys can be told to be the same ones as before.
    const keyOf = (item: Json) => JSON.stringify(keys.map((key) => item?.[key]));
    const before = new Map(
      Array.isArray(old) && keys.length > 0 ? (old as Json[]).map((item) => [keyOf(item), item]) : [],
    );
    for (const [index, item] of (value as Json[]).entries()) {
      const same = before.size > 0 ? before.get(keyOf(item)) : undefined;
      errors.push(...validateRules(item, same, items, field.index(index), budget));
    }
    return errors;
  }
  if (typeof value !== 'object') return errors;
  const { properties = {}, additionalProperties } = schema;
  for (const [name, item] of sortedEntries(value as Json)) {
    const own = Object.hasOwn(properties, name) ? properties[name] : undefined;
    const inner = own ?? (isSchema(additionalProperties) ? additionalProperties : undefined);
    if (!inner) continue;
    const before =
      typeof old === 'object' && old !== null && Object.hasOwn(old, name) ? (old as Json)[name] : undefined;
    errors.push(...validateRules(item, before, inner, own ? field.child(name) : field.key(name), budget));
  }
  return errors;
}

/** Somewhere in the schema. */
export function hasRules(schema: JsonSchema): boolean {
  if ((schema['x-kubernetes-validations'] ?? []).length > 0) return true;
  const { properties = {}, additionalProperties } = schema;
  const items = itemSchema(schema);
  if (items && hasRules(items)) return true;
  if (isSchema(additionalProperties) && hasRules(additionalProperties)) return true;
  return Object.values(properties).some(hasRules);
}

interface Asked {
  readonly names: Names;
  readonly oldSelf: CelValue | undefined;
  readonly schema: JsonSchema;
  readonly field: FieldPath;
  readonly budget: Budget;
}

function check(rule: ValidationRule, { names, oldSelf, schema, field, budget }: Asked): FieldError[] {
  const { expression, looksBack } = parsedRule(rule);
  if (!expression || (looksBack && oldSelf === undefined)) return [];
  const scope: Names = looksBack && oldSelf !== undefined ? { ...names, oldSelf } : names;
  const place = (rule.fieldPath ?? '')
    .split('.')
    .filter(Boolean)
    .reduce((path, name) => path.child(name), field);
  const type = schema['x-kubernetes-int-or-string'] ? '' : (schema.type ?? '');
  const said = rule.message?.trim() || `failed rule: ${(rule.rule ?? '').trim()}`;
  try {
    if (truth(evaluateCel(expression, scope, budget))) return [];
    return [refusal(rule.reason, place, type, messageOf(rule, scope, budget) ?? said)];
  } catch (fault) {
    if (fault instanceof Unknown) return [];
    if (!(fault instanceof CelFault)) throw fault;
    const about = rule.message?.trim() || (rule.rule ?? '').trim();
    return [invalid(field, type, `${fault.message} evaluating rule: ${about}`)];
  }
}

function refusal(reason: string | undefined, field: FieldPath, type: string, detail: string): FieldError {
  if (reason === 'FieldValueRequired') return required(field, detail);
  if (reason === 'FieldValueForbidden') return forbidden(field, detail);
  if (reason === 'FieldValueDuplicate') return duplicate(field, type);
  return invalid(field, type, detail);
}

function messageOf({ messageExpression = '' }: ValidationRule, scope: Names, budget: Budget): string | undefined {
  const expression = messageExpression === '' ? undefined : parseCel(messageExpression);
  if (!expression) return undefined;
  try {
    const message = evaluateCel(expression, scope, budget);
    return typeof message === 'string' && message.trim() !== '' && !message.includes('\n') ? message.trim() : undefined;
  } catch (fault) {
    if (fault instanceof Unknown || fault instanceof CelFault) return undefined;
    throw fault;
  }
}

/** Whole numbers become BigInts where the schema does not ask for numbers with a fraction. */
function celValue(value: unknown, schema: JsonSchema | undefined): CelValue {
  if (typeof value === 'number') return schema?.type !== 'number' && Number.isInteger(value) ? BigInt(value) : value;
  if (Array.isArray(value)) {
    const items = schema && itemSchema(schema);
    return value.map((item) => celValue(item, items));
  }
  if (typeof value !== 'object' || value === null) return (value ?? null) as CelValue;
  const { properties = {}, additionalProperties } = schema ?? {};
  const rest = isSchema(additionalProperties) ? additionalProperties : undefined;
  const members = Object.entries(value).map(([name, item]) => {
    const inner = Object.hasOwn(properties, name) ? properties[name] : rest;
    return [name, celValue(item, inner)] as const;
  });
  return Object.fromEntries(members) as CelMap;
}

interface ParsedRule {
  readonly expression: Expression | undefined;
  /** It speaks of `oldSelf`. */
  readonly looksBack: boolean;
}

/** A rule of the items of a list is put to each of them, and read once. */
const parsedRules = new WeakMap<ValidationRule, ParsedRule>();

function parsedRule(rule: ValidationRule): ParsedRule {
  const known = parsedRules.get(rule);
  if (known) return known;
  const expression = parseCel(rule.rule ?? '');
  const looksBack =
    expression !== undefined && partsOf(expression).some((part) => part.kind === 'name' && part.name === 'oldSelf');
  const parsed = { expression, looksBack };
  parsedRules.set(rule, parsed);
  return parsed;
}

/** False for what is no CEL, and for functions that readyz does not have. */
export function isSimulatedRule(rule: string): boolean {
  const expression = parseCel(rule);
  if (!expression) return false;
  return partsOf(expression).every((part) => {
    if (part.kind !== 'call') return true;
    const isMethod = part.on !== undefined;
    return isKnownFunction(part.name, isMethod) || (isMethod ? macros.has(part.name) : part.name === 'has');
  });
}

/** An expression and all that it is made of. */
function partsOf(expression: Expression): Expression[] {
  const found: Expression[] = [];
  const visit = (value: unknown): void => {
    if (typeof value !== 'object' || value === null) return;
    if ('kind' in value) found.push(value as Expression);
    Object.values(value).forEach(visit);
  };
  visit(expression);
  return found;
}
