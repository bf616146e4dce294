/**
 * Labs as people on Discord use them: each change is run first and written then, to the version it was made to. What several
 * people do to one lab at once is done one after the other; where another process was quicker, it is done again after that.
 * What could not be run, or is too much, was never typed.
 */
import type { Language, Text } from '#base/text.ts';
import type { KeptLab, LabBeginning, LabChange, LabPlace, LabStore } from '#engine/kept-lab.ts';
import type { LabRunner, LabSight } from '#engine/lab-runs.ts';

export interface LabsParts {
  readonly store: LabStore;
  readonly runner: LabRunner;
  readonly now: () => number;
  readonly newId: () => string;
}

export type LabLook =
  | {
      readonly kind: 'seen';
      readonly lab: KeptLab;
      readonly sight: LabSight;
      /** False where what was asked for came too late, or had been done: this is how it stands. */
      readonly isDone: boolean;
    }
  | { readonly kind: 'refused'; readonly text: Text; readonly lab?: KeptLab };

/** How much one lab keeps. */
const mostKept = { lines: 300, characters: 200_000, ownLabs: 5 } as const;
/** After so many days in which nobody typed, a lab is erased. */
export const silenceDays = 7;
const mostTries = 6;

export class Labs {
  readonly store: LabStore;
  readonly #parts: LabsParts;
  /** What is under way in this process, by lab: the next change waits for it. */
  readonly #lines = new Map<string, Promise<unknown>>();

  constructor(parts: LabsParts) {
    this.store = parts.store;
    this.#parts = parts;
  }

  queue(): ReturnType<LabRunner['queue']> {
    return this.#parts.runner.queue();
  }

  /** A new one. Of somebody's own the oldest goes where there are too many. */
  async open(about: {
    readonly owner: string;
    readonly language: Language;
    readonly beginning: LabBeginning;
    readonly place?: LabPlace;
  }): Promise<string> {
    const { store, newId, now } = this.#parts;
    const id = newId();
    await store.create({ id, ...about, startedAt: now() });
    if (!about.place)
      for (const old of (await store.ownedBy(about.owner)).slice(mostKept.ownLabs)) await store.erase(old);
    return id;
  }

  async look(id: string): Promise<LabLook> {
    const lab = await this.store.load(id);
    return lab ? this.#seen(lab, false) : { kind: 'refused', text: labIsGone };
  }

  /** What an unfinished line may become; nothing while others' lines wait, because Discord asks at every key. */
  async complete(id: string, line: string): Promise<readonly string[]> {
    const { runner } = this.#parts;
    const { entered, begun } = runner.queue();
    const lab = entered > begun ? undefined : await this.store.load(id);
    if (!lab) return [];
    const { language, beginning, lines } = lab;
    return runner.complete({ id, language, beginning, lines: lines.map(({ text }) => text) }, line);
  }

  /** `expected` is the version that was seen; without it, it is typed wherever the lab stands by now. */
  type(
    id: string,
    line: { readonly text: string; readonly author: string; readonly source: string },
    expected?: number,
  ): Promise<LabLook> {
    return this.#inLine(id, async () => {
      for (let tries = 0; tries < mostTries; tries++) {
        const lab = await this.store.load(id);
        if (!lab) return { kind: 'refused', text: labIsGone };
        if (lab.lines.some(({ source }) => source === line.source)) return this.#seen(lab, false);
        if (expected !== undefined && lab.version !== expected) return this.#seen(lab, false);
        if (isFull(lab, line.text)) return { kind: 'refused', text: labIsFull, lab };
        const outcome = await this.#run(lab, line.text);
        if ('trouble' in outcome) return { kind: 'refused', text: outcome.trouble, lab };
        if (outcome.sight.isFull) return { kind: 'refused', text: labIsFull, lab };
        const after = await this.#changed(lab, { kind: 'add', line });
        if (after) return { kind: 'seen', lab: after, sight: outcome.sight, isDone: true };
      }
      return { kind: 'refused', text: tooBusy };
    });
  }

  undo(id: string, expected: number): Promise<LabLook> {
    return this.#inLine(id, async () => {
      const lab = await this.store.load(id);
      if (!lab) return { kind: 'refused', text: labIsGone };
      if (lab.version !== expected) return this.#seen(lab, false);
      if (lab.lines.length === 0) return { kind: 'refused', text: nothingToUndo, lab };
      const after = await this.#changed(lab, { kind: 'undo' });
      return after ? this.#seen(after, true) : this.look(id);
    });
  }

  /** Another beginning with these lines: a fresh lab, or one that was saved. What does not run changes nothing. */
  begin(
    id: string,
    expected: number,
    { beginning, lines }: Omit<Extract<LabChange, { kind: 'begin' }>, 'kind'>,
  ): Promise<LabLook> {
    return this.#inLine(id, async () => {
      const lab = await this.store.load(id);
      if (!lab) return { kind: 'refused', text: labIsGone };
      if (lab.version !== expected) return this.#seen(lab, false);
      const wanted = { ...lab, beginning, lines };
      if (isFull({ ...wanted, lines: lines.slice(0, -1) }, lines.at(-1)?.text ?? '')) {
        return { kind: 'refused', text: labIsFull, lab };
      }
      const outcome = await this.#run(wanted);
      if ('trouble' in outcome) return { kind: 'refused', text: outcome.trouble, lab };
      const after = await this.#changed(lab, { kind: 'begin', beginning, lines });
      return after ? { kind: 'seen', lab: after, sight: outcome.sight, isDone: true } : this.look(id);
    });
  }

  async #seen(lab: KeptLab, isDone: boolean): Promise<LabLook> {
    const outcome = await this.#run(lab);
    return 'trouble' in outcome
      ? { kind: 'refused', text: outcome.trouble, lab }
      : { kind: 'seen', lab, sight: outcome.sight, isDone };
  }

  #run({ id, language, beginning, lines }: KeptLab, typed?: string) {
    const asked = { id, language, beginning, lines: lines.map(({ text }) => text) };
    return this.#parts.runner.run(typed === undefined ? asked : { ...asked, typed });
  }

  /** The lab after the change; nothing where somebody else changed it meanwhile. */
  async #changed(lab: KeptLab, change: LabChange): Promise<KeptLab | undefined> {
    const at = this.#parts.now();
    if (!(await this.store.change(lab.id, lab.version, change, at))) return undefined;
    const { beginning } = change.kind === 'begin' ? change : lab;
    return { ...lab, beginning, lines: linesAfter(lab, change), version: lab.version + 1, touchedAt: at };
  }

  #inLine<Value>(id: string, work: () => Promise<Value>): Promise<Value> {
    const before = this.#lines.get(id) ?? Promise.resolve();
    const mine = before.then(work, work);
    this.#lines.set(id, mine);
    const forget = () => {
      if (this.#lines.get(id) === mine) this.#lines.delete(id);
    };
    mine.then(forget, forget);
    return mine;
  }
}

function linesAfter({ lines }: KeptLab, change: LabChange): KeptLab['lines'] {
  switch (change.kind) {
    case 'add':
      return [...lines, change.line];
    case 'undo':
      return lines.slice(0, -1);
    case 'begin':
      return change.lines;
  }
}

function isFull({ lines }: Pick<KeptLab, 'lines'>, text: string): boolean {
  const characters = lines.reduce((sum, line) => sum + line.text.length, text.length);
  return lines.length >= mostKept.lines || characters > mostKept.characters;
}

const labIsGone: Text = {
  es: `Este laboratorio ya no existe: se cerró, o pasaron ${silenceDays} días sin que nadie tecleara. Abre otro con \`/lab abrir\`.`,
  en: `This lab is no more: it was closed, or nobody typed for ${silenceDays} days. Open another with \`/lab open\`.`,
};
const labIsFull: Text = {
  es: 'En este laboratorio ya no cabe más y la última línea no se ha tecleado. Deshaz algo, o guárdalo y reinícialo.',
  en: 'No more fits into this lab, and the last line was not typed. Undo something, or save it and start over.',
};
const nothingToUndo: Text = { es: 'No hay nada que deshacer.', en: 'There is nothing to undo.' };
const tooBusy: Text = {
  es: 'Hay demasiada gente tecleando a la vez y esta línea no entró. Tecléala otra vez.',
  en: 'Too many are typing at once, and this line did not get in. Type it again.',
};
