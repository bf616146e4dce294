import type { Text } from '#base/text.ts';
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
    await whisper(call.press.interaction, prose(saved[call.language]), [scriptFile(seen.sight.script, call.language)]);
  },
};

const saved: Text = {
  es: 'Aquí lo tienes. Se recupera con «Cargar», con `/lab abrir` o en la terminal: `readyz lab --load laboratorio.lab`',
  en: 'Here it is. "Load" brings it back, and so do `/lab open` and the terminal: `readyz lab --load session.lab`',
};
