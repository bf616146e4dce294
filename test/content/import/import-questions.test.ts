// Questions of other programs: what is taken over, what is named and left, and that nothing in them becomes anything else.
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { ImageCatalogue } from '#container/image.ts';
import { type ImportFormat, importQuestions } from '#content/import/import-questions.ts';
import { readQuiz } from '#content/quiz-file.ts';
import { readScenario } from '#content/scenario-file.ts';
import type { Answer } from '#engine/answer.ts';
import { grade } from '#engine/grade.ts';
import type { DocumentedScenario, Scenario } from '#engine/scenario.ts';

function imported(source: string, format: ImportFormat = 'gift', taken: readonly string[] = []) {
  const { files, problems } = importQuestions(source, { name: 'dir/Examen.1.gift', format, taken: new Set(taken) });
  const scenarios = files.flatMap(([name, text]) => {
    if (!/^scenarios\/[a-z0-9-]+\/[a-z0-9-]+\.yaml$/.test(name)) return [];
    const read = readScenario(name.replace(/.*\//, ''), text);
    if (!read.ok) throw new Error(`${name}: ${read.error[0]?.text.en}`);
    return [read.value];
  });
  return { files, scenarios, told: problems.map(({ line, text }) => `${line}: ${text.en}`) };
}

function only(source: string, format: ImportFormat = 'gift') {
  const { scenarios, told } = imported(source, format);
  expect(told).toEqual([]);
  expect(scenarios).toHaveLength(1);
  return scenarios[0] as DocumentedScenario;
}

const rightOf = ({ options }: DocumentedScenario) => options.filter(({ right }) => right).map(({ id }) => id);

describe('GIFT', () => {
  test('one right option, with its title, feedback, explanation and category', () => {
    const scenario = only(`// from Moodle
$CATEGORY: $course$/top/Redes y Services

::¿Qué es un Pod?:: [html]<p>Di <b>qué</b> es.</p> {
  =Contenedores que comparten red #La misma IP
  ~Una máquina
  ####Es lo que se planifica.
}`);
    expect(scenario).toMatchObject({
      id: 'que-es-un-pod',
      type: 'documented',
      topic: 'redes-y-services',
      title: { es: '¿Qué es un Pod?' },
      statement: { es: 'Di qué es.' },
      explanation: { en: 'Es lo que se planifica.' },
      several: false,
      options: [{ feedback: { es: 'La misma IP' } }, { text: { es: 'Una máquina' } }],
    });
    expect(rightOf(scenario)).toEqual(['a']);
  });
  test('several right options by their weights', () => {
    const scenario = only('Which? {~%50%a ~%50%b ~%-100%c}');
    expect([scenario.several, rightOf(scenario)]).toEqual([true, ['a', 'b']]);
  });
  test('true or false, in both languages', () => {
    const scenario = only('Kubernetes comes from Google. {TRUE#It was born there}');
    expect(scenario.options.map(({ text }) => text.es)).toEqual(['Verdadero', 'Falso']);
    expect([rightOf(scenario), scenario.explanation.en]).toEqual([['a'], 'It was born there']);
  });
  test('a typed answer, with a gap in the sentence', () => {
    const { scenarios, files } = imported('The {=kubelet =Kubelet} starts pods.');
    expect(scenarios[0]).toMatchObject({
      type: 'short',
      accepted: ['kubelet', 'Kubelet'],
      statement: { es: 'The _____ starts pods.' },
    });
    expect(files.map(([name]) => name)).toContain('scenarios/imported/examen-1-1.answers/right-reference.yaml');
  });
  test('escaped signs are letters', () =>
    expect(only(String.raw`Set a\=b \{x\}? {=a\=b ~\~\#}`)).toMatchObject({
      statement: { es: 'Set a=b {x}?' },
      options: [{ text: { es: 'a=b' } }, { text: { es: '~#' } }],
    }));
  test('what readyz has no question for is named with its line, and the rest is taken', () => {
    const { scenarios, told } = imported(
      'A? {=1 ~2}\n\nMatch {=a -> b =c -> d}\n\n// note\nNumber {#3:1}\n\nEssay {}\n\nOpen {=a ~b\n\nNo braces',
    );
    expect(scenarios).toHaveLength(1);
    expect(told).toEqual([
      '3: readyz imports no question of this type (matching)',
      '6: readyz imports no question of this type (a numeric answer)',
      '8: readyz imports no question of this type (an essay)',
      '10: the question has no answers in braces, or the brace is not closed',
      '12: the question has no answers in braces, or the brace is not closed',
    ]);
  });
});

describe('CSV', () => {
  test('columns in any order, quotes, line breaks, and semicolons', () => {
    const scenario = only('correct;question;b;a;level;topic\r\nb;"Say ""x;y""\nwhere";two;one;3;Redes\r\n', 'csv');
    expect(scenario).toMatchObject({ statement: { es: 'Say "x;y"\nwhere' }, level: 3, topic: 'redes' });
    expect(scenario.options.find(({ right }) => right)?.text.es).toBe('two');
  });
  test('several right ones, by number or letter, and Spanish names of columns', () =>
    expect(rightOf(only('pregunta,correcta,opción1,opción2,opción3\n¿?,"1, c",x,y,z', 'csv'))).toEqual(['a', 'c']));
  test('a row without a question, or whose key names no option, is named with its line', () =>
    expect(imported('question,a,b,correct\n"two\nlines",1,2,a\n,1,2,a\nq,1,2,d\nq,1,,b\n\n', 'csv').told).toEqual([
      '4: the row has no question',
      '5: "correct" names no option of the row: write its letter or its number',
      '6: "correct" names no option of the row: write its letter or its number',
    ]));
  test('a table without the columns says which it takes', () =>
    expect(imported('a,b\n1,2', 'csv').told).toEqual([
      '1: columns are missing: it takes question, correct and at least two of a, b, c…',
    ]));
});

test('no two have the same name, nor that of a question that exists, and a quiz asks them all', () => {
  const { files, scenarios } = imported('::Pods:: A? {=1 ~2}\n\n::Pods:: B? {=1 ~2}', 'gift', ['pods', 'examen-1']);
  expect(scenarios.map(({ id }) => id)).toEqual(['pods-2', 'pods-3']);
  const [name, text] = files.at(-1)!;
  expect(name).toBe('quizzes/examen-1-2.yaml');
  expect(readQuiz('examen-1-2.yaml', text)).toMatchObject({
    ok: true,
    value: { questions: [{ scenario: 'pods-2' }, { scenario: 'pods-3' }] },
  });
});

test('whatever the file says, what is written is read back as the same words, and nothing leaves its folder', () => {
  const signs = fc.constantFrom(
    '{',
    '}',
    '=',
    '~',
    '#',
    '::',
    '%50%',
    '\n',
    '\n\n',
    '//',
    '\\',
    '$CATEGORY: ../..\n',
    '"',
    ',',
    ';',
    '${x}',
    '!!js/function',
    '---\n',
    '../../etc',
    '\u202e',
    '\u0000',
    '\ud800',
    '__proto__',
    'question,a,b,correct\n',
    'x',
  );
  const sources = fc.array(signs, { maxLength: 40 }).map((parts) => parts.join(''));
  fc.assert(
    fc.property(sources, fc.constantFrom<ImportFormat>('gift', 'csv'), (source, format) => {
      const { files, scenarios } = imported(source, format);
      for (const [name] of files) expect(name).toMatch(/^(scenarios|quizzes)\/[a-z0-9./-]+\.yaml$/);
      for (const [name] of files) expect(name).not.toContain('..');
      expect(new Set(scenarios.map(({ id }) => id)).size).toBe(scenarios.length);
    }),
    { numRuns: 1000 },
  );
});

test('a huge file ends soon', () => {
  const started = performance.now();
  expect(imported(`${'::a:: b {=c ~d}\n\n'.repeat(3000)}`).told).toHaveLength(1000);
  imported('{'.repeat(200_000));
  imported('::'.repeat(100_000));
  imported(`${'\\'.repeat(200_000)}`);
  imported(`q,a,b,correct\n${'"'.repeat(200_000)}`, 'csv');
  expect(performance.now() - started).toBeLessThan(8000);
}, 20_000);

describe('a written key', () => {
  const check = (source: string, answer: Answer, wanted: object) => {
    const graded = grade(only(source) as Scenario, answer, 1, { images: new ImageCatalogue([]) });
    expect(graded).toMatchObject(wanted);
    return graded;
  };
  const one = 'Q? {=yes #good ~no #bad ~maybe}';
  const two = 'Q? {~%50%a ~%50%b ~%-50%c}';
  test('of one option is all or nothing, and says where it is documented', () => {
    const { checks } = check(one, { kind: 'choice', option: 'b' }, { verdict: 'wrong', score: 0 });
    expect(checks.map(({ id, passed, observed }) => [id, passed, observed.en])).toEqual([
      ['a', false, 'it was right and not picked: good (documented, not simulated: Examen.1.gift)'],
      ['b', false, 'it is not right: bad (documented, not simulated: Examen.1.gift)'],
    ]);
    check(one, { kind: 'choice', option: 'a' }, { verdict: 'right', score: 1 });
    check(one, { kind: 'choice', option: 'z' }, { verdict: 'refused' });
    check(one, { kind: 'words', text: 'yes' }, { verdict: 'refused' });
  });
  test('of several gives hits less false picks', () => {
    check(two, { kind: 'picks', options: ['a', 'b'] }, { verdict: 'right', score: 1 });
    check(two, { kind: 'picks', options: ['a'] }, { verdict: 'wrong', score: 0.5 });
    check(two, { kind: 'picks', options: ['a', 'b', 'c'] }, { verdict: 'wrong', score: 0.5 });
    check(two, { kind: 'picks', options: [] }, { verdict: 'refused' });
  });
});
