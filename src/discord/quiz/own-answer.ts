/** What is said of an answer that was taken. */
import { MessageFlags } from 'discord.js';
import type { Text } from '#base/text.ts';
import type { QuestionView } from '#engine/live/live-views.ts';
import type { Press } from '../components/component.ts';

export function isOwnMessage({ interaction }: Press): boolean {
  return interaction.message?.flags.has(MessageFlags.Ephemeral) ?? false;
}

export function saved({ changes }: Pick<QuestionView, 'changes'>): Text {
  return changes
    ? { es: '✔ Guardada. Puedes cambiarla hasta que se cierre.', en: '✔ Saved. You may change it until it closes.' }
    : { es: '✔ Guardada.', en: '✔ Saved.' };
}
