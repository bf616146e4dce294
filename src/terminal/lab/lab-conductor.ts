/**
 * Turns what keys ask for into lines of the lab and their answers into what is shown. No React and no keys here, so all of it
 * can be played in a test. What a lab does is decided in the engine; what is decided here is what a screen adds: a prompt with
 * its history, time that flows by itself, menus, an editor, a window on what was printed.
 */
import type { Language, Text } from '#base/text.ts';
import { durationText, secondsOf } from '#engine/lab/durations.ts';
import { wholeLines } from '#engine/lab/whole-lines.ts';
import { textOf } from '../writing/buffer.ts';
import { Desk, type YamlHelp } from '../writing/desk.ts';
import { beginWriting, edit, goTo, type Writing } from '../writing/writing.ts';
import { remember, searchBack } from './history.ts';
import type { HistoryFile } from './history-file.ts';
import { faultItems, isTyped, type LabIntent, type LabModel, type Overlay, type View, views } from './lab-model.ts';
import { asTyped, LabWork, type LabWorkParts } from './lab-work.ts';
import { complete, cursorIn, editPrompt, emptyPrompt, promptOf, recall, textIn } from './prompt.ts';
import { append, emptyScrollback } from './scrollback.ts';

export interface LabConductorParts extends Pick<LabWorkParts, 'lab' | 'unicode' | 'pause' | 'breathe'> {
  /** Shown first. */
  readonly intro: Text;
  /** Of the question that the lab was opened with. */
  readonly hasStatement: boolean;
  readonly history: HistoryFile;
  /** A line to begin with, as `load monday.lab`. */
  readonly firstLine?: string;
  /** The person's own editor. */
  editOutside(name: string, text: string): Promise<{ readonly text?: string; readonly trouble?: Text }>;
  readonly yaml?: YamlHelp;
  rememberLanguage(language: Language): Promise<void>;
  leave(how: { readonly interrupted: boolean }): void;
}

export interface Seen {
  /** Of what can be scrolled. */
  readonly rows: number;
  readonly furthest: number;
  /** Output and cluster can be shown at once. */
  readonly hasRoomForBoth: boolean;
}

export class LabConductor {
  readonly #parts: LabConductorParts;
  readonly #listeners = new Set<() => void>();
  readonly #desk: Desk;
  readonly #work: LabWork;
  #model: LabModel;
  /** Goes on with the line that waits for an edited text. */
  #edited: ((text: string | undefined) => void) | undefined;
  #isClosed = false;
  #seen: Seen = { rows: 10, furthest: 0, hasRoomForBoth: true };

  constructor(parts: LabConductorParts) {
    this.#parts = parts;
    const { lab, history, intro, firstLine } = parts;
    this.#desk = new Desk({
      help: parts.yaml,
      pause: parts.pause,
      now: () => this.#writing?.writing,
      show: (writing) => this.#show(writing),
      // The text is the lab's: it is saved when the person says so.
      save: () => undefined,
    });
    this.#work = new LabWork({
      ...parts,
      model: this.getModel,
      change: (change) => this.#change(change),
      edit: (name, text) => this.#edit(name, text),
      leave: () => parts.leave({ interrupted: false }),
    });
    const { language } = lab;
    this.#model = {
      language,
      mode: 'typing',
      prompt: emptyPrompt,
      history: { lines: history.read() },
      output: append(emptyScrollback, [{ kind: 'note', text: `${intro[language]}\n` }], parts.unicode),
      back: 0,
      picture: lab.picture(),
      speed: 10,
      isFlowing: false,
      isBusy: false,
      view: 'both',
      ...(parts.hasStatement && { overlay: { kind: 'statement', top: 0 } }),
    };
    if (firstLine !== undefined) this.#begin([firstLine]);
  }

  getModel = (): LabModel => this.#model;

  /** What stands before the line. */
  get promptText(): string {
    return this.#parts.lab.prompt;
  }

  subscribe = (listener: () => void): (() => void) => {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  };

  /** What the window has room for: told by whoever draws. */
  see(seen: Seen): void {
    this.#seen = seen;
  }

  /** The screen is gone: nothing goes on without it. */
  close(): Promise<void> {
    this.#isClosed = true;
    this.#closeEditor(undefined);
    return this.#work.close();
  }

  send = (intent: LabIntent): void => {
    if (this.#model.notice) this.#change({ notice: undefined });
    this.#perform(intent);
  };

  #perform(intent: LabIntent) {
    const { prompt, history, overlay, view } = this.#model;
    switch (intent.kind) {
      case 'edit':
        return this.#change({ prompt: editPrompt(prompt, intent.change) });
      case 'submit':
        return this.#submit();
      case 'complete':
        return this.#complete(intent.back);
      case 'recall':
        return this.#change({ prompt: recall(prompt, history, intent.direction) });
      case 'scroll':
        return this.#scroll(intent);
      case 'clear':
        return this.#change({ output: emptyScrollback, back: 0 });
      case 'interrupt':
        return this.#interrupt();
      case 'leave':
        if (this.#model.mode === 'typing' && textIn(prompt) !== '') {
          return this.#change({ prompt: editPrompt(prompt, { kind: 'erase', what: 'after' }) });
        }
        return this.#parts.leave({ interrupted: false });
      case 'steer':
        return this.#change({ mode: 'steering', prompt: { buffer: prompt.buffer } });
      case 'type-again':
        return this.#change({ mode: 'typing' });
      case 'flow':
        return this.#model.isFlowing ? this.#work.stopFlow() : this.#work.startFlow();
      case 'speed':
        this.#change({ speed: intent.speed });
        return this.#model.isFlowing ? undefined : this.#work.startFlow();
      case 'run':
        return this.#begin([intent.line]);
      case 'view':
        return this.#change({ view: nextView(view, this.#seen.hasRoomForBoth) });
      case 'language':
        return this.#changeLanguage();
      case 'help':
        return this.#change({ overlay: { kind: intent.kind, top: 0 } });
      case 'statement':
        if (this.#parts.hasStatement) return this.#change({ overlay: { kind: intent.kind, top: 0 } });
        return this.#change({ notice: noStatement });
      case 'faults':
        return this.#openFaults();
      case 'search':
        return this.#search(overlay);
      case 'ask-time':
        return this.#change({ overlay: { kind: 'time', typed: '' } });
      case 'move':
        if (overlay?.kind !== 'faults') return;
        return this.#change({ overlay: { ...overlay, selected: between(overlay.selected + intent.by, overlay) } });
      case 'take':
        return this.#take(overlay, intent.index);
      case 'letters':
        return this.#type((typed) => typed + intent.text);
      case 'erase-letter':
        return this.#type((typed) => [...typed].slice(0, -1).join(''));
      case 'close':
        if (overlay?.kind === 'faults' && overlay.taken) return this.#openFaults(overlay.taken.id);
        return this.#change({ overlay: undefined });
      case 'change-text': {
        const writing = this.#writing?.writing;
        return writing && this.#desk.put(edit(writing, intent.change));
      }
      case 'next-issue': {
        const { buffer, issues } = this.#writing?.writing ?? {};
        const next = issues?.find(({ line }) => buffer && line - 1 > buffer.line) ?? issues?.[0];
        const writing = this.#writing?.writing;
        return writing && next && this.#desk.put(goTo(writing, next.line, next.column));
      }
      case 'keep-text':
        return this.#closeEditor(this.#writing && textOf(this.#writing.writing.buffer));
      case 'drop-text':
        return this.#closeEditor(undefined);
      case 'own-editor':
        void this.#editOutside();
    }
  }

  /** The window on the output is counted from its end, that on a page from its top. */
  #scroll({ direction, by }: Extract<LabIntent, { kind: 'scroll' }>) {
    const { overlay, back } = this.#model;
    const { rows, furthest } = this.#seen;
    const step = { line: 1, page: rows - 1 || 1, all: Number.MAX_SAFE_INTEGER }[by];
    const within = (row: number) => Math.max(0, Math.min(furthest, row));
    if (overlay?.kind === 'help' || overlay?.kind === 'statement') {
      const top = within(overlay.top + (direction === 'up' ? -step : step));
      return this.#change({ overlay: { ...overlay, top } });
    }
    this.#change({ back: within(back + (direction === 'up' ? step : -step)) });
  }

  #submit() {
    const { prompt } = this.#model;
    const text = textIn(prompt);
    if (this.#parts.lab.isIncomplete(text)) {
      return this.#change({ prompt: editPrompt(promptOf(text), { kind: 'insert', text: '\n' }) });
    }
    // Whoever types a line wants to read what it prints.
    const view = this.#model.view === 'cluster' && text.trim() !== '' ? 'both' : this.#model.view;
    this.#change({ prompt: emptyPrompt, back: 0, view });
    // What was pasted may be several commands.
    this.#begin(text.includes('\n') ? wholeLines(text.split('\n')) : [text]);
  }

  #begin(lines: readonly string[]) {
    for (const line of lines) {
      if (line.trim() !== '') {
        const { history } = this.#model;
        if (history.lines.at(-1) !== line) this.#parts.history.add(line);
        this.#change({ history: remember(history, line) });
      }
    }
    this.#work.begin(lines);
  }

  /** Ctrl-C: what runs ends, what was typed goes, what flows stops; with nothing left it says how to leave. */
  #interrupt() {
    const { isBusy, prompt, overlay, mode } = this.#model;
    if (overlay?.kind === 'writing') return this.#closeEditor(undefined);
    if (overlay) return this.#change({ overlay: undefined });
    if (isBusy) {
      return this.#work.interrupt();
    }
    if (this.#model.isFlowing) return this.#work.stopFlow();
    if (mode === 'steering') return this.#change({ mode: 'typing' });
    if (textIn(prompt) === '') return this.#change({ notice: howToLeave });
    this.#work.print(asTyped(this.#parts.lab.prompt, `${textIn(prompt)}^C`));
    this.#change({ prompt: emptyPrompt });
  }

  #complete(back: boolean) {
    const { lab } = this.#parts;
    const { prompt } = this.#model;
    this.#change({ prompt: complete(prompt, () => lab.complete(textIn(prompt), cursorIn(prompt)), back) });
  }

  #changeLanguage() {
    const language = this.#model.language === 'es' ? 'en' : 'es';
    this.#parts.lab.language = language;
    this.#change({ language });
    // Where it cannot be kept it holds for this time.
    this.#parts.rememberLanguage(language).catch(() => undefined);
  }

  #openFaults(selectedId?: string) {
    const choices = this.#parts.lab.faults();
    const selected = Math.max(
      0,
      choices.findIndex(({ id }) => id === selectedId),
    );
    this.#change({ overlay: { kind: 'faults', choices, selected } });
  }

  #search(overlay: Overlay | undefined) {
    const { history } = this.#model;
    if (overlay?.kind !== 'search') return this.#change({ overlay: { kind: 'search', typed: '', found: undefined } });
    const { typed, found } = overlay;
    if (typed === '') return;
    const older = searchBack(history, typed, found, found === undefined ? undefined : history.lines[found]);
    this.#change({ overlay: { ...overlay, found: older ?? found } });
  }

  #type(change: (typed: string) => string) {
    const { overlay, history } = this.#model;
    if (!isTyped(overlay)) return;
    const typed = change(overlay.typed).slice(0, 200);
    if (overlay.kind === 'time') return this.#change({ overlay: { ...overlay, typed } });
    this.#change({ overlay: { ...overlay, typed, found: typed === '' ? undefined : searchBack(history, typed) } });
  }

  /** Enter, where something is to be chosen. */
  #take(overlay: Overlay | undefined, index?: number) {
    if (overlay?.kind === 'search') {
      const line = overlay.found === undefined ? overlay.typed : this.#model.history.lines[overlay.found];
      return this.#change({ overlay: undefined, mode: 'typing', prompt: promptOf(line ?? '') });
    }
    if (overlay?.kind === 'time') return this.#goTo(overlay.typed);
    if (overlay?.kind !== 'faults') return;
    const at = index ?? overlay.selected;
    if (!overlay.taken) {
      const taken = overlay.choices[at];
      return taken && this.#change({ overlay: { ...overlay, taken, selected: 0 } });
    }
    const target = overlay.taken.targets[at];
    if (!target) return;
    this.#change({ overlay: undefined });
    this.#begin([target.line]);
  }

  /** `10m` from now, or `1:30:00` on the lab's clock. */
  #goTo(typed: string) {
    const seconds = secondsUntil(typed.trim(), this.#parts.lab.clock.elapsedSeconds);
    this.#change({ overlay: undefined });
    if (seconds === undefined) return this.#change({ notice: noTime });
    if (seconds <= 0) return this.#change({ notice: past });
    this.#begin([`wait ${durationText(seconds)}`]);
  }

  get #writing(): Extract<Overlay, { kind: 'writing' }> | undefined {
    const { overlay } = this.#model;
    return overlay?.kind === 'writing' ? overlay : undefined;
  }

  #show(writing: Writing) {
    if (this.#writing) this.#change({ overlay: { ...this.#writing, writing } });
  }

  async #edit(name: string, text: string): Promise<string | undefined> {
    if (this.#isClosed) return undefined;
    const { promise, resolve } = Promise.withResolvers<string | undefined>();
    this.#edited = resolve;
    this.#change({
      overlay: { kind: 'writing', name, writing: beginWriting(text) },
      picture: this.#parts.lab.picture(),
    });
    return promise;
  }

  #closeEditor(text: string | undefined) {
    const resolve = this.#edited;
    this.#edited = undefined;
    this.#change({ overlay: undefined });
    resolve?.(text);
  }

  async #editOutside(): Promise<void> {
    const { name, writing } = this.#writing ?? {};
    if (!writing || name === undefined) return;
    const { text, trouble } = await this.#parts.editOutside(name, textOf(writing.buffer));
    if (trouble) this.#change({ notice: trouble });
    if (text !== undefined) this.#closeEditor(text);
  }

  #change(change: Partial<LabModel>) {
    this.#model = { ...this.#model, ...change };
    for (const listener of this.#listeners) listener();
  }
}

/** In a window with room for one, what is in sight and the other change places. */
function nextView(view: View, hasRoomForBoth: boolean): View {
  if (!hasRoomForBoth) return view === 'cluster' ? 'both' : 'cluster';
  return views[(views.indexOf(view) + 1) % views.length] ?? 'both';
}

function between(selected: number, overlay: Extract<Overlay, { kind: 'faults' }>): number {
  return Math.max(0, Math.min(faultItems(overlay).length - 1, selected));
}

function secondsUntil(typed: string, nowSeconds: number): number | undefined {
  const clock = /^(?:(\d{1,4}):)?(\d{1,2}):(\d{2})$/.exec(typed);
  if (!clock) return typed === '' ? undefined : secondsOf(typed.replace(/^\+\s*/, ''));
  const [hours = 0, minutes = 0, seconds = 0] = clock.slice(1).map((part) => Number(part ?? 0));
  return hours * 3600 + minutes * 60 + seconds - nowSeconds;
}

const howToLeave: Text = {
  es: 'Para salir: Ctrl-D, o teclea exit. Esc abre el tiempo y las averías.',
  en: 'To leave: Ctrl-D, or type exit. Esc opens time and faults.',
};
const noStatement: Text = {
  es: 'Este laboratorio no es de ninguna pregunta: no hay enunciado.',
  en: 'This lab is of no question: there is no statement.',
};
const noTime: Text = {
  es: 'No es ningún tiempo: escribe 10m (desde ahora) o 1:30:00 (la hora del laboratorio).',
  en: 'That is no time: type 10m (from now) or 1:30:00 (the lab’s clock).',
};
const past: Text = {
  es: 'Esa hora ya pasó. Para volver atrás, deshaz con u.',
  en: 'That time has passed. To go back, undo with u.',
};
