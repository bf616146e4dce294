/**
 * The editor that kubectl opens at the workstation. It cannot wait for a person in the middle of a command, so either the texts
 * are there already, or the command is rehearsed: an editor that saves nothing changes nothing, and the first text that nobody
 * has changed yet stops the rehearsal (EditorWanted).
 */

export class KubectlEditor {
  #texts: (string | undefined)[] = [];
  #isRehearsal = false;
  #opened = 0;

  /** What was saved, in the order in which the texts are opened; undefined where nothing was. */
  give(texts: readonly (string | undefined)[]): void {
    this.#texts = [...texts];
    this.#opened = 0;
    this.#isRehearsal = false;
  }

  /** With what has been changed so far. */
  rehearse(texts: readonly (string | undefined)[]): void {
    this.give(texts);
    this.#isRehearsal = true;
  }

  open(name: string, text: string): string | undefined {
    const index = this.#opened++;
    if (!this.#isRehearsal) return this.#texts[index];
    if (index < this.#texts.length) return undefined;
    throw new EditorWanted(name, text);
  }
}

export class EditorWanted extends Error {
  readonly fileName: string;
  readonly text: string;

  constructor(fileName: string, text: string) {
    super('a text is to be edited');
    this.fileName = fileName;
    this.text = text;
  }
}
