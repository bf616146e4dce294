// What Discord and networks do to a bot: nothing that was taken is lost, and a press that came to nothing can be made again.
import { afterEach, expect, test } from 'vitest';
import type { MessageView } from '#discord/stand-in/view.ts';
import { Room } from './room.ts';

let room: Room;
afterEach(() => room.close());

const callback = '/interactions/{interaction_id}/{interaction_token}/callback';
const webhook = '/webhooks/{webhook_id}/{webhook_token}';
const original = `${webhook}/messages/@original`;
const yaml = 'apiVersion: v1\nkind: Pod\nmetadata:\n  name: web\n';
const hasVerdict = ({ text }: MessageView) => /Respuesta (in)?correcta/.test(text);

async function question(scenario = 'which-box') {
  const person = room.standIn.person('ana');
  return { person, asked: await room.standIn.slash(person, 'practicar', { escenario: scenario }).message() };
}

test('a token that ran out during a long run: the verdict is kept, and the next press shows it', async () => {
  room = await Room.open({ tokenLifetimeMilliseconds: 1500 });
  const { person, asked } = await question();
  let finish = () => {};
  room.beforeGrading = () => new Promise((resolve) => (finish = resolve));
  const press = room.standIn.click(person, asked, 'B.');
  const working = await press.message(({ text }) => text.includes('⏳'));
  setTimeout(() => finish(), 1600);
  await expect.poll(() => room.log.some(({ message }) => message.includes('too late')), { timeout: 5000 }).toBe(true);
  const verdict = await room.standIn.click(person, working, 'Ver cómo va').message(hasVerdict);
  expect(verdict.text).toContain('✔ Respuesta correcta');
});

test('a sign that came after three seconds: nothing is done, nothing crashes, and pressing again works', async () => {
  room = await Room.open({ acknowledgeWithinMilliseconds: -1 });
  const person = room.standIn.person('ana');
  room.standIn.slash(person, 'practicar', { escenario: 'which-box' });
  await expect.poll(() => room.log.some(({ message }) => message.includes('too late')), { timeout: 5000 }).toBe(true);
  expect(await room.openSessions(person.id)).toBe(0);
  expect(room.log.filter(({ level }) => level === 'error')).toEqual([]);
});

test.each([
  ['429', 429],
  ['429 for the whole bot', 429, true],
  ['500', 500],
  ['503', 503],
  ['a connection that is cut', 0],
])(
  '%s on every kind of request: each is sent again, and counts once',
  async (_name, status, global = false) => {
    room = await Room.open();
    const fail = (route: string) => room.standIn.failNext(route, status, { retryAfterSeconds: 0.05, global });
    fail(callback);
    fail(original);
    const { person, asked } = await question('write-pod');
    fail(callback);
    const opened = room.standIn.click(person, asked, 'Escribir');
    const form = await opened.form();
    fail(callback);
    fail(original);
    const done = room.standIn.submit(person, opened, form, { texts: { manifest: yaml } });
    const verdict = await done.message(hasVerdict);
    expect(verdict.text).toContain('✔ Respuesta correcta');
    fail(webhook);
    const picture = room.standIn.click(person, verdict, 'Ver el dibujo');
    expect((await picture.followUp()).pictures).toHaveLength(1);
    expect(await room.player.history(`discord:${person.id}`)).toHaveLength(1);
  },
  20_000,
);

test('a connection that is cut after Discord took what was sent: nothing is done twice', async () => {
  room = await Room.open();
  const { person, asked } = await question();
  room.standIn.failNext(callback, 0, { afterServing: true });
  room.standIn.failNext(original, 0, { afterServing: true });
  room.acknowledgedTwice = 1;
  const verdict = await room.standIn.click(person, asked, 'B.').message(hasVerdict);
  expect(verdict.text).toContain('✔ Respuesta correcta');
  expect(await room.player.history(`discord:${person.id}`)).toHaveLength(1);
});

test('a session that Discord no longer knows: the bot comes back with a new one, and buttons go on working', async () => {
  room = await Room.open();
  const { person, asked } = await question();
  room.standIn.gateway.invalidate();
  const identified = () => room.standIn.gateway.received.filter(({ op }) => op === 2).length;
  await expect.poll(identified, { timeout: 12_000 }).toBe(2);
  await expect.poll(() => room.bot.ready(), { timeout: 5000 }).toBe(true);
  const verdict = await room.standIn.click(person, asked, 'B.').message(hasVerdict);
  expect(verdict.text).toContain('✔ Respuesta correcta');
}, 25_000);

test('a form handed in twice by a broken connection counts once', async () => {
  room = await Room.open();
  const { person, asked } = await question('write-pod');
  const opened = room.standIn.click(person, asked, 'Escribir');
  const done = room.standIn.submit(person, opened, await opened.form(), { texts: { manifest: yaml } });
  room.standIn.deliverAgain(done);
  room.acknowledgedTwice = 1;
  await done.message(hasVerdict);
  await expect.poll(async () => (await room.player.history(`discord:${person.id}`))[0]?.attempts).toBe(1);
});

test('killed between an answer and its verdict, with a form filled in: restarted, the press shows the verdict', async () => {
  room = await Room.open();
  const { person, asked } = await question('write-pod');
  const opened = room.standIn.click(person, asked, 'Escribir');
  const form = await opened.form();
  room.beforeGrading = () => new Promise(() => {});
  const working = await room.standIn
    .submit(person, opened, form, { texts: { manifest: yaml } })
    .message(({ text }) => text.includes('⏳'));
  await room.crashBot();
  room.beforeGrading = async () => {};
  await room.startBot();
  const verdict = await room.standIn.click(person, working, 'Ver cómo va').message(hasVerdict);
  expect(verdict.text).toContain('✔ Respuesta correcta');
});

test('whoever waits is told how many are before them', async () => {
  room = await Room.open();
  let ahead = 6;
  room.queue = () => ({
    entered: 7,
    begun: 7 - ahead,
    latest: 7,
    ahead: (ticket) => (ticket === 7 ? ahead : undefined),
  });
  let finish = () => {};
  room.beforeGrading = () => new Promise((resolve) => (finish = resolve));
  const { person, asked } = await question();
  const press = room.standIn.click(person, asked, 'B.');
  await press.message(({ text }) => text.includes('Puesto 7 en la cola'));
  ahead = 1;
  await press.message(({ text }) => text.includes('Puesto 2 en la cola'));
  finish();
  await press.message(hasVerdict);
});
