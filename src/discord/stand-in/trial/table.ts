/** What the person at the trial page has in front of them: the messages, and the form that is open, if one is. */
import type { Exchange } from '../exchange.ts';
import type { StandIn } from '../stand-in.ts';
import type { FormView } from '../view.ts';
import type { Person } from '../world.ts';

export interface TableState {
  /** Rises with every change. */
  readonly version: number;
  readonly locale: string;
  /** As the bot has told Discord about them. */
  readonly commands: readonly object[];
  readonly messages: readonly object[];
  readonly form?: FormView;
  /** What Discord would not have taken: an author of screens wants to see it. */
  readonly refused: readonly string[];
  /** How often the bot has let somebody wait for longer than Discord does. */
  readonly failures: number;
}

const patienceMilliseconds = 20_000;

export class Table {
  person: Person;
  readonly #standIn: StandIn;
  readonly #listeners = new Set<() => void>();
  #opened: { readonly exchange: Exchange; readonly form: FormView } | undefined;
  #version = 0;
  #failures = 0;

  constructor(standIn: StandIn, locale: string) {
    this.#standIn = standIn;
    this.person = standIn.person('you', locale, { manages: true });
    standIn.world.changes.on('change', this.changed);
  }

  get opened(): { readonly exchange: Exchange; readonly form: FormView } | undefined {
    return this.#opened;
  }

  changed = (): void => {
    this.#version++;
    for (const listener of this.#listeners) listener();
    this.#listeners.clear();
  };

  /** The same person with another language: Discord tells the bot with every press. */
  speak(locale: string): void {
    this.person = { ...this.person, locale };
    this.changed();
  }

  /** Discord tells whoever pressed when nothing comes of it in three seconds. */
  watch(exchange: Exchange): void {
    exchange.acknowledged().catch(() => {
      this.#failures++;
      this.changed();
    });
  }

  open(exchange: Exchange, form: FormView): void {
    this.#opened = { exchange, form };
    this.changed();
  }

  closeForm(): void {
    this.#opened = undefined;
    this.changed();
  }

  /** Waits for news, but not for ever: a browser would give up. */
  async newerThan(version: number): Promise<TableState> {
    if (this.#version <= version) {
      await new Promise<void>((resolve) => {
        const timer = setTimeout(resolve, patienceMilliseconds);
        this.#listeners.add(() => {
          clearTimeout(timer);
          resolve();
        });
      });
    }
    return this.#state();
  }

  close(): void {
    this.#standIn.world.changes.off('change', this.changed);
    this.changed();
  }

  #state(): TableState {
    const { world } = this.#standIn;
    const messages = [...world.messages.values()].map(({ id, content, flags, components, files }) => ({
      id,
      content,
      flags,
      components,
      files: files.map(({ id: file, name }) => ({ name, url: `/files/${file}` })),
    }));
    return {
      version: this.#version,
      locale: this.person.locale,
      commands: world.commands,
      messages,
      ...(this.#opened ? { form: this.#opened.form } : {}),
      refused: world.problems,
      failures: this.#failures,
    };
  }
}
