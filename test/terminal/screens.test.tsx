/** Whole screens of a small quiz, as the smallest and the usual window show them, compared with test/golden/terminal/screens/. */
import { EventEmitter } from 'node:events';
import path from 'node:path';
import { render } from 'ink';
import { expect, test } from 'vitest';
import { App } from '#terminal/screens/app.tsx';
import { beginGame, type GameOptions } from '../helpers/small-game.ts';
import { longLibrary } from '../helpers/small-quiz.ts';

type Game = Awaited<ReturnType<typeof beginGame>>;

const sizes = [
  { columns: 80, rows: 24 },
  { columns: 60, rows: 15 },
] as const;

/** Plays up to a place and compares what is shown in both windows. No line may be wider than the window or fall below it. */
async function check(name: string, options: GameOptions, play: (game: Game) => Promise<unknown>): Promise<void> {
  const game = await beginGame(options);
  const windows = sizes.map((size) => open(game, size));
  await play(game);
  const pictures = windows.map((window, index) => {
    const { columns, rows } = sizes[index]!;
    const lines = window.lines();
    expect(lines.length).toBeLessThanOrEqual(rows);
    expect(Math.max(...lines.map((line) => [...line].length))).toBeLessThanOrEqual(columns);
    window.close();
    return `== ${columns} × ${rows}\n${lines.join('\n')}`;
  });
  await game.close();
  const golden = path.join(import.meta.dirname, '..', 'golden', 'terminal', 'screens', `${name}.txt`);
  await expect(`${pictures.join('\n\n')}\n`).toMatchFileSnapshot(golden);
}

/** A window on the game: Ink writes whole frames into it. Keys go to the game directly. */
function open(game: Game, size: { readonly columns: number; readonly rows: number }) {
  const stdout = Object.assign(new EventEmitter(), {
    ...size,
    isTTY: true,
    frames: [] as string[],
    write(frame: string) {
      stdout.frames.push(frame);
      return true;
    },
  });
  const stdin = Object.assign(new EventEmitter(), {
    isTTY: true,
    setEncoding() {},
    setRawMode() {},
    resume() {},
    pause() {},
    ref() {},
    unref() {},
    read: () => null,
  });
  const app = render(<App conductor={game.conductor} unicode />, {
    stdout: stdout as unknown as NodeJS.WriteStream,
    stdin: stdin as unknown as NodeJS.ReadStream,
    debug: true,
    patchConsole: false,
    exitOnCtrlC: false,
  });
  return {
    lines() {
      app.rerender(<App conductor={game.conductor} unicode />);
      const frame = stdout.frames.findLast((frame) => frame.includes('readyz')) ?? '';
      return frame.split('\n').map((line) => line.trimEnd());
    },
    close: () => app.unmount(),
  };
}

test('home', () => check('home', {}, async () => {}));
test('all questions', () => check('menu', { place: 'go:all' }, async () => {}));
test('statistics', () => check('statistics', { place: 'go:statistics' }, async () => {}));
test('searching', () => check('search', {}, (game) => game.press('/', ...'PODS')));
test('a question with options, one picked, one hint taken', () =>
  check('choice', { place: 'pods' }, (game) => game.press('b', 'h')));
test('a question that wants YAML', () => check('manifest', { place: 'probe' }, async () => {}));
test('a draft that is not sent', () =>
  check('draft', { place: 'probe', editor: () => 'kind: Job\nmetadata:\n  name: x\n' }, (game) => game.press('e')));
test('asking for a file', () => check('path', { place: 'probe' }, (game) => game.press('f', ...'~/db.yaml')));
test('asking before a question is skipped', () => check('confirm', { place: 'pods' }, (game) => game.press('s')));
test('a wrong choice', () =>
  check('wrong-choice', { place: 'pods' }, async (game) => {
    await game.press('c', 'enter');
    await game.verdict();
  }));
test('a wrong manifest', () =>
  check('wrong-manifest', { place: 'probe', editor: () => 'kind: Job\n' }, async (game) => {
    await game.press('e', 'enter');
    await game.verdict();
  }));
test('the summary', () =>
  check('summary', { place: 'pods' }, async (game) => {
    await game.press('b', 'enter');
    await game.verdict();
    await game.press('n');
  }));
test('the help, in English', () => check('help', { place: 'pods' }, (game) => game.press('L', '?')));

test('in a long menu the window follows the cursor, down to the last question and up again', async () => {
  const game = await beginGame({ library: longLibrary(30), place: 'go:all' });
  const window = open(game, sizes[1]);
  for (const [key, times, expected] of [
    ['down', 1, 2],
    ['down', 15, 17],
    ['j', 20, 30],
    ['k', 18, 12],
    ['up', 20, 1],
  ] as const) {
    for (let press = 0; press < times; press++) await game.press(key);
    const cursor = window.lines().filter((line) => line.includes('>'));
    expect(cursor).toEqual([expect.stringMatching(new RegExp(`> ${expected}\\. +Pregunta número ${expected}$`))]);
  }
  window.close();
  await game.close();
});
