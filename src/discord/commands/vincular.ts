/** `/vincular`: a short code with which the terminal becomes the same person, where both use one database. */
import type { Text } from '#base/text.ts';
import { learnerOf, whisper } from '../desk.ts';
import { prose } from '../markdown.ts';
import { type Command, define } from './command.ts';

const goodForMilliseconds = 10 * 60_000;
/** Without signs that look alike: no 0 and O, no 1 and I. */
const alphabet = '23456789ABCDEFGHJKLMNPQRSTUVWXYZ';

export const vincular: Command = {
  definition: define({
    name: { es: 'vincular', en: 'link' },
    description: { es: 'Une esta cuenta con tu terminal.', en: 'Make this account and your terminal one.' },
    where: 'everywhere',
  }),

  async run(interaction, { memory, now }, language) {
    const code = newCode();
    await memory.community.offerLink(code, learnerOf(interaction), now() + goodForMilliseconds);
    await whisper(interaction, prose(told(code)[language]));
  },
};

/** 40 bits, good once and for ten minutes. */
function newCode(): string {
  return [...crypto.getRandomValues(new Uint8Array(8))].map((byte) => alphabet[byte % alphabet.length]).join('');
}

function told(code: string): Text {
  return {
    es: `Escribe en tu terminal, en los próximos diez minutos: \`readyz link ${code}\`\nLo que hiciste allí pasa a esta cuenta y desde entonces es todo uno. Hace falta que la terminal use la misma base de datos que el bot; si no, pasa tus datos con \`/mis-datos exportar\` e \`importar\`.`,
    en: `Type in your terminal within the next ten minutes: \`readyz link ${code}\`\nWhat you did there comes to this account, and from then on all is one. The terminal has to use the bot’s database; if it does not, take your data along with \`/my-data export\` and \`import\`.`,
  };
}
