/**
 * The schemas of CustomResourceDefinitions: OpenAPI v3 with Kubernetes' own `x-kubernetes-…` words. The decoder has made sure
 * of the JSON types, so this is what a decoded schema looks like.
 */
export interface JsonSchema {
  readonly id?: string;
  readonly $schema?: string;
  readonly $ref?: string;
  readonly type?: string;
  readonly format?: string;
  readonly title?: string;
  readonly description?: string;
  readonly default?: unknown;
  readonly nullable?: boolean;
  readonly enum?: readonly unknown[];
  readonly maximum?: number;
  readonly exclusiveMaximum?: boolean;
  readonly minimum?: number;
  readonly exclusiveMinimum?: boolean;
  readonly multipleOf?: number;
  readonly maxLength?: number;
  readonly minLength?: number;
  readonly pattern?: string;
  readonly maxItems?: number;
  readonly minItems?: number;
  readonly uniqueItems?: boolean;
  readonly maxProperties?: number;
  readonly minProperties?: number;
  readonly required?: readonly string[];
  readonly items?: JsonSchema | readonly JsonSchema[];
  readonly properties?: Readonly<Record<string, JsonSchema>>;
  readonly additionalProperties?: JsonSchema | boolean;
  readonly patternProperties?: Readonly<Record<string, JsonSchema>>;
  readonly additionalItems?: JsonSchema | boolean;
  readonly definitions?: Readonly<Record<string, JsonSchema>>;
  readonly dependencies?: Readonly<Record<string, JsonSchema | readonly string[]>>;
  readonly allOf?: readonly JsonSchema[];
  readonly anyOf?: readonly JsonSchema[];
  readonly oneOf?: readonly JsonSchema[];
  readonly not?: JsonSchema;
  readonly 'x-kubernetes-preserve-unknown-fields'?: boolean;
  readonly 'x-kubernetes-embedded-resource'?: boolean;
  readonly 'x-kubernetes-int-or-string'?: boolean;
  readonly 'x-kubernetes-list-type'?: string;
  readonly 'x-kubernetes-list-map-keys'?: readonly string[];
  readonly 'x-kubernetes-map-type'?: string;
  readonly 'x-kubernetes-validations'?: readonly ValidationRule[];
}

export interface ValidationRule {
  readonly rule?: string;
  readonly message?: string;
  readonly messageExpression?: string;
  readonly reason?: string;
  readonly fieldPath?: string;
}

/** The schema of list items, where it is one and not a list of them. */
export function itemSchema(schema: JsonSchema): JsonSchema | undefined {
  const { items } = schema;
  return items === undefined || isList(items) ? undefined : items;
}

export function isList<Item>(value: unknown): value is readonly Item[] {
  return Array.isArray(value);
}

export function isSchema(value: JsonSchema | boolean | readonly string[] | undefined): value is JsonSchema {
  return typeof value === 'object' && !isList(value);
}

/** In alphabetical order, so that messages do not depend on how the author ordered the properties. */
export function sortedEntries<Value>(
  record: Readonly<Record<string, Value>> | undefined,
): (readonly [string, Value])[] {
  return Object.entries(record ?? {}).sort(([one], [other]) => (one < other ? -1 : 1));
}
