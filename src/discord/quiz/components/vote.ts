import type { Text } from '#base/text.ts';
import type { Answer } from '#engine/answer.ts';
import type { QuestionView } from '#engine/live/live-views.ts';
import type { Component } from '../../components/component.ts';
import { whisper } from '../../desk.ts';
import { prose } from '../../markdown.ts';
import { inBoth } from '../blocks.ts';
import { isOwnMessage, saved } from '../own-answer.ts';
import { inWords } from '../own-message.ts';
import { answer, openQuestion, readRound, roomOf, showOwn, tooLate } from '../take-part.ts';

/** An option, from the channel's message or from one's own; or one of several whole answers in YAML. */
export const vote: Component = {
  acknowledged: 'either',
  async run(press, desk) {
    const room = await roomOf(press, desk);
    if (!room) return;
    const { position } = press.id;
    const { round, rest } = readRound(press.id.argument);
    const question = openQuestion(room, position, round);
    const given = question && answerIn(question.choosable, press.values[0] ?? rest);
    if (!question || !given) return showOwn(press, room, { notice: tooLate });
    const result = await answer(room, press.interaction, { position, round, answer: given });
    if (isOwnMessage(press)) return showOwn(press, room, { notice: result.ok ? saved(question) : result.error });
    const said = result.ok ? acknowledged(question, given) : result.error;
    await whisper(press.interaction, prose(said[press.language]));
  },
};

function answerIn(choosable: readonly string[], value: string): Answer | undefined {
  const index = /^#(\d)$/.exec(value)?.[1];
  if (index === undefined) return value === '' ? undefined : { kind: 'choice', option: value };
  const text = choosable[Number(index)];
  return text === undefined ? undefined : { kind: 'manifest', text };
}

/** Under a message that all see, in as few words as can be. */
function acknowledged(question: QuestionView, given: Answer): Text {
  const words = inWords(question, given);
  return inBoth(({ language }) => `${saved(question)[language]} ${yours[language]}: ${words[language]}`);
}

const yours: Text = { es: 'Tu respuesta', en: 'Your answer' };
