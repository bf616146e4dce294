/** "Type": a form for one line or several, as in a terminal. Opening it is the first answer, so nothing is looked up before. */

import { type APIModalInteractionResponseCallbackData, ComponentType, TextInputStyle } from 'discord.js';
import type { Text } from '#base/text.ts';
import { textIn } from '../../form-fields.ts';
import { idOf } from '../buttons.ts';
import type { Deed, LabCall } from '../lab-call.ts';

const field = 'lines';
const longestText = 4000;

export function typeForm(call: LabCall): APIModalInteractionResponseCallbackData {
  const { language, id, seen, words } = call;
  return {
    custom_id: idOf({ id, version: seen, stand: words.stand, language }, 'typed'),
    title: texts.title[language],
    components: [
      {
        type: ComponentType.Label,
        label: texts.lines[language],
        description: texts.advice[language],
        component: {
          type: ComponentType.TextInput,
          custom_id: field,
          style: TextInputStyle.Paragraph,
          max_length: longestText,
          required: true,
        },
      },
    ],
  };
}

/** The form, handed in. Others may have typed meanwhile: lines come after theirs. */
export const typed: Deed = {
  isPublic: true,
  async run(call) {
    const { interaction } = call.press;
    if (interaction.isModalSubmit()) await call.type(textIn(interaction, field));
  },
};

const texts = {
  title: { es: 'Teclear en el laboratorio', en: 'Type at the lab' },
  lines: { es: 'Una línea o varias', en: 'One line, or several' },
  advice: {
    es: 'kubectl, docker, wait 10m, until ready, break node-2, help…',
    en: 'kubectl, docker, wait 10m, until ready, break node-2, help…',
  },
} satisfies Record<string, Text>;
