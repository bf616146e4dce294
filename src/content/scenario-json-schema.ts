/**
 * The shape of a scenario file for editors, which complete and mark it while it is written: every step, check and measure with
 * its own fields. What is read decides by scenario-schema.ts and scenario-rules.ts, whose complaints say more.
 */
import * as z from 'zod';
import { checks } from '#engine/checks/index.ts';
import { measures } from '#engine/measures/index.ts';
import { misconceptions } from '#engine/misconceptions.ts';
import { steps } from '#engine/script/index.ts';
import { anyScenario } from './scenario-schema.ts';

type Schema = Record<string, unknown>;

export function scenarioJsonSchema(): string {
  const whole = jsonOf(anyScenario) as Schema;
  const named = { type: 'string', pattern: '^[a-z0-9]+(-[a-z0-9]+)*$', maxLength: 60 };
  const idReference = { $ref: '#/$defs/id' };
  const definitions = {
    id: named,
    misconception: { enum: misconceptions.map(({ id }) => id) },
    step: oneOf('step', steps, { as: idReference, required: { type: 'boolean' } }, []),
    check: oneOf(
      'check',
      checks,
      {
        id: idReference,
        weight: { type: 'number', exclusiveMinimum: 0 },
        misconception: { $ref: '#/$defs/misconception' },
      },
      ['id'],
    ),
    measure: oneOf('measure', measures, { full: { type: 'number' }, none: { type: 'number' } }, []),
  };
  const schema = { ...(pointed(whole) as Schema), $defs: definitions };
  return `${JSON.stringify(schema, null, 2)}\n`;
}

/** Formats that only zod knows are left out; their patterns stay. */
function jsonOf(schema: z.ZodType): unknown {
  return z.toJSONSchema(schema, {
    io: 'input',
    unrepresentable: 'any',
    override: ({ jsonSchema }) => {
      delete jsonSchema.format;
    },
  });
}

interface Named {
  readonly name: string;
  readonly parameters: z.ZodType;
}

/** One shape for each name; the word that names it decides which. */
function oneOf(word: string, all: readonly Named[], more: Schema, needed: readonly string[]): Schema {
  return {
    type: 'object',
    required: [word],
    properties: { [word]: { enum: all.map(({ name }) => name) } },
    allOf: all.map(({ name, parameters }) => {
      const { properties = {}, required = [] } = jsonOf(parameters) as { properties?: Schema; required?: string[] };
      return {
        if: { properties: { [word]: { const: name } }, required: [word] },
        // biome-ignore lint/suspicious/noThenProperty: the word of JSON Schema
        then: {
          properties: { [word]: { const: name }, ...more, ...(orParameter(properties) as Schema) },
          required: [word, ...needed, ...required.filter((field) => !(field in more))],
          additionalProperties: false,
        },
      };
    }),
  };
}

/** A figure may be drawn from the scenario's parameters. */
function orParameter(shape: unknown): unknown {
  if (Array.isArray(shape)) return shape.map(orParameter);
  if (shape === null || typeof shape !== 'object') return shape;
  const { type } = shape as { type?: unknown };
  const isFigure = type === 'number' || type === 'integer';
  if (isFigure) return { anyOf: [shape, { type: 'string', pattern: '^\\$\\{' }] };
  return Object.fromEntries(Object.entries(shape).map(([key, one]) => [key, orParameter(one)]));
}

/** Where any step, check or measure may stand, the shapes of them all. */
function pointed(shape: unknown): unknown {
  if (Array.isArray(shape)) return shape.map(pointed);
  if (shape === null || typeof shape !== 'object') return shape;
  const properties = (shape as { properties?: Schema }).properties ?? {};
  for (const word of ['step', 'check', 'measure'] as const) {
    const names = (properties[word] as { type?: unknown } | undefined)?.type === 'string';
    if (names) return { $ref: `#/$defs/${word}` };
  }
  return Object.fromEntries(Object.entries(shape).map(([key, one]) => [key, pointed(one)]));
}
