/**
 * What the app on a screen and the app as a conversation begin alike: what they are given, and a conductor that keeps drafts in
 * files and hands the terminal to the learner’s own editor. They differ in how the terminal is lent, and in how they show.
 */
import { setTimeout } from 'node:timers/promises';
import type { Language, Text } from '#base/text.ts';
import type { Player } from '#engine/player.ts';
import { answerFiles } from './answer-files.ts';
import { Conductor, type ConductorParts } from './conductor.ts';
import { findEditor, noEditor, openEditor } from './editor.ts';
import type { Leave } from './model.ts';
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

export interface Leaving extends Leave {
  /** For the normal screen, in the language that was shown last. */
  readonly farewell: string;
}

export interface Frontend extends Pick<ConductorParts, 'player' | 'leave'> {
  /** Gives the terminal away while this works, and takes it back. */
  lend(work: () => Promise<void>): Promise<void>;
}

export function conductorFor(options: TerminalOptions, { player, leave, lend }: Frontend): Conductor {
  const { environment, platform } = options;
  return new Conductor({
    player,
    leave,
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
        lend(async () => {
          trouble = openEditor(editor, file, environment);
        }),
      );
      return trouble;
    },
    ...(options.yaml && { yaml: options.yaml }),
    pause: (milliseconds) => setTimeout(milliseconds),
  });
}
