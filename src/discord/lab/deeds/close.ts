import { MessageFlags } from 'discord.js';
import type { Text } from '#base/text.ts';
import { payload } from '../../desk.ts';
import { plain } from '../../markdown.ts';
import { textPiece } from '../../piece.ts';
import type { Deed } from '../lab-call.ts';
import { lastMessage, scriptFile, sureMessage } from '../message.ts';
import { isFresh, onlyRulers, stamp } from '../sure.ts';

/** Closing is asked once more. What was typed is handed out as a file before it is erased. */
export const close: Deed = {
  isPublic: false,
  async run(call) {
    const lab = await call.labs.store.load(call.id);
    if (lab?.place && !(await call.mayRule(lab.owner))) return call.refuse(onlyRulers);
    await call.show(sureMessage(call.frame(lab?.version ?? call.seen), sure, 'closed', stamp(call.desk.now()), yes));
  },
};

export const closed: Deed = {
  isPublic: false,
  async run(call) {
    const { labs, id, language } = call;
    const lab = await labs.store.load(id);
    if (lab?.place && !(await call.mayRule(lab.owner))) return call.refuse(onlyRulers);
    const look = await call.waitFor(labs.look(id));
    if (!isFresh(call.words.detail, call.desk.now())) return call.tell(look);
    const wasThere = await labs.store.erase(id);
    // A lab that could not be played any more is closed all the same; its lines are what there is of it.
    const script =
      look.kind === 'seen' ? look.sight.script : (lab?.lines.map(({ text }) => `${text}\n`).join('') ?? '');
    const files = wasThere && script !== '' ? [scriptFile(script, language)] : [];
    await call.show(lastMessage(language, done, files));
    if (!wasThere || !lab?.place) return;
    const message = lastMessage(lab.language, over, [
      textPiece(`**${plain(call.who)}**`),
      scriptFile(script, lab.language),
    ]);
    await call.press.interaction.followUp({ ...payload(message), flags: MessageFlags.IsComponentsV2 });
  },
};

const sure: Text = {
  es: 'El laboratorio se cierra y se borra; lo tecleado se te da en un archivo. El botón vale dos minutos.',
  en: 'The lab is closed and erased; what was typed is handed to you as a file. The button is good for two minutes.',
};
const yes: Text = { es: 'Sí, cerrar', en: 'Yes, close it' };
const done: Text = {
  es: 'El laboratorio está cerrado. Con `/lab abrir` abres otro, también con el archivo de este.',
  en: 'The lab is closed. `/lab open` opens another, also with the file of this one.',
};
const over: Text = {
  es: 'Este laboratorio se ha cerrado. Lo tecleado queda en el archivo: `/lab compartir` o `readyz lab --load` lo recuperan.',
  en: 'This lab has been closed. What was typed is in the file: `/lab share` or `readyz lab --load` bring it back.',
};
