/** A press of a button, a pick from a list or a form handed in, read and ready to be dealt with. */
import type { ButtonInteraction, ModalSubmitInteraction, StringSelectMenuInteraction } from 'discord.js';
import type { Language } from '#base/text.ts';
import type { CustomId } from '../custom-id.ts';
import type { Desk } from '../desk.ts';

export interface Press {
  readonly interaction: ButtonInteraction | StringSelectMenuInteraction | ModalSubmitInteraction;
  readonly id: CustomId;
  /** What was picked from a list; empty for buttons. */
  readonly values: readonly string[];
  readonly language: Language;
  readonly learner: string;
}

export type Manner = 'deferred' | 'itself' | 'private' | 'either' | 'public';

export interface Component {
  /**
   * `deferred`: Discord has been told that an answer will come, within the 3 seconds it waits. `itself`: the component tells
   * it, because a form can only be the first answer. `private`: the message that was pressed is for everybody and stays as it
   * is; whoever pressed gets one of their own. `either`: `private` under a message for everybody, `deferred` under one's own.
   * `public`: what comes is a message of its own, for everybody. Where it hangs on what the button says, that is asked.
   */
  readonly acknowledged: Manner | ((id: CustomId) => Manner);
  run(press: Press, desk: Desk): Promise<void>;
}
