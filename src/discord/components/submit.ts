/** The form for a YAML answer, handed in. Whatever happens to it, what was typed comes back. */
import type { ModalSubmitInteraction } from 'discord.js';
import { ok, type Result } from '#base/result.ts';
import type { Text } from '#base/text.ts';
import { type Desk, whisper } from '../desk.ts';
import { fileIn, textIn } from '../form-fields.ts';
import { prose } from '../markdown.ts';
import { readUpload } from '../upload.ts';
import type { Component, Press } from './component.ts';
import { takeAction } from './take-action.ts';
import { ofWords } from './type.ts';
import { fields } from './write.ts';

export const submit: Component = {
  acknowledged: 'deferred',
  async run(press, desk) {
    const { interaction, language } = press;
    if (!interaction.isModalSubmit()) return;
    const typed = textIn(interaction, fields.manifest);
    const keep = typed.trim() === '' ? [] : [{ name: 'answer.yaml', content: typed }];
    if (press.id.argument === ofWords) {
      const turn = await takeAction(press, desk, { kind: 'submit', answer: { kind: 'words', text: typed } });
      if (turn && !turn.accepted) await whisper(interaction, prose(notTaken[language]), keep);
      return;
    }
    const answer = await readAnswer(interaction, typed, desk.fileHost);
    if (!answer.ok) return whisper(interaction, prose(answer.error[language]), keep);
    try {
      const turn = await takeAction(await backAtQuestion(press, desk), desk, {
        kind: 'submit',
        answer: { kind: 'manifest', text: answer.value },
      });
      if (turn && !turn.accepted) await whisper(interaction, prose(notTaken[language]), asFile(answer.value));
    } catch (error) {
      await whisper(interaction, prose(kept[language]), asFile(answer.value));
      throw error;
    }
  },
};

/** A form that was opened under a verdict: first back to the question, as the engine knows it, then the answer. */
async function backAtQuestion(press: Press, { player }: Desk): Promise<Press> {
  const { session, position } = press.id;
  const turn = await player.show(session);
  const mayRetry = turn.screen.offers.some(({ kind }) => kind === 'retry');
  if (turn.learner !== press.learner || turn.actionCount !== position || !mayRetry) return press;
  const after = await player.act(session, { kind: 'retry' }, position);
  return after.accepted ? { ...press, id: { ...press.id, position: after.actionCount } } : press;
}

/** Of a form for YAML: the file where there is one, else the text. */
export async function readAnswer(
  interaction: ModalSubmitInteraction,
  typed: string,
  fileHost: string,
): Promise<Result<string, Text>> {
  const upload = fileIn(interaction, fields.file);
  if (upload) return readUpload({ name: upload.name, url: upload.url, sizeBytes: upload.size }, fileHost);
  return typed.trim() === '' ? { ok: false, error: empty } : ok(typed);
}

function asFile(content: string) {
  return [{ name: 'answer.yaml', content }];
}

const empty: Text = {
  es: 'No había nada en el formulario: escribe tu YAML o sube un archivo. La pregunta sigue abierta.',
  en: 'There was nothing in the form: type your YAML or upload a file. The question is still open.',
};
const notTaken: Text = {
  es: 'Esta respuesta no contó, porque la pregunta ya había avanzado. La tienes aquí por si quieres usarla.',
  en: 'This answer did not count, because the question had moved on. Here it is, should you want to use it.',
};
const kept: Text = {
  es: 'Para que no se pierda, aquí tienes lo que enviaste.',
  en: 'So that it is not lost, here is what you handed in.',
};
