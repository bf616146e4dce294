/** The question of the day as everybody sees it: asked without its options' fate, later with the answer and how many had it. */
import { type Language, plural, type Text } from '#base/text.ts';
import type { Answers, Post } from '#engine/community.ts';
import { gatheringSeed, readGatheringKey } from '#engine/gathering.ts';
import { readDay } from '#engine/learning/day.ts';
import type { Player } from '#engine/player.ts';
import type { Grader } from '#engine/ports.ts';
import { encodeQuestionCode } from '#engine/question-code.ts';
import type { Scenario } from '#engine/scenario.ts';
import type { Block } from '#engine/screen.ts';
import { libraryFor } from '#engine/variants.ts';
import type { Message } from '../layout.ts';
import { cut } from '../markdown.ts';
import { letter } from '../marks.ts';
import { pageOf } from '../page-of.ts';
import { type ExtraButton, renderScreen } from '../screen.ts';

const longestStatement = 1500;

export interface Asked {
  readonly post: Pick<Post, 'server' | 'day' | 'scenario'>;
  readonly language: Language;
  readonly revealAt: number;
  readonly answers: number;
}

/** Nothing where the question is gone from the library. */
export function askedMessage(player: Player, { post, language, revealAt, answers }: Asked): Message | undefined {
  const scenario = scenarioIn(player, post);
  if (!scenario) return undefined;
  const screen = pageOf(titleOf(scenario, post.day), [
    { kind: 'prose', text: statementOf(scenario) },
    ...choicesOf(scenario),
    { kind: 'prose', text: answered(answers) },
  ]);
  const isGroup = readGatheringKey(post.day) !== undefined;
  return renderScreen({
    ...{ screen, language },
    buttons: [
      answer(post.day),
      ...(isGroup ? [{ text: revealNow, verb: 'gather', argument: `reveal.${post.day}` } as const] : []),
    ],
    note: (isGroup ? revealsInGroup : reveals)(revealAt)[language],
  });
}

/** The options are run for this: what is right is not written down anywhere. */
export async function revealedMessage(
  { player, grader }: { readonly player: Player; readonly grader: Grader },
  { post, language, answers }: { readonly post: Post; readonly language: Language; readonly answers: Answers },
): Promise<Message | undefined> {
  const scenario = scenarioIn(player, post);
  if (!scenario) return undefined;
  const right = await rightOptions(scenario, seedOf(player, post), grader);
  const counts: Block[] =
    Object.keys(answers.options).length > 0 ? [{ kind: 'table', columns, rows: countRows(scenario, answers) }] : [];
  const screen = pageOf(titleOf(scenario, post.day), [
    { kind: 'prose', text: statementOf(scenario) },
    ...choicesOf(scenario, right),
    { kind: 'prose', text: result(answers) },
    ...counts,
    { kind: 'heading', text: { es: 'Por qué', en: 'Why' } },
    { kind: 'prose', text: shortened(scenario.explanation) },
    ...(scenario.links.length > 0 ? [{ kind: 'links', links: scenario.links } as const] : []),
  ]);
  return renderScreen({
    screen,
    language,
    buttons: [{ ...answer(post.day), text: { es: 'Ver la mía', en: 'See mine' } }, ...goOnButtons(post.day)],
  });
}

/** Where the button leads: the challenge of that day where it is the same question, so that everybody has the same variant. */
export function sessionPlace(player: Player, post: Pick<Post, 'day' | 'scenario'>): string {
  const together = readGatheringKey(post.day);
  if (together) {
    const { scenario } = post;
    const version = player.library.find(scenario)?.version ?? 0;
    return `code:${encodeQuestionCode({ scenario, version, seed: gatheringSeed(together.id) })}`;
  }
  const day = readDay(post.day);
  const isChallenge =
    day !== undefined && day <= player.today() && player.challengeOf(day)?.scenario.id === post.scenario;
  return isChallenge ? `challenge:${post.day}` : post.scenario;
}

function scenarioIn(player: Player, post: Pick<Post, 'day' | 'scenario'>): Scenario | undefined {
  return libraryFor(player.library, seedOf(player, post)).find(post.scenario);
}

function seedOf(player: Player, { day }: Pick<Post, 'day'>): number {
  const together = readGatheringKey(day);
  if (together) return gatheringSeed(together.id);
  const number = readDay(day);
  return (number === undefined ? undefined : player.challengeOf(number)?.seed) ?? 0;
}

async function rightOptions(scenario: Scenario, seed: number, grader: Grader): Promise<ReadonlySet<string>> {
  if (scenario.type !== 'choice') return new Set();
  const { id, version, options } = scenario;
  const answer = { kind: 'choice', option: options[0]?.id ?? '' } as const;
  const { options: runs = [] } = await grader.grade({ scenario: id, version, seed, answer });
  return new Set(runs.filter(({ right }) => right).map(({ option }) => option));
}

function choicesOf(scenario: Scenario, right?: ReadonlySet<string>): readonly Block[] {
  if (scenario.type !== 'choice') return [];
  const mark = (id: string) => (!right || right.size === 0 ? 'none' : right.has(id) ? 'right' : 'wrong');
  return [
    { kind: 'choices', options: scenario.options.map(({ id, text }) => ({ id, text, chosen: false, mark: mark(id) })) },
  ];
}

function countRows(scenario: Scenario, { options }: Answers): readonly (readonly Text[])[] {
  if (scenario.type !== 'choice') return [];
  return scenario.options.map(({ id }, index) => {
    const count = String(options[id] ?? 0);
    return [
      { es: letter(index), en: letter(index) },
      { es: count, en: count },
    ];
  });
}

const columns: readonly Text[] = [
  { es: 'Opción', en: 'Option' },
  { es: 'Respuestas', en: 'Answers' },
];

function titleOf({ title }: Scenario, day: string): Text {
  const together = readGatheringKey(day);
  if (together) {
    const number = together.position + 1;
    return { es: `Pregunta ${number}: ${title.es}`, en: `Question ${number}: ${title.en}` };
  }
  const date = new Date(`${day}T12:00:00Z`);
  const told = (language: Language) =>
    new Intl.DateTimeFormat(language, { day: 'numeric', month: 'long', timeZone: 'UTC' }).format(date);
  return { es: `Pregunta del ${told('es')}: ${title.es}`, en: `Question of ${told('en')}: ${title.en}` };
}

function statementOf({ statement }: Scenario): Text {
  return shortened(statement);
}

/** The whole of it, and the YAML it speaks of, are shown to whoever presses. */
function shortened(text: Text): Text {
  const short = (words: string) =>
    words.length > longestStatement ? `${cut(words, longestStatement).trimEnd()}…` : words;
  return { es: short(text.es), en: short(text.en) };
}

function answer(day: string): ExtraButton {
  return { text: { es: 'Responder', en: 'Answer' }, verb: 'daily', argument: day };
}

/** After the reveal, for whoever leads the group. */
function goOnButtons(day: string): readonly ExtraButton[] {
  if (!readGatheringKey(day)) return [];
  return [
    { text: { es: 'Siguiente pregunta', en: 'Next question' }, verb: 'gather', argument: `next.${day}` },
    { text: { es: 'Terminar', en: 'Finish' }, verb: 'gather', argument: `end.${day}` },
  ];
}

const revealNow: Text = { es: 'Revelar', en: 'Reveal' };

function answered(count: number): Text {
  if (count === 0) return { es: 'Todavía no ha respondido nadie.', en: 'Nobody has answered yet.' };
  return {
    es: plural('es', count, { one: 'Ha respondido {n} persona.', other: 'Han respondido {n} personas.' }),
    en: plural('en', count, { one: '{n} person has answered.', other: '{n} people have answered.' }),
  };
}

/** Discord counts down by itself, in whatever time zone one reads it. */
function reveals(revealAt: number): Text {
  const when = `<t:${Math.floor(revealAt / 1000)}:R>`;
  return {
    es: `La respuesta se revela ${when}. Contestas solo a tu vista; aquí nunca sale quién contestó qué.`,
    en: `The answer is revealed ${when}. You answer for your eyes only; who answered what is never shown here.`,
  };
}

function revealsInGroup(revealAt: number): Text {
  const when = `<t:${Math.floor(revealAt / 1000)}:R>`;
  return {
    es: `La revela quien abrió la sesión, o se revela sola ${when}. Contestas solo a tu vista; aquí nunca sale quién contestó qué.`,
    en: `Whoever opened the session reveals the answer, or it is revealed by itself ${when}. You answer for your eyes only; who answered what is never shown here.`,
  };
}

function result({ count, right }: Answers): Text {
  if (count === 0) return { es: 'No respondió nadie.', en: 'Nobody answered.' };
  return {
    es: `${plural('es', count, { one: 'Respondió {n} persona', other: 'Respondieron {n} personas' })}; ${plural('es', right, { one: 'acertó {n}.', other: 'acertaron {n}.' })}`,
    en: `${plural('en', count, { one: '{n} person answered', other: '{n} people answered' })}; ${plural('en', right, { one: '{n} was right.', other: '{n} were right.' })}`,
  };
}

export const questionGone: Text = {
  es: 'Esta pregunta ya no está: el bot dejó este servidor o se borraron sus datos. La de hoy está en `/reto`.',
  en: 'This question is gone: the bot left this server or its data were erased. Today’s is in `/challenge`.',
};
