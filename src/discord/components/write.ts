/**
 * Opens the form for a YAML answer, filled with the last attempt or the beginning that the question gives. Under a verdict it
 * opens too: nothing has happened until the form is handed in.
 */
import { type APIModalInteractionResponseCallbackData, ComponentType, TextInputStyle } from 'discord.js';
import type { Language, Text } from '#base/text.ts';
import type { Turn } from '#engine/player.ts';
import { encodeCustomId } from '../custom-id.ts';
import { present, refuseOthers, whisper } from '../desk.ts';
import { label, prose } from '../markdown.ts';
import { uploadExtensions } from '../upload.ts';
import type { Component } from './component.ts';
import { tooLate } from './take-action.ts';

export const fields = { manifest: 'manifest', file: 'file' } as const;
const longestText = 4000;
/** Discord waits for three seconds; a form cannot follow a "please wait", so this is how long the look-up may take. */
export const patienceMilliseconds = 2000;

export const write: Component = {
  acknowledged: 'itself',
  async run({ interaction, id, language }, desk) {
    const { player } = desk;
    if (interaction.isModalSubmit()) return;
    const turn = await within(patienceMilliseconds, player.show(id.session));
    if (!turn) return whisper(interaction, prose(slow[language]));
    if (await refuseOthers(interaction, turn, language)) return;
    const draft = turn.actionCount === id.position ? draftOf(turn) : undefined;
    if (draft !== undefined) {
      await interaction.showModal(yamlForm(turn, draft, language));
      return;
    }
    await interaction.deferUpdate();
    await present(interaction, desk, turn, language, { notice: tooLate });
  },
};

export function draftOf({ screen }: Turn): string | undefined {
  for (const offer of screen.offers) {
    if (offer.kind === 'write' || offer.kind === 'retry') return offer.draft;
  }
  return undefined;
}

export function yamlForm(turn: Turn, draft: string, language: Language): APIModalInteractionResponseCallbackData {
  return {
    custom_id: encodeCustomId({
      verb: 'submit',
      session: turn.sessionId,
      position: turn.actionCount,
      argument: '',
    }),
    title: label(turn.screen.title[language], 45),
    components: yamlInputs(draft, language),
  };
}

/** What a form for YAML asks: the text, filled with the draft, or a file. */
export function yamlInputs(draft: string, language: Language): APIModalInteractionResponseCallbackData['components'] {
  const fits = draft.length <= longestText;
  return [
    {
      type: ComponentType.Label,
      label: texts.yaml[language],
      description: (fits ? texts.yamlAdvice : texts.draftTooLong)[language],
      component: {
        type: ComponentType.TextInput,
        custom_id: fields.manifest,
        style: TextInputStyle.Paragraph,
        max_length: longestText,
        required: false,
        // A draft that does not fit is not cut: half an answer would be handed in by mistake.
        ...(fits && draft !== '' ? { value: draft } : {}),
      },
    },
    {
      type: ComponentType.Label,
      label: texts.file[language],
      description: texts.fileAdvice[language],
      component: {
        type: ComponentType.FileUpload,
        custom_id: fields.file,
        min_values: 0,
        max_values: 1,
        required: false,
        file_types: [...uploadExtensions],
      } as const,
    },
  ];
}

export async function within<Value>(milliseconds: number, promise: Promise<Value>): Promise<Value | undefined> {
  let timer: NodeJS.Timeout | undefined;
  const timeUp = new Promise<undefined>((resolve) => {
    timer = setTimeout(() => resolve(undefined), milliseconds);
  });
  return Promise.race([promise, timeUp]).finally(() => clearTimeout(timer));
}

const texts = {
  yaml: { es: 'Tu YAML', en: 'Your YAML' },
  yamlAdvice: {
    es: 'Uno o más objetos, separados por una línea con tres guiones.',
    en: 'One or more objects, parted by a line of three dashes.',
  },
  draftTooLong: {
    es: 'Tu último intento pasa de 4000 caracteres y aquí no cabe: súbelo como archivo.',
    en: 'Your last attempt is longer than 4000 characters and does not fit: upload it as a file.',
  },
  file: { es: 'O un archivo', en: 'Or a file' },
  fileAdvice: {
    es: '.yaml o .yml, hasta 64 KiB. Si subes uno, cuenta el archivo y no el texto.',
    en: '.yaml or .yml, up to 64 KiB. If you upload one, the file counts and not the text.',
  },
} satisfies Record<string, Text>;

export const slow: Text = {
  es: 'Abrir el formulario tarda más de lo normal. Tu sesión está a salvo: espera unos segundos y pulsa otra vez.',
  en: 'Opening the form takes longer than usual. Your session is safe: wait some seconds and press again.',
};
