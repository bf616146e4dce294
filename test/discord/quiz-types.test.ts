// Live quizzes on Discord with real questions and the real simulator: each way of answering, teams, a fault by vote, a dispute.
import { afterAll, beforeAll, expect, test } from 'vitest';
import { ImageCatalogue } from '#container/image.ts';
import { readImages } from '#content/images.ts';
import { openLibrary } from '#content/library.ts';
import { type Bot, startBot } from '#discord/bot.ts';
import type { LiveHosting } from '#discord/quiz/live-desk.ts';
import { StandIn } from '#discord/stand-in/stand-in.ts';
import type { MessageView } from '#discord/stand-in/view.ts';
import type { Person } from '#discord/stand-in/world.ts';
import { explore } from '#engine/explore/explore.ts';
import { grade } from '#engine/grade.ts';
import type { LiveRoom } from '#engine/live/room.ts';
import { Player } from '#engine/player.ts';
import type { Grader } from '#engine/ports.ts';
import type { Quiz } from '#engine/quiz.ts';
import { memoryOf } from '#storage/memory.ts';
import { openSqlite } from '#storage/sqlite.ts';
import type { Storage } from '#storage/storage.ts';
import { discordContract } from '../helpers/discord-contract.ts';
import { labRunner } from '../helpers/lab-runner.ts';
import { root } from '../helpers/source-file.ts';
import { liveHosting } from './live-hosting.ts';

const library = await openLibrary([root]);
const images = new ImageCatalogue(readImages(root).images);
const grader: Grader = {
  grade: async ({ scenario, answer, seed }) => grade(library.find(scenario)!, answer, seed, { images }),
  explore: async ({ scenario, answer, seed, ask }) => explore(library.find(scenario)!, answer, seed, ask, { images }),
  close: async () => {},
};

let standIn: StandIn;
let storage: Storage;
let live: LiveHosting;
let bot: Bot;
beforeAll(async () => {
  const contract = discordContract();
  standIn = await StandIn.start(contract ? { contract } : {});
  const opened = await openSqlite(':memory:');
  if (!opened.ok) throw new Error(opened.error.en);
  storage = opened.value;
  const player = new Player({
    ...{ library, store: storage.sessions, grader, now: Date.now },
    ...{ newId: () => crypto.randomUUID(), newSeed: () => 7 },
  });
  live = liveHosting(storage, { library, grader, log: (problem) => expect.fail(problem) });
  const log = { info() {}, warn() {}, error: (fields: object) => expect.fail(JSON.stringify(fields)) };
  const memory = memoryOf(storage);
  const started = await startBot({
    ...{ player, grader, labRunner, memory, live, log, token: standIn.token, rest: standIn.addresses },
    tickMilliseconds: 100,
  });
  if (!started.ok) throw new Error(started.error.en);
  bot = started.value;
});
afterAll(async () => {
  await bot.close();
  await live.house.close();
  await standIn.stop();
  await storage.close();
  expect(standIn.problems).toEqual([]);
});

/** A quiz of these questions, without time to read, in the channel and with its panel open. */
async function begin(...scenarios: readonly string[]) {
  const quiz: Quiz = {
    ...{ id: 'types', version: 1, title: { es: 'Tipos', en: 'Types' }, order: 'written', hints: false },
    questions: scenarios.map((scenario) => ({ scenario })),
    live: {
      seconds: 600,
      manifestSeconds: 600,
      readingSeconds: 0,
      speedPercent: 0,
      showBoard: 'after-each',
      chaos: [],
    },
  };
  const room = await live.house.begin(quiz);
  const host = standIn.person('Marta');
  const { serverId: server, channelId: channel } = standIn.world;
  await live.places.open({ session: room.session.id, server, channel, host: `discord:${host.id}`, language: 'es' });
  // The bot finds it as it finds what another process has begun.
  const panel = await standIn.slash(host, 'quiz panel').message(({ text }) => text.includes('Panel · Tipos'));
  return { room, host, panel };
}

function wallOf(room: LiveRoom): MessageView | undefined {
  const its = ({ buttons }: MessageView) => buttons.some(({ customId }) => customId.includes(room.session.id));
  return standIn.publicMessages.findLast(its);
}

async function wallOnce(room: LiveRoom, words: string): Promise<MessageView> {
  await expect.poll(() => wallOf(room)?.text ?? '', { timeout: 25_000 }).toContain(words);
  return wallOf(room)!;
}

function lead(host: Person, panel: MessageView, button: string, words: string): Promise<MessageView> {
  return standIn.click(host, panel, button).message(({ text }) => text.includes(words), 20_000);
}

const saved = ({ text }: MessageView) => text.includes('✔ Guardada');

test('several, in order and matched are picked one by one; words are typed, and one of them is let count', async () => {
  const { room, host, panel } = await begin('what-a-pod-shares', 'life-of-a-pod-in-order', 'word-for-the-wait');
  const ana = standIn.person('Ana');
  let now = await lead(host, panel, 'Empezar', 'se responde');
  for (const place of ['1/3', '2/3']) {
    const asked = await wallOnce(room, `## ${place}`);
    let own = await standIn.click(ana, asked, 'Responder en privado').message();
    if (own.text.includes('No estás en la sala')) {
      await standIn.click(ana, own, 'Entrar').message(({ text }) => !text.includes('No estás'));
      own = await standIn.click(ana, asked, 'Responder en privado').message();
    }
    const isSet = place === '1/3';
    const letters = isSet
      ? ['B', 'A', 'C', 'B']
      : own.buttons.flatMap(({ label }) => /^([A-Z])\. /.exec(label)?.[1] ?? []);
    for (const letter of letters) {
      const before = own.buttons.map(({ customId }) => customId).join();
      own = await standIn
        .click(ana, own, `${letter}. `)
        .message(({ buttons }) => buttons.map(({ customId }) => customId).join() !== before);
    }
    const send = own.buttons.find(({ customId }) => customId.startsWith('v1:hand:'))!;
    const handed = await standIn.click(ana, own, send.customId).message(saved);
    // A set goes out in the order of its options, and what was pressed twice is not in it.
    expect(handed.text).toContain(`Tu respuesta: ${isSet ? 'A C' : letters.join(' ')}`);
    now = await lead(host, now, 'Cerrar la pregunta', 'pregunta cerrada');
    await expect.poll(() => room.views.wall(room.state).running, { timeout: 20_000 }).toBe(0);
    now = await lead(host, now, 'Mostrar la respuesta', 'respuesta a la vista');
    await wallOnce(room, isSet ? '✔ ' : 'Respuesta');
    now = await lead(host, now, 'Siguiente pregunta', isSet ? '2/3' : '3/3');
  }

  const typed = await wallOnce(room, '## 3/3');
  const fill = typed.buttons.find(({ customId }) => customId.startsWith('v1:fill:'))!;
  const opened = standIn.click(ana, typed, fill.customId);
  const form = await opened.form();
  expect(form.inputs.map(({ kind, label }) => [kind, label])).toEqual([['text', 'Tu respuesta']]);
  await standIn.submit(ana, opened, form, { texts: { manifest: 'algo parecido' } }).message(saved);
  expect((await standIn.click(ana, typed, fill.customId).form()).inputs[0]?.value).toBe('algo parecido');
  now = await lead(host, now, 'Cerrar la pregunta', 'pregunta cerrada');
  await expect.poll(() => room.views.wall(room.state).running, { timeout: 20_000 }).toBe(0);
  now = await lead(host, now, 'Mostrar la respuesta', 'respuesta a la vista');
  const [row] = now.selects[0]!.options;
  expect(row?.label).toBe('algo parecido (1)');
  const points = () => room.views.board(room.state)[0]!.points;
  const before = points();
  await standIn
    .select(host, now, row!.value)
    .message(({ selects }) => selects[0]?.options[0]?.label.startsWith('✔') ?? false);
  expect(points()).toBe(before + 100);
}, 60_000);

test('teams are chosen in the lobby; the class votes for a fault, and sees which design loses least', async () => {
  const { room, host, panel } = await begin('two-zones-how-strict');
  const [ana, luis] = [standIn.person('Ana'), standIn.person('Luis')];
  await room.act({ kind: 'teams', names: ['Rojo', 'Azul'], free: true });
  const lobby = await wallOnce(room, 'Código de la sala');
  await expect.poll(() => wallOf(room)!.buttons.map(({ label }) => label)).toContain('Equipo Azul');
  const chosen = await standIn.click(ana, wallOf(room)!, 'Equipo Azul').message();
  expect(chosen.text).toContain('Tu equipo: Azul');
  await standIn.click(luis, lobby, 'Entrar').message();

  let now = await lead(host, panel, 'Empezar', 'se responde');
  const asked = await wallOnce(room, '## 1/1');
  await standIn.click(ana, asked, 'A. ').message(saved);
  await standIn.click(luis, asked, 'B. ').message(saved);
  now = await lead(host, now, 'Cerrar la pregunta', 'pregunta cerrada');
  await expect.poll(() => room.views.wall(room.state).running, { timeout: 30_000 }).toBe(0);
  now = await lead(host, now, 'Mostrar la respuesta', 'respuesta a la vista');
  const shown = await wallOnce(room, 'A. ');
  await expect.poll(() => wallOf(room)!.pictures.length).toBeGreaterThan(1);
  expect(shown.text).not.toContain('Ana');
  now = await lead(host, now, 'Votar un fallo', 'se vota un fallo');
  const vote = await wallOnce(room, 'Votos');
  const faults = vote.buttons.filter(({ customId }) => customId.startsWith('v1:fault:'));
  expect(faults.length).toBeGreaterThan(1);
  await standIn.click(ana, vote, faults[1]!.customId).message();
  await wallOnce(room, '1');
  expect([...room.state.questions[0]!.chaos!.votes.values()]).toEqual([faults[1]!.customId.split(':').at(-1)]);
  const strike = room.views.host(room.state).controls.find(({ fact }) => fact.kind === 'strike')!;
  await lead(host, now, strike.label.es, 'los diseños ante el fallo');
  await wallOnce(room, 'Puesto');
  const mine = await standIn.click(luis, wallOf(room)!, 'Mi resultado').message();
  expect(mine.text).toContain('Puesto');
}, 90_000);
