/**
 * The answers beside a scenario, in `<id>.answers/`: `right-*.yaml` has to pass, `wrong-*.yaml` to fail for the check that it
 * names in a comment, `# fails: <check id>` (or `refused`). `# when: start=60` keeps an answer to the variants with that value.
 */
import path from 'node:path';
import type { Text } from '#base/text.ts';
import type { Grading } from '#engine/grading.ts';
import type { Scenario } from '#engine/scenario.ts';
import type { ScenarioVariant } from '#engine/variants.ts';
import { statedFailure } from '../answer-file.ts';
import type { ContentError } from '../content-error.ts';

export function isMeantFor(source: string, values: ScenarioVariant['values'] | undefined): boolean {
  const stated = /^#\s*when:\s*(.+?)\s*$/m.exec(source)?.[1];
  if (stated === undefined) return true;
  return stated.split(/[\s,]+/).every((one) => {
    const [name = '', value = ''] = one.split('=');
    return String(values?.[name]) === value;
  });
}

export function claimDenied(
  file: string,
  source: string,
  grading: Grading,
  scenario: Scenario,
): readonly ContentError[] {
  const failed = grading.checks.filter(({ passed }) => !passed).map(({ id }) => id);
  const refusals = grading.errors.map(({ line, message }) => `${line}: ${message}`).join('; ');
  if (path.basename(file).startsWith('right-')) {
    if (grading.verdict === 'right') return [];
    const why = refusals || failed.join(', ') || grading.verdict;
    const text = { es: `tendría que ser correcta y falla: ${why}`, en: `it should be right and fails: ${why}` };
    return [at(file, 1, text)];
  }
  const stated = statedFailure(source);
  if (stated === undefined) {
    const text = {
      es: 'di por qué es errónea: `# fails: <id de la comprobación>`',
      en: 'say why it is wrong: `# fails: <check id>`',
    };
    return [at(file, 1, text)];
  }
  const line = source.split('\n').findIndex((one) => /^#\s*fails:/.test(one)) + 1;
  if (stated === 'refused') {
    if (grading.verdict === 'refused') return [];
    const text = {
      es: `el clúster tendría que rechazarla y no lo hace (${grading.verdict})`,
      en: `the cluster should refuse it and does not (${grading.verdict})`,
    };
    return [at(file, line, text)];
  }
  const known = [...new Set([...scenario.checks, ...grading.checks].map(({ id }) => id))];
  if (!known.includes(stated)) {
    const ids = known.join(', ');
    const text = {
      es: `"${stated}" no es ninguna comprobación; las que hay: ${ids}`,
      en: `"${stated}" is no check; there are: ${ids}`,
    };
    return [at(file, line, text)];
  }
  if (grading.verdict === 'wrong' && failed.includes(stated)) return [];
  const why = refusals || failed.join(', ') || grading.verdict;
  const text = {
    es: `tendría que fallar en "${stated}" y lo que pasa es: ${why}`,
    en: `it should fail "${stated}" and what happens is: ${why}`,
  };
  return [at(file, line, text)];
}

function at(file: string, line: number, text: Text): ContentError {
  return { file, line, column: 1, text };
}
