/**
 * A program in a real terminal: a pseudo-terminal as the kernel makes it, read by the terminal emulator that VS Code uses.
 * What a test sees is what a person would: `await terminal.until('Pregunta')`, `terminal.type('q')`, `terminal.screen()`.
 */
import path from 'node:path';
import pty from '@lydell/node-pty';
import xterm from '@xterm/headless';

export const root = path.join(import.meta.dirname, '..', '..');

export interface TerminalOptions {
  readonly columns?: number;
  readonly rows?: number;
  readonly env?: Readonly<Record<string, string | undefined>>;
  readonly cwd?: string;
}

export interface PseudoTerminal {
  readonly pid: number;
  /** The emulator, for those who want colours and cells. */
  readonly emulator: xterm.Terminal;
  /** The lines a person sees, without the blanks at their ends and the empty lines at the end. */
  screen(): string;
  /** Waits until the screen shows the words and its frame is whole, and returns it. Fails with the screen as it is. */
  until(words: string | RegExp, timeoutMilliseconds?: number): Promise<string>;
  /** Waits until the screen has not changed for a moment: longer where a record of it has to be the same on a busy machine. */
  settle(quietMilliseconds?: number): Promise<string>;
  type(keys: string): void;
  paste(text: string): void;
  resize(columns: number, rows: number): void;
  kill(signal: NodeJS.Signals): void;
  readonly ended: Promise<{ readonly code: number; readonly signal: number | undefined }>;
  /** Every byte the program wrote. */
  written(): string;
}

export const keys = {
  enter: '\r',
  escape: '\x1b',
  up: '\x1b[A',
  down: '\x1b[B',
  pageUp: '\x1b[5~',
  pageDown: '\x1b[6~',
  backspace: '\x7f',
  interrupt: '\x03',
} as const;

/** `readyz` as built into dist/. */
export function readyz(argv: readonly string[], options: TerminalOptions = {}): PseudoTerminal {
  return inTerminal([process.execPath, path.join(root, 'dist', 'main.js'), ...argv], options);
}

export function inTerminal(command: readonly string[], options: TerminalOptions = {}): PseudoTerminal {
  const { columns = 80, rows = 24, cwd = root, env = {} } = options;
  const [program = '', ...argv] = command;
  const emulator = new xterm.Terminal({ cols: columns, rows, allowProposedApi: true, scrollback: 1000 });
  const all = environment(env);
  const child = pty.spawn(program, argv, { name: all['TERM']!, cols: columns, rows, cwd, env: all });
  let written = '';
  let lastChange = performance.now();
  child.onData((data) => {
    written += data;
    lastChange = performance.now();
    emulator.write(data);
  });
  // The emulator answers what programs ask of a terminal.
  emulator.onData((answer) => child.write(answer));
  const ended = new Promise<{ code: number; signal: number | undefined }>((resolve) => {
    child.onExit(({ exitCode, signal }) => resolve({ code: exitCode, signal: signal || undefined }));
  });

  /** A frame may come in pieces: the rest of it is waited for, unless the next screen is there before it. */
  async function wholeFrame(first: string, matches: (screen: string) => boolean): Promise<string> {
    let screen = first;
    while (performance.now() - lastChange < 40) {
      await pause(5);
      const now = screenOf(emulator);
      if (!matches(now)) return screen;
      screen = now;
    }
    return screen;
  }

  const terminal: PseudoTerminal = {
    pid: child.pid,
    emulator,
    ended,
    screen: () => screenOf(emulator),
    async until(words, timeoutMilliseconds = 20_000) {
      const matches = (screen: string) => (typeof words === 'string' ? screen.includes(words) : words.test(screen));
      const deadline = performance.now() + timeoutMilliseconds;
      while (performance.now() < deadline) {
        const screen = screenOf(emulator);
        if (matches(screen)) return wholeFrame(screen, matches);
        await pause(5);
      }
      throw new Error(`The terminal never showed ${words}. It shows:\n${screenOf(emulator)}`);
    },
    async settle(quietMilliseconds = 120) {
      do await pause(20);
      while (performance.now() - lastChange < quietMilliseconds);
      return screenOf(emulator);
    },
    type: (keys) => child.write(keys),
    paste: (text) => child.write(`\x1b[200~${text}\x1b[201~`),
    resize(columns, rows) {
      emulator.resize(columns, rows);
      child.resize(columns, rows);
    },
    kill: (signal) => process.kill(child.pid, signal),
    written: () => written,
  };
  return terminal;
}

function screenOf(emulator: xterm.Terminal): string {
  const { active } = emulator.buffer;
  const lines = Array.from(
    { length: emulator.rows },
    (_, row) =>
      active
        .getLine(active.viewportY + row)
        // Of a window made narrower the emulator keeps what is out of sight.
        ?.translateToString(true, 0, emulator.cols)
        .trimEnd() ?? '',
  );
  return lines.join('\n').trimEnd();
}

/** Nothing of the machine that runs the tests: neither its language and colours nor its editor. */
function environment(own: Readonly<Record<string, string | undefined>>): Record<string, string> {
  const { PATH, HOME, TMPDIR } = process.env;
  const all = { PATH, HOME, TMPDIR, LANG: 'es_ES.UTF-8', TERM: 'xterm-256color', ...own };
  return Object.fromEntries(Object.entries(all).filter((entry): entry is [string, string] => entry[1] !== undefined));
}

function pause(milliseconds: number): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, milliseconds));
}
