/**
 * Five walks through readyz in a real terminal, as built, recorded in test/golden/walks: each screen as a person sees it, with
 * the keys that led to it. The seed is given, so that pods have the same names in every record. Screens that show the library are
 * not recorded, because it grows.
 */
import { copyFileSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, expect, test } from 'vitest';
import { openSqlite } from '#storage/sqlite.ts';
import { keys, type PseudoTerminal, readyz, root, type TerminalOptions } from '../helpers/pty.ts';

const folder = mkdtempSync(path.join(tmpdir(), 'readyz-walks-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));
const patient = { timeout: 120_000 };

const choice = 'mariadb-deployment-or-statefulset';
const manifest = 'slow-database-which-probe';
const answers = path.join(root, 'scenarios/probes', `${manifest}.answers`);
mkdirSync(path.join(folder, 'quizzes'));
writeFileSync(
  path.join(folder, 'quizzes', 'walk.yaml'),
  `id: walk\ntitle: { es: Un paseo, en: A walk }\nquestions: [{ scenario: ${choice} }, { scenario: ${manifest} }]\n`,
);

interface Walk {
  readonly terminal: PseudoTerminal;
  /** Presses, waits for the words, and records the screen. */
  step(told: string, pressed: string, words: string | RegExp): Promise<string>;
  /** Ends it and compares. */
  end(): Promise<void>;
}

function walk(
  name: string,
  words: readonly string[],
  options: TerminalOptions & { readonly database?: string } = {},
): Walk {
  const database = options.database ?? path.join(folder, `${name}.sqlite`);
  const terminal = readyz([...words, '--content', folder, '--db', database], options);
  const record: string[] = [];
  return {
    terminal,
    async step(told, pressed, expected) {
      const before = terminal.screen();
      if (pressed !== '') {
        terminal.type(pressed);
        await expect.poll(() => terminal.screen(), { timeout: 20_000 }).not.toBe(before);
      }
      await terminal.until(expected);
      const screen = await terminal.settle(500);
      record.push(`── ${told} ${'─'.repeat(Math.max(3, 76 - told.length))}\n${screen}`);
      return screen;
    },
    async end() {
      terminal.type(keys.interrupt);
      await terminal.ended;
      const golden = path.join(import.meta.dirname, '..', 'golden', 'walks', `${name}.txt`);
      await expect(`${record.join('\n\n')}\n`).toMatchFileSnapshot(golden);
    },
  };
}

test('the first run: home, a question, a hint, the answer, and why', patient, async () => {
  const { step, end } = walk('first-run', ['play', choice, '--seed', '1']);
  await step('readyz play mariadb-deployment-or-statefulset', '', 'Enter responder');
  await step('h: una pista', 'h', 'Pista 1');
  await step('c: elegir', 'c', '> [C]');
  await step('Enter: responder', keys.enter, 'Respuesta correcta');
  await step('G: hasta el final', 'G', 'más arriba');
  await step('?: ayuda', '?', 'Ayuda: teclas');
  await step('Esc: de vuelta', keys.escape, /ver el resumen {2}\+/);
  await step('Enter: el resumen', keys.enter, 'Resumen');
  await end();
});

test('a wrong YAML answer, mended by its hints', patient, async () => {
  const { step, end, terminal } = walk('mended-yaml', ['play', manifest, '--seed', '1']);
  const file = path.join(folder, 'answer.yaml');
  await terminal.until('escribir la respuesta');
  const give = async (answer: string) => {
    copyFileSync(path.join(answers, `${answer}.yaml`), file);
    terminal.type('f');
    await terminal.until('Archivo YAML:');
    terminal.paste(file);
    await terminal.until(/yaml_/);
    terminal.type(keys.enter);
    await terminal.until('Borrador guardado');
  };
  await step('Enter: escribir aquí mismo', keys.enter, 'guardar y volver');
  await step('dos líneas más abajo, un campo mal escrito', `${keys.down}${keys.down}${keys.down}x: `, /problema/);
  await step('Ctrl-Z tres veces y Esc', '\x1a\x1a\x1a\x1b', 'escribir la respuesta');
  await give('wrong-readiness-by-ping');
  await step('Enter: enviar el borrador (leído de un archivo)', keys.enter, 'Respuesta incorrecta');
  await step('h: una pista, hecha de lo que falló', 'h', 'Pista 1');
  await step('h: otra, más cerca', 'h', 'Pista 2');
  await step('Enter: corregir', keys.enter, 'en tu editor');
  await give('right-exec-probes');
  await step('Enter: enviar lo corregido', keys.enter, 'Respuesta correcta');
  await end();
});

test('a timeline stepped through, and all options beside each other', patient, async () => {
  const { step, end, terminal } = walk('stepped-timeline', ['play', 'which-probe-for-wordpress', '--seed', '1'], {
    rows: 30,
  });
  await terminal.until('Enter responder');
  terminal.type('a');
  await terminal.until('> [A]');
  terminal.type(keys.enter);
  await terminal.until(/Respuesta (in)?correcta/);
  await step('t: paso a paso, desde donde se rompe', 't', /paso \d+ de/);
  await step('← el momento anterior', '\x1b[D', /paso \d+ de/);
  await step('Fin: el último', '\x1b[F', /paso (\d+) de \1/);
  await step('Tab: la opción siguiente, en el mismo momento', '\t', /paso \d+ de/);
  await step('v: todas a la vez, con la misma escala', 'v', 'solo una');
  await end();
});

test('the review: what was answered wrong ten days ago comes back; then searching and filtering', patient, async () => {
  const database = path.join(folder, 'review-of-old.sqlite');
  await answeredWrong(database, choice, 10);
  const { step, end, terminal } = walk('review', ['review'], { database, env: { LANG: 'en_GB.UTF-8' } });
  await step('readyz review', '', 'Enter answer');
  await step('c', 'c', '> [C]');
  await step('y: sure of it', 'y', 'how sure: sure');
  await step('Enter: right this time', keys.enter, 'Right answer');
  await step('Enter: the review is done', keys.enter, 'Review done');
  // What follows shows the library, which grows: looked at, not recorded.
  terminal.type(keys.enter);
  await terminal.until('You have practised for 1 day');
  terminal.type('/');
  await terminal.until('Search:');
  terminal.paste('statefulset');
  await terminal.until('statefulset_');
  terminal.type(keys.enter);
  await terminal.until('Questions found');
  terminal.type('fgalera');
  expect(await terminal.until('Filter: galera_')).toMatch(/> 1\..*Galera/);
  terminal.type(keys.escape);
  await terminal.until('f filter');
  await end();
});

/** A session of some days ago, as the app would have left it. */
async function answeredWrong(database: string, scenario: string, days: number): Promise<void> {
  const storage = await openSqlite(database);
  if (!storage.ok) throw new Error(storage.error.en);
  const { sessions, close } = storage.value;
  const at = Date.now() - days * 24 * 3_600_000;
  const questions = [{ scenario, version: 1 }];
  await sessions.create({ id: 'old', learner: 'local', seed: 1, questions, startedAt: at, actions: [] });
  const result = { scenario, version: 1, verdict: 'wrong', points: 0, attempts: 1, hints: 0, at } as const;
  await sessions.finish('old', at, [result]);
  await close();
}

test('accessible mode: a conversation', patient, async () => {
  const { step, end } = walk('accessible', ['play', choice, '--accessible', '--seed', '1'], { rows: 120, columns: 80 });
  await step('readyz play … --accessible', '', 'Enter: responder');
  await step('h', `h${keys.enter}`, 'Pista 1');
  await step('c, then an empty line', `c${keys.enter}`, 'Elegido: [C]');
  await step('the result', keys.enter, 't: paso a paso');
  await step('t: step by step', `t${keys.enter}`, /t = .*paso/);
  await end();
});
