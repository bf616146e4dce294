/** What reads content files: large (zod, every check and step), so it is loaded only where a file has to be read. */
export { readQuiz } from './quiz-file.ts';
export { readScenario } from './scenario-file.ts';

export type ContentReader = typeof import('./reader.ts');
