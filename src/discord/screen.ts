/** A screen of the engine as one page of a Discord message: its blocks in a container, its offers as buttons below. */
import { ButtonStyle, ComponentType } from 'discord.js';
import type { Language, Text } from '#base/text.ts';
import { isComplete, press, withPicks } from '#engine/picks.ts';
import type { Block, Offer, Screen } from '#engine/screen.ts';
import { renderBlock } from './blocks/index.ts';
import { chunks } from './chunks.ts';
import { encodeCustomId, everything, noSession, type Verb } from './custom-id.ts';
import { layOut, type Message, type Row } from './layout.ts';
import { label, prose } from './markdown.ts';
import { letter } from './marks.ts';
import { encodePicks } from './picks.ts';
import { textPiece } from './piece.ts';

export interface Shown {
  readonly screen: Screen;
  /** Absent for the menu. */
  readonly session?: { readonly id: string; readonly position: number };
  readonly language: Language;
  /** Counted from 0. */
  readonly page?: number;
  /** Which screen without a session it is, so that its pages can be turned; the menu where absent. */
  readonly place?: string;
  /** Options picked so far, where several are wanted. */
  readonly picks?: readonly string[];
  /** Beside what the engine offers. */
  readonly buttons?: readonly ExtraButton[];
  /** Markdown of our own making at the end, for what no block can say: a time that Discord counts down, a channel. */
  readonly note?: string;
}

export interface ExtraButton {
  readonly text: Text;
  readonly verb: Verb;
  readonly argument: string;
  readonly style?: ButtonStyle.Primary | ButtonStyle.Secondary | ButtonStyle.Success | ButtonStyle.Danger;
}

const colors = { plain: 0x326ce5, right: 0x2e9e5b, wrong: 0xd24747, waiting: 0x8a8f98 };

/** Long labels are cut on a phone; Discord's own advice is 38 characters. */
const labelCharacters = 38;
const buttonsPerRow = 5;
const optionsPerSelect = 25;
/** More options than this are picked from a list. */
const mostOptionButtons = 10;

const styles: Record<Offer['kind'], ButtonStyle.Primary | ButtonStyle.Secondary | ButtonStyle.Success> = {
  choose: ButtonStyle.Primary,
  pick: ButtonStyle.Success,
  type: ButtonStyle.Primary,
  write: ButtonStyle.Primary,
  hint: ButtonStyle.Secondary,
  skip: ButtonStyle.Secondary,
  retry: ButtonStyle.Primary,
  next: ButtonStyle.Success,
  finish: ButtonStyle.Secondary,
  restart: ButtonStyle.Primary,
  confidence: ButtonStyle.Secondary,
  flag: ButtonStyle.Secondary,
  undo: ButtonStyle.Secondary,
  share: ButtonStyle.Secondary,
  suppose: ButtonStyle.Secondary,
  go: ButtonStyle.Secondary,
};
const seeHowItGoes: Text = { es: 'Ver cómo va', en: 'See how it goes' };
const toMenu: Text = { es: 'Menú', en: 'Menu' };
const takeBack: Text = { es: 'Quitar la última', en: 'Take the last back' };
const goOn: Text = { es: 'Seguir donde quedaste', en: 'Go on where you left' };
const allInOrder: Text = { es: 'Todas, en orden', en: 'All, in order' };
const pickOption: Text = { es: 'Elige una opción', en: 'Pick an option' };

export function renderScreen({
  screen: bare,
  session,
  language,
  page = 0,
  place = '',
  picks = [],
  buttons = [],
  note,
}: Shown): Message {
  const screen = withPicks(bare, picks);
  const id = (verb: Verb, argument = '') =>
    encodeCustomId({ verb, session: session?.id ?? noSession, position: session?.position ?? 0, argument });
  return layOut({
    pieces: [
      textPiece(`## ${prose(screen.title[language])}`),
      ...screen.blocks.flatMap((block) => renderBlock(block, language)),
      ...(note === undefined ? [] : [textPiece(note)]),
    ],
    rows: offerRows(screen, language, id, picks, buttons),
    page,
    language,
    accentColor: accentColor(screen),
    pageId: (target) =>
      target === 'here' ? id('here') : id('page', place === '' ? String(target) : `${target}@${place}`),
    pickerId: (index) => id('start', String(index)),
  });
}

function offerRows(
  screen: Screen,
  language: Language,
  id: (verb: Verb, argument?: string) => string,
  picks: readonly string[],
  extra: readonly ExtraButton[],
): readonly Row[] {
  const button = (
    words: string,
    style: ButtonStyle.Primary | ButtonStyle.Secondary | ButtonStyle.Success | ButtonStyle.Danger,
    custom: string,
  ) => ({ type: ComponentType.Button, style, label: label(words, labelCharacters), custom_id: custom }) as const;

  const options = screen.offers.filter((offer) => offer.kind === 'choose');
  const letters = lettersOf(screen.blocks);
  const nameOption = (option: string, label: string) =>
    letters.has(option) ? `${letters.get(option)}. ${label}` : label;
  const others = screen.offers.filter((offer) => offer.kind !== 'choose' && offer.kind !== 'pick');
  const pick = screen.offers.find((offer) => offer.kind === 'pick');

  const buttons = [
    ...(options.length <= mostOptionButtons ? options : []).map((offer) =>
      button(nameOption(offer.option, offer.label[language]), styles.choose, id('choose', offer.option)),
    ),
    ...(pick ? pickButtons(pick, picks) : []).map(({ text, verb, argument, style }) =>
      button(text[language], style, id(verb, argument)),
    ),
    ...others.map((offer) =>
      button(
        nameOffer(offer, language),
        styleOf(offer),
        id(verbOf(offer), argumentOf(offer) + keptPicks(offer, pick, picks)),
      ),
    ),
    ...wayButtons(screen).map(({ text, verb, argument }) =>
      button(text[language], ButtonStyle.Secondary, id(verb, argument)),
    ),
    ...extra.map(({ text, verb, argument, style = ButtonStyle.Secondary }) =>
      button(text[language], style, id(verb, argument)),
    ),
  ];
  const selects =
    options.length <= mostOptionButtons
      ? []
      : chunks(options, optionsPerSelect).map((group, index) => ({
          type: ComponentType.StringSelect as const,
          custom_id: id('choose', `#${index}`),
          placeholder: pickOption[language],
          options: group.map((offer) => ({
            value: offer.option,
            label: label(nameOption(offer.option, offer.label[language]), 100),
          })),
        }));
  return [
    ...selects.map((select): Row => ({ type: ComponentType.ActionRow, components: [select] })),
    ...chunks(buttons, buttonsPerRow).map((row): Row => ({ type: ComponentType.ActionRow, components: row })),
  ];
}

/** A button carries what will have been picked once it is pressed, so nothing is remembered anywhere. */
function pickButtons(offer: Extract<Offer, { kind: 'pick' }>, picks: readonly string[]) {
  const secondary = ButtonStyle.Secondary as const;
  const isFull = offer.manner === 'partners' && isComplete(offer, picks);
  const options = isFull
    ? []
    : offer.options.map(({ id, text }, index) => ({
        text: inBoth((language) => `${letter(index)}. ${text[language]}`),
        verb: 'pick' as const,
        argument: encodePicks(offer, press(offer, picks, id)),
        style: offer.manner !== 'partners' && picks.includes(id) ? (ButtonStyle.Primary as const) : secondary,
      }));
  return [
    ...options,
    ...(offer.manner === 'partners' && picks.length > 0
      ? [{ text: takeBack, verb: 'pick' as const, argument: encodePicks(offer, picks.slice(0, -1)), style: secondary }]
      : []),
    ...(isComplete(offer, picks)
      ? [{ text: offer.label, verb: 'send' as const, argument: encodePicks(offer, picks), style: styles.pick }]
      : []),
  ];
}

function inBoth(write: (language: Language) => string): Text {
  return { es: write('es'), en: write('en') };
}

/** To mend YAML is to be asked for it again, at once; the form goes back to the question by itself. */
function verbOf(offer: Exclude<Offer, { kind: 'choose' | 'pick' }>): Verb {
  return offer.kind === 'retry' && offer.draft !== undefined ? 'write' : offer.kind;
}

function argumentOf(offer: Offer): string {
  switch (offer.kind) {
    case 'confidence':
      return offer.confidence;
    case 'flag':
      return offer.reason ?? '';
    case 'go':
      return offer.to;
    case 'suppose':
      return offer.change;
    default:
      return '';
  }
}

/** Whoever says how sure they are, or asks for a hint, has not let go of what they picked: `sure+20`. */
function keptPicks(offer: Offer, pick: Extract<Offer, { kind: 'pick' }> | undefined, picks: readonly string[]): string {
  if (!pick || picks.length === 0) return '';
  return offer.kind === 'confidence' || offer.kind === 'hint' ? `+${encodePicks(pick, picks)}` : '';
}

function styleOf(offer: Offer) {
  return offer.kind === 'confidence' && offer.chosen ? ButtonStyle.Primary : styles[offer.kind];
}

/** What a frontend adds to the engine's offers: the ways between places, which the terminal has on its keys. */
function wayButtons(
  screen: Screen,
): readonly { readonly text: Text; readonly verb: Verb; readonly argument?: string }[] {
  switch (screen.kind) {
    case 'menu': {
      const items = screen.blocks.flatMap((block) => (block.kind === 'menu' ? block.items : []));
      return [
        ...(items.some(({ state }) => state === 'open') ? [{ text: goOn, verb: 'resume' } as const] : []),
        ...(items.length > 1 ? [{ text: allInOrder, verb: 'start', argument: everything } as const] : []),
      ];
    }
    case 'working':
      // Should the process end while the run is under way, this is the way back in.
      return [{ text: seeHowItGoes, verb: 'show' }];
    case 'summary':
    case 'outdated':
      return screen.offers.some(({ kind }) => kind === 'go') ? [] : [{ text: toMenu, verb: 'menu' }];
    case 'question':
    case 'result':
    case 'flag':
      return [];
  }
}

/** A hint says what it costs before it is taken, as the verdict's points will: `Pedir una pista (× 0,85)`. */
function nameOffer(offer: Offer, language: Language): string {
  // Said by a sign as well as by the colour of the button.
  if (offer.kind === 'confidence' && offer.chosen) return `● ${offer.label[language]}`;
  if (offer.kind !== 'hint' || offer.hintFactor === 1) return offer.label[language];
  return `${offer.label[language]} (× ${new Intl.NumberFormat(language).format(offer.hintFactor)})`;
}

/** The letters that the `choices` block shows before each option. */
function lettersOf(blocks: readonly Block[]): ReadonlyMap<string, string> {
  const block = blocks.find((each) => each.kind === 'choices');
  return new Map(block?.options.map((option, index) => [option.id, letter(index)]));
}

function accentColor(screen: Screen): number {
  const verdict = screen.blocks.find((block) => block.kind === 'verdict')?.verdict;
  if (verdict === 'right') return colors.right;
  if (verdict === 'wrong' || verdict === 'refused') return colors.wrong;
  return screen.kind === 'working' ? colors.waiting : colors.plain;
}
