/** readyz in a real terminal, as built: what a person sees and presses, and that the terminal is theirs again afterwards. */
import { chmodSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, expect, test } from 'vitest';
import { inTerminal, keys, type PseudoTerminal, readyz, root, type TerminalOptions } from '../helpers/pty.ts';

const folder = mkdtempSync(path.join(tmpdir(), 'readyz-terminal-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));
let databases = 0;

const choice = 'mariadb-deployment-or-statefulset';
const manifest = 'slow-database-which-probe';
const rightAnswer = path.join(root, 'scenarios/probes', `${manifest}.answers`, 'right-exec-probes.yaml');
const newDatabase = () => path.join(folder, `${++databases}.sqlite`);

function start(
  words: readonly string[] = [],
  options: TerminalOptions & { readonly database?: string } = {},
): PseudoTerminal {
  return readyz(['--db', options.database ?? newDatabase(), ...words], options);
}

/** The normal screen is back, the cursor is visible, and pasting is no longer marked. */
function checkRestored(terminal: PseudoTerminal): void {
  expect(terminal.emulator.buffer.active.type).toBe('normal');
  const switches = [...terminal.written().matchAll(/\x1b\[\?(25|1049|2004)([hl])/g)];
  const last = Object.fromEntries(switches.map(([, mode, state]) => [mode, state]));
  expect(last).toEqual({ 25: 'h', 1049: 'l', 2004: 'l' });
}

function editor(name: string, body: string): string {
  const file = path.join(folder, name);
  writeFileSync(file, `#!/bin/sh\n${body}\n`);
  chmodSync(file, 0o755);
  return file;
}

/** Real processes on a machine that may be busy with others. */
const patient = { timeout: 60_000 };

/** Three questions, whatever others there are. */
const three = ['play', 'three', '--content', folder];
mkdirSync(path.join(folder, 'quizzes'));
writeFileSync(
  path.join(folder, 'quizzes', 'three.yaml'),
  `id: three
title: { es: Tres, en: Three }
questions: [{ scenario: wordpress-one-pod-or-two }, { scenario: ${choice} }, { scenario: ${manifest} }]
`,
);

test('home, search, question, answer, result, summary, list, home, and out again', patient, async () => {
  const terminal = start();
  await terminal.until(/> 1\. +Siguiente pregunta\n.*nueva/);
  terminal.type('/');
  await terminal.until('Buscar: _');
  terminal.paste('deployment o StátefulSet mariadb\n');
  await terminal.until('mariadb_');
  terminal.type(keys.enter);
  await terminal.until('Preguntas encontradas');
  terminal.type(keys.enter);
  await terminal.until('[A]');
  terminal.type('b');
  await terminal.until('> [B]');
  terminal.type(keys.enter);
  await terminal.until(/Respuesta (in)?correcta/);
  expect(terminal.screen()).toMatch(/\d+ puntos? = 100 ×/);
  terminal.type('G');
  await terminal.until('más arriba');
  terminal.type(keys.enter);
  await terminal.until('Resumen');
  terminal.type(keys.enter);
  await terminal.until(/1\. .*\n.*\d+ puntos/);
  terminal.type('q');
  await terminal.until('Reto del día');
  terminal.type('q');
  expect(await terminal.ended).toEqual({ code: 0, signal: undefined });
  checkRestored(terminal);
  expect(terminal.screen()).toMatch(/Respuesta (in)?correcta · \d+ puntos/);
});

test('YAML in the learner’s own editor, which has the terminal meanwhile', patient, async () => {
  const terminal = start(['play', manifest], {
    env: { EDITOR: editor('edit', `printf 'EDITOR IS HERE'; read line; cp '${rightAnswer}' "$1"`) },
  });
  await terminal.until('escribir la respuesta');
  terminal.type('e');
  await terminal.until('EDITOR IS HERE');
  expect(terminal.emulator.buffer.active.type).toBe('normal');
  terminal.type(keys.enter);
  await terminal.until('Borrador guardado');
  expect(terminal.emulator.buffer.active.type).toBe('alternate');
  terminal.type(keys.enter);
  await terminal.until(/Respuesta (in)?correcta/);
  terminal.type(keys.interrupt);
  expect(await terminal.ended).toEqual({ code: 130, signal: undefined });
  checkRestored(terminal);
});

test('Ctrl-C in the editor ends the editor, not readyz', patient, async () => {
  const terminal = start(['play', manifest], { env: { EDITOR: editor('wait', `printf 'EDITOR IS HERE'; read line`) } });
  await terminal.until('escribir la respuesta');
  terminal.type('e');
  await terminal.until('EDITOR IS HERE');
  terminal.type(keys.interrupt);
  await terminal.until('terminó mal (SIGINT)');
  terminal.type('q');
  await terminal.until('Reto del día');
  terminal.type('q');
  expect((await terminal.ended).code).toBe(0);
  checkRestored(terminal);
});

test('a quiz of three questions, all right, one after the other', patient, async () => {
  const terminal = start(three);
  for (const [option, answered] of [
    ['c', 1],
    ['c', 2],
  ] as const) {
    await terminal.until('Enter responder');
    terminal.type(option);
    await terminal.until(`> [${option.toUpperCase()}]`);
    terminal.type(keys.enter);
    await terminal.until(`${answered} de 3 contestadas · ${answered}00 puntos`);
    expect(terminal.screen()).toContain('✔ Respuesta correcta');
    terminal.type('n');
  }
  await terminal.until('desde un archivo');
  terminal.type('f');
  await terminal.until('Archivo YAML:');
  terminal.paste(rightAnswer);
  await terminal.until(/\.yaml_/);
  terminal.type(keys.enter);
  await terminal.until('Borrador guardado');
  terminal.type(keys.enter);
  await terminal.until('3 de 3 contestadas · 300 puntos');
  terminal.type('n');
  const summary = await terminal.until(/100.% de los puntos/);
  expect(summary.match(/✔ bien +100/g)).toHaveLength(3);
  terminal.type(keys.enter);
  await terminal.until('Llevas 1 día de práctica. Hoy ya cuenta.');
  terminal.type('q');
  await terminal.ended;
});

test('YAML from a file: the path is typed or pasted, and pasted keys press nothing', patient, async () => {
  const terminal = start(['play', manifest]);
  await terminal.until('desde un archivo');
  terminal.paste('q');
  terminal.type('f');
  await terminal.until('Archivo YAML:');
  terminal.type('/q');
  terminal.type(`${keys.backspace}${keys.backspace}`);
  terminal.paste(`${rightAnswer}\n`);
  // The path is longer than the window is wide.
  await terminal.until(/\.yaml_/);
  terminal.type(keys.enter);
  await terminal.until('Borrador guardado');
  terminal.kill('SIGTERM');
  expect((await terminal.ended).code).toBe(130);
  checkRestored(terminal);
});

test('a question that is over counts, even for whoever leaves from its result by Ctrl-C', patient, async () => {
  const database = newDatabase();
  const first = start(['play', choice], { database });
  await first.until('[A]');
  first.type('a');
  await first.until('> [A]');
  first.type(keys.enter);
  await first.until(/Respuesta (in)?correcta/);
  first.type(keys.interrupt);
  await first.ended;
  const second = start([], { database });
  const home = await second.until('Hoy ya cuenta');
  expect(home).not.toContain('Seguir donde quedaste');
  second.kill('SIGHUP');
  expect((await second.ended).code).toBe(130);
});

test(
  'the terminal’s own cursor stands where the next letter goes, so that input methods open there',
  patient,
  async () => {
    const terminal = start(['play', manifest], { columns: 60 });
    const cursorAt = async (column: number, row: number) => {
      const { active } = terminal.emulator.buffer;
      await expect.poll(() => [active.cursorX, active.cursorY], { timeout: 10_000 }).toEqual([column, row]);
    };
    await terminal.until('escribir la respuesta');
    terminal.type('i');
    await terminal.until('guardar y volver');
    // One column of the frame, a gutter of four, below the title and a blank line.
    await cursorAt(5, 2);
    terminal.type('\x1b[B# 日本 é');
    await cursorAt(5 + '# '.length + 4 + ' é'.length, 3);
    terminal.type('x'.repeat(60));
    // A line too long for the window moves with it.
    await cursorAt(49, 3);
    terminal.type('\x13');
    await terminal.until('Borrador guardado');
    terminal.type('f');
    await terminal.until('Archivo YAML: _');
    terminal.type('~/日本');
    await cursorAt(1 + 'Archivo YAML: '.length + 6, terminal.screen().split('\n').length - 2);
    expect(terminal.written().lastIndexOf('\x1b[?25h')).toBeGreaterThan(terminal.written().lastIndexOf('\x1b[?25l'));
    terminal.type(keys.interrupt);
    await terminal.ended;
    checkRestored(terminal);
  },
);

test('no editor at all is told, and the terminal stays', patient, async () => {
  const terminal = start(['play', manifest], { env: { PATH: folder } });
  await terminal.until('escribir la respuesta');
  terminal.type('e');
  await terminal.until('No encuentro ningún editor');
  terminal.type(keys.interrupt);
  await terminal.ended;
});

test('killed between two answers, it goes on where it was, with nothing lost', patient, async () => {
  const database = newDatabase();
  const first = start(three, { database });
  await first.until('[A]');
  first.type('h');
  await first.until('Pista 1');
  first.type('a');
  await first.until('> [A]');
  first.type(keys.enter);
  await first.until(/Respuesta (in)?correcta/);
  first.type('n');
  await first.until('1 de 3 contestadas');
  first.kill('SIGKILL');
  await first.ended;

  const second = start([], { database });
  await second.until('Seguir donde quedaste');
  second.type(keys.enter);
  await second.until('1 de 3 contestadas');
  second.type(keys.interrupt);
  await second.ended;
});

test('everything can be reached in the smallest window, and a smaller one says so', patient, async () => {
  const terminal = start(['play', choice], { columns: 60, rows: 15 });
  const question = await terminal.until('más abajo');
  expect(question.split('\n').length).toBeLessThanOrEqual(15);
  let seen = question;
  for (let page = 0; page < 8 && terminal.screen().includes('más abajo'); page++) {
    const before = terminal.screen();
    terminal.type(keys.pageDown);
    await expect.poll(() => terminal.screen(), { timeout: 10_000 }).not.toBe(before);
    seen += await terminal.settle();
  }
  for (const letter of 'ABC') expect(seen).toContain(`[${letter}]`);

  terminal.resize(59, 15);
  await terminal.until('Agranda la ventana');
  terminal.resize(100, 40);
  const large = await terminal.until('Enter responder');
  expect(large).not.toContain('más abajo');
  terminal.type('q');
  await terminal.until('Reto del día');
  terminal.type('q');
  expect((await terminal.ended).code).toBe(0);
});

test('after any resizing the screen is what a fresh start shows', patient, async () => {
  const database = newDatabase();
  const resized = start(['play', choice], { database });
  await resized.until('Enter responder');
  for (const [columns, rows] of [
    [60, 15],
    [120, 40],
    [45, 10],
    [100, 30],
  ] as const) {
    resized.resize(columns, rows);
    await resized.settle();
  }
  const screen = resized.screen();
  resized.type(keys.interrupt);
  await resized.ended;
  const fresh = start(['play', choice], { database, columns: 100, rows: 30 });
  await fresh.until('Enter responder');
  expect(screen).toBe(await fresh.settle());
  fresh.type(keys.interrupt);
  await fresh.ended;
});

test('help shows the keys of the place it was asked from, and goes away', patient, async () => {
  const terminal = start(['play', choice]);
  await terminal.until('Enter responder');
  terminal.type('?');
  const help = await terminal.until('Ayuda: teclas');
  expect(help).toContain('terminar la sesión');
  terminal.type(keys.escape);
  await terminal.until('Enter responder');
  terminal.type(keys.interrupt);
  await terminal.ended;
});

test('NO_COLOR is heeded, whatever else asks for colour; without it there is colour', patient, async () => {
  const colors = /\x1b\[(?:3[0-7]|9[0-7]|38)[;m]/;
  for (const [env, expected] of [
    [{ NO_COLOR: '1', FORCE_COLOR: '3' }, false],
    [{}, true],
  ] as const) {
    const terminal = start([], { env });
    await terminal.until('Reto del día');
    terminal.type(keys.interrupt);
    await terminal.ended;
    expect(colors.test(terminal.written())).toBe(expected);
  }
});

test(
  'a terminal that can only print is talked to line by line, and nothing but text is written to it',
  patient,
  async () => {
    const terminal = start(['play', choice], { env: { TERM: 'dumb' }, rows: 60 });
    await terminal.until('Enter: responder');
    terminal.type(`c${keys.enter}`);
    await terminal.until('Elegido: [C]');
    terminal.type(keys.enter);
    await terminal.until('t: paso a paso');
    terminal.type(`t${keys.enter}`);
    await terminal.until(/t = \d+:\d\d, paso \d+ de \d+/);
    terminal.type(`q${keys.enter}`);
    terminal.type(`salir${keys.enter}`);
    await terminal.until('Inicio');
    terminal.type(keys.interrupt);
    expect((await terminal.ended).code).toBe(130);
    expect(terminal.written()).not.toMatch(/[\x00-\x09\x0b\x0c\x0e-\x1f]/);
  },
);

test('for a screen reader nothing stands side by side and nothing is redrawn', patient, async () => {
  for (const [words, env] of [
    [['--accessible'], {}],
    [[], { INK_SCREEN_READER: 'true' }],
  ] as const) {
    const terminal = start([...words, '--lang', 'en'], { env, rows: 80 });
    await terminal.until('Enter: play');
    terminal.type(`?${keys.enter}`);
    await terminal.until(/\?: help\n/);
    terminal.type(`q${keys.enter}`);
    expect((await terminal.ended).code).toBe(0);
    expect(terminal.written()).not.toContain('\x1b');
  }
});

test('English by flag, by locale, and by the key L, which is remembered', patient, async () => {
  const database = newDatabase();
  const byLocale = start([], { env: { LANG: 'en_GB.UTF-8' } });
  await byLocale.until('Enter play');
  byLocale.type(keys.interrupt);
  await byLocale.ended;

  const byKey = start([], { database });
  await byKey.until('Enter jugar');
  byKey.type('L');
  await byKey.until('Enter play');
  byKey.type(keys.interrupt);
  await byKey.ended;

  const remembered = start([], { database });
  await remembered.until('Enter play');
  remembered.type(keys.interrupt);
  await remembered.ended;

  const byFlag = start(['--lang', 'es'], { database });
  await byFlag.until('Enter jugar');
  byFlag.type(keys.interrupt);
  await byFlag.ended;
});

test('a database that cannot be used is told on the normal screen, with exit code 2', patient, async () => {
  const database = path.join(folder, 'no-database.sqlite');
  writeFileSync(database, 'a shopping list '.repeat(500));
  const terminal = start([], { database });
  expect((await terminal.ended).code).toBe(2);
  checkRestored(terminal);
  expect(terminal.screen().replace(/\n/g, '')).toContain('no es una base de datos de readyz');
});

test('without UTF-8 every sign is ASCII', patient, async () => {
  const terminal = start(['play', choice], { env: { LANG: 'es_ES', LC_ALL: undefined } });
  await terminal.until('Enter responder');
  terminal.type('a');
  await terminal.until('> [A]');
  terminal.type(keys.enter);
  await terminal.until(/[vx] Respuesta/);
  expect(terminal.screen()).toMatch(/^[\x20-\x7e\n]*$/);
  terminal.type(keys.interrupt);
  await terminal.ended;
});

test('a crash of readyz itself leaves the terminal as it was, with its reason to read', patient, async () => {
  const boom = 'data:text/javascript,setTimeout(()=>{throw new Error("boom")},2500)';
  const main = path.join(root, 'dist', 'main.js');
  const terminal = inTerminal([process.execPath, '--import', boom, main, '--db', newDatabase()]);
  await terminal.until('Inicio');
  expect((await terminal.ended).code).not.toBe(0);
  await terminal.settle();
  checkRestored(terminal);
  expect(terminal.screen()).toContain('boom');
});
