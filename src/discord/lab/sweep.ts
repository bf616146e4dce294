/**
 * Erases labs that nobody has used for days, called every few seconds. In a thread it says so, and leaves what was typed. One of
 * several processes does it: the one that erased the row.
 */
import { MessageFlags, type REST, Routes } from 'discord.js';
import { plural, type Text } from '#base/text.ts';
import type { Desk } from '../desk.ts';
import { describeError } from '../log.ts';
import { silenceDays } from './labs.ts';
import { lastMessage, scriptFile } from './message.ts';

const dayMilliseconds = 86_400_000;

/** Never rejects. */
export async function sweepLabs({ labs: { store }, log, now }: Desk, rest: REST): Promise<void> {
  try {
    for (const { id } of await store.idleSince(now() - silenceDays * dayMilliseconds)) {
      const lab = await store.load(id);
      if (!(await store.erase(id)) || !lab?.place?.channel) continue;
      const script = lab.lines.map(({ text }) => `${text}\n`).join('');
      const file = script === '' ? [] : [scriptFile(script, lab.language)];
      const { components, files } = lastMessage(lab.language, over, file);
      await rest
        .post(Routes.channelMessages(lab.place.channel), {
          body: { components, flags: MessageFlags.IsComponentsV2, allowed_mentions: { parse: [] } },
          files: files.map(({ name, content }) => ({ name, data: Buffer.from(content) })),
        })
        // A thread that is gone, or closed to the bot, needs no goodbye.
        .catch((error: unknown) => log.info(describeError(error), 'could not say that a lab is over'));
    }
  } catch (error) {
    log.error(describeError(error), 'trouble with labs that are over');
  }
}

const over: Text = {
  es: `${plural('es', silenceDays, { one: 'Pasó {n} día', other: 'Pasaron {n} días' })} sin que nadie tecleara y este laboratorio se ha borrado. \`/lab compartir\` abre otro, también con el archivo de este.`,
  en: `Nobody typed for ${plural('en', silenceDays, { one: '{n} day', other: '{n} days' })}, and this lab has been erased. \`/lab share\` opens another, also with the file of this one.`,
};
