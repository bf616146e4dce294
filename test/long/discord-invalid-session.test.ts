/** discord.js waits five seconds before it identifies anew, so this is one of the long tests. */
import { expect, test } from 'vitest';
import { Room } from '../discord/room.ts';

test('when Discord ends the session for good, the bot comes back by itself and the buttons still work', async () => {
  const room = await Room.open();
  const { standIn } = room;
  const person = standIn.person('ana');
  const question = await standIn.slash(person, 'practicar', { escenario: 'which-box' }).message();
  const identified = () => standIn.gateway.received.filter(({ op }) => op === 2).length;
  standIn.gateway.invalidate();
  await expect.poll(identified, { timeout: 15_000 }).toBe(2);
  // Pressed before the bot has read that it is back: nothing is lost.
  const reveal = await standIn.click(person, question, 'B.').message(({ text }) => text.includes('Respuesta'));
  expect(reveal.text).toContain('✔ Respuesta correcta');
  await room.close();
});
