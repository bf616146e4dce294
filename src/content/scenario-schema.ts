/**
 * The shape of a scenario file. What zod cannot say (a step's own parameters, names that have to exist elsewhere in the file)
 * follows in scenario-rules.ts.
 */
import * as z from 'zod';
import type { Scenario } from '#engine/scenario.ts';
import { parametersSchema } from './parameters.ts';

const words = z.string().trim().min(1);
const text = z.strictObject({ es: words, en: words });
const id = z
  .string()
  .regex(/^[a-z0-9]+(-[a-z0-9]+)*$/)
  .max(60);
const oneOrMore = z.union([words.transform((one) => [one]), z.array(words)]).default([]);

const role = z.strictObject({
  image: oneOrMore,
  labels: z.record(z.string(), z.string()).default({}),
  namespace: id.optional(),
  name: words.optional(),
  init: z.boolean().optional(),
  title: text,
});

const node = z.strictObject({
  name: id,
  labels: z.record(z.string(), z.string()).default({}),
  taints: z.array(z.strictObject({ key: words, value: z.string().optional(), effect: words })).default([]),
  capacity: z.record(z.string(), z.union([z.string(), z.number()])).default({}),
});

/** A number of them is that many of the default shape: `node-1`, `node-2`… */
const nodes = z.union([
  z
    .int()
    .min(1)
    .max(50)
    .transform((count) => Array.from({ length: count }, (_, index) => ({ name: `node-${index + 1}` }))),
  z.array(node).min(1).max(50),
]);

const installed = z.strictObject({
  standardClass: z.boolean().default(true),
  provisioners: z
    .array(
      z.strictObject({
        name: words,
        seconds: z.number().min(0).default(5),
        reach: z.enum(['node', 'cluster']).default('cluster'),
        accessModes: z.array(words).optional(),
      }),
    )
    .default([]),
  loadBalancer: z
    .strictObject({ seconds: z.number().min(0).default(20), network: words.default('203.0.113') })
    .optional(),
});

const cluster = z.strictObject({
  nodes: nodes.prefault(1),
  namespace: id.default('default'),
  starts: z.iso.datetime().optional(),
  objects: z.array(z.looseObject({ apiVersion: z.string(), kind: z.string() })).default([]),
  installed: installed.prefault({}),
  images: z.record(z.string(), z.record(z.string(), z.unknown())).default({}),
});

const steps = z.array(z.looseObject({ step: words, as: id.optional(), required: z.boolean().optional() }));
const checks = z.array(
  z.looseObject({ id, check: words, weight: z.number().positive().default(1), misconception: id.optional() }),
);

const common = {
  parameters: parametersSchema.optional(),
  id,
  version: z.int().min(1),
  topic: id,
  level: z.union([z.literal(1), z.literal(2), z.literal(3)]),
  order: z.number(),
  section: text,
  title: text,
  statement: text,
  given: z.array(text).default([]),
  explanation: text,
  hints: z.array(text).max(3).default([]),
  links: z.array(z.strictObject({ title: text, url: z.string() })).min(1),
  assumptions: z.array(text).default([]),
  weight: z.number().positive().default(1),
  world: z.enum(['kubernetes', 'docker']).default('kubernetes'),
  cluster: cluster.prefault({}),
  host: z.strictObject({ files: z.record(z.string(), z.string()).default({}) }).prefault({}),
  roles: z.record(z.string(), role).default({}),
  script: steps.min(1),
  checks: checks.min(1),
};

/**
 * What is run: `manifests` in a cluster; on a machine with docker its command lines (`commands`) or a Compose file (`compose`).
 * The engine tells lines from files by themselves, so all three become one field.
 */
const runFields = { manifests: words.optional(), commands: words.optional(), compose: words.optional() };

type RunFields = { readonly [Field in keyof typeof runFields]?: string | undefined };

const hasOneRun = ({ manifests, commands, compose }: RunFields) =>
  [manifests, commands, compose].filter((one) => one !== undefined).length === 1;

const runMissing = { error: 'write one of `manifests`, `commands` and `compose`' };

function withRun<Fields extends RunFields>({ manifests, commands, compose, ...rest }: Fields) {
  return { ...rest, manifests: manifests ?? commands ?? compose ?? '' };
}

const optionFields = z.strictObject({ id, text, misconception: id.optional(), ...runFields });
const option = optionFields.refine(hasOneRun, runMissing).transform(withRun);

const choice = z.strictObject({ ...common, type: z.literal('choice'), options: z.array(option).min(2).max(8) });
const multi = z.strictObject({ ...common, type: z.literal('multi'), options: z.array(option).min(3).max(8) });
const manifest = z.strictObject({ ...common, type: z.literal('manifest'), starter: words });

const fix = z.strictObject({
  ...common,
  type: z.literal('fix'),
  starter: words,
  running: z.boolean().default(false),
});
const proposition = z.strictObject({
  id,
  text,
  if: z.array(id).default([]),
  unless: z.array(id).default([]),
  refused: z.literal(true).optional(),
  misconception: id.optional(),
});
const measure = z.looseObject({
  measure: words,
  full: z.number().min(0).max(1).default(0.1),
  none: z.number().positive().max(10).default(0.5),
});
const predict = z.strictObject({
  ...common,
  checks: checks.default([]),
  type: z.literal('predict'),
  ...runFields,
  options: z.array(proposition).min(2).max(8).optional(),
  measure: measure.optional(),
});
const short = z.strictObject({
  ...common,
  script: steps.default([]),
  checks: checks.default([]),
  type: z.literal('short'),
  accepted: z.array(words).min(1),
  source: text,
});

const order = z.strictObject({
  ...common,
  checks: checks.default([]),
  type: z.literal('order'),
  ...runFields,
  options: z
    .array(z.strictObject({ id, text, when: z.looseObject({ measure: words }) }))
    .min(3)
    .max(8),
});
const match = z.strictObject({
  ...common,
  type: z.literal('match'),
  items: z.array(option).min(2).max(8),
  options: z.array(proposition).min(2).max(8),
});

const criterion = z.strictObject({
  id,
  text,
  measure: z.looseObject({ measure: words }),
  weight: z.number().positive().default(1),
  better: z.enum(['less', 'more']).default('less'),
  best: z.number().optional(),
  worst: z.number().optional(),
  unit: words.optional(),
});
const design = z.strictObject({
  ...common,
  checks: checks.default([]),
  type: z.literal('design'),
  options: z.array(option).min(3).max(6),
  criteria: z.array(criterion).min(2).max(6),
});

const documented = z.strictObject({
  ...common,
  links: z.array(z.strictObject({ title: text, url: z.string() })).default([]),
  script: steps.default([]),
  checks: checks.default([]),
  type: z.literal('documented'),
  several: z.boolean().default(false),
  options: z
    .array(z.strictObject({ id, text, right: z.boolean().default(false), feedback: text.optional() }))
    .min(2)
    .max(9),
  source: text,
});

const command = z.strictObject({
  ...common,
  type: z.literal('command'),
  files: z.record(z.string(), z.string()).default({}),
});

export const scenarioTypes = [
  'choice',
  'multi',
  'manifest',
  'fix',
  'predict',
  'short',
  'order',
  'match',
  'design',
  'documented',
  'command',
] as const;

export const scenarioSchemas: { readonly [Type in Scenario['type']]: z.ZodType<Scenario> } = {
  choice: choice as unknown as z.ZodType<Scenario>,
  multi: multi as unknown as z.ZodType<Scenario>,
  manifest: manifest as unknown as z.ZodType<Scenario>,
  fix: fix as unknown as z.ZodType<Scenario>,
  predict: predict.refine(hasOneRun, runMissing).transform(withRun) as unknown as z.ZodType<Scenario>,
  short: short as unknown as z.ZodType<Scenario>,
  order: order.refine(hasOneRun, runMissing).transform(withRun) as unknown as z.ZodType<Scenario>,
  match: match as unknown as z.ZodType<Scenario>,
  design: design as unknown as z.ZodType<Scenario>,
  documented: documented as unknown as z.ZodType<Scenario>,
  command: command as unknown as z.ZodType<Scenario>,
};

export const fieldNames: readonly string[] = [
  ...new Set(
    [
      choice,
      multi,
      manifest,
      fix,
      predict,
      short,
      order,
      match,
      design,
      documented,
      documented.shape.options.element,
      command,
      criterion,
      proposition,
      measure,
      optionFields,
      role,
      cluster,
      installed,
      node,
    ].flatMap((schema) => Object.keys(schema.shape)),
  ),
  'url',
];

/** Any of them, for whoever wants the whole shape. */
export const anyScenario = z.union([
  choice,
  multi,
  manifest,
  fix,
  predict,
  short,
  order,
  match,
  design,
  documented,
  command,
]);
