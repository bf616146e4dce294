/**
 * Starts the lab on the alternate screen and stays until the person leaves; the terminal is theirs again on every way out.
 */
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { setImmediate, setTimeout } from 'node:timers/promises';
import { render, useApp } from 'ink';
import { useEffect } from 'react';
import type { Language, Text } from '#base/text.ts';
import type { Lab } from '#engine/lab/lab.ts';
import { findEditor, noEditor, openEditor } from '../editor.ts';
import type { Background } from '../setting.tsx';
import type { YamlHelp } from '../writing/desk.ts';
import { historyFile } from './history-file.ts';
import { LabConductor } from './lab-conductor.ts';
import { LabScreen } from './lab-screen.tsx';
import type { Statement } from './pages.ts';

export interface LabScreenOptions {
  readonly lab: Lab;
  readonly intro: Text;
  readonly statement?: Statement | undefined;
  readonly firstLine?: string | undefined;
  /** Where the lines typed are kept for the next time. */
  readonly historyFile: string;
  readonly environment: Readonly<Record<string, string | undefined>>;
  readonly platform: NodeJS.Platform;
  readonly yaml?: YamlHelp;
  readonly unicode: boolean;
  readonly background: Background;
  readonly input: NodeJS.ReadStream;
  readonly output: NodeJS.WriteStream;
  rememberLanguage(language: Language): Promise<void>;
  /** Aborts when the process is told to end. */
  readonly signal: AbortSignal;
  /** While this works, Ctrl-C is meant for somebody else. */
  ignoringInterrupts(work: () => Promise<void>): Promise<void>;
}

export async function startLab(options: LabScreenOptions): Promise<{ readonly interrupted: boolean }> {
  const { lab, intro, statement, firstLine, input, output, signal, unicode, background } = options;
  let suspend: (work: () => Promise<void>) => Promise<void> = (work) => work();
  let interrupted = false;
  let unmount: () => void = () => undefined;
  const leave = (how: { readonly interrupted: boolean }) => {
    interrupted ||= how.interrupted;
    unmount();
  };
  const conductor = new LabConductor({
    lab,
    intro,
    hasStatement: statement !== undefined,
    history: historyFile(options.historyFile),
    unicode,
    ...(firstLine !== undefined && { firstLine }),
    ...(options.yaml && { yaml: options.yaml }),
    editOutside: (name, text) => editOutside(name, text, options, (work) => suspend(work)),
    rememberLanguage: options.rememberLanguage,
    leave,
    pause: (milliseconds) => setTimeout(milliseconds),
    breathe: () => setImmediate(),
  });

  /** Takes Ink's way of lending the terminal as soon as there is one. */
  function Lending() {
    const { suspendTerminal } = useApp();
    useEffect(() => {
      suspend = async (work) => {
        await suspendTerminal(work);
      };
    }, [suspendTerminal]);
    return <LabScreen conductor={conductor} statement={statement} unicode={unicode} background={background} />;
  }

  if (signal.aborted) return { interrupted: true };
  const app = render(<Lending />, {
    stdin: input,
    stdout: output,
    alternateScreen: true,
    incrementalRendering: true,
    exitOnCtrlC: false,
    patchConsole: false,
    interactive: true,
  });
  unmount = () => app.unmount();
  const abort = () => leave({ interrupted: true });
  signal.addEventListener('abort', abort);
  await app.waitUntilExit();
  signal.removeEventListener('abort', abort);
  await conductor.close();
  return { interrupted };
}

/** In a file of its own, which goes when the editor is closed. */
async function editOutside(
  name: string,
  text: string,
  { environment, platform, ignoringInterrupts }: LabScreenOptions,
  suspend: (work: () => Promise<void>) => Promise<void>,
): Promise<{ readonly text?: string; readonly trouble?: Text }> {
  const editor = findEditor(environment, platform);
  if (!editor) return { trouble: noEditor };
  const folder = mkdtempSync(path.join(tmpdir(), 'readyz-lab-'));
  const file = path.join(folder, path.basename(name) || 'file.yaml');
  try {
    writeFileSync(file, text);
    let trouble: Text | undefined;
    await ignoringInterrupts(() =>
      suspend(async () => {
        trouble = openEditor(editor, file, environment);
      }),
    );
    return trouble ? { trouble } : { text: readFileSync(file, 'utf8') };
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}
