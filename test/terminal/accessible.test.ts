/** A question of each type as a conversation, as built: answered by typed lines, with nothing drawn, redrawn or told by a sign. */
import { chmodSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, expect, test } from 'vitest';
import { keys, readyz } from '../helpers/pty.ts';

const folder = mkdtempSync(path.join(tmpdir(), 'readyz-accessible-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

/** The lines that answer each, and what is said then. */
const questions: readonly (readonly [id: string, lines: readonly string[]])[] = [
  ['mariadb-deployment-or-statefulset', ['c', '']],
  ['what-the-log-holds', ['b c d', '']],
  ['a-lost-node-in-order', ['cbda', '']],
  ['requests-and-limits', ['bacc', '']],
  ['hang-without-probes', ['a', '']],
  ['price-of-an-upgrade', ['1', '']],
  ['word-for-the-wait', ['', 'patience']],
  ['type-a-taint', ['', 'kubectl get pods']],
  // In the learner's own editor, which changes one word; then what was written is sent.
  ['why-does-it-wait', ['', '']],
];

test('a question of each type, answered by lines', { timeout: 120_000 }, async () => {
  const editor = path.join(folder, 'editor');
  writeFileSync(editor, '#!/bin/sh\necho "# changed" >> "$1"\n');
  chmodSync(editor, 0o755);
  mkdirSync(path.join(folder, 'quizzes'));
  const list = questions.map(([id]) => `{ scenario: ${id} }`).join(', ');
  writeFileSync(
    path.join(folder, 'quizzes', 'lines.yaml'),
    `id: lines\ntitle: { es: Líneas, en: Lines }\nquestions: [${list}]\n`,
  );
  const words = ['play', 'lines', '--accessible', '--lang', 'en', '--seed', '1'];
  const terminal = readyz([...words, '--content', folder, '--db', path.join(folder, 'a.sqlite')], {
    rows: 250,
    columns: 80,
    env: { EDITOR: editor },
  });
  for (const [index, [id, lines]] of questions.entries()) {
    if (index === 0) await prompted(0);
    for (const line of lines) await say(line);
    const result = terminal.screen().slice(terminal.screen().lastIndexOf(`${index + 1} of ${questions.length}`));
    expect(result, id).toMatch(/^(Right answer|Wrong answer|The answer is refused)\.$/m);
    if (!/is refused/.test(result)) expect(result, id).toMatch(/^(Holds|Does not hold): .+\(.+\)\.$/ms);
    // What is refused can be mended; here its explanation is asked for instead, which asks back.
    if (!/Enter\/n/.test(result)) for (const line of ['s', '']) await say(line);
    await say('n');
  }
  await terminal.until(/of the points/);
  terminal.type(keys.interrupt);
  await terminal.ended;
  expect(terminal.written()).not.toMatch(/[\x00-\x09\x0b\x0c\x0e-\x1f]/);
  // Nothing is drawn, and no line is told by a sign alone.
  expect(terminal.written()).not.toMatch(/[─│█▒░▲▼●]|^[ ]*[✔✘*] /m);

  async function say(line: string): Promise<void> {
    const asked = prompts();
    terminal.type(line + keys.enter);
    await prompted(asked);
  }

  /** Asked for one more line, and nothing more comes. */
  async function prompted(before: number): Promise<void> {
    await expect.poll(prompts, { timeout: 30_000 }).toBeGreaterThan(before);
    await terminal.settle(60);
  }

  function prompts(): number {
    return terminal.written().match(/(^|\n)> /g)?.length ?? 0;
  }
});

test('why a Pod is where it is, in one column', { timeout: 30_000 }, async () => {
  const pod = path.join(folder, 'pod.yaml');
  writeFileSync(
    pod,
    'apiVersion: v1\nkind: Pod\nmetadata: {name: web}\nspec: {containers: [{name: web, image: nginx}]}\n',
  );
  const terminal = readyz(['why', 'web', '-f', pod, '--accessible', '--lang', 'en'], { rows: 60 });
  expect((await terminal.ended).code).toBe(0);
  await terminal.settle();
  expect(terminal.screen()).toMatch(/^TaintToleration\n {2}node-\d: \d+$/m);
  expect(terminal.written()).not.toContain('\x1b');
});
