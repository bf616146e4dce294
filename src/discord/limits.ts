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
const most = { answers: 20, lines: 40, server: 3000 };

/** An answer to be judged, or a line typed at a lab: whoever looks on as time passes asks for many. */
export type Run = 'answers' | 'lines';

/** False where it was too much; then whoever asked was told, and gets back what was typed. */
export async function allowRun(
  interaction: Answerable,
  { memory, now }: Desk,
  language: Language,
  { files = [], run = 'answers' }: { readonly files?: Message['files']; readonly run?: Run } = {},
): Promise<boolean> {
  const time = now();
  const windowStart = time - (time % windowMilliseconds);
  const subject = run === 'answers' ? learnerOf(interaction) : `${run}:${learnerOf(interaction)}`;
  const own = await memory.community.count(subject, windowStart);
  const all =
    interaction.guildId === null ? 0 : await memory.community.count(`server:${interaction.guildId}`, windowStart);
  if (own <= most[run] && all <= most.server) return true;
  const seconds = Math.ceil((windowStart + windowMilliseconds - time) / 1000);
  const text = own > most[run] ? tooFast[run](seconds) : tooMany(seconds);
  await whisper(interaction, prose(text[language]), files);
  return false;
}

const tooFast: Readonly<Record<Run, (seconds: number) => Text>> = {
  answers: (seconds) => ({
    es: `Vas más deprisa de lo que se puede simular: ${most.answers} respuestas por minuto. Prueba otra vez en ${inSeconds(seconds).es}; no se ha perdido nada.`,
    en: `You are faster than can be simulated: ${most.answers} answers a minute. Try again in ${inSeconds(seconds).en}; nothing is lost.`,
  }),
  lines: (seconds) => ({
    es: `Vas más deprisa de lo que se puede simular: ${most.lines} líneas por minuto. Prueba otra vez en ${inSeconds(seconds).es}; no se ha perdido nada.`,
    en: `You are faster than can be simulated: ${most.lines} lines a minute. Try again in ${inSeconds(seconds).en}; nothing is lost.`,
  }),
};

function inSeconds(seconds: number): Text {
  return {
    es: plural('es', seconds, { one: '{n} segundo', other: '{n} segundos' }),
    en: plural('en', seconds, { one: '{n} second', other: '{n} seconds' }),
  };
}

function tooMany(seconds: number): Text {
  return {
    es: `En este servidor se han pedido ${most.server} simulaciones en un minuto. Prueba otra vez en ${inSeconds(seconds).es}; no se ha perdido nada.`,
    en: `${most.server} simulations were asked for on this server in a minute. Try again in ${inSeconds(seconds).en}; nothing is lost.`,
  };
}
