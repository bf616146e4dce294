import type { Text } from '#base/text.ts';
import { whisper } from '../desk.ts';
import { textIn } from '../form-fields.ts';
import { type DeedWords, readDeed } from '../lab/deed-words.ts';
import { deeds } from '../lab/deeds/index.ts';
import { LabCall } from '../lab/lab-call.ts';
import { allowRun } from '../limits.ts';
import { prose } from '../markdown.ts';
import type { Component, Press } from './component.ts';

/** A button, a list or a form of a lab. Under a line that everybody sees, what is done is a line for everybody too. */
export const lab: Component = {
  acknowledged: ({ argument }) => {
    const words = readDeed(argument);
    if (words?.stand !== 'public') return 'deferred';
    return deedOf(words)?.isPublic ? 'public' : 'private';
  },
  async run(press, desk) {
    const { interaction, id, language, learner } = press;
    const words = readDeed(id.argument);
    const deed = words && deedOf(words);
    if (!words || !deed) return whisper(interaction, prose(unknown[language]));
    const kept = await desk.labs.store.load(id.session);
    const isMine = kept?.place ? kept.place.server === interaction.guildId : kept?.owner === learner;
    const call = new LabCall(press, desk, words);
    if (kept && !isMine) return call.refuse(somebodyElses);
    const typed = typedIn(press);
    const keep = typed === '' ? [] : [{ name: 'lines.txt', content: `${typed}\n` }];
    if (!(await allowRun(interaction, desk, language, { files: keep, run: 'lines' }))) return call.takeBack();
    await deed.run(call);
  },
};

function deedOf({ deed }: DeedWords) {
  return deed === 'type' || deed === 'load' ? undefined : deeds[deed];
}

/** What comes back when it is not taken. */
function typedIn({ interaction }: Press): string {
  if (!interaction.isModalSubmit()) return '';
  return textIn(interaction, 'lines');
}

const unknown: Text = {
  es: 'Este botón es de una versión anterior. `/lab abrir` muestra tu laboratorio.',
  en: 'This button is from an earlier version. `/lab open` shows your lab.',
};
const somebodyElses: Text = {
  es: 'Este laboratorio es de otra persona. Con `/lab abrir` tienes el tuyo.',
  en: 'This lab is somebody else’s. `/lab open` gives you your own.',
};
