/** "Load": a form with a file. A saved lab takes this one's place; a manifest becomes a file in the lab's folder. */

import { type APIModalInteractionResponseCallbackData, ComponentType } from 'discord.js';
import type { Text } from '#base/text.ts';
import { fileIn } from '../../form-fields.ts';
import { readTextUpload } from '../../upload.ts';
import { idOf } from '../buttons.ts';
import type { Deed, LabCall } from '../lab-call.ts';
import { readLabFile } from '../read-lab-file.ts';
import { onlyRulers } from '../sure.ts';

const field = 'file';

export function loadForm(call: LabCall): APIModalInteractionResponseCallbackData {
  const { language, id, seen, words } = call;
  return {
    custom_id: idOf({ id, version: seen, stand: words.stand, language }, 'loaded'),
    title: texts.title[language],
    components: [
      {
        type: ComponentType.Label,
        label: texts.file[language],
        description: texts.advice[language],
        component: { type: ComponentType.FileUpload, custom_id: field, min_values: 1, max_values: 1, required: true },
      },
    ],
  };
}

export const loaded: Deed = {
  isPublic: true,
  async run(call) {
    const { interaction, learner: author } = call.press;
    const upload = interaction.isModalSubmit() ? fileIn(interaction, field) : undefined;
    if (!upload) return call.refuse(noFile);
    const { name, url, size: sizeBytes } = upload;
    const text = await readTextUpload({ name, url, sizeBytes }, call.desk.fileHost);
    if (!text.ok) return call.refuse(text.error);
    const read = readLabFile(name, text.value, { author, source: interaction.id });
    if (read.kind === 'file') return call.type(read.line);
    const lab = await call.labs.store.load(call.id);
    if (lab?.place && !(await call.mayRule(lab.owner))) return call.refuse(onlyRulers);
    const beginning = read.beginning ?? lab?.beginning ?? { seed: 1, nodes: 3 };
    // What it takes the place of is what is there now, whatever the button was shown at: the form was the question.
    const begun = call.labs.begin(call.id, lab?.version ?? call.seen, { beginning, lines: read.lines });
    await call.tell(await call.waitFor(begun), { did });
  },
};

const texts = {
  title: { es: 'Cargar en el laboratorio', en: 'Load into the lab' },
  file: { es: 'Un archivo', en: 'A file' },
  advice: {
    es: 'Uno guardado sustituye a este laboratorio; un YAML queda en tu carpeta.',
    en: 'A saved one takes this lab’s place; YAML goes into your folder.',
  },
} satisfies Record<string, Text>;
const noFile: Text = { es: 'No había ningún archivo en el formulario.', en: 'There was no file in the form.' };
const did: Text = { es: 'carga un laboratorio guardado.', en: 'loads a saved lab.' };
