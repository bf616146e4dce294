/**
 * Blocks and buttons of a live quiz as a message. Pages of what everybody sees are not turned, because nobody turns them for
 * all: there the page buttons open the page for whoever pressed, in a message of their own.
 */
import { ButtonStyle, ComponentType } from 'discord.js';
import type { Language, Text } from '#base/text.ts';
import type { Block } from '#engine/screen.ts';
import { renderBlock } from '../blocks/index.ts';
import { chunks } from '../chunks.ts';
import { encodeCustomId } from '../custom-id.ts';
import { layOut, type Message, type Picture, type Row } from '../layout.ts';
import { label, prose } from '../markdown.ts';
import { textPiece } from '../piece.ts';
import type { QuizVerb } from './verbs.ts';

export type Button = {
  readonly text: Text;
  readonly style?: Style;
} & ({ readonly verb: QuizVerb; readonly argument?: string } | { readonly url: string });

export type Style = 'plain' | 'main' | 'good' | 'danger';

export interface Picker {
  readonly verb: QuizVerb;
  readonly argument: string;
  readonly placeholder: Text;
  /** 25 at most. */
  readonly options: readonly { readonly value: string; readonly text: Text; readonly detail?: Text }[];
}

export interface QuizMessage {
  readonly session: string;
  /** Of the question shown; 0 in the lobby. */
  readonly position: number;
  readonly language: Language;
  readonly title: Text;
  readonly blocks: readonly Block[];
  /** Markdown of our own making, below the title: times that Discord counts down. */
  readonly note?: string;
  readonly buttons: readonly Button[];
  readonly pickers?: readonly Picker[];
  readonly pictures?: readonly Picture[];
  readonly tone?: 'plain' | 'right' | 'wrong' | 'waiting';
  readonly page?: number;
  /** What turns its pages. */
  readonly pages: Extract<QuizVerb, 'look' | 'panel'>;
}

const colors = { plain: 0x326ce5, right: 0x2e9e5b, wrong: 0xd24747, waiting: 0x8a8f98 };
const styles: Readonly<
  Record<Style, ButtonStyle.Primary | ButtonStyle.Secondary | ButtonStyle.Success | ButtonStyle.Danger>
> = {
  plain: ButtonStyle.Secondary,
  main: ButtonStyle.Primary,
  good: ButtonStyle.Success,
  danger: ButtonStyle.Danger,
};
const labelCharacters = 38;
const buttonsPerRow = 5;

export function compose(message: QuizMessage): Message {
  const { session, language, title, blocks, note, pictures = [], tone = 'plain', page = 0, pages } = message;
  const position = Math.max(0, message.position);
  const id = (verb: QuizVerb, argument = '') => encodeCustomId({ verb, session, position, argument });
  return layOut({
    pieces: [
      textPiece(`## ${prose(title[language])}`),
      ...(note === undefined || note === '' ? [] : [textPiece(note)]),
      ...blocks.flatMap((block) => renderBlock(block, language)),
    ],
    rows: [
      ...(message.pickers ?? []).map(
        ({ verb, argument, placeholder, options }): Row => ({
          type: ComponentType.ActionRow,
          components: [
            {
              type: ComponentType.StringSelect,
              custom_id: id(verb, argument),
              placeholder: label(placeholder[language], 150),
              options: options.map(({ value, text, detail }) => ({
                value,
                label: label(text[language], 100),
                ...(detail && { description: label(detail[language], 100) }),
              })),
            },
          ],
        }),
      ),
      ...chunks(message.buttons, buttonsPerRow).map(
        (row): Row => ({ type: ComponentType.ActionRow, components: row.map((one) => drawn(one, language, id)) }),
      ),
    ],
    pictures,
    page,
    language,
    accentColor: colors[tone],
    pageId: (target) => id(pages, `page.${target}`),
    // Nothing in a live quiz is picked from a menu.
    pickerId: (index) => id(pages, `pick.${index}`),
  });
}

function drawn(button: Button, language: Language, id: (verb: QuizVerb, argument?: string) => string) {
  const text = label(button.text[language], labelCharacters);
  if ('url' in button)
    return { type: ComponentType.Button, style: ButtonStyle.Link, label: text, url: button.url } as const;
  return {
    type: ComponentType.Button,
    style: styles[button.style ?? 'plain'],
    label: text,
    custom_id: id(button.verb, button.argument),
  } as const;
}

/** Discord takes no link to a name without a dot, `http://localhost` say, and would refuse the whole message for it. */
export function isLinkable(url: string): boolean {
  return URL.canParse(url) && new URL(url).hostname.includes('.');
}

/** The page that a button of `pageId` asks for; the first for any other. */
export function pageIn(argument: string): number {
  const asked = /^page\.(\d{1,4})$/.exec(argument)?.[1];
  return asked === undefined ? 0 : Number(asked);
}

/** `<t:…:R>`: Discord counts down by itself, in whatever time zone and language one reads it. */
export function countdown(at: number): string {
  return `<t:${Math.ceil(at / 1000)}:R>`;
}
