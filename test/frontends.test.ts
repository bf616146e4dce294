/**
 * The same game on both frontends: keys pressed in the terminal app, buttons and forms on Discord, the real questions, the
 * real grader, a real database each. What is stored afterwards must be the same, byte for byte.
 */
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, expect, test } from 'vitest';
import { openContent, openGrader } from '#cli/wire.ts';
import { startBot } from '#discord/bot.ts';
import { StandIn } from '#discord/stand-in/stand-in.ts';
import type { MessageView } from '#discord/stand-in/view.ts';
import { Player } from '#engine/player.ts';
import type { Session } from '#engine/session.ts';
import { foldSession } from '#engine/state.ts';
import { memoryOf } from '#storage/memory.ts';
import { openSqlite } from '#storage/sqlite.ts';
import { answerFiles } from '#terminal/answer-files.ts';
import { Conductor } from '#terminal/conductor.ts';
import { intentOf } from '#terminal/keys.ts';
import { screenOf } from '#terminal/model.ts';
import { liveHosting } from './discord/live-hosting.ts';
import { discordContract } from './helpers/discord-contract.ts';
import { labRunner } from './helpers/lab-runner.ts';
import { libraryOf } from './helpers/library-of.ts';
import { root } from './helpers/source-file.ts';

/** Whoever plays sees the menu first; `option` counts from 0. */
interface Seat {
  playAll(): Promise<void>;
  choose(option: number): Promise<void>;
  /** Presses these options one after the other, then sends them. */
  pick(options: readonly number[]): Promise<void>;
  type(words: string): Promise<void>;
  write(yaml: string): Promise<void>;
  press(offer: 'hint' | 'retry' | 'next'): Promise<void>;
  session(): Promise<Session>;
  leave(): Promise<void>;
}

const folder = mkdtempSync(path.join(tmpdir(), 'readyz-frontends-'));
const content = await openContent({ cwd: '/', contentFolders: [] });
/** One or more of each kind of question: what is played does not change with every new one. */
const library = libraryOf(
  [
    'wordpress-one-pod-or-two',
    'mariadb-deployment-or-statefulset',
    'slow-database-which-probe',
    'replicas-on-different-nodes',
    'service-without-endpoints',
    'liveness-on-the-wrong-port',
    'readiness-when-first-ready',
    'dynamic-provisioning-word',
    'life-of-a-pod-in-order',
    'what-becomes-of-a-pod',
  ].flatMap((id) => content.find(id) ?? []),
);
const grader = openGrader(library, (problem) => expect.fail(problem));
afterAll(async () => {
  await grader.close();
  rmSync(folder, { recursive: true, force: true });
});

test('the same session on both frontends ends in the same state, byte for byte', async () => {
  const sessions: Session[] = [];
  for (const sit of [inTheTerminal, onDiscord]) {
    const seat = await sit();
    await play(seat);
    sessions.push(await seat.session());
    await seat.leave();
  }
  const [terminal, discord] = sessions.map(({ learner: _whose, ...session }) => session);
  expect(terminal?.actions.length).toBeGreaterThan(12);
  expect(JSON.stringify(discord)).toBe(JSON.stringify(terminal));
  expect(JSON.stringify(foldSession(discord!))).toBe(JSON.stringify(foldSession(terminal!)));
}, 60_000);

/** Right and wrong choices, a hint, a refused manifest, a wrong one, a right one: whatever kinds the questions are. */
async function play(seat: Seat): Promise<void> {
  await seat.playAll();
  for (const [index, { id }] of library.list().entries()) {
    const scenario = library.find(id)!;
    if (index === 0) await seat.press('hint');
    if (scenario.type === 'choice') await seat.choose(index % scenario.options.length);
    else if (scenario.type === 'multi') await seat.pick([2, 0, 1, 1]);
    else if (scenario.type === 'order') await seat.pick([2, 1, 0, 3]);
    else if (scenario.type === 'match') await seat.pick([1, 3, 3]);
    else if (scenario.type === 'short') await seat.type('storage clas');
    else if (scenario.type === 'predict') {
      if (scenario.options) await seat.choose(1);
      else await seat.type('66 s');
    } else if (scenario.type === 'fix') {
      await seat.write(scenario.starter.replace('app: store', 'app: shop'));
      await seat.press('retry');
      await seat.write(scenario.starter.replace('app: store', 'app: shop').replace('8080', '80'));
    } else if (scenario.type === 'manifest') {
      await seat.write('kind: Pod\nkind: Pod\n');
      await seat.press('retry');
      await seat.write(answerTo(scenario.id, 'wrong-no-probes'));
      await seat.press('retry');
      await seat.write(answerTo(scenario.id, 'right-exec-probes'));
    }
    await seat.press('next');
  }
}

function answerTo(scenario: string, name: string): string {
  return readFileSync(path.join(root, 'scenarios', 'probes', `${scenario}.answers`, `${name}.yaml`), 'utf8');
}

async function openPlayer(name: string) {
  const storage = await openSqlite(path.join(folder, name, 'readyz.sqlite'));
  if (!storage.ok) throw new Error(storage.error.en);
  const { sessions, close } = storage.value;
  let time = 1_000;
  const player = new Player({
    library,
    store: sessions,
    grader,
    // Time is how often it was asked for, since the session began.
    now: () => ++time,
    newId: () => 'session',
    newSeed: () => 7,
  });
  const fromHere = () => {
    time = 1_000;
  };
  const session = async () => (await sessions.load('session')) ?? expect.fail('no session was stored');
  const live = liveHosting(storage.value, { library, grader });
  const closeAll = async () => {
    await live.house.close();
    await close();
  };
  return { player, grader, memory: memoryOf(storage.value), live, session, fromHere, close: closeAll };
}

async function inTheTerminal(): Promise<Seat> {
  const { player, session, fromHere, close } = await openPlayer('terminal');
  const home = path.join(folder, 'terminal');
  let written = '';
  const conductor = new Conductor({
    player: Promise.resolve(player),
    learner: 'local',
    language: 'es',
    place: 'go:all',
    files: answerFiles({ folder: path.join(home, 'answers'), home, cwd: home }),
    rememberedLanguage: async () => undefined,
    rememberLanguage: async () => {},
    edit: async (file) => writeFileSync(file, written) as undefined,
    leave: () => {},
    pause: async () => {},
  });
  await conductor.open();
  const press = async (...keys: readonly string[]) => {
    for (const key of keys) {
      const intent = intentOf(conductor.model, key);
      if (!intent) expect.fail(`the key ${key} does nothing`);
      await conductor.send(intent);
    }
    await expect.poll(() => screenOf(conductor.model.place)?.kind, { timeout: 20_000 }).not.toBe('working');
  };
  return {
    playAll() {
      fromHere();
      return press('a');
    },
    choose: (option) => press(String(option + 1), 'enter'),
    pick: (options) => press(...options.map((option) => String(option + 1)), 'enter'),
    type: (words) => press('enter', ...[...words].map((letter) => (letter === ' ' ? 'space' : letter)), 'enter'),
    async write(yaml) {
      written = yaml;
      await press('e', 'enter');
    },
    press: (offer) => press({ hint: 'h', retry: 'r', next: 'n' }[offer]),
    session,
    leave: close,
  };
}

async function onDiscord(): Promise<Seat> {
  const { player, grader, memory, live, session, fromHere, close } = await openPlayer('discord');
  const contract = discordContract();
  const standIn = await StandIn.start(contract ? { contract } : {});
  const log = { info() {}, warn() {}, error: (fields: object) => expect.fail(JSON.stringify(fields)) };
  const bot = await startBot({
    player,
    grader,
    labRunner,
    memory,
    live,
    token: standIn.token,
    log,
    rest: standIn.addresses,
  });
  if (!bot.ok) expect.fail(bot.error.en);
  const person = standIn.person('ana');
  const home = await standIn.slash(person, 'practicar').message();
  let seen: MessageView = await standIn
    .select(person, home, 'go:all')
    .message(({ id, text }) => id !== '' && text !== home.text);

  const button = (verb: string) =>
    seen.buttons.find(({ customId }) => customId.split(':')[1] === verb)?.customId ?? expect.fail(`no button ${verb}`);
  /** Buttons carry the length of the session, so a message is new when they differ. */
  const after = async (exchange: ReturnType<StandIn['click']>) => {
    const before = JSON.stringify(seen.buttons);
    seen = await exchange.message(
      (message) => JSON.stringify(message.buttons) !== before && !message.text.includes('⏳'),
    );
  };
  return {
    playAll() {
      fromHere();
      return after(standIn.click(person, seen, button('start')));
    },
    async choose(option) {
      const chosen = seen.buttons.filter(({ customId }) => customId.startsWith('v1:choose:'))[option];
      await after(standIn.click(person, seen, chosen?.customId ?? expect.fail(`no option ${option}`)));
    },
    async pick(options) {
      for (const option of options) {
        const letter = `${String.fromCharCode(65 + option)}. `;
        const found = seen.buttons.find(
          ({ label, customId }) => label.startsWith(letter) && customId.includes(':pick:'),
        );
        await after(standIn.click(person, seen, found?.customId ?? expect.fail(`no option ${option}`)));
      }
      await after(standIn.click(person, seen, button('send')));
    },
    async type(words) {
      const opened = standIn.click(person, seen, button('type'));
      const form = await opened.form();
      await after(standIn.submit(person, opened, form, { texts: { manifest: words } }));
    },
    async write(yaml) {
      const opened = standIn.click(person, seen, button('write'));
      const form = await opened.form();
      await after(standIn.submit(person, opened, form, { texts: { manifest: yaml } }));
    },
    async press(offer) {
      // On Discord the form under a verdict takes the way back to the question by itself.
      if (offer !== 'retry') await after(standIn.click(person, seen, button(offer)));
    },
    session,
    async leave() {
      await bot.value.close();
      await standIn.stop();
      await close();
      expect(standIn.problems).toEqual([]);
    },
  };
}
