/**
 * Picking several options one by one, the same on every frontend: what a press of an option does, when the answer is whole,
 * and how what was picked so far is shown. Picks are option ids and live in the frontend until they are sent.
 */
import type { Text } from '#base/text.ts';
import type { Answer } from './answer.ts';
import type { Block, PickRules, Screen } from './screen.ts';
import { inEach } from './words.ts';

/** A set and a sequence take an option once: a second press takes it back. A partner may serve for several items. */
export function press(rules: PickRules, picks: readonly string[], id: string): readonly string[] {
  if (rules.manner !== 'partners') return picks.includes(id) ? picks.filter((one) => one !== id) : [...picks, id];
  return picks.length < rules.slots.length ? [...picks, id] : picks;
}

export function isComplete(rules: PickRules, picks: readonly string[]): boolean {
  switch (rules.manner) {
    case 'set':
      return picks.length > 0;
    case 'sequence':
      return picks.length === rules.options.length;
    case 'partners':
      return picks.length === rules.slots.length;
  }
}

/** A set is sent in the order of the options, however it was picked. */
export function answerOf(rules: PickRules, picks: readonly string[]): Answer {
  const inOrder = rules.options.map(({ id }) => id).filter((id) => picks.includes(id));
  return { kind: 'picks', options: rules.manner === 'set' ? inOrder : picks };
}

/** Whether these could have been picked so: what a frontend sends is not taken on trust. */
export function arePicks(rules: PickRules, picks: readonly string[]): boolean {
  const known = picks.every((pick) => rules.options.some(({ id }) => id === pick));
  const once = rules.manner === 'partners' || new Set(picks).size === picks.length;
  return known && once && isComplete(rules, picks);
}

/** The screen with what was picked so far: marks on a set, a table of the places for the others. */
export function withPicks(screen: Screen, picks: readonly string[]): Screen {
  const rules = screen.offers.find((offer) => offer.kind === 'pick');
  if (!rules) return screen;
  const blocks = screen.blocks.flatMap((block): readonly Block[] => {
    if (block.kind !== 'choices') return [block];
    const options = block.options.map((option) =>
      picks.includes(option.id) ? { ...option, mark: 'chosen' as const } : option,
    );
    const marked: Block = { ...block, options };
    return rules.manner === 'set'
      ? [marked]
      : [rules.manner === 'sequence' ? marked : block, placesTable(rules, picks)];
  });
  return { ...screen, blocks };
}

function placesTable(rules: PickRules, picks: readonly string[]): Block {
  const count = rules.manner === 'partners' ? rules.slots.length : rules.options.length;
  const nothing: Text = { es: '…', en: '…' };
  return {
    kind: 'table',
    columns: [
      rules.manner === 'partners' ? { es: 'De qué', en: 'Of what' } : { es: 'Orden', en: 'Order' },
      { es: 'Tu respuesta', en: 'Your answer' },
    ],
    rows: Array.from({ length: count }, (_, index) => {
      const place = rules.slots[index] ?? { es: String(index + 1), en: String(index + 1) };
      const picked = rules.options.findIndex(({ id }) => id === picks[index]);
      return [place, picked < 0 ? nothing : lettered(rules, picked)];
    }),
  };
}

function lettered({ options }: PickRules, index: number): Text {
  const letter = String.fromCharCode(65 + index);
  return inEach((language) => `${letter}. ${options[index]?.text[language] ?? ''}`);
}
