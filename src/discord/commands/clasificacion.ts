/** `/clasificacion`: who has most points in this server, ten a page, and one's own place wherever it is. */

import { boardMessage } from '../board.ts';
import { type Answerable, edit } from '../desk.ts';
import { type Command, define } from './command.ts';

export const clasificacion: Command = {
  definition: define({
    name: { es: 'clasificacion', en: 'leaderboard' },
    description: {
      es: 'La clasificación de este servidor, solo a tu vista.',
      en: 'The leaderboard of this server, for your eyes only.',
    },
    where: 'server',
  }),

  async run(interaction, desk, language) {
    await edit(interaction as Answerable, await boardMessage(interaction, desk, language, 0));
  },
};
