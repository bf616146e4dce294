/**
 * How much anybody may ask for: runs are counted by person and by server, in the database, so that it does not matter which
 * process is asked. A class of a thousand that answers at once is well within; a script that presses all day is not.
 */
import type { Language, Text } from '#base/text.ts';
import { plural } from '#base/text.ts';
import { type Answerable, type Desk, learnerOf, whisper } from './desk.ts';
import type { Message } from './layout.ts';
import { prose } from './markdown.ts';

const windowMilliseconds = 60_000;
const most = { person: 20, server: 3000 };

/** False where it was too much; then whoever asked was told, and gets back what was typed. */
export async function allowRun(
  interaction: Answerable,
  { memory, now }: Desk,
  language: Language,
  files: Message['files'] = [],
): Promise<boolean> {
  const time = now();
  const windowStart = time - (time % windowMilliseconds);
  const own = await memory.community.count(learnerOf(interaction), windowStart);
  const all =
    interaction.guildId === null ? 0 : await memory.community.count(`server:${interaction.guildId}`, windowStart);
  if (own <= most.person && all <= most.server) return true;
  const seconds = Math.ceil((windowStart + windowMilliseconds - time) / 1000);
  await whisper(interaction, prose((own > most.person ? tooFast : tooMany)(seconds)[language]), files);
  return false;
}

function tooFast(seconds: number): Text {
  return {
    es: `Vas más deprisa de lo que se puede simular: ${most.person} respuestas por minuto. Prueba otra vez en ${plural('es', seconds, { one: '{n} segundo', other: '{n} segundos' })}; no se ha perdido nada.`,
    en: `You are faster than can be simulated: ${most.person} answers a minute. Try again in ${plural('en', seconds, { one: '{n} second', other: '{n} seconds' })}; nothing is lost.`,
  };
}

function tooMany(seconds: number): Text {
  return {
    es: `En este servidor se han pedido ${most.server} simulaciones en un minuto. Prueba otra vez en ${plural('es', seconds, { one: '{n} segundo', other: '{n} segundos' })}; no se ha perdido nada.`,
    en: `${most.server} simulations were asked for on this server in a minute. Try again in ${plural('en', seconds, { one: '{n} second', other: '{n} seconds' })}; nothing is lost.`,
  };
}
