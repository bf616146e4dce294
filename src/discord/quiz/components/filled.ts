/** A form, handed in. Whatever happens to it, what was typed comes back. */

import type { Text } from '#base/text.ts';
import type { Component } from '../../components/component.ts';
import { readAnswer } from '../../components/submit.ts';
import { fields } from '../../components/write.ts';
import { whisper } from '../../desk.ts';
import { textIn } from '../../form-fields.ts';
import { prose } from '../../markdown.ts';
import { saved } from '../own-answer.ts';
import { answer, readRound, roomOf, showOwn } from '../take-part.ts';

export const filled: Component = {
  acknowledged: 'either',
  async run(press, desk) {
    const { interaction, id, language } = press;
    if (!interaction.isModalSubmit()) return;
    const { round, rest } = readRound(id.argument);
    const typed = textIn(interaction, fields.manifest);
    const isYaml = rest === 'yaml';
    const read = isYaml ? await readAnswer(interaction, typed, desk.fileHost) : { ok: true as const, value: typed };
    const keep = (text: string) =>
      text.trim() === '' ? [] : [{ name: isYaml ? 'answer.yaml' : 'answer.txt', content: text }];
    if (!read.ok) return whisper(interaction, prose(read.error[language]), keep(typed));
    const room = await roomOf(press, desk);
    if (!room) return;
    const result = await answer(room, interaction, {
      ...{ position: id.position, round },
      answer: { kind: isYaml ? 'manifest' : 'words', text: read.value },
    });
    if (result.ok) return showOwn(press, room, { notice: saved(room.session.rules) });
    await showOwn(press, room, { notice: result.error });
    await whisper(interaction, prose(notTaken[language]), keep(read.value));
  },
};

const notTaken: Text = {
  es: 'Esta respuesta no contó. La tienes aquí por si quieres usarla.',
  en: 'This answer did not count. Here it is, should you want to use it.',
};
