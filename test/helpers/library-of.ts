/** A library of scenarios and quizzes that a test has made itself. */
import type { Library } from '#engine/ports.ts';
import type { Quiz } from '#engine/quiz.ts';
import type { Scenario } from '#engine/scenario.ts';

export function libraryOf(scenarios: readonly Scenario[], quizzes: readonly Quiz[] = []): Library {
  return {
    list: () => scenarios,
    find: (id) => scenarios.find((scenario) => scenario.id === id),
    quizzes: () => quizzes,
    findQuiz: (id) => quizzes.find((quiz) => quiz.id === id),
  };
}
