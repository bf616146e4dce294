/** `readyz lab` in a real terminal, as built: what a person sees and presses, and that the terminal is theirs again afterwards. */
import { chmodSync, mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, expect, test } from 'vitest';
import { keys, type PseudoTerminal, readyz, type TerminalOptions } from '../../helpers/pty.ts';

const folder = mkdtempSync(path.join(tmpdir(), 'readyz-lab-screen-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));
const patient = { timeout: 90_000 };
let databases = 0;

function start(
  words: readonly string[] = [],
  options: TerminalOptions & { readonly database?: string } = {},
): PseudoTerminal {
  const database = options.database ?? path.join(folder, `${++databases}.sqlite`);
  return readyz(['lab', ...words, '--db', database], { cwd: folder, ...options });
}

async function checkRestored(terminal: PseudoTerminal): Promise<void> {
  // The emulator reads the last bytes a moment after they were written.
  await expect.poll(() => terminal.emulator.buffer.active.type).toBe('normal');
  const switches = [...terminal.written().matchAll(/\x1b\[\?(25|1049|2004)([hl])/g)];
  expect(Object.fromEntries(switches.map(([, mode, state]) => [mode, state]))).toEqual({
    25: 'h',
    1049: 'l',
    2004: 'l',
  });
}

const web = `kubectl create deployment web --image=nginx --replicas=3${keys.enter}`;

for (const [columns, rows] of [
  [60, 15],
  [80, 24],
  [120, 40],
] as const) {
  for (const [language, color] of [
    ['es', true],
    ['en', false],
  ] as const) {
    const told = `${columns} × ${rows}, ${language}, ${color ? 'in colour' : 'without colour'}`;
    test(`lines, pictures, menus, help and resizing: ${told}`, patient, async () => {
      const es = language === 'es';
      const terminal = start(['--lang', language, ...(color ? [] : ['--no-color'])], { columns, rows });
      const seen = async (expected: string | RegExp) => {
        await terminal.until(expected);
        const lines = (await terminal.settle(60)).split('\n');
        expect(lines.length).toBeLessThanOrEqual(rows);
        for (const line of lines) expect([...line].length).toBeLessThanOrEqual(columns);
        return lines.join('\n');
      };
      await seen('[0:00] $');
      terminal.type(web);
      await seen('deployment.apps/web created');
      terminal.type(`until ready${keys.enter}`);
      await seen(/\[0:0\d\] \$\n/);
      if (rows === 15) terminal.type('\x14');
      await seen(/█ web-/);
      terminal.type(keys.escape);
      await seen(es ? 'f averías' : 'f faults');
      terminal.type('f');
      await seen(es ? '¿Qué falla?' : 'What goes wrong?');
      terminal.type('11');
      await seen(es ? /! node-1 sin corriente/ : /! node-1 without power/);
      terminal.resize(100, 30);
      await terminal.settle();
      terminal.resize(columns, rows);
      await seen(es ? /node-1 no da señales/ : /node-1 not heard of/);
      terminal.type('?');
      await seen(es ? 'Mientras escribes' : 'While you type');
      terminal.type(keys.escape);
      // An Esc with a letter close behind it would be Alt and that letter.
      await seen(es ? 'f averías' : 'f faults');
      terminal.type('q');
      expect((await terminal.ended).code).toBe(0);
      await checkRestored(terminal);
      expect(terminal.screen().replaceAll('\n', '')).toContain(
        es ? 'El laboratorio queda guardado' : 'The lab is saved',
      );
      expect(/\x1b\[(?:3[0-7]|9[0-7])[;m]/.test(terminal.written())).toBe(color);
    });
  }
}

test('the terminal’s own cursor stands where the next letter goes', patient, async () => {
  const terminal = start(['--lang', 'en']);
  await terminal.until('[0:00] $');
  const cursor = async () => {
    const line = (await terminal.settle()).split('\n')[terminal.emulator.buffer.active.cursorY] ?? '';
    return [
      line.slice(0, terminal.emulator.buffer.active.cursorX),
      line.slice(terminal.emulator.buffer.active.cursorX),
    ];
  };
  terminal.type('kubectl get');
  await terminal.until('get');
  terminal.type('\x1b[D\x1b[D');
  expect(await cursor()).toEqual(['[0:00] $ kubectl g', 'et']);
  terminal.type('\x15\x0b\x12');
  await terminal.until('Search the history');
  terminal.type('now');
  await terminal.until('(nothing)');
  expect((await cursor())[0]).toBe('Search the history: now');
  terminal.type(keys.interrupt);
  terminal.type('\x04');
  await terminal.ended;
  await checkRestored(terminal);
});

test('while time stands still not a byte is written', patient, async () => {
  const terminal = start();
  await terminal.until('[0:00] $');
  terminal.type(web);
  await terminal.until('deployment.apps/web created');
  await terminal.settle(400);
  const before = terminal.written().length;
  await new Promise((resolve) => setTimeout(resolve, 600));
  expect(terminal.written().length).toBe(before);
  terminal.type('\x04');
  await terminal.ended;
});

test('history and the last lab are kept between sessions, for nobody else to read', patient, async () => {
  const database = path.join(folder, 'kept.sqlite');
  const first = start(['--lang', 'en'], { database });
  await first.until('[0:00] $');
  first.type(web);
  await first.until('deployment.apps/web created');
  first.type('exit\r');
  await first.ended;
  const kept = `${database}-lab`;
  expect(readFileSync(path.join(kept, 'last.lab'), 'utf8')).toContain('kubectl create deployment web');
  expect(statSync(path.join(kept, 'history')).mode & 0o077).toBe(0);
  const second = start(['--lang', 'en', '--load', path.join(kept, 'last.lab')], { database });
  await second.until('Session brought back: 1 lines.');
  second.type(`\x12create${keys.enter}`);
  await second.until('$ kubectl create deployment web --image=nginx');
  second.type(`\x15printf 'a\\033[31mb'${keys.enter}`);
  await second.until('a\\x1b[31mb');
  second.kill('SIGTERM');
  expect((await second.ended).code).toBe(130);
  await checkRestored(second);
});

test('kubectl edit opens here, and Ctrl-O gives the text to one’s own editor', patient, async () => {
  const editor = path.join(folder, 'editor.sh');
  writeFileSync(editor, `#!/bin/sh\nprintf 'EDITOR IS HERE'; read line; sed -i 's/replicas: 3/replicas: 5/' "$1"\n`);
  chmodSync(editor, 0o755);
  const terminal = start(['--lang', 'en'], { env: { EDITOR: editor } });
  await terminal.until('[0:00] $');
  terminal.type(web);
  await terminal.until('deployment.apps/web created');
  terminal.type(`kubectl edit deploy web${keys.enter}`);
  await terminal.until('Please edit the object below');
  terminal.type('\x0f');
  await terminal.until('EDITOR IS HERE');
  expect(terminal.emulator.buffer.active.type).toBe('normal');
  terminal.type(keys.enter);
  await terminal.until('deployment.apps/web edited');
  terminal.type(`kubectl get deploy web --no-headers${keys.enter}`);
  await terminal.until(/web +0\/5/);
  terminal.type('\x04');
  expect((await terminal.ended).code).toBe(0);
  await checkRestored(terminal);
});

test('the lab of a question shows its statement first, and Ctrl-C ends a long wait', patient, async () => {
  const terminal = start(['type-an-apply', '--lang', 'en']);
  await terminal.until('Esc/q back');
  terminal.type(keys.escape);
  await terminal.until('[0:00] $');
  terminal.type(`ls${keys.enter}`);
  await terminal.until('site');
  terminal.type(`kubectl run loop --image=busybox -- sh -c 'exit 1'${keys.enter}`);
  await terminal.until('pod/loop created');
  terminal.type(`wait 30d${keys.enter}`);
  await terminal.until('Ctrl-C interrupt');
  terminal.type(keys.interrupt);
  await terminal.until('^C');
  terminal.type(`echo done${keys.enter}`);
  await terminal.until(/\ndone/);
  terminal.type('\x04');
  expect((await terminal.ended).code).toBe(0);
});

test('l at the first screen of the app opens the lab, and leaving it leads back there', patient, async () => {
  const terminal = readyz(['--lang', 'en', '--db', path.join(folder, 'app.sqlite')], { cwd: folder });
  await terminal.until('l lab');
  terminal.type('l');
  await terminal.until('[0:00] $');
  terminal.type(web);
  await terminal.until('deployment.apps/web created');
  terminal.type('\x04');
  await terminal.until('l lab');
  terminal.type('q');
  expect((await terminal.ended).code).toBe(0);
  await checkRestored(terminal);
});

test('a walk: somebody breaks a node, watches its pods move, and undoes it', patient, async () => {
  const terminal = start(['--lang', 'es', '--seed', '1']);
  const record: string[] = [];
  const step = async (told: string, pressed: string, words: string | RegExp) => {
    if (pressed !== '') terminal.type(pressed);
    await terminal.until(words);
    const screen = await terminal.settle(250);
    record.push(`── ${told} ${'─'.repeat(Math.max(3, 76 - told.length))}\n${screen}`);
  };
  await step('readyz lab', '', '[0:00] $');
  await step('un Deployment de tres réplicas', web, 'deployment.apps/web created');
  await step('until ready', `until ready${keys.enter}`, /se cumple: ready/);
  await step('un Service delante', `kubectl expose deploy web --port=80${keys.enter}`, 'service/web exposed');
  await step('cincuenta peticiones por segundo, un minuto', `traffic web 50; wait 1m${keys.enter}`, '[1:0');
  await step('Esc: el tiempo y las averías', keys.escape, 'f averías');
  await step('f: ¿qué falla?', 'f', '¿Qué falla?');
  await step('1: un nodo se queda sin corriente; ¿cuál?', '1', 'break node-1');
  await step('1: node-1', '1', '! node-1 sin corriente');
  await step('g 1m: el clúster ya lo sabe', `g1m${keys.enter}`, 'node-1 NotReady');
  await step('g 6m: los pods se van a otros nodos', `g6m${keys.enter}`, /se crea el pod|Se crea el pod/);
  await step('u: deshacer la última línea', 'u', /Deshecho: wait 6m/);
  await step('u, u: y las dos anteriores', 'uu', /Deshecho: break node-1/);
  await step('q', 'q', 'El laboratorio queda guardado');
  await terminal.ended;
  const golden = path.join(import.meta.dirname, '..', '..', 'golden', 'walks', 'lab.txt');
  // Where it is kept differs from run to run.
  await expect(`${record.join('\n\n')}\n`.replace(/(--load )[\s\S]*$/, '$1…\n')).toMatchFileSnapshot(golden);
});
