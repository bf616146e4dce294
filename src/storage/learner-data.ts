/**
 * Reads what somebody says was exported: a file from elsewhere, so nothing in it is taken on trust. What a screen will show
 * has to have the shape that screens rely on.
 */
import * as z from 'zod';
import { fail, ok, type Result } from '#base/result.ts';
import type { Text } from '#base/text.ts';
import { dataFormat, type LearnerData } from './people.ts';

const text = z.object({ es: z.string(), en: z.string() });
const time = z.number().min(0).max(8.64e15);
const count = z.int().min(0).max(1_000_000);
const id = z.string().regex(/^[\w.-]{1,80}$/);

const answer = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('choice'), option: z.string() }),
  z.object({ kind: z.literal('manifest'), text: z.string() }),
  z.object({ kind: z.literal('picks'), options: z.array(z.string()) }),
  z.object({ kind: z.literal('words'), text: z.string() }),
]);
const check = z.looseObject({
  id: z.string(),
  passed: z.boolean(),
  statement: text,
  observed: text,
  weight: z.number(),
});
const timeline = z.array(
  z.looseObject({ seconds: z.number(), text, tone: z.enum(['plain', 'good', 'bad', 'script']) }),
);
const run = z.looseObject({ passed: z.boolean(), checks: z.array(check), timeline });
const places = z.array(z.looseObject({ file: z.string(), line: z.number(), column: z.number(), message: z.string() }));
const grading = z.looseObject({
  scenario: z.string(),
  version: count,
  seed: count.max(2 ** 53 - 1),
  answer,
  verdict: z.enum(['right', 'wrong', 'refused', 'not-graded']),
  score: z.number().min(0).max(1),
  checks: z.array(check),
  errors: places,
  warnings: places.optional(),
  run: run.optional(),
  options: z.array(z.looseObject({ option: z.string(), right: z.boolean(), run })).optional(),
  counterExample: timeline.optional(),
  assumptions: z.array(text),
  misconceptions: z.array(z.looseObject({ id: z.string(), belief: text, remedy: text })).optional(),
  trouble: text.optional(),
});

const confidence = z.enum(['sure', 'unsure', 'guess']);
const reason = z.enum(['unclear', 'verdict', 'unlike-kubernetes', 'text']);
const at = { at: time };
const action = z.discriminatedUnion('kind', [
  z.object({ ...at, kind: z.literal('submit'), answer }),
  z.object({ ...at, kind: z.literal('graded'), grading }),
  z.object({ ...at, kind: z.literal('confidence'), confidence }),
  z.object({ ...at, kind: z.literal('flag'), reason: z.union([reason, z.literal('none')]).optional() }),
  z.looseObject({ ...at, kind: z.enum(['hint', 'suppose', 'skip', 'retry', 'undo', 'share', 'next', 'finish']) }),
]);

const occasion = z.discriminatedUnion('kind', [
  z.object({
    kind: z.literal('quiz'),
    quiz: z.string(),
    version: count,
    hints: z.boolean(),
    passPercent: z.number().optional(),
  }),
  z.object({ kind: z.enum(['review', 'placement', 'replay']) }),
  z.object({ kind: z.literal('challenge'), day: z.string() }),
]);

const result = z.object({
  scenario: z.string(),
  version: count,
  verdict: z.enum(['right', 'wrong', 'refused', 'skipped']),
  points: z.number(),
  attempts: count,
  hints: count,
  at: time,
  occasion: z.enum(['quiz', 'review', 'placement', 'challenge', 'replay']).optional(),
  confidence: confidence.optional(),
  seconds: z.int().min(0).optional(),
  failed: z.array(z.string()).optional(),
  misconceptions: z.array(z.string()).optional(),
  flag: reason.optional(),
});

const session = z.object({
  id,
  seed: z.int().min(0),
  questions: z
    .array(
      z.object({
        scenario: z.string(),
        version: count,
        weight: z.number().optional(),
        level: z.literal([1, 2, 3]).optional(),
        topic: z.string().optional(),
      }),
    )
    .max(1000),
  startedAt: time,
  actions: z.array(action).max(100_000),
  occasion: occasion.optional(),
  finishedAt: time.optional(),
  results: z.array(result),
});

const lab = z.object({
  id,
  language: z.enum(['es', 'en']),
  beginning: z.object({
    seed: z
      .int()
      .min(0)
      .max(2 ** 32),
    nodes: z.int().min(1).max(50),
    scenario: z.string().max(100).optional(),
  }),
  lines: z.array(z.object({ text: z.string().max(1_000_000), source: z.string().max(100) })).max(5000),
  startedAt: time,
  touchedAt: time,
});

const data = z.object({
  format: z.literal(dataFormat),
  // PostgreSQL keeps no U+0000, and no setting has one.
  settings: z.record(z.string().regex(/^\P{Cc}{1,100}$/u), z.string().regex(/^\P{Cc}{0,1000}$/u)),
  sessions: z.array(session),
  labs: z.array(lab).max(1000).optional(),
  sharedLines: z.array(z.string()).max(100_000).optional(),
});

export function readLearnerData(source: string): Result<LearnerData, Text> {
  let value: unknown;
  try {
    value = JSON.parse(source);
  } catch {
    return fail(noData);
  }
  const read = data.safeParse(value);
  // What was read, not what zod made of it: exported and imported again it is the same to the letter.
  if (read.success) return ok(value as LearnerData);
  const [issue] = read.error.issues;
  const where = issue?.path.join('.') ?? '';
  if (where === '' || where === 'format') return fail(noData);
  return fail({
    es: `Los datos no tienen la forma esperada en "${where}": el archivo está dañado o fue cambiado. No se ha importado nada.`,
    en: `The data do not have the expected form at "${where}": the file is damaged or was changed. Nothing was imported.`,
  });
}

const noData: Text = {
  es: 'El archivo no lleva datos exportados por readyz (readyz data export los escribe). No se ha importado nada.',
  en: 'The file has no data exported by readyz (readyz data export writes them). Nothing was imported.',
};
