/**
 * Every screen of the app in a real terminal, as built: in three windows in Spanish and colour, in two in English without, and
 * where only ASCII can be trusted on a light background. Each stop resizes the window in the middle of what is shown, so
 * a screen that does not follow is found too. What each looks like is recorded elsewhere (screens.test.tsx, walks.test.ts).
 */
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, expect, test } from 'vitest';
import { keys, type PseudoTerminal, readyz, type TerminalOptions } from '../helpers/pty.ts';

const folder = mkdtempSync(path.join(tmpdir(), 'readyz-every-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

/** One question of each type, in this order. */
const questions = [
  'mariadb-deployment-or-statefulset',
  'what-the-log-holds',
  'a-lost-node-in-order',
  'requests-and-limits',
  'hang-without-probes',
  'price-of-an-upgrade',
  'who-may-create-what',
  'word-for-the-wait',
  'slow-database-which-probe',
  'why-does-it-wait',
  'type-a-taint',
  'write-a-docker-line',
];
mkdirSync(path.join(folder, 'quizzes'));
writeFileSync(
  path.join(folder, 'quizzes', 'every.yaml'),
  `id: every\ntitle: { es: De todo, en: All kinds }\nquestions: [${questions.map((id) => `{ scenario: ${id} }`).join(', ')}]\n`,
);

const sizes = [
  [60, 15],
  [120, 40],
  [80, 24],
] as const;

type Words = string | RegExp;

interface Walk {
  readonly terminal: PseudoTerminal;
  /** Presses keys, waits for the words, and looks at the screen in every window. */
  stop(pressed: string, words: Words): Promise<void>;
  /** The same without looking. */
  pass(pressed: string, words: Words): Promise<void>;
  /** Goes to the entry of a list that has these words. */
  enter(entry: string, words: Words): Promise<void>;
}

interface WalkOptions {
  readonly words: readonly string[];
  readonly name: string;
  readonly sizes?: readonly (readonly [columns: number, rows: number])[];
  readonly env?: TerminalOptions['env'];
  /** What has to hold of every screen besides. */
  readonly complain?: (screen: string) => readonly string[];
}

function walk({ words, name, env = {}, sizes: wanted = sizes, complain = () => [] }: WalkOptions): Walk {
  let [columns, rows] = wanted.at(-1)!;
  const database = path.join(folder, `${name}.sqlite`);
  const terminal = readyz([...words, '--db', database, '--content', folder, '--seed', '1'], { columns, rows, env });

  const pass: Walk['pass'] = async (pressed, expected) => {
    if (pressed !== '') terminal.type(pressed);
    await terminal.until(expected);
  };
  return {
    terminal,
    pass,
    async stop(pressed, expected) {
      await pass(pressed, expected);
      for (const [wide, high] of wanted) {
        if (wide !== columns || high !== rows) terminal.resize(wide, high);
        [columns, rows] = [wide, high];
        const complaints = () => [...complaintsAbout(terminal.screen(), columns, rows), ...complain(terminal.screen())];
        // A frame may come in pieces, and on a busy machine late.
        await expect.poll(complaints, { timeout: 10_000, interval: 15 }).toEqual([]);
      }
    },
    async enter(entry, expected) {
      const number = () => new RegExp(`(\\d+)\\. +${entry}`).exec(terminal.screen())?.[1];
      // In a low window it may be further down.
      for (let line = 0; line < 30 && number() === undefined; line++) {
        const before = terminal.screen();
        terminal.type('j');
        await expect.poll(() => terminal.screen(), { timeout: 10_000, interval: 15 }).not.toBe(before);
      }
      expect(number(), terminal.screen()).toBeDefined();
      await pass(number()!, new RegExp(`> ${number()}\\.`));
      await pass(keys.enter, expected);
    },
  };
}

/** What is wrong with a screen, whichever it is. */
function complaintsAbout(screen: string, columns: number, rows: number): readonly string[] {
  const lines = screen.split('\n');
  const rule = lines.findLastIndex((line) => /^ [─-]{3}/.test(line));
  const footer = lines.slice(rule + 1);
  const width = Math.min(columns, 110);
  return [
    ...(/^ readyz/.test(lines[0] ?? '') ? [] : ['the title is not at the top']),
    ...(rule > 0 ? [] : ['no rule above the keys']),
    ...(footer.length > 0 && /\b(Esc|Enter)\b/.test(footer.join('\n')) ? [] : ['no keys below']),
    ...(lines.length <= rows ? [] : ['more lines than rows']),
    ...(lines.length >= rows - 1 ? [] : ['the window is not filled']),
    ...(lines.every((line) => line.trimEnd().length <= width) ? [] : ['a line beyond the width']),
    ...(/\[[0-9;]+m|\ufffd|undefined|NaN|\[object/.test(screen) ? ['raw output'] : []),
    ...(rows < 20 && footer.length > 5 ? ['the keys take the window'] : []),
    ...(footer.some((line) => line.endsWith('…')) && !footer.some((line) => /\d …/.test(line)) ? ['a key is cut'] : []),
  ];
}

/** All the places of the app, one after the other. `say` picks the language’s words. */
async function everyScreen({ stop, pass, enter }: Walk, say: (es: Words, en: Words) => Words): Promise<void> {
  const verdict = say(/Respuesta (in)?correcta|no se acepta/, /(Right|Wrong) answer|is refused/);
  // On a result Enter says which letter it stands for, here at most e or i.
  const asked = / Enter(\/[ei])? /;
  // A choice, from the question to what if.
  await stop('', asked);
  await stop('b', '> [B]');
  await stop('h', say('Pista 1', 'Hint 1'));
  await stop('y', '> [B]');
  await stop('?', say('Ayuda: teclas', 'Help: keys'));
  await stop('\x1b', '> [B]');
  await stop(keys.enter, verdict);
  await stop('t', say(/paso \d+ de/, /step \d+ of/));
  await stop('\x1b[C', say(/paso \d+ de/, /step \d+ of/));
  await stop('v', say('solo una', 'only one'));
  await stop('\t', say('solo una', 'only one'));
  await pass('q', say('paso a paso', 'step by step'));
  await stop('+', say('Así fue', 'As it was'));
  await stop('G', say('más arriba', 'more above'));
  await stop('!', say('Kubernetes no se comporta así', 'Kubernetes does not behave so'));
  await stop('3', say('Aviso anotado', 'Your report is noted'));
  // Several options: a set, an order, partners.
  for (const _ of ['multi', 'order', 'match']) {
    await stop('n', asked);
    await pass('b', say(/Elegido: .*B/, /Picked: .*B/));
    await stop('a', say(/Elegido: .*A/, /Picked: .*A/));
    await stop('s', say('¿Saltar', 'Skip'));
    await pass(keys.enter, say('Pregunta saltada', 'Question skipped'));
  }
  await stop('', say('Pregunta saltada', 'Question skipped'));
  // A figure; a trade-off; what is documented.
  await stop('n', asked);
  await pass('s', say('¿Saltar', 'Skip'));
  await pass(keys.enter, say('Pregunta saltada', 'Question skipped'));
  for (const _ of ['design', 'documented']) {
    await stop('n', asked);
    await pass('a', /> ?[●*]?\[A\]/);
    await stop(keys.enter, verdict);
  }
  // A term.
  await stop('n', asked);
  await stop(keys.enter, say('Tu respuesta: _', 'Your answer: _'));
  await pass('no se', 'no se_');
  await stop(keys.enter, verdict);
  // YAML: a file that is not there, the editor with a mark in it, refused, the answer shown.
  await stop('n', asked);
  await stop('f', say('Archivo YAML:', 'YAML file:'));
  await pass('/no/such', '/no/such_');
  await stop(keys.enter, say('No existe el archivo', 'There is no file'));
  await pass('\x1b', ' Enter/i ');
  await stop('i', say('guardar y volver', 'save and go back'));
  await stop('x: y\r', say(/problema/, /problem/));
  await stop('\x1b', say('Borrador guardado', 'Draft saved'));
  await stop(keys.enter, verdict);
  await stop('s', say('¿Ver la explicación?', 'Show the explanation?'));
  await stop(keys.enter, 'Enter/n');
  // A broken one; a command for a cluster; commands for a machine.
  for (const type of ['fix', 'command', 'docker']) {
    await stop('n', asked);
    if (type === 'command') {
      await pass(keys.enter, say('Tu respuesta: _', 'Your answer: _'));
      await pass('kub\t', 'kubectl _');
      await stop('get n\t', say('networkpolicies  nodes', 'networkpolicies  nodes'));
      await stop(keys.enter, verdict);
    } else {
      await pass('i', say('guardar y volver', 'save and go back'));
      await pass('#', say('columna 2', 'column 2'));
      await stop('\x12', verdict);
    }
    await pass('s', say('¿Ver la explicación?', 'Show the explanation?'));
    await pass(keys.enter, 'Enter/n');
  }
  await stop('n', say('de los puntos', 'of the points'));
  // The lists.
  await stop('q', say('Inicio', 'Home'));
  await enter(String(say('Estadísticas', 'Statistics')), say(/readyz {2}Estadísticas/, /readyz {2}Statistics/));
  await stop('', say('q/Esc volver', 'q/Esc back'));
  await pass('q', say('readyz  Inicio', 'readyz  Home'));
  await enter(String(say('Cuestionarios', 'Quizzes')), say(/readyz {2}Cuestionarios/, /readyz {2}Quizzes/));
  await stop('', say('q/Esc volver', 'q/Esc back'));
  await pass('q', say('readyz  Inicio', 'readyz  Home'));
  await enter(String(say('Prueba de nivel', 'Placement test')), say('0 de 10', '0 of 10'));
  await stop('', say('0 de 10', '0 of 10'));
  await pass('q', say('readyz  Inicio', 'readyz  Home'));
  await enter(String(say('Repaso de hoy', 'Today’s review')), say(/readyz {2}(?!Inicio)/, /readyz {2}(?!Home)/));
  await stop('', say('q/Esc volver', 'q/Esc back'));
  await pass('q', say('readyz  Inicio', 'readyz  Home'));
  await stop('/', say('Buscar: _', 'Search: _'));
  await pass('probe', 'probe_');
  await stop(keys.enter, say('Preguntas encontradas', 'Questions found'));
  await stop('f', say('Filtrar: _', 'Filter: _'));
  await stop('zzz', say('Ninguna de las', 'None of the'));
  await stop('\t', say('Ninguna de las', 'None of the'));
  await pass('f', say('Filtrar: zzz_', 'Filter: zzz_'));
  await pass('\x1b', '> 1.');
  await stop('G', say('más arriba', 'more above'));
  await stop('L', say('English', 'español') === 'English' ? 'Questions found' : 'Preguntas encontradas');
}

const patient = { timeout: 180_000 };

test('every screen, in Spanish and colour, in three windows', patient, async () => {
  const steps = walk({ name: 'spanish', words: ['play', 'every', '--lang', 'es'] });
  await everyScreen(steps, (es) => es);
  await leave(steps.terminal);
  expect(steps.terminal.written()).toMatch(color);
});

test('every screen, in English and without colour, in the smallest window and the usual one', patient, async () => {
  const steps = walk({
    name: 'english',
    words: ['play', 'every', '--lang', 'en', '--no-color'],
    sizes: [sizes[0], sizes[2]],
  });
  await everyScreen(steps, (_, en) => en);
  await leave(steps.terminal);
  expect(steps.terminal.written()).not.toMatch(color);
});

test('every screen in ASCII on a light background, in the smallest window', patient, async () => {
  const steps = walk({
    name: 'ascii',
    words: ['play', 'every', '--lang', 'en'],
    sizes: [[60, 15]],
    env: { LANG: 'en_GB', LC_ALL: undefined, COLORFGBG: '0;15' },
    complain: (screen) => [...new Set(screen.match(/[^\x20-\x7e\n]/g) ?? [])].map((sign) => `${sign} is not ASCII`),
  });
  await everyScreen(steps, (_, en) => (en === 'Today’s review' ? "Today's review" : en === 'español' ? 'espanol' : en));
  await leave(steps.terminal);
  // Cyan, which is used on dark, cannot be read on white.
  expect(steps.terminal.written()).not.toContain('\x1b[36m');
  expect(steps.terminal.written()).toContain('\x1b[34m');
});

const color = /\x1b\[(?:3[0-7]|9[0-7])[;m]/;

async function leave(terminal: PseudoTerminal): Promise<void> {
  terminal.type(keys.interrupt);
  await terminal.ended;
  expect(terminal.emulator.buffer.active.type).toBe('normal');
}
