import type { Text } from '#base/text.ts';
import type { LabBeginning } from '#engine/kept-lab.ts';
import { whisper } from '../../desk.ts';
import { prose } from '../../markdown.ts';
import type { Deed } from '../lab-call.ts';
import { scriptFile } from '../message.ts';

/** The lab as a file: a script that a person can read, and that the terminal and "Load" play. */
export const save: Deed = {
  isPublic: false,
  async run(call) {
    const seen = await call.waitFor(call.labs.look(call.id));
    if (seen.kind === 'refused') return call.refuse(seen.text);
    const file = scriptFile(seen.sight.script, call.language);
    await whisper(call.press.interaction, prose(saved(seen.lab.beginning, file.name)[call.language]), [file]);
  },
};

function saved({ scenario, seed }: LabBeginning, file: string): Text {
  const line = `readyz lab ${scenario === undefined ? '' : `${scenario} --seed ${seed} `}--load ${file}`;
  return {
    es: `Aquí lo tienes. Se recupera con «Cargar», con \`/lab abrir\` o en la terminal: \`${line}\``,
    en: `Here it is. "Load" brings it back, and so do \`/lab open\` and the terminal: \`${line}\``,
  };
}
