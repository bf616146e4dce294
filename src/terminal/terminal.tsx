/**
 * Starts the terminal app and stays until the learner leaves: on the alternate screen, so that the shell's own text is there
 * again afterwards, and restored on every way out. What to remember is handed back as text for the normal screen.
 */
import { setTimeout } from 'node:timers/promises';
import { render, useApp } from 'ink';
import { useEffect } from 'react';
import type { Language, Text } from '#base/text.ts';
import type { Player } from '#engine/player.ts';
import { answerFiles } from './answer-files.ts';
import { Conductor } from './conductor.ts';
import { findEditor, noEditor, openEditor } from './editor.ts';
import { App } from './screens/app.tsx';
import { farewell } from './screens/farewell.ts';
import type { Background } from './setting.tsx';
import type { YamlHelp } from './writing/desk.ts';

export interface TerminalOptions {
  /** May still be on its way: the first frame is shown meanwhile. */
  readonly player: () => Promise<Player>;
  readonly learner: string;
  readonly language: Language;
  /** Where to begin instead of at home: a question, a quiz, today’s review (#engine/place.ts). */
  readonly place?: string;
  /** What the learner chose last time; asked for once the player is there. */
  rememberedLanguage(): Promise<Language | undefined>;
  rememberLanguage(language: Language): Promise<void>;
  /** Where drafts are kept. */
  readonly answersFolder: string;
  readonly home: string;
  readonly cwd: string;
  readonly environment: Readonly<Record<string, string | undefined>>;
  readonly platform: NodeJS.Platform;
  /** For the app's own editor. */
  readonly yaml?: YamlHelp;
  readonly unicode: boolean;
  readonly background: Background;
  readonly input: NodeJS.ReadStream;
  readonly output: NodeJS.WriteStream;
  /** Aborts when the process is told to end. */
  readonly signal: AbortSignal;
  /** While this works, Ctrl-C is meant for somebody else. */
  ignoringInterrupts(work: () => Promise<void>): Promise<void>;
}

export interface Leaving {
  readonly interrupted: boolean;
  /** For the normal screen, in the language that was shown last. */
  readonly farewell: string;
}

/** Rejects where the player cannot be had (no database, no questions), after the terminal is restored. */
export async function startTerminal(options: TerminalOptions): Promise<Leaving> {
  const { environment, platform, input, output, signal } = options;
  const player = Promise.withResolvers<Player>();
  let suspend: (work: () => Promise<void>) => Promise<void> = (work) => work();

  const conductor = new Conductor({
    player: player.promise,
    learner: options.learner,
    language: options.language,
    ...(options.place !== undefined && { place: options.place }),
    files: answerFiles({ folder: options.answersFolder, home: options.home, cwd: options.cwd }),
    rememberedLanguage: options.rememberedLanguage,
    rememberLanguage: options.rememberLanguage,
    edit: async (file) => {
      const editor = findEditor(environment, platform);
      if (!editor) return noEditor;
      let trouble: Text | undefined;
      // Ctrl-C in the editor reaches readyz too, where it is none of its business.
      await options.ignoringInterrupts(() =>
        suspend(async () => {
          trouble = openEditor(editor, file, environment);
        }),
      );
      return trouble;
    },
    leave: (how) => leave(how),
    ...(options.yaml && { yaml: options.yaml }),
    pause: (milliseconds) => setTimeout(milliseconds),
  });

  /** Takes Ink's way of lending the terminal as soon as there is one. */
  function Lending() {
    const { suspendTerminal } = useApp();
    useEffect(() => {
      suspend = async (work) => {
        await suspendTerminal(work);
      };
    }, [suspendTerminal]);
    return <App conductor={conductor} unicode={options.unicode} background={options.background} />;
  }

  const app = render(<Lending />, {
    stdin: input,
    stdout: output,
    alternateScreen: true,
    incrementalRendering: true,
    exitOnCtrlC: false,
    patchConsole: false,
    // A CI variable in the environment does not make a terminal less of one: the command has looked.
    interactive: true,
  });
  let interrupted = false;
  function leave(how: { readonly interrupted: boolean }): void {
    interrupted ||= how.interrupted;
    app.unmount();
  }
  signal.addEventListener('abort', () => leave({ interrupted: true }));

  let failure: unknown;
  await app.waitUntilRenderFlush();
  options.player().then(player.resolve, player.reject);
  conductor.open().catch((error: unknown) => {
    failure = error;
    app.unmount();
  });
  await app.waitUntilExit();
  if (failure !== undefined) throw failure;
  await conductor.close();
  return { interrupted, farewell: farewell(conductor.model, options.unicode) };
}
