import { questionGone, sessionPlace } from '../daily/question.ts';
import { present, whisper } from '../desk.ts';
import { prose } from '../markdown.ts';
import type { Component } from './component.ts';

/** "Answer", under the question of the day: a private session of whoever pressed. */
export const daily: Component = {
  acknowledged: 'private',
  async run({ interaction, id, language, learner }, desk) {
    const post = await desk.memory.community.post({ server: interaction.guildId ?? '', day: id.argument });
    if (!post) return whisper(interaction, prose(questionGone[language]));
    await present(interaction, desk, await desk.player.go(learner, sessionPlace(desk.player, post)), language);
  },
};
