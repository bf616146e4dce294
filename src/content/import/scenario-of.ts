/**
 * An imported question as a scenario file: its key is written, with the file it came from as its source. Texts are written as
 * JSON strings, which YAML reads as they are, so that nothing in them can become YAML.
 */
import { type Text, verbatim } from '#base/text.ts';
import type { ImportedQuestion } from './imported-question.ts';

export interface ScenarioNaming {
  readonly id: string;
  /** As it is shown to learners: `moodle-export.gift`. */
  readonly origin: string;
  readonly order: number;
}

export function scenarioOf(question: ImportedQuestion, { id, origin, order }: ScenarioNaming): string {
  const { statement, title = firstSentence(statement), level = 1, answers, several, kind } = question;
  const topic = slug(question.topic ?? '') || 'imported';
  const right = answers.flatMap((answer) => (answer.right ? [inBoth(answer.text)] : []));
  const explanation =
    question.explanation ?? answers.find((answer) => answer.right && answer.feedback)?.feedback ?? undefined;
  const fields = [
    `id: ${id}`,
    'version: 1',
    `topic: ${topic}`,
    `level: ${level}`,
    `order: ${order}`,
    `section: ${both(question.topic ?? origin)}`,
    `type: ${kind === 'terms' ? 'short' : 'documented'}`,
    `title: ${both(title)}`,
    `statement: ${both(statement)}`,
    `explanation: ${both(explanation ?? keyInWords(right))}`,
    `source: ${both(origin)}`,
  ];
  if (kind === 'terms') {
    return lines(
      ...fields,
      'links: [{ title: { es: Kubernetes, en: Kubernetes }, url: "https://kubernetes.io/docs/" }]',
      `accepted: [${right.map(({ es }) => json(es)).join(', ')}]`,
    );
  }
  const options = answers.map(({ text, right: isRight, feedback }, index) => {
    const parts = [`id: ${String.fromCharCode(97 + index)}`, `text: ${both(text)}`];
    if (isRight) parts.push('right: true');
    if (feedback !== undefined) parts.push(`feedback: ${both(feedback)}`);
    return `  - { ${parts.join(', ')} }`;
  });
  return lines(...fields, ...(several ? ['several: true'] : []), 'options:', ...options);
}

/** A name for a file, of the words of a title: `¿Qué es un Pod?` becomes `que-es-un-pod`. */
export function slug(words: string): string {
  const simple = words
    .normalize('NFD')
    .replaceAll(/\p{Mark}/gu, '')
    .toLowerCase()
    .replaceAll(/[^a-z0-9]+/g, '-')
    .slice(0, 50);
  return simple.replaceAll(/^-+|-+$/g, '');
}

function keyInWords(right: readonly Text[]): Text {
  return {
    es: `Lo correcto: ${right.map(({ es }) => es).join('; ')}`,
    en: `Right is: ${right.map(({ en }) => en).join('; ')}`,
  };
}

function inBoth(text: string | Text): Text {
  return typeof text === 'string' ? verbatim(text) : text;
}

function both(text: string | Text): string {
  const { es, en } = inBoth(text);
  return `{ es: ${json(es)}, en: ${json(en)} }`;
}

/** Control characters have no business in a question. */
function json(text: string): string {
  return JSON.stringify(text.toWellFormed().replaceAll(/[\p{Cc}--[\n\t]]/gv, ''));
}

function firstSentence(text: string): string {
  const [first = text] = text.split(/(?<=[.?!:])\s|\n/);
  return first.length > 90 ? `${first.slice(0, 89).trimEnd()}…` : first;
}

function lines(...all: readonly string[]): string {
  return `${all.join('\n')}\n`;
}

/** A typed answer proves itself as other questions do. */
export function referenceAnswer({ kind, answers }: ImportedQuestion): string | undefined {
  const [first] = answers;
  return kind === 'terms' && first ? `answer: ${json(inBoth(first.text).es)}\n` : undefined;
}
