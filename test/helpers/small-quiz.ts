/**
 * Two questions and a grader small enough to hold in one's head, for tests of what stands around the simulation: the second
 * option is right, and so is YAML that holds a Deployment. Verdicts come when `grader.release()` lets them.
 */
import type { Text } from '#base/text.ts';
import type { Grading, Run } from '#engine/grading.ts';
import type { GradeRequest, Grader, Library } from '#engine/ports.ts';
import type { ChoiceScenario, ManifestScenario, Scenario } from '#engine/scenario.ts';
import { libraryOf } from './library-of.ts';

const both = (words: string): Text => ({ es: words, en: `${words} (en)` });

const common = {
  version: 1,
  topic: 'pods',
  level: 1,
  order: 1,
  section: both('Pods'),
  given: [both('El Service se llama `db`.')],
  explanation: both('Porque cada cosa escala por su cuenta.'),
  hints: [both('Mira el Pod.'), both('Mira sus réplicas.')],
  links: [],
  assumptions: [],
  weight: 1,
  cluster: {
    nodes: [{ name: 'node-1' }],
    namespace: 'default',
    objects: [],
    installed: { standardClass: true, provisioners: [] },
    images: {},
  },
  roles: {},
  script: [],
  checks: [],
} as const;

const pods: ChoiceScenario = {
  ...common,
  type: 'choice',
  id: 'pods',
  title: both('¿Cuántos Pods?'),
  statement: both('Una web y su base de datos.'),
  options: ['one', 'two', 'three'].map((id) => ({ id, text: both(`Opción ${id}`), manifests: '' })),
};

const probe: ManifestScenario = {
  ...common,
  type: 'manifest',
  id: 'probe',
  title: both('¿Qué probe?'),
  statement: both('Una base de datos lenta.'),
  starter: 'kind: Pod\n',
};

const scenarios: readonly Scenario[] = [pods, probe];

export const smallLibrary: Library = libraryOf(scenarios);

/** As many questions as asked for, all of them alike. */
export function longLibrary(count: number): Library {
  const many = Array.from({ length: count }, (_, index) => ({
    ...pods,
    id: `pods-${index + 1}`,
    title: both(`Pregunta número ${index + 1}`),
  }));
  return libraryOf(many);
}

export interface HeldGrader extends Grader {
  /** Lets all waiting verdicts go. */
  release(): void;
}

export function heldGrader(): HeldGrader {
  const waiting: (() => void)[] = [];
  return {
    grade: (request) =>
      new Promise((resolve) => {
        waiting.push(() => resolve(gradingOf(request)));
      }),
    release() {
      for (const go of waiting.splice(0)) go();
    },
    close: async () => {},
  };
}

/** Whose verdicts come at once. */
export const promptGrader: Grader = {
  grade: async (request) => gradingOf(request),
  close: async () => {},
};

function gradingOf({ scenario, version, seed, answer }: GradeRequest): Grading {
  const right =
    answer.kind === 'choice' ? answer.option === 'two' : 'text' in answer && answer.text.includes('Deployment');
  const run = runOf(right);
  const options = pods.options.map(({ id }) => ({ option: id, right: id === 'two', run: runOf(id === 'two') }));
  return {
    ...{ scenario, version, seed, answer, run },
    verdict: right ? 'right' : 'wrong',
    score: right ? 1 : 0,
    checks: run.checks,
    errors: [],
    ...(answer.kind === 'choice' && { options }),
    ...(!right && { counterExample: run.timeline }),
    assumptions: [],
  };
}

function runOf(passed: boolean): Run {
  const observed = both(passed ? '1 base de datos' : '3 bases de datos');
  return {
    passed,
    checks: [{ id: 'one-database', passed, statement: both('Hay una base de datos'), observed, weight: 1 }],
    timeline: [{ seconds: 41, text: both('la web escala a 3'), tone: passed ? 'plain' : 'bad' }],
    simulatedSeconds: 60,
    eventCount: 10,
  };
}
