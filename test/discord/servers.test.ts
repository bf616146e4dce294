// Servers that the bot joins and leaves, seen by it or not.
import { afterEach, beforeEach, expect, test } from 'vitest';
import { Room } from './room.ts';

let room: Room;
beforeEach(async () => {
  room = await Room.open();
});
afterEach(() => room.close());

const server = () => room.standIn.world.serverId;
const days = 86_400_000;

/** The bot is removed and invited again. */
async function invitedAgain(): Promise<void> {
  room.standIn.gateway.dispatch('GUILD_DELETE', { id: server() }, server());
  await expect.poll(async () => (await room.storage.community.knownServers()).some(({ left }) => left)).toBe(true);
  room.standIn.gateway.join();
}

test('a server is greeted once when the bot is invited, in its language, and told which permission is missing', async () => {
  room.publicMessages = 1;
  await room.storage.community.setServer(server(), 'language', 'es');
  room.standIn.world.botPermissions &= ~(1n << 35n);
  await invitedAgain();
  await expect.poll(() => room.standIn.publicMessages.length).toBe(1);
  const [hello] = room.standIn.publicMessages;
  expect(hello?.text).toContain('Hola: soy readyz');
  expect(hello?.text).toContain('«Crear hilos públicos»');
  // The invitation has called off that its data go.
  expect(await room.storage.community.knownServers()).toEqual([{ server: server(), left: false }]);
  const home = await room.standIn.click(room.standIn.person('ana'), hello!, 'Practicar').message();
  expect(home.ephemeral).toBe(true);
  expect(home.text).toContain('Inicio');
  const other = await room.startAnother();
  await other.close();
  expect(room.standIn.publicMessages).toHaveLength(1);
});

test('where it may write nowhere it is quiet and says so in the log', async () => {
  await room.storage.community.setServer(server(), 'language', 'es');
  room.standIn.world.botPermissions = 0n;
  await invitedAgain();
  await expect.poll(() => room.log.some(({ message }) => message.includes('may not write'))).toBe(true);
  expect(room.standIn.publicMessages).toEqual([]);
});

test('a server that was left while the bot was away is noticed at the start, and its data go after thirty days', async () => {
  const { community } = room.storage;
  await community.setServer('77', 'language', 'en');
  await community.setServer(server(), 'language', 'es');
  await community.left(server(), 1);
  await room.stopBot();
  await room.startBot();
  await expect
    .poll(() => room.storage.community.knownServers())
    .toEqual(
      [
        { server: server(), left: false },
        { server: '77', left: true },
      ].sort((one, two) => (one.server < two.server ? -1 : 1)),
    );
  const began = Date.now();
  room.now = () => began + 31 * days;
  await expect.poll(() => room.storage.community.knownServers()).toEqual([{ server: server(), left: false }]);
});
