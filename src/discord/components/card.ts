import { MessageFlags } from 'discord.js';
import { plural, type Text } from '#base/text.ts';
import type { Turn } from '#engine/player.ts';
import { encodeQuestionCode } from '#engine/question-code.ts';
import { type Desk, payload, refuseOthers, rulesOf, whisper } from '../desk.ts';
import { prose, shorten } from '../markdown.ts';
import { pageOf } from '../page-of.ts';
import { renderScreen } from '../screen.ts';
import type { Component, Press } from './component.ts';

/**
 * Tells the channel what was solved, and nothing of how: no option, no YAML, no explanation. Once for each answer. The same
 * question, with the same figures, is a press away, and a code for the terminal.
 */
export const card: Component = {
  acknowledged: 'deferred',
  async run(press, desk) {
    const { interaction, id, language } = press;
    const turn = await desk.player.show(id.session);
    if (await refuseOthers(interaction, turn, language)) return;
    const rules = await rulesOf(interaction, desk);
    const verdict = turn.screen.blocks.find((block) => block.kind === 'verdict');
    if (!rules || verdict?.verdict !== 'right') return whisper(interaction, prose(notNow[language]));
    const first = await desk.memory.community.claim(`card:${id.session}:${turn.screen.title.es}`, desk.now());
    if (!first) return whisper(interaction, prose(already[language]));
    const question = await desk.player.questionAt(id.session);
    const code = question && encodeQuestionCode(question);
    const screen = pageOf(turn.screen.title, [
      { kind: 'prose', text: await told(press, desk, turn) },
      ...(code === undefined ? [] : [{ kind: 'prose', text: inTheTerminal(code) } as const]),
    ]);
    const message = renderScreen({
      screen,
      language: rules.language,
      buttons: [{ text: tryIt, verb: 'own', argument: placeOf(code) }],
    });
    await interaction.followUp({ ...payload(message), flags: MessageFlags.IsComponentsV2 });
  },
};

async function told({ interaction, learner }: Press, { player }: Desk, turn: Turn): Promise<Text> {
  const name = shorten(interaction.inCachedGuild() ? interaction.member.displayName : interaction.user.displayName, 40);
  const verdict = turn.screen.blocks.find((block) => block.kind === 'verdict');
  const points = Math.round(verdict?.points?.points ?? 0);
  const hints = turn.screen.blocks.filter(({ kind }) => kind === 'hint').length;
  const { days } = (await player.statistics(learner)).streak;
  const es = [
    `✔ ${name} lo ha resuelto: ${plural('es', points, { one: '{n} punto', other: '{n} puntos' })}`,
    plural('es', hints, { one: '{n} pista', other: '{n} pistas' }),
    plural('es', days, { one: '{n} día de práctica', other: '{n} días seguidos' }),
  ];
  const en = [
    `✔ ${name} solved it: ${plural('en', points, { one: '{n} point', other: '{n} points' })}`,
    plural('en', hints, { one: '{n} hint', other: '{n} hints' }),
    plural('en', days, { one: '{n} day of practice', other: '{n} days in a row' }),
  ];
  return { es: `${es.join(' · ')}.`, en: `${en.join(' · ')}.` };
}

const tryIt: Text = { es: 'Probar esta pregunta', en: 'Try this question' };

/** A button carries a hundred characters: where the code is longer, it leads home. */
function placeOf(code: string | undefined): string {
  return code === undefined || code.length > mostCode ? '' : `code:${code}`;
}

const mostCode = 80;

function inTheTerminal(code: string): Text {
  return {
    es: `En la terminal, la misma pregunta: \`readyz replay ${code}\``,
    en: `In the terminal, the same question: \`readyz replay ${code}\``,
  };
}

const notNow: Text = {
  es: 'Aquí no hay nada que compartir: se comparte un acierto, en un servidor en el que esté el bot.',
  en: 'There is nothing to share here: a right answer is shared, on a server that has the bot.',
};
const already: Text = { es: 'Esto ya lo has compartido.', en: 'You have shared this already.' };
