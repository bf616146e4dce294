/** A press of a lab's button, a pick or a form, with the lab it is about: what every deed works with. */
import { MessageFlags } from 'discord.js';
import type { Language, Text } from '#base/text.ts';
import type { Press } from '../components/component.ts';
import { type Desk, edit, payload, rulesOf, whisper } from '../desk.ts';
import { isHost } from '../hosts.ts';
import type { Message } from '../layout.ts';
import { prose, shorten } from '../markdown.ts';
import type { LabFrame } from './buttons.ts';
import type { DeedWords } from './deed-words.ts';
import type { LabLook, Labs } from './labs.ts';
import { brokenMessage, labMessage, lastMessage, lineMessage } from './message.ts';
import { waitForLab } from './wait-for-lab.ts';

export interface Deed {
  /** Whether everybody in the thread shall see what it did. */
  readonly isPublic: boolean;
  run(call: LabCall): Promise<void>;
}

export class LabCall {
  readonly press: Press;
  readonly desk: Desk;
  readonly words: DeedWords;
  /** What was pressed has given way to "simulating…". */
  isWaiting = false;

  constructor(press: Press, desk: Desk, words: DeedWords) {
    this.press = press;
    this.desk = desk;
    this.words = words;
  }

  get labs(): Labs {
    return this.desk.labs;
  }

  get id(): string {
    return this.press.id.session;
  }

  /** The version that the button was shown at. */
  get seen(): number {
    return this.press.id.position;
  }

  get language(): Language {
    return this.press.language;
  }

  /** The name that others see. */
  get who(): string {
    const { interaction } = this.press;
    return shorten(interaction.inCachedGuild() ? interaction.member.displayName : interaction.user.displayName, 40);
  }

  frame(version: number): LabFrame {
    const stand = this.words.stand === 'public' ? 'panel' : this.words.stand;
    return { id: this.id, version, stand, language: this.language };
  }

  /** Types lines, and shows what came of it where it belongs. With `expected`, only if nobody did anything meanwhile. */
  async type(text: string, expected?: number): Promise<void> {
    const { interaction, learner: author } = this.press;
    const line = { text, author, source: interaction.id };
    await this.tell(await this.waitFor(this.labs.type(this.id, line, expected)), {
      keep: expected === undefined ? text : '',
    });
  }

  waitFor(look: Promise<LabLook>): Promise<LabLook> {
    return waitForLab(this, look);
  }

  /** What a change came to: one's own message, or a line for everybody. What was typed in vain comes back. */
  async tell(look: LabLook, { did, keep = '' }: { readonly did?: Text; readonly keep?: string } = {}): Promise<void> {
    if (look.kind === 'refused') return this.refuse(look.text, keep);
    const { lab, sight, isDone } = look;
    const { stand } = this.words;
    if (stand === 'public' && !isDone) return this.refuse(tooLate);
    if (stand !== 'public') {
      await this.show(labMessage(this.frame(lab.version), sight, isDone ? {} : { notice: tooLate }));
    }
    if (stand === 'own' || !isDone) return;
    const frame: LabFrame = { id: this.id, version: lab.version, stand: 'public', language: lab.language };
    const message = lineMessage(frame, sight, { who: this.who, ...(did && { did }) });
    if (stand === 'public') return this.show(message);
    await this.press.interaction.followUp({ ...payload(message), flags: MessageFlags.IsComponentsV2 });
  }

  /** In place of what was pressed, or of the "thinking…". */
  async show(message: Message): Promise<void> {
    await edit(this.press.interaction, message);
  }

  /** For one pair of eyes; a line that everybody would have seen is taken back. */
  async refuse(text: Text, keep = ''): Promise<void> {
    const { interaction } = this.press;
    await this.takeBack();
    const files = keep.trim() === '' ? [] : [{ name: 'lines.txt', content: `${keep}\n` }];
    await whisper(interaction, prose(text[this.language]), files);
    if (this.isWaiting && this.words.stand !== 'public') await this.showAgain();
  }

  /** How the lab stands, in place of what was pressed. */
  async showAgain(page: Parameters<typeof labMessage>[2] = {}): Promise<void> {
    const look = await this.waitFor(this.labs.look(this.id));
    if (look.kind === 'seen') return this.show(labMessage(this.frame(look.lab.version), look.sight, page));
    const { lab, text } = look;
    await this.show(lab ? brokenMessage(this.frame(lab.version), text) : lastMessage(this.language, text));
  }

  /** The "thinking…" that everybody sees goes, where nothing comes of it. */
  async takeBack(): Promise<void> {
    const { interaction } = this.press;
    const isForAll = this.words.stand === 'public' && interaction.deferred && interaction.ephemeral === false;
    if (isForAll) await interaction.deleteReply();
  }

  /** Whoever began the lab, and whoever runs the server. */
  async mayRule(owner: string | undefined): Promise<boolean> {
    const { interaction, learner } = this.press;
    if (owner === learner) return true;
    const rules = await rulesOf(interaction, this.desk);
    return rules !== undefined && isHost(interaction, rules);
  }
}

const tooLate: Text = {
  es: 'Entretanto el laboratorio ha cambiado y ese botón no hizo nada. Mira cómo está y pulsa otra vez.',
  en: 'Meanwhile the lab has changed, and that button did nothing. See how it stands and press again.',
};
