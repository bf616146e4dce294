/** The lab at a terminal: a prompt with history and Tab, or a script from a pipe, shown as a person would have seen it. */
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { createInterface } from 'node:readline';
import { setImmediate } from 'node:timers/promises';
import type { Text } from '#base/text.ts';
import { ImageCatalogue } from '#container/image.ts';
import { readImages } from '#content/images.ts';
import { Lab } from '#engine/lab/lab.ts';
import type { LabOutside } from '#engine/lab/lab-room.ts';
import type { Editor, LabRun } from '#engine/lab/lab-run.ts';
import { type LabStart, smallCluster } from '#engine/lab/lab-start.ts';
import { findEditor, noEditor, openEditor } from '#terminal/editor.ts';
import { sanitize } from '#terminal/sanitize.ts';
import { type ExitCode, exitCodes, type Io, Trouble } from '../command.ts';
import { readNamedFile, writeNewFile } from '../files.ts';
import { programRoot } from '../program-root.ts';

export interface LabRequest {
  readonly seed: number;
  readonly nodes: number;
  readonly scenario: string | undefined;
  readonly load: string | undefined;
}

export async function runLab(request: LabRequest, io: Io): Promise<ExitCode> {
  const { start, intro } = await startOf(request, io);
  const images = new ImageCatalogue(readImages(programRoot()).images);
  const atTerminal = Boolean(io.in.isTTY && io.out.isTTY);
  const lab = new Lab(start, { images, language: io.language, outside: outsideOf(io, atTerminal) });
  const show = (text: string) => void io.out.write(sanitize(text));
  if (request.load !== undefined) show(lab.type(`load ${quoted(request.load)}`).output);
  if (!atTerminal) return readScript(lab, io, show);
  show(`${intro}\n`);
  return prompt(lab, io, show, (name, text) => edit(name, text, io));
}

async function startOf({ seed, nodes, scenario: id }: LabRequest, io: Io): Promise<{ start: LabStart; intro: string }> {
  const free: Text = {
    es: 'Un clúster simulado. Teclea kubectl, docker, wait 1m, until ready, break node-2…; help lo cuenta todo, exit sale.',
    en: 'A simulated cluster. Type kubectl, docker, wait 1m, until ready, break node-2…; help tells everything, exit leaves.',
  };
  if (id === undefined) return { start: { seed, cluster: smallCluster(nodes), files: {} }, intro: free[io.language] };
  const { findScenario, openContent } = await import('../wire.ts');
  const scenario = findScenario(await openContent(io), id);
  const files: Record<string, string> = { ...scenario.host?.files };
  if ('starter' in scenario && scenario.starter.trim() !== '') files['starter.yaml'] = scenario.starter;
  if (scenario.type === 'command') Object.assign(files, scenario.files);
  if ('manifests' in scenario && scenario.manifests.trim() !== '') files['given.yaml'] = scenario.manifests;
  const intro = `${scenario.title[io.language]}\n\n${scenario.statement[io.language].trim()}\n\n${free[io.language]}`;
  return { start: { seed, cluster: scenario.cluster, files, scenario: id }, intro };
}

/** Lines that belong together (a loop, a `<<EOF`) are run when the last has come. */
async function readScript(lab: Lab, io: Io, show: (text: string) => void): Promise<ExitCode> {
  let open = '';
  for await (const line of createInterface({ input: io.in, crlfDelay: Number.POSITIVE_INFINITY })) {
    if (io.signal.aborted) return exitCodes.interrupted;
    show(`${open === '' ? lab.prompt : '> '}${line}\n`);
    open = open === '' ? line : `${open}\n${line}`;
    if (lab.isIncomplete(open)) continue;
    const { output, isOver } = lab.type(open);
    open = '';
    show(ended(output));
    if (isOver) return exitCodes.success;
  }
  if (open !== '') show(ended(lab.type(open).output));
  return exitCodes.success;
}

async function prompt(lab: Lab, io: Io, show: (text: string) => void, editor: Editor): Promise<ExitCode> {
  const reader = createInterface({
    input: io.in,
    output: io.out,
    historySize: 1000,
    removeHistoryDuplicates: true,
    completer: (line: string) => {
      const { candidates, word } = lab.complete(line);
      return [candidates.map((one) => `${one} `.replace(/([=/.]) $/, '$1')), word];
    },
  });
  let open = '';
  let run: LabRun | undefined;
  let isOver = false;
  const waiting: string[] = [];
  const ask = () => {
    if (isOver) return;
    reader.setPrompt(open === '' ? lab.prompt : '> ');
    reader.prompt();
  };
  /** Slice after slice, so that Ctrl-C is heard; what is typed meanwhile waits for its turn. */
  const work = async () => {
    for (let line = waiting.shift(); line !== undefined; line = waiting.shift()) {
      open = open === '' ? line : `${open}\n${line}`;
      if (lab.isIncomplete(open)) continue;
      run = lab.begin(open);
      open = '';
      while (!run.step()) {
        if (run.wanted) run.give(editor(run.wanted.name, run.wanted.text));
        await setImmediate();
      }
      show(ended(run.answer?.output ?? ''));
      isOver ||= run.answer?.isOver ?? false;
      run = undefined;
      if (isOver) return reader.close();
    }
    ask();
  };
  return new Promise((resolve) => {
    // Ctrl-C ends the line that runs, or throws away what was being typed, as in a shell.
    reader.on('SIGINT', () => {
      if (run) return run.interrupt();
      open = '';
      show('^C\n');
      ask();
    });
    let working = Promise.resolve();
    reader.on('close', () => {
      isOver = true;
      show('\n');
      resolve(working.then(() => exitCodes.success));
    });
    reader.on('line', (line) => {
      waiting.push(line);
      if (waiting.length === 1 && !run) working = work();
    });
    ask();
  });
}

/** The prompt begins on a line of its own, also after what ends without one. */
function ended(output: string): string {
  return output === '' || output.endsWith('\n') ? output : `${output}\n`;
}

function outsideOf(io: Io, atTerminal: boolean): LabOutside {
  return {
    readFile: (name) => result(() => readNamedFile(io.cwd, name)),
    writeFile: (name, text) =>
      result(() => {
        writeNewFile(io.cwd, name, text);
        return undefined;
      }),
    hasEditor: atTerminal,
  };
}

function result<Value>(work: () => Value) {
  try {
    return { ok: true, value: work() } as const;
  } catch (error) {
    if (error instanceof Trouble) return { ok: false, error: error.text } as const;
    throw error;
  }
}

/** In a file of its own, which goes when the editor is closed. */
function edit(name: string, text: string, { env, err, language }: Io): string | undefined {
  const editor = findEditor(env, process.platform);
  if (editor === undefined) {
    err.write(`${noEditor[language]}\n`);
    return undefined;
  }
  const folder = mkdtempSync(path.join(tmpdir(), 'readyz-lab-'));
  const file = path.join(folder, path.basename(name) || 'file.yaml');
  try {
    writeFileSync(file, text);
    const trouble = openEditor(editor, file, env);
    if (!trouble) return readFileSync(file, 'utf8');
    err.write(`${trouble[language]}\n`);
    return undefined;
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

function quoted(word: string): string {
  return `'${word.replaceAll("'", "'\\''")}'`;
}
