/** A command that leads to a place of the engine and does nothing else. */
import type { Text } from '#base/text.ts';
import { learnerOf, present } from '../desk.ts';
import { type Command, define } from './command.ts';

export function leadsTo(place: string, name: Text, description: Text): Command {
  return {
    definition: define({ name, description, where: 'everywhere' }),
    async run(interaction, desk, language) {
      await present(interaction, desk, await desk.player.go(learnerOf(interaction), place), language);
    },
  };
}
