/** Something broken to mend: graded as any manifest is. What is broken runs before, where the script says so (step `starter`). */
import { manifest } from './manifest.ts';
import type { QuestionType } from './question-type.ts';

export const fix: QuestionType<'fix'> = {
  type: 'fix',
  takes: () => 'manifest',
  wanted: manifest.wanted,
  grade: ({ scenario, ...question }) => manifest.grade({ ...question, scenario: { ...scenario, type: 'manifest' } }),
};
