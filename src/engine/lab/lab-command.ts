/** A command of the lab itself: what it is called, its help, and what it does. One file each in commands/. */
import type { Language, Text } from '#base/text.ts';
import type { LabRoom } from './lab-room.ts';

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
  run(call: LabCall): void;
  /** What may stand as the next word. */
  complete?(room: LabRoom, before: readonly string[]): readonly string[];
}

/** The command cannot be done: caught in lab.ts, told, and the line's exit code is 1. */
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
  output = '';

  constructor(room: LabRoom, words: readonly string[], stdin: string) {
    this.room = room;
    this.words = words;
    this.stdin = stdin;
  }

  get language(): Language {
    return this.room.language;
  }

  print(text: string): void {
    this.output += text;
  }

  say(text: Text): void {
    this.output += `${text[this.language]}\n`;
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
