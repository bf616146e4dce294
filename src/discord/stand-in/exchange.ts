/** One interaction and all that came of it, seen by whoever pressed. */
import { type FormView, type MessageView, viewForm, viewMessage } from './view.ts';
import { type StoredInteraction, type StoredMessage, type World, waitFor } from './world.ts';

/** Longer than Discord's three seconds: a run takes its time, an acknowledgement does not. */
const patienceMilliseconds = 8000;

export class Exchange {
  readonly event: object;
  readonly #world: World;
  readonly #interaction: StoredInteraction;

  constructor(world: World, interaction: StoredInteraction, event: object) {
    this.#world = world;
    this.#interaction = interaction;
    this.event = event;
  }

  get sourceMessageId(): string | undefined {
    return this.#interaction.sourceMessageId;
  }

  /** How long whoever pressed had to wait for a sign; without one in three seconds Discord shows "interaction failed". */
  async acknowledged(): Promise<number> {
    const { afterMilliseconds } = await this.#wait('an acknowledgement', () => this.#interaction.acknowledged);
    return afterMilliseconds;
  }

  /** The message that this became, or that it changed, once it looks like this. */
  async message(
    looks: (message: MessageView) => boolean = (message) => !message.loading,
    patience = patienceMilliseconds,
  ): Promise<MessageView> {
    // Looked at again only when it changed: with a thousand people at once, every change would wake every one of them.
    let seen: Pick<StoredMessage, 'components' | 'content' | 'flags'> | undefined;
    return this.#wait(
      'a message',
      () => {
        const stored = this.#world.messages.get(this.#interaction.originalMessageId ?? '');
        if (
          !stored ||
          (seen?.components === stored.components && seen.content === stored.content && seen.flags === stored.flags)
        ) {
          return undefined;
        }
        seen = { ...stored };
        const view = viewMessage(stored);
        return looks(view) ? view : undefined;
      },
      patience,
    );
  }

  /** A message that came after the first answer. */
  async followUp(index = 0): Promise<MessageView> {
    return this.#wait('a further message', () => {
      const stored = this.#world.messages.get(this.#interaction.followUpIds[index] ?? '');
      return stored && viewMessage(stored);
    });
  }

  async form(): Promise<FormView> {
    return viewForm(await this.#wait('a form', () => this.#interaction.modal));
  }

  async choices(): Promise<readonly { readonly name: string; readonly value: string | number }[]> {
    return this.#wait('proposals', () => this.#interaction.choices);
  }

  #wait<Found>(what: string, look: () => Found | undefined, patience = patienceMilliseconds): Promise<Found> {
    return waitFor(this.#world, what, look, patience);
  }
}
