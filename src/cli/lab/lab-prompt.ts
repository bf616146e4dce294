/**
 * The lab as a conversation, line by line: for a screen reader, and on a terminal that can only print. A prompt with history and
 * Tab; Ctrl-C ends the line that runs.
 */
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { createInterface } from 'node:readline';
import { setImmediate } from 'node:timers/promises';
import type { Lab } from '#engine/lab/lab.ts';
import type { LabRun } from '#engine/lab/lab-run.ts';
import { findEditor, noEditor, openEditor } from '#terminal/editor.ts';
import { historyFile } from '#terminal/lab/history-file.ts';
import { type ExitCode, exitCodes, type Io } from '../command.ts';
import { placesOf } from '../places.ts';
import { ended } from './lab-script.ts';

export async function promptLab(lab: Lab, io: Io, show: (text: string) => void): Promise<ExitCode> {
  const history = historyFile(path.join(placesOf(io).lab, 'history'));
  const reader = createInterface({
    input: io.in,
    output: io.out,
    // Newest first, and of one line each: that is what Node's prompt can show.
    history: history
      .read()
      .filter((line) => !line.includes('\n'))
      .reverse(),
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
      if (open.trim() !== '') history.add(open);
      run = lab.begin(open);
      open = '';
      while (!run.step()) {
        if (run.wanted) run.give(edit(run.wanted.name, run.wanted.text, io));
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
