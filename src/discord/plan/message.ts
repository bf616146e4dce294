/** The week's questions for everybody, and where somebody stands in the plan for one pair of eyes. */
import { type Language, plural, type Text, verbatim } from '#base/text.ts';
import { readDay } from '#engine/learning/day.ts';
import type { Player } from '#engine/player.ts';
import { encodeQuestionCode } from '#engine/question-code.ts';
import { firstDayOf, lessonOf, questionsOf, seedOf, type WeeklyPlan, weekOn } from '#engine/weekly-plan.ts';
import type { Message } from '../layout.ts';
import { pageOf } from '../page-of.ts';
import { type ExtraButton, renderScreen } from '../screen.ts';

/** A custom_id has a hundred characters. */
const mostCode = 80;

export function weekMessage(player: Player, plan: WeeklyPlan, week: number, language: Language): Message {
  const questions = questionsOf(week, plan, player.library);
  const titles = questions.map((id) => player.library.find(id)?.title ?? verbatim(id));
  const list = (lang: Language) => titles.map((title, index) => `${index + 1}. ${title[lang]}`).join('\n');
  const screen = pageOf(titleOf(player, plan, week), [
    { kind: 'prose', text: { es: list('es'), en: list('en') } },
    { kind: 'prose', text: how },
  ]);
  const buttons = questions.map((id, index): ExtraButton => {
    const [es, en] = [`${index + 1}. ${titles[index]?.es ?? ''}`, `${index + 1}. ${titles[index]?.en ?? ''}`];
    return { text: { es, en }, verb: 'own', argument: placeOf(player, id, seedOf(week, plan)) };
  });
  return renderScreen({ screen, language, buttons });
}

/** The weeks around this one, and how many of its questions somebody has solved. */
export async function standingMessage(
  player: Player,
  {
    plan,
    today,
    learner,
    note,
  }: { readonly plan: WeeklyPlan; readonly today: string; readonly learner: string; readonly note: string },
  language: Language,
): Promise<Message> {
  const history = await player.history(learner);
  const solved = new Set(history.flatMap(({ scenario, verdict }) => (verdict === 'right' ? [scenario] : [])));
  const current = weekOn(today, plan);
  const isOver = current === undefined && (readDay(today) ?? 0) >= (readDay(plan.from) ?? 0);
  const first = isOver ? Math.max(0, plan.weeks.length - shownWeeks) : Math.max(0, (current ?? 0) - 1);
  const rows = plan.weeks.slice(first, first + shownWeeks).map((key, index): readonly Text[] => {
    const week = first + index;
    const questions = questionsOf(week, plan, player.library);
    const mine = questions.filter((id) => solved.has(id)).length;
    return [
      verbatim(`${week === current ? '▶ ' : ''}${week + 1}`),
      verbatim(firstDayOf(week, plan)),
      lessonOf(player.library, key).title,
      verbatim(`${mine}/${questions.length}`),
    ];
  });
  const buttons: ExtraButton[] =
    current === undefined
      ? []
      : questionsOf(current, plan, player.library)
          .filter((id) => !solved.has(id))
          .map((id) => ({
            text: player.library.find(id)?.title ?? verbatim(id),
            verb: 'own',
            argument: placeOf(player, id, seedOf(current, plan)),
          }));
  const screen = pageOf(title, [
    { kind: 'prose', text: current === undefined ? (isOver ? over : notYet(plan)) : now(plan, current) },
    { kind: 'table', columns, rows },
  ]);
  return renderScreen({ screen, language, buttons, note });
}

const shownWeeks = 10;

function placeOf(player: Player, scenario: string, seed: number): string {
  const version = player.library.find(scenario)?.version ?? 0;
  const code = encodeQuestionCode({ scenario, version, seed });
  return code.length > mostCode ? scenario : `code:${code}`;
}

function titleOf({ library }: Player, plan: WeeklyPlan, week: number): Text {
  const lesson = lessonOf(library, plan.weeks[week] ?? '').title;
  return {
    es: `Semana ${week + 1} de ${plan.weeks.length}: ${lesson.es}`,
    en: `Week ${week + 1} of ${plan.weeks.length}: ${lesson.en}`,
  };
}

function now({ weeks }: WeeklyPlan, week: number): Text {
  const left = weeks.length - week - 1;
  return {
    es: `Va la semana ${week + 1} de ${weeks.length}; ${plural('es', left, { one: 'queda {n}', other: 'quedan {n}' })}. Lo tuyo lo ves solo tú.`,
    en: `This is week ${week + 1} of ${weeks.length}, with ${plural('en', left, { one: '{n} to come', other: '{n} to come' })}. What is yours is for your eyes only.`,
  };
}

function notYet({ from, weeks }: WeeklyPlan): Text {
  return {
    es: `El plan empieza el ${from} y dura ${plural('es', weeks.length, { one: '{n} semana', other: '{n} semanas' })}.`,
    en: `The plan begins on ${from} and takes ${plural('en', weeks.length, { one: '{n} week', other: '{n} weeks' })}.`,
  };
}

const title: Text = { es: 'Plan semanal', en: 'Weekly plan' };
const over: Text = {
  es: 'El plan ha terminado. Así quedaron sus últimas semanas.',
  en: 'The plan is over. This is how its last weeks went.',
};
const how: Text = {
  es: 'Cada pregunta se contesta solo a tu vista, cuando quieras. En `/progreso` ves cómo vas con el plan.',
  en: 'Each question is answered for your eyes only, whenever you like. `/progress` shows how you do with the plan.',
};
const columns: readonly Text[] = [
  { es: 'Semana', en: 'Week' },
  { es: 'Desde', en: 'From' },
  { es: 'Lección', en: 'Lesson' },
  { es: 'Tuyas', en: 'Yours' },
];
