/** A command of the lab itself: what it is called, its help, and what it does. One file each in commands/. */
import type { Language, Text } from '#base/text.ts';
import type { FaultChoice } from './fault-choice.ts';
import type { LabRoom } from './lab-room.ts';
import { type Piece, type PieceKind, textOf } from './pieces.ts';
import type { Slices } from './slices.ts';

export interface LabCommand {
  readonly name: string;
  readonly group: 'time' | 'faults' | 'looking' | 'files' | 'session';
  /** After the name: `TIME`. */
  readonly usage: string;
  readonly summary: Text;
  readonly examples: readonly (readonly [line: string, does: Text])[];
  /** Left out of what is saved: it changes nothing. */
  readonly isLook?: true;
  /** Whether these words are for this command, where a tool or a builtin has the same name. */
  takes?(words: readonly string[]): boolean;
  /** In slices where time passes; most take none. */
  // biome-ignore lint/suspicious/noConfusingVoidType: a command that takes no time returns nothing
  run(call: LabCall): Slices | void;
  /** What may stand as the next word. */
  complete?(room: LabRoom, before: readonly string[]): readonly string[];
  /** What a menu of faults offers of it, with what exists now. */
  choices?(room: LabRoom): readonly FaultChoice[];
}

/** The command cannot be done: caught where it is run, told, and the line's exit code is 1. */
export class LabRefusal extends Error {
  readonly text: Text;

  constructor(text: Text) {
    super(text.en);
    this.text = text;
  }
}

export class LabCall {
  readonly room: LabRoom;
  readonly words: readonly string[];
  readonly stdin: string;
  readonly pieces: Piece[] = [];

  constructor(room: LabRoom, words: readonly string[], stdin: string) {
    this.room = room;
    this.words = words;
    this.stdin = stdin;
  }

  get language(): Language {
    return this.room.language;
  }

  get output(): string {
    return textOf(this.pieces);
  }

  print(text: string, kind: PieceKind = 'output'): void {
    this.pieces.push({ kind, text });
  }

  say(text: Text): void {
    this.print(`${text[this.language]}\n`, 'note');
  }

  /** What happened since it was last told. */
  tellNews(): void {
    this.pieces.push(...this.room.news());
  }

  refuse(es: string, en: string): never {
    throw new LabRefusal({ es, en });
  }

  /** The words are not what the command takes: how it is used. */
  misused(command: LabCommand): never {
    const usage = `${command.name} ${command.usage}`.trim();
    const [example] = command.examples[0] ?? [''];
    return this.refuse(
      `se usa así: ${usage}   (por ejemplo: ${example})`,
      `use it like this: ${usage}   (for example: ${example})`,
    );
  }
}
