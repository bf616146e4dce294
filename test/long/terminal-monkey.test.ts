/** Somebody who presses keys at random for a while: readyz never breaks, always leaves when told to, and gives the terminal back. */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, expect, test } from 'vitest';
import { SeededRandom } from '#simulation/seeded-random.ts';
import { keys, readyz } from '../helpers/pty.ts';

const folder = mkdtempSync(path.join(tmpdir(), 'readyz-monkey-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

const pressable = [
  ...'abcd1234hsxnrefL?jkgG q/~.ñ',
  ...[keys.enter, keys.enter, keys.enter, keys.escape, keys.up, keys.down, keys.pageUp, keys.pageDown, keys.backspace],
  '\x1b[200~apiVersion: v1\nq\n\x1b[201~',
  '\x1b[31m',
  '\u202e',
  '\x15',
  '\t',
];

for (const seed of [1, 2, 3, 4]) {
  test(`2000 random keys and some resizes, seed ${seed}`, async () => {
    const random = new SeededRandom(seed);
    const database = path.join(folder, `${seed}.sqlite`);
    const start = () => readyz(['--db', database], { env: { EDITOR: 'true' } });
    let terminal = start();
    let ended: number | undefined;
    void terminal.ended.then(({ code }) => {
      ended = code;
    });
    for (let press = 0; press < 2000; press++) {
      if (ended !== undefined) {
        expect(ended).toBe(0);
        expect(terminal.emulator.buffer.active.type).toBe('normal');
        terminal = start();
        ended = undefined;
        void terminal.ended.then(({ code }) => {
          ended = code;
        });
        await terminal.until(/Enter|más arriba/);
      }
      terminal.type(random.pick(pressable));
      if (press % 97 === 0) terminal.resize(40 + random.integer(0, 100), 8 + random.integer(0, 40));
      if (press % 10 === 0) await terminal.settle();
    }
    await terminal.settle();
    if (ended === undefined) {
      terminal.type(keys.interrupt);
      ended = (await terminal.ended).code;
      expect(ended).toBe(130);
    }
    expect(terminal.written()).not.toMatch(/error interno|internal error/);
    expect(terminal.emulator.buffer.active.type).toBe('normal');
  });
}
