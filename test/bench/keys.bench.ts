/**
 * From a key to the next frame, in a real terminal: on a question, in the list of all questions, in the editor, and while an
 * answer is being run. And what an app that nobody touches writes: nothing.
 */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { expect, test } from 'vitest';
import { keys, type PseudoTerminal, readyz } from '../helpers/pty.ts';

const presses = 40;

test('key to next frame', async () => {
  const folder = mkdtempSync(path.join(tmpdir(), 'readyz-bench-'));
  const database = path.join(folder, 'scores.sqlite');
  const rows: Record<string, string | number>[] = [];
  const take = async (name: string, terminal: PseudoTerminal, keysInTurn: readonly string[]) => {
    const times: number[] = [];
    for (let press = 0; press < presses; press++) {
      times.push(await timeToFrame(terminal, keysInTurn[press % keysInTurn.length]!));
    }
    const sorted = times.toSorted((one, other) => one - other);
    rows.push({
      name,
      'median ms': Math.round(sorted[Math.floor(presses / 2)]!),
      '95 % ms': Math.round(sorted[Math.floor(presses * 0.95)]!),
      'worst ms': Math.round(sorted.at(-1)!),
    });
  };

  const list = readyz(['--db', database]);
  const [, number = ''] = /(\d+)\. +Todas las preguntas/.exec(await list.until('Todas las preguntas')) ?? [];
  list.type(number);
  await list.until(`> ${number}.`);
  list.type(keys.enter);
  await list.until('todas, en orden');
  await take('list of all questions, down', list, ['j']);
  await idle('list', list, rows);
  list.type(keys.interrupt);
  await list.ended;

  const question = readyz(['play', 'slow-database-which-probe', '--db', database]);
  await question.until('escribir la respuesta');
  await take('question, scrolled', question, ['j', 'k']);
  await idle('question', question, rows);
  question.type('i');
  await question.until('guardar y volver');
  await take('editor, a letter', question, ['a', keys.backspace]);
  await idle('editor', question, rows);
  question.type('#\x12');
  await question.until('Poniendo en marcha');
  await take('while an answer runs, L', question, ['L']);
  question.type(keys.interrupt);
  await question.ended;

  rmSync(folder, { recursive: true });
  console.table(rows);
  expect(rows.filter(({ name }) => String(name).startsWith('idle')).map((row) => row['bytes'])).toEqual([0, 0, 0]);
}, 300_000);

async function timeToFrame(terminal: PseudoTerminal, key: string): Promise<number> {
  const before = terminal.written().length;
  const began = performance.now();
  terminal.type(key);
  while (terminal.written().length === before && performance.now() - began < 2000) {
    await new Promise((resolve) => setImmediate(resolve));
  }
  const milliseconds = performance.now() - began;
  await new Promise((resolve) => setTimeout(resolve, 60));
  return milliseconds;
}

async function idle(name: string, terminal: PseudoTerminal, rows: Record<string, string | number>[]): Promise<void> {
  await terminal.settle();
  await new Promise((resolve) => setTimeout(resolve, 1000));
  const before = terminal.written().length;
  await new Promise((resolve) => setTimeout(resolve, 3000));
  rows.push({ name: `idle 3 s: ${name}`, bytes: terminal.written().length - before });
}
