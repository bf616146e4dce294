/**
 * The command `readyz`: reads the line, says what is wrong with it or runs the command, and ends with its exit code.
 * It stays tiny, because every start pays for it: commands import what is large when they run.
 */
import { enableCompileCache } from 'node:module';
import { constants } from 'node:os';
import { setTimeout } from 'node:timers/promises';
import type { Language } from '#base/text.ts';
import { sanitize } from '#terminal/sanitize.ts';
import packageJson from '../../package.json' with { type: 'json' };
import { type Argv, type Command, type ExitCode, exitCodes, type Io, Trouble, UsageError } from './command.ts';
import { type CommandLine, readCommandLine } from './command-line.ts';
import { commands } from './commands/index.ts';
import { menu } from './commands/menu.ts';
import { backgroundOf } from './config/background.ts';
import { readConfig } from './config/config-file.ts';
import { commandHelp, generalHelp } from './help.ts';
import { languageOf } from './language.ts';
import { hasScreen } from './output.ts';
import { placesOf } from './places.ts';

// What commands load is compiled once and kept in the system's folder for such things: a quarter less to the first frame.
enableCompileCache();

// Built, the screens are JavaScript already.
if (import.meta.url.endsWith('.ts')) (await import('./from-source.ts')).loadScreensFromSource();

const line = readCommandLine(process.argv.slice(2), commands);
const language = line.language ?? languageOf(process.env);
const config = readConfig(placesOf(place(line)).config);
const color = decideColor(line);
let controller: AbortController | undefined;
let ignoring = 0;

process.stdout.on('error', leaveQuietly);
process.stderr.on('error', leaveQuietly);
process.exitCode = await answer(line);

async function answer(line: CommandLine): Promise<number> {
  switch (line.kind) {
    case 'version':
      process.stdout.write(`${packageJson.version}\n`);
      return exitCodes.success;
    case 'help':
      process.stdout.write(line.command ? commandHelp(line.command, language) : generalHelp(commands, language));
      return exitCodes.success;
    case 'mistake':
      return complainOfLine(line.text[language], line.command, language);
    case 'bare':
      if (hasScreen(io(line))) return run(menu, noWords);
      // A script or a pipe has nobody who could press keys: what readyz can do, instead of a screen nobody sees.
      process.stdout.write(generalHelp(commands, language));
      return exitCodes.success;
    case 'run':
      return run(line.command, line.argv);
  }
}

const noWords: Argv = { positionals: [], all: () => [], value: () => undefined, has: () => false };

async function run(command: Command, argv: Argv): Promise<ExitCode> {
  // Idle threads keep no process alive; a command that is still at something, be it only ending them, does.
  const awake = setInterval(() => {}, 2 ** 30);
  try {
    return await command.run(argv, io(line));
  } catch (error) {
    if (error instanceof UsageError) return complainOfLine(error.text[language], command, language);
    if (error instanceof Trouble) {
      process.stderr.write(sanitize(`readyz: ${error.text[language]}\n`));
      return exitCodes.usage;
    }
    const apology = {
      es: `readyz: error interno en «${command.name}». Es un fallo de readyz, no tuyo; por favor, avisa con estas líneas:`,
      en: `readyz: internal error in "${command.name}". It is readyz’ fault, not yours; please report it with these lines:`,
    };
    process.stderr.write(`${apology[language]}\n${error instanceof Error ? error.stack : String(error)}\n`);
    return exitCodes.usage;
  } finally {
    clearInterval(awake);
  }
}

function complainOfLine(sentence: string, command: Command | undefined, language: Language): ExitCode {
  const help = command ? `readyz help ${command.name}` : 'readyz --help';
  const advice = language === 'es' ? `Mira «${help}».` : `See "${help}".`;
  process.stderr.write(sanitize(`readyz: ${sentence}\n${advice}\n`));
  return exitCodes.usage;
}

function io(line: CommandLine): Io {
  return {
    language,
    languageWasAsked: line.language !== undefined,
    in: process.stdin,
    out: process.stdout,
    err: process.stderr,
    env: process.env,
    cwd: process.cwd(),
    color,
    accessible: isAccessible(line),
    background: backgroundOf(config.background, process.env),
    contentFolders: line.contentFolders,
    ...(config.editor !== undefined && { editor: config.editor }),
    ...(line.databaseFile && { databaseFile: line.databaseFile }),
    // Made when a command first asks: one that never does ends on Ctrl-C as any program does, even in a busy loop.
    get signal() {
      return interruption();
    },
    ignoringInterrupts,
    now: Date.now,
    commands,
  };
}

/** The first Ctrl-C asks the command to stop; the second stops it. */
function interruption(): AbortSignal {
  if (controller) return controller.signal;
  const made = new AbortController();
  controller = made;
  for (const name of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) {
    process.on(name, () => {
      if (name === 'SIGINT' && ignoring > 0) return;
      if (made.signal.aborted) process.exit(128 + constants.signals[name]);
      made.abort(name);
    });
  }
  return made.signal;
}

async function ignoringInterrupts(work: () => Promise<void>): Promise<void> {
  ignoring++;
  try {
    await work();
    // One that came while Node was blocked is told to it a moment later.
    await setTimeout(20);
  } finally {
    ignoring--;
  }
}

/**
 * Ink's colours (chalk) do not know NO_COLOR, only FORCE_COLOR, and read it when they are loaded: so it is decided here,
 * before any command loads them. An explicit "no" wins over FORCE_COLOR.
 */
function decideColor(line: CommandLine): boolean {
  const { NO_COLOR, FORCE_COLOR, TERM } = process.env;
  const refused =
    !line.color ||
    Boolean(NO_COLOR) ||
    TERM === 'dumb' ||
    isAccessible(line) ||
    // What was set for good gives way to what is asked for now.
    (config.color === 'never' && !FORCE_COLOR);
  if (refused) process.env['FORCE_COLOR'] = '0';
  if (refused) return false;
  return FORCE_COLOR ? FORCE_COLOR !== '0' && FORCE_COLOR !== 'false' : Boolean(process.stdout.isTTY);
}

function place({ databaseFile }: CommandLine) {
  return { cwd: process.cwd(), env: process.env, ...(databaseFile !== undefined && { databaseFile }) };
}

function isAccessible(line: CommandLine): boolean {
  const { INK_SCREEN_READER, ACCESSIBLE } = process.env;
  return line.accessible || INK_SCREEN_READER === 'true' || ACCESSIBLE === '1' || config.accessible === 'on';
}

/** `readyz list | head -1`: the reader went away, which is no error of ours. */
function leaveQuietly(error: NodeJS.ErrnoException): void {
  process.exit(error.code === 'EPIPE' ? exitCodes.success : exitCodes.usage);
}
