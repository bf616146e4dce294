/**
 * The shape of a quiz file. That its scenarios and topics exist is no matter of shape: a quiz may ask for a teacher's own
 * questions, so `readyz check` looks when it knows all folders (quiz-rules.ts).
 */
import * as z from 'zod';
import type { Quiz } from '#engine/quiz.ts';
import { scenarioTypes } from './scenario-schema.ts';

const words = z.string().trim().min(1);
const text = z.strictObject({ es: words, en: words });
const id = z.string().regex(/^[a-z0-9]+(-[a-z0-9]+)*$/);
/** `crash`, or `crash/db` where another role than the usual one is struck. */
const fault = z.string().regex(/^[a-z0-9]+(-[a-z0-9]+)*(\/[a-z0-9]+(-[a-z0-9]+)*)?$/);
const level = z.literal([1, 2, 3]);

/** One or a list of them; nothing means all. */
function oneOrMore<Schema extends z.ZodType>(schema: Schema) {
  return z.union([schema.transform((one) => [one]), z.array(schema).min(1)]).default([]);
}

const named = z.strictObject({ scenario: id, weight: z.number().positive().max(100).optional() });

const mix = z.strictObject({
  topic: oneOrMore(id),
  level: oneOrMore(level),
  type: oneOrMore(z.enum(scenarioTypes)),
  count: z.int().min(1).max(200).optional(),
});

const live = z.strictObject({
  seconds: z.int().min(5).max(3600).default(60),
  manifestSeconds: z.int().min(30).max(7200).default(480),
  readingSeconds: z.int().min(0).max(600).optional(),
  speedPercent: z.number().min(0).max(15).default(0),
  showBoard: z.enum(['never', 'at-the-end', 'after-each']).default('at-the-end'),
  chaos: z.array(fault).max(10).default([]),
});

const quiz = z.strictObject({
  id,
  version: z.int().min(1).default(1),
  title: text,
  description: text.optional(),
  questions: z
    .array(z.union([named, mix]))
    .min(1)
    .max(200),
  order: z.enum(['written', 'level', 'course', 'shuffled']).default('written'),
  seed: z.int().min(0).max(4294967295).optional(),
  hints: z.boolean().default(true),
  passPercent: z.int().min(1).max(100).optional(),
  live: live.prefault({}),
});

export const quizSchema: z.ZodType<Quiz> = quiz.transform(({ questions, ...rest }) => ({
  ...rest,
  questions: questions.map((part) => {
    if ('scenario' in part) return part;
    const { topic: topics, level: levels, type: types, ...count } = part;
    return { topics, levels, types, ...count };
  }),
})) as unknown as z.ZodType<Quiz>;

export const quizFieldNames: readonly string[] = [quiz, named, mix, live].flatMap((schema) =>
  Object.keys(schema.shape),
);

/** The same shape for editors, which complete and mark a file while it is written. */
export function quizJsonSchema(): string {
  return `${JSON.stringify(z.toJSONSchema(quiz, { io: 'input', unrepresentable: 'any' }), null, 2)}\n`;
}
