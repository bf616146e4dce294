/**
 * Proves a scenario by running it: reference answers pass, each known-wrong answer fails for its stated check, the empty
 * answer fails, exactly one option is right. What the author claims and the run denies comes back as an error at its place.
 */
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import type { Text } from '#base/text.ts';
import type { ImageCatalogue } from '#container/image.ts';
import type { Answer } from '#engine/answer.ts';
import { grade } from '#engine/grade.ts';
import type { Grading } from '#engine/grading.ts';
import { type Simulation, simulate } from '#engine/play/simulate.ts';
import { orderOf } from '#engine/questions/order.ts';
import type { Scenario } from '#engine/scenario.ts';
import { readAnswer, statedFailure } from './answer-file.ts';
import type { ContentError } from './content-error.ts';

export interface Proof {
  readonly errors: readonly ContentError[];
  /** How many answers were graded. */
  readonly gradings: number;
}

const seed = 1;

export function prove(scenario: Scenario, file: string, images: ImageCatalogue): Proof {
  const errors: ContentError[] = [];
  let gradings = 0;
  const memory = new Map<string, Simulation>();
  const run = (answer: Answer): Grading => {
    gradings++;
    return grade(scenario, answer, seed, { images, memory });
  };
  const complain = (where: string, es: string, en: string) => errors.push(problem(where, { es, en }));

  const answers = answerFiles(file);
  for (const answerFile of answers) {
    const source = readFileSync(answerFile, 'utf8');
    const grading = run(readAnswer(source, scenario));
    errors.push(...claimDenied(answerFile, source, grading, scenario));
  }
  const names = answers.map((answerFile) => path.basename(answerFile));
  if (!names.some((name) => name.startsWith('right-'))) {
    complain(
      file,
      'falta una respuesta de referencia; añade `right-….yaml` a su carpeta `.answers`',
      'there is no reference answer; add `right-….yaml` to its folder `.answers`',
    );
  }
  if (scenario.type === 'order' || scenario.type === 'match') {
    // That reference answers pass proves the key; an empty answer has no partner and no place.
    if (run({ kind: 'picks', options: [] }).verdict !== 'refused')
      complain(file, 'la respuesta vacía no se rechaza', 'the empty answer is not refused');
    if (scenario.type === 'order') {
      const dated = orderOf(
        scenario,
        simulate({ scenario, manifests: scenario.manifests, fileName: file, seed, parts: { images, memory } }),
      );
      const instants = dated.map(({ seconds }) => seconds);
      const clash = dated.find(({ seconds }, index) => seconds === undefined || instants.indexOf(seconds) !== index);
      if (clash) {
        complain(
          file,
          `"${clash.id}" no ocurre o coincide con otra: el orden no está decidido`,
          `"${clash.id}" does not happen or coincides with another: the order is not decided`,
        );
      }
    }
  } else if (scenario.type === 'short') {
    if (run({ kind: 'words', text: '' }).verdict === 'right')
      complain(file, 'la respuesta vacía pasa', 'the empty answer passes');
  } else if (scenario.type === 'predict') {
    const [first] = scenario.options ?? [];
    const some = run(first ? { kind: 'choice', option: first.id } : { kind: 'words', text: '0' });
    if (some.run?.eventCount === 0 && !scenario.options?.some(({ refused }) => refused)) {
      complain(file, 'el clúster rechaza los manifiestos dados', 'the cluster refuses the given manifests');
    }
    const right = some.options?.filter((option) => option.right).map(({ option }) => option);
    if (right && right.length !== 1) {
      const ids = right.join(', ') || '—';
      complain(
        file,
        `tiene que cumplirse una sola opción y al ejecutarlo se cumplen: ${ids}`,
        `exactly one option has to come true; when run, these do: ${ids}`,
      );
    }
    const nothing: Answer = first ? { kind: 'choice', option: '' } : { kind: 'words', text: '' };
    if (run(nothing).verdict !== 'refused')
      complain(file, 'la respuesta vacía no se rechaza', 'the empty answer is not refused');
  } else if (scenario.type === 'manifest' || scenario.type === 'fix') {
    if (!names.some((name) => name.startsWith('wrong-'))) {
      complain(
        file,
        'falta una respuesta que se sepa errónea; añade `wrong-….yaml`',
        'there is no known-wrong answer; add `wrong-….yaml`',
      );
    }
    for (const text of ['', scenario.starter]) {
      if (run({ kind: 'manifest', text }).verdict !== 'right') continue;
      if (text === '') complain(file, 'la respuesta vacía pasa', 'the empty answer passes');
      else complain(file, 'el punto de partida (`starter`) ya pasa', 'the `starter` passes already');
    }
  } else {
    const [first] = scenario.options;
    const option = first?.id ?? '';
    const some: Answer = scenario.type === 'choice' ? { kind: 'choice', option } : { kind: 'picks', options: [option] };
    const { options = [] } = run(some);
    const right = options.filter((option) => option.right).map(({ option }) => option);
    if (scenario.type === 'multi' && (right.length === 0 || right.length === options.length)) {
      const ids = right.join(', ') || '—';
      complain(
        file,
        `algunas opciones tienen que ser correctas y otras no; al ejecutarlas lo son: ${ids}`,
        `some options have to be right and some not; when run, these are: ${ids}`,
      );
    }
    if (scenario.type === 'choice' && right.length !== 1) {
      const ids = right.join(', ') || '—';
      complain(
        file,
        `tiene que haber una sola opción correcta y al ejecutarlas lo son: ${ids}`,
        `exactly one option has to be right; when run, these are: ${ids}`,
      );
    }
    for (const { option, run: its } of options) {
      if (its.checks.length === 0)
        complain(
          file,
          `el clúster rechaza los manifiestos de "${option}"`,
          `the cluster refuses the manifests of "${option}"`,
        );
    }
    const nothing: Answer =
      scenario.type === 'choice' ? { kind: 'choice', option: '' } : { kind: 'picks', options: [] };
    if (run(nothing).verdict !== 'refused')
      complain(file, 'la respuesta vacía no se rechaza', 'the empty answer is not refused');
  }
  return { errors, gradings };
}

/** What beside the scenario's file lies in `<id>.answers/`, sorted. */
export function answerFiles(file: string): readonly string[] {
  const folder = file.replace(/\.yaml$/, '.answers');
  if (!existsSync(folder)) return [];
  return readdirSync(folder)
    .filter((name) => /^(right|wrong)-.*\.yaml$/.test(name))
    .sort()
    .map((name) => path.join(folder, name));
}

function claimDenied(file: string, source: string, grading: Grading, scenario: Scenario): readonly ContentError[] {
  const failed = grading.checks.filter(({ passed }) => !passed).map(({ id }) => id);
  if (path.basename(file).startsWith('right-')) {
    if (grading.verdict === 'right') return [];
    const why = failed.join(', ') || grading.errors.map(({ line, message }) => `${line}: ${message}`).join('; ');
    return [
      problem(file, { es: `tendría que ser correcta y falla: ${why}`, en: `it should be right and fails: ${why}` }),
    ];
  }
  const stated = statedFailure(source);
  if (stated === undefined) {
    const text = {
      es: 'di por qué es errónea: `# fails: <id de la comprobación>`',
      en: 'say why it is wrong: `# fails: <check id>`',
    };
    return [problem(file, text)];
  }
  if (stated === 'refused') {
    if (grading.verdict === 'refused') return [];
    const text = {
      es: `el clúster tendría que rechazarla y no lo hace (${grading.verdict})`,
      en: `the cluster should refuse it and does not (${grading.verdict})`,
    };
    return [problem(file, text)];
  }
  const known = [...new Set([...scenario.checks, ...grading.checks].map(({ id }) => id))];
  if (!known.includes(stated)) {
    const ids = known.join(', ');
    return [
      problem(file, {
        es: `"${stated}" no es ninguna comprobación; las que hay: ${ids}`,
        en: `"${stated}" is no check; there are: ${ids}`,
      }),
    ];
  }
  if (grading.verdict === 'wrong' && failed.includes(stated)) return [];
  const why =
    grading.errors.map(({ line, message }) => `${line}: ${message}`).join('; ') || failed.join(', ') || grading.verdict;
  return [
    problem(file, {
      es: `tendría que fallar en "${stated}" y lo que pasa es: ${why}`,
      en: `it should fail "${stated}" and what happens is: ${why}`,
    }),
  ];
}

function problem(file: string, text: Text): ContentError {
  return { file, line: 1, column: 1, text };
}
