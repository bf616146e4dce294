/**
 * Which keys do what, where. One table for each place feeds the footer, the help and the keys themselves, so that no key is
 * shown that does nothing and none works in secret. Keys follow the house of less and vim; letters are those of the buttons.
 */
import type { Key } from 'ink';
import { type Text, verbatim } from '#base/text.ts';
import { answerOf, isComplete } from '#engine/picks.ts';
import { isScenarioPlace } from '#engine/place.ts';
import type { Offer, RunView, Screen } from '#engine/screen.ts';
import {
  entryCount,
  home,
  type Intent,
  isTyped,
  type Model,
  type Place,
  pickOffer,
  type RunOverlay,
  runsOf,
  screenOf,
} from './model.ts';
import type { Motion } from './writing/buffer.ts';
import type { Edit } from './writing/writing.ts';

export interface Binding {
  readonly keys: readonly string[];
  /** How the footer and the help call the keys. */
  readonly shown: Text;
  readonly label: Text;
  readonly intent: Intent;
  /** Shown in the footer; the others only in the help. */
  readonly footer: boolean;
  /** Gives way first where the window is small. */
  readonly yields?: true;
}

/** What Ink reports, as key names. A quick typist's `b` and Enter may arrive together: they are two keys. */
export function keyNames(input: string, key: Key): readonly string[] {
  if (key.upArrow) return ['up'];
  if (key.downArrow) return ['down'];
  if (key.leftArrow) return [key.ctrl || key.meta ? 'ctrl-left' : 'left'];
  if (key.rightArrow) return [key.ctrl || key.meta ? 'ctrl-right' : 'right'];
  if (key.pageUp) return ['pageup'];
  if (key.pageDown) return ['pagedown'];
  if (key.home) return [key.ctrl ? 'ctrl-home' : 'home'];
  if (key.end) return [key.ctrl ? 'ctrl-end' : 'end'];
  if (key.return) return ['enter'];
  if (key.escape) return ['escape'];
  if (key.backspace) return ['backspace'];
  if (key.delete) return ['delete'];
  if (key.tab) return [key.shift ? 'shift-tab' : 'tab'];
  if (key.ctrl) return [`ctrl-${input}`];
  if (key.meta) return [];
  return [...input].map(characterName);
}

/** A key that arrived in one piece with others. */
function characterName(character: string): string {
  const code = character.charCodeAt(0);
  if (character === '\r' || character === '\n') return 'enter';
  if (character === '\t') return 'tab';
  if (character === '\b' || code === 0x7f) return 'backspace';
  if (character === ' ') return 'space';
  // Ctrl-A is 1, Ctrl-Z is 26.
  return code > 0 && code < 27 ? `ctrl-${String.fromCharCode(96 + code)}` : character;
}

export function bindingsOf(model: Model): readonly Binding[] {
  const { overlay } = model;
  if (overlay?.kind === 'help') return [...helpBindings, ...scrolling];
  if (overlay?.kind === 'path') return pathBindings;
  if (overlay?.kind === 'words') return isCommand(model.place) ? commandBindings : wordsBindings;
  if (overlay?.kind === 'search') return searchBindings;
  if (overlay?.kind === 'filter') return filterBindings(model.place);
  if (overlay?.kind === 'confirm') return confirmBindings;
  if (overlay?.kind === 'writing') return writingBindings;
  if (overlay?.kind === 'run') return withoutHidden([...runBindings(overlay, runsOf(model.place)), ...scrolling]);
  return withoutHidden([...placeBindings(model.place), ...scrolling, ...everywhere(model.place)]);
}

/** The first binding of a key is the one that works: one that has no key left to itself is no binding. */
function withoutHidden(bindings: readonly Binding[]): readonly Binding[] {
  const taken = new Set<string>();
  return bindings.filter(({ keys }) => {
    const free = keys.some((key) => !taken.has(key));
    for (const key of keys) taken.add(key);
    return free;
  });
}

export function intentOf(model: Model, key: string): Intent | undefined {
  if (key === 'ctrl-c') return { kind: 'leave', interrupted: true };
  const binding = bindingsOf(model).find(({ keys }) => keys.includes(key));
  if (binding) return binding.intent;
  const { overlay } = model;
  // An emoji is one key and two units long; names of keys are words.
  const isCharacter = [...key].length === 1 || key === 'space';
  if (!isCharacter || (!isTyped(overlay) && overlay?.kind !== 'writing')) return undefined;
  const text = key === 'space' ? ' ' : key;
  return overlay.kind === 'writing'
    ? { kind: 'change-text', change: { kind: 'insert', text } }
    : { kind: 'type', text };
}

function placeBindings(place: Place): readonly Binding[] {
  switch (place.kind) {
    case 'opening':
      return [];
    case 'menu':
      return menuBindings(place);
    case 'session':
      return sessionBindings(place);
  }
}

function menuBindings(place: Extract<Place, { kind: 'menu' }>): readonly Binding[] {
  const items = itemsOf(place);
  const current = items[place.selected]?.id;
  const scenarios = items.map(({ id }) => id).filter(isScenarioPlace);
  const enter =
    current !== undefined && isScenarioPlace(current) ? { es: 'jugar', en: 'play' } : { es: 'entrar', en: 'enter' };
  return [
    ...(current === undefined ? [] : [bind(['enter'], 'Enter', enter, { kind: 'go', to: current })]),
    ...moving,
    ...paging(items.length),
    ...numbers(items.length, { es: 'ir a esa línea', en: 'go to that line' }),
    bind(['/'], '/', { es: 'buscar, o pegar un código', en: 'search, or paste a code' }, { kind: 'ask-search' }),
    ...(place.at === home || (items.length < 2 && !place.filter)
      ? []
      : [bind(['f'], 'f', { es: 'filtrar', en: 'filter' }, { kind: 'ask-filter' })]),
    ...offerBindings(place.screen),
    ...(place.at === home
      ? [bind(['l'], 'l', { es: 'laboratorio', en: 'lab' }, { kind: 'leave', interrupted: false, to: 'lab' })]
      : []),
    ...(place.resumable
      ? [bind(['c'], 'c', { es: 'seguir donde quedaste', en: 'go on where you left' }, { kind: 'resume' })]
      : []),
    ...(scenarios.length > 1 && scenarios.length === items.length
      ? [bind(['a'], 'a', { es: 'todas, en orden', en: 'all, in order' }, { kind: 'play', scenarios })]
      : []),
  ];
}

function itemsOf(place: Extract<Place, { kind: 'menu' }>) {
  return screenOf(place)?.blocks.find((block) => block.kind === 'menu')?.items ?? [];
}

/** While the words are typed the arrows move and Enter enters, as in a list that is not filtered. */
function filterBindings(place: Place): readonly Binding[] {
  const current = place.kind === 'menu' ? itemsOf(place)[place.selected]?.id : undefined;
  return [
    ...(current === undefined
      ? []
      : [bind(['enter'], 'Enter', { es: 'entrar', en: 'enter' }, { kind: 'go', to: current })]),
    bind(['up'], '↑', { es: 'subir', en: 'up' }, { kind: 'move', by: -1 }, false),
    bind(['down'], '↓', { es: 'bajar', en: 'down' }, { kind: 'move', by: 1 }, false),
    bind(['tab'], 'Tab', { es: 'dejar el filtro puesto', en: 'keep the filter' }, { kind: 'close' }),
    bind(['escape'], 'Esc', { es: 'quitar el filtro', en: 'take the filter away' }, { kind: 'end-filter' }),
    ...pathBindings.filter(({ intent }) => intent.kind === 'erase'),
  ];
}

function sessionBindings(place: Extract<Place, { kind: 'session' }>): readonly Binding[] {
  const { screen } = place.turn;
  if (screen.offers.some(({ kind }) => kind === 'choose')) return choiceBindings(place, screen);
  const pick = pickOffer(screen);
  if (pick) return pickBindings(place, screen, pick);
  const line = screen.offers.find(({ kind }) => kind === 'type');
  if (line) {
    return [bind(['enter', 'e'], 'Enter/e', lower(line.label), { kind: 'ask-words' }), ...offerBindings(screen)];
  }
  if (screen.offers.some(({ kind }) => kind === 'write')) return writeBindings(place, screen);
  const offers = [...offerBindings(screen), ...watchBinding(screen)];
  if (screen.kind === 'summary') {
    return [bind(['enter'], 'Enter', { es: 'seguir', en: 'go on' }, { kind: 'back' }), ...offers];
  }
  // A report is worth a key of its own.
  if (screen.kind === 'flag') return offers;
  // What matters most is on Enter too.
  return offers.map((binding, index) =>
    index === 0
      ? { ...binding, keys: ['enter', ...binding.keys], shown: verbatim(`Enter/${binding.shown.es}`) }
      : binding,
  );
}

/** Where runs stand behind the result. */
function watchBinding({ runs }: Screen): readonly Binding[] {
  if (!runs?.some(({ entries }) => entries.length > 0)) return [];
  return [bind(['t'], 't', { es: 'paso a paso', en: 'step by step' }, { kind: 'watch-run' })];
}

/** A digit or letter only picks; Enter answers. So no slip of a finger is graded. */
function choiceBindings(place: Extract<Place, { kind: 'session' }>, screen: Screen): readonly Binding[] {
  const options = screen.offers.flatMap((offer) => (offer.kind === 'choose' ? [offer.option] : []));
  const picked = place.selected === undefined ? undefined : options[place.selected];
  const pickFirst: Text = {
    es: 'Elige primero una opción con su letra o con las flechas; Enter la envía.',
    en: 'Pick an option first, by its letter or with the arrows; Enter sends it.',
  };
  return [
    bind(
      ['enter'],
      'Enter',
      { es: 'responder', en: 'answer' },
      picked === undefined
        ? { kind: 'say', text: pickFirst }
        : { kind: 'act', action: { kind: 'submit', answer: { kind: 'choice', option: picked } } },
    ),
    ...letters(options.length),
    ...moving,
    ...offerBindings(screen),
  ];
}

/** Letters take options in and out; Enter sends what is whole. */
function pickBindings(
  place: Extract<Place, { kind: 'session' }>,
  screen: Screen,
  offer: Extract<Offer, { kind: 'pick' }>,
): readonly Binding[] {
  const picks = place.picks ?? [];
  const missing: Record<typeof offer.manner, Text> = {
    set: {
      es: 'Elige una o más opciones con sus letras; Enter las envía.',
      en: 'Pick one or more options by their letters; Enter sends them.',
    },
    sequence: {
      es: 'Pulsa las letras en el orden correcto, todas; Enter las envía.',
      en: 'Press the letters in the right order, all of them; Enter sends them.',
    },
    partners: {
      es: 'Pulsa una letra para cada fila, de arriba abajo; Enter las envía.',
      en: 'Press a letter for each row, from the top; Enter sends them.',
    },
  };
  return [
    bind(
      ['enter'],
      'Enter',
      lower(offer.label),
      isComplete(offer, picks)
        ? { kind: 'act', action: { kind: 'submit', answer: answerOf(offer, picks) } }
        : { kind: 'say', text: missing[offer.manner] },
    ),
    ...letters(offer.options.length).map(
      (binding, index): Binding => ({ ...binding, intent: { kind: 'pick', index } }),
    ),
    bind(['space'], { es: 'Espacio', en: 'Space' }, { es: 'marcar', en: 'mark' }, { kind: 'pick' }),
    bind(
      ['backspace', 'delete'],
      'Backspace',
      { es: 'quitar la última', en: 'take the last back' },
      { kind: 'unpick' },
    ),
    ...moving,
    ...offerBindings(screen),
  ];
}

function writeBindings(place: Extract<Place, { kind: 'session' }>, screen: Screen): readonly Binding[] {
  const write = screen.offers.find((offer) => offer.kind === 'write');
  const label = write ? lower(write.label) : { es: 'escribir', en: 'write' };
  return [
    ...(place.draft
      ? [
          bind(['enter'], 'Enter', { es: 'enviar el borrador', en: 'send the draft' }, { kind: 'send-draft' }),
          bind(['i'], 'i', { es: 'seguir escribiendo', en: 'go on writing' }, { kind: 'write' }),
        ]
      : [bind(['enter', 'i'], 'Enter/i', label, { kind: 'write' })]),
    bind(['e'], 'e', { es: 'en tu editor', en: 'in your editor' }, { kind: 'edit' }),
    bind(['f'], 'f', { es: 'desde un archivo', en: 'from a file' }, { kind: 'ask-path' }),
    ...offerBindings(screen),
  ];
}

const offerKeys = {
  hint: 'h',
  skip: 's',
  retry: 'r',
  next: 'n',
  finish: 'x',
  restart: 'r',
  undo: 'u',
  share: 'c',
  flag: '!',
} as const;

/** Shown in the help alone: they are no part of a question's flow. */
const quietOffers: ReadonlySet<Offer['kind']> = new Set(['finish', 'undo', 'share', 'flag']);

const supposeKeys = { 'one-more-replica': '+', 'without-probes': '-', 'node-lost': '0' } as const;

const confidenceKeys = { sure: 'y', unsure: 'm', guess: 'o' } as const;

/** Home is where q leads anyway. */
const goKeys: Readonly<Record<string, string>> = { 'go:review': 'v', 'go:statistics': 't' };

function offerBindings(screen: Screen): readonly Binding[] {
  return screen.offers.flatMap((offer) => {
    if (offer.kind === 'choose' || offer.kind === 'write' || offer.kind === 'pick' || offer.kind === 'type') return [];
    if (offer.kind === 'confidence') return [confidenceBinding(offer, screen.offers)];
    if (offer.kind === 'go') {
      const key = goKeys[offer.to];
      return key === undefined ? [] : [bind([key], key, lower(offer.label), { kind: 'go', to: offer.to })];
    }
    if (offer.kind === 'flag' && offer.reason !== undefined) {
      const key = String(1 + screen.offers.indexOf(offer));
      const action = { kind: 'flag', reason: offer.reason } as const;
      // The reasons stand on the page with their keys; what matters most to whoever came here by a slip is the way back.
      return offer.reason === 'none'
        ? [bind(['q', 'escape', key], 'q/Esc', offer.label, { kind: 'act', action })]
        : [bind([key], key, offer.label, { kind: 'act', action }, false)];
    }
    if (offer.kind === 'suppose') {
      const key = supposeKeys[offer.change];
      const action = { kind: 'suppose', change: offer.change } as const;
      return [bind([key], key, lower(offer.label), { kind: 'act', action })];
    }
    const key = offerKeys[offer.kind];
    // Ending the session is no part of a question's flow: q leaves it open. Where little else is left it is shown.
    const footer = !quietOffers.has(offer.kind) || screen.kind === 'outdated';
    const binding = bind([key], key, offerLabel(offer), offerIntent(offer), footer);
    return [offer.kind === 'skip' ? { ...binding, yields: true } : binding];
  });
}

function offerLabel(offer: Offer): Text {
  if (offer.kind !== 'hint') return lower(offer.label);
  const percent = Math.round(offer.hintFactor * 100);
  return {
    es: `${lower(offer.label).es} (puntos al ${percent} %)`,
    en: `${lower(offer.label).en} (points at ${percent}%)`,
  };
}

/** One entry for all three, which says what was said. */
function confidenceBinding(offer: Extract<Offer, { kind: 'confidence' }>, all: readonly Offer[]): Binding {
  const chosen = all.find((one) => one.kind === 'confidence' && one.chosen)?.label;
  const label = chosen
    ? { es: `seguridad: ${lower(chosen).es}`, en: `how sure: ${lower(chosen).en}` }
    : { es: 'seguridad: sí, media, a ojo', en: 'how sure: yes, so-so, a guess' };
  const key = confidenceKeys[offer.confidence];
  const isFirst = offer.confidence === 'sure';
  const shown = isFirst ? Object.values(confidenceKeys).join('/') : '';
  const action = { kind: 'confidence', confidence: offer.confidence } as const;
  return { ...bind([key], shown, label, { kind: 'act', action }, isFirst), yields: true };
}

function offerIntent(
  offer: Exclude<Offer, { kind: 'choose' | 'write' | 'pick' | 'type' | 'confidence' | 'suppose' | 'go' }>,
): Intent {
  const { kind, label } = offer;
  // What closes a question or a session asks first; the others can be taken back or cost what they say.
  const question = { es: `¿${label.es}?`, en: `${label.en}?` };
  switch (kind) {
    case 'restart':
      return { kind: 'restart' };
    case 'skip':
    case 'finish':
      return { kind: 'confirm', question, intent: { kind: 'act', action: { kind } } };
    case 'hint':
    case 'retry':
    case 'next':
    case 'undo':
    case 'share':
    case 'flag':
      return { kind: 'act', action: { kind } };
  }
}

function letters(count: number): readonly Binding[] {
  const label = { es: 'elegir', en: 'pick' };
  // Beyond f the letters have other work (g goes to the top, h asks for a hint): the digits go on.
  const last = String.fromCharCode(64 + Math.min(count, 6));
  return Array.from({ length: Math.min(count, 9) }, (_, index): Binding => {
    const keys = [...(index < 6 ? [String.fromCharCode(97 + index)] : []), String(index + 1)];
    const shown = verbatim(index === 0 ? `a–${last.toLowerCase()}/1–${Math.min(count, 9)}` : '');
    return { keys, shown, label, intent: { kind: 'select', index }, footer: index === 0 };
  });
}

function numbers(count: number, label: Text): readonly Binding[] {
  return Array.from({ length: Math.min(count, 9) }, (_, index): Binding => {
    const shown = verbatim(index === 0 ? `1–${Math.min(count, 9)}` : '');
    return { keys: [String(index + 1)], shown, label, intent: { kind: 'select', index }, footer: false };
  });
}

function bind(keys: readonly string[], shown: string | Text, label: Text, intent: Intent, footer = true): Binding {
  return { keys, shown: typeof shown === 'string' ? verbatim(shown) : shown, label, intent, footer };
}

/** How many lines a page of one's own text is. */
const pageLines = 10;

/** Labels are written as a button says them; after a key they go on in small letters. */
function lower({ es, en }: Text): Text {
  const small = (words: string) => words.charAt(0).toLowerCase() + words.slice(1);
  return { es: small(es), en: small(en) };
}

const moving: readonly Binding[] = [
  bind(['up', 'k'], '↑/k', { es: 'subir', en: 'up' }, { kind: 'move', by: -1 }, false),
  bind(['down', 'j'], '↓/j', { es: 'bajar', en: 'down' }, { kind: 'move', by: 1 }, false),
];

/** In a list the page keys take the cursor along: what it stands on is always in sight. */
function paging(count: number): readonly Binding[] {
  const [first, last] = [
    { kind: 'select', index: 0 },
    { kind: 'select', index: count - 1 },
  ] as const;
  return [
    bind(
      ['pagedown', 'space', 'ctrl-f'],
      { es: 'AvPág', en: 'PgDn' },
      { es: 'diez más abajo', en: 'ten down' },
      moveBy(10),
      false,
    ),
    bind(
      ['pageup', 'ctrl-b'],
      { es: 'RePág', en: 'PgUp' },
      { es: 'diez más arriba', en: 'ten up' },
      moveBy(-10),
      false,
    ),
    bind(['home', 'g'], { es: 'Inicio/g', en: 'Home/g' }, { es: 'a la primera', en: 'to the first' }, first, false),
    bind(['end', 'G'], { es: 'Fin/G', en: 'End/G' }, { es: 'a la última', en: 'to the last' }, last, false),
  ];
}

function moveBy(by: number): Intent {
  return { kind: 'move', by };
}

/** Where there are entries to move between, j, k and the arrows mean that (they are found first); the page keys always scroll. */
const scrolling: readonly Binding[] = [
  bind(
    ['pagedown', 'space', 'ctrl-f'],
    { es: 'AvPág', en: 'PgDn' },
    { es: 'página siguiente', en: 'page down' },
    scroll('page', 1),
    false,
  ),
  bind(
    ['pageup', 'ctrl-b'],
    { es: 'RePág', en: 'PgUp' },
    { es: 'página anterior', en: 'page up' },
    scroll('page', -1),
    false,
  ),
  bind(['down', 'j'], '↓/j', { es: 'bajar una línea', en: 'one line down' }, scroll('line', 1), false),
  bind(['up', 'k'], '↑/k', { es: 'subir una línea', en: 'one line up' }, scroll('line', -1), false),
  bind(
    ['home', 'g'],
    { es: 'Inicio/g', en: 'Home/g' },
    { es: 'ir al principio', en: 'to the top' },
    scroll('all', -1),
    false,
  ),
  bind(['end', 'G'], { es: 'Fin/G', en: 'End/G' }, { es: 'ir al final', en: 'to the end' }, scroll('all', 1), false),
];

function scroll(by: 'line' | 'page' | 'all', direction: -1 | 1): Intent {
  return { kind: 'scroll', by, direction };
}

function everywhere(place: Place): readonly Binding[] {
  const atHome = place.kind === 'opening' || (place.kind === 'menu' && place.at === home);
  const back = atHome ? { es: 'salir', en: 'quit' } : { es: 'volver', en: 'back' };
  return [
    bind(['?'], '?', { es: 'ayuda', en: 'help' }, { kind: 'help' }),
    bind(['L'], 'L', { es: 'English', en: 'español' }, { kind: 'language' }, place.kind === 'menu'),
    bind(['q', 'escape'], 'q/Esc', back, { kind: 'back' }),
  ];
}

const close = { es: 'cerrar', en: 'close' };

const helpBindings: readonly Binding[] = [
  bind(['?', 'q', 'escape', 'enter'], '?/q/Esc', close, { kind: 'close' }),
  bind(['L'], 'L', { es: 'English', en: 'español' }, { kind: 'language' }),
];

const pathBindings: readonly Binding[] = [
  bind(['enter'], 'Enter', { es: 'leer el archivo', en: 'read the file' }, { kind: 'take-path' }),
  bind(['escape'], 'Esc', { es: 'cancelar', en: 'cancel' }, { kind: 'close' }),
  bind(['backspace', 'delete'], 'Backspace', { es: 'borrar', en: 'erase' }, { kind: 'erase', all: false }, false),
  bind(['ctrl-u'], 'Ctrl-U', { es: 'borrar todo', en: 'erase all' }, { kind: 'erase', all: true }),
];

const wordsBindings: readonly Binding[] = pathBindings.map((binding) =>
  binding.intent.kind === 'take-path'
    ? bind(['enter'], 'Enter', { es: 'responder', en: 'answer' }, { kind: 'take-words' })
    : binding,
);

/** What shells complete too: words of a command, not a term. */
const commandBindings: readonly Binding[] = wordsBindings.toSpliced(
  1,
  0,
  bind(['tab'], 'Tab', { es: 'completar', en: 'complete' }, { kind: 'complete-words' }),
);

function isCommand(place: Place): boolean {
  if (place.kind !== 'session') return false;
  return place.turn.screen.offers.some((offer) => offer.kind === 'type' && offer.completes);
}

const searchBindings: readonly Binding[] = pathBindings.map((binding) =>
  binding.intent.kind === 'take-path'
    ? bind(['enter'], 'Enter', { es: 'buscar', en: 'search' }, { kind: 'take-search' })
    : binding,
);

function runBindings(overlay: RunOverlay, runs: readonly RunView[]): readonly Binding[] {
  const view = runs[overlay.run];
  const several = runs.length > 1;
  return [
    bind(['right', 'l', 'enter'], '→/l', { es: 'siguiente', en: 'next' }, { kind: 'step', by: 1 }),
    bind(['left', 'h'], '←/h', { es: 'anterior', en: 'previous' }, { kind: 'step', by: -1 }),
    bind([']'], ']', { es: 'diez más', en: 'ten more' }, { kind: 'step', by: 10 }, false),
    bind(['['], '[', { es: 'diez menos', en: 'ten less' }, { kind: 'step', by: -10 }, false),
    bind(
      ['home', '0'],
      { es: 'Inicio/0', en: 'Home/0' },
      { es: 'al principio', en: 'to the start' },
      { kind: 'step-to', where: 'start' },
      false,
    ),
    bind(
      ['end', '$'],
      { es: 'Fin/$', en: 'End/$' },
      { es: 'al final', en: 'to the end' },
      { kind: 'step-to', where: 'end' },
      false,
    ),
    ...(view?.failedAt === undefined
      ? []
      : [bind(['x'], 'x', { es: 'donde se rompe', en: 'where it breaks' }, { kind: 'step-to', where: 'failure' })]),
    ...(several
      ? [
          bind(['tab'], 'Tab', { es: 'otra opción', en: 'another option' }, { kind: 'other-run', by: 1 }),
          bind(['shift-tab'], '', { es: '', en: '' }, { kind: 'other-run', by: -1 }, false),
          bind(
            ['v'],
            'v',
            overlay.all ? { es: 'solo una', en: 'only one' } : { es: 'todas a la vez', en: 'all at once' },
            { kind: 'all-runs' },
          ),
          ...letters(runs.length).map(
            (binding, index): Binding => ({ ...binding, intent: { kind: 'see-run', run: index } }),
          ),
        ]
      : []),
    bind(['L'], 'L', { es: 'English', en: 'español' }, { kind: 'language' }, false),
    bind(['q', 'escape', 't'], 'q/Esc', { es: 'volver', en: 'back' }, { kind: 'close' }),
  ];
}

const edits = (change: Edit): Intent => ({ kind: 'change-text', change });
const moves = (motion: Motion, count?: number): Intent =>
  edits({ kind: 'move', motion, ...(count !== undefined && { count }) });

/** Where YAML is written. Letters are letters here: what is no text goes by Ctrl, as in nano and in most editors. */
export const writingBindings: readonly Binding[] = [
  bind(['ctrl-r'], 'Ctrl-R', { es: 'responder', en: 'answer' }, { kind: 'send-text' }),
  bind(['escape', 'ctrl-s'], 'Esc/Ctrl-S', { es: 'guardar y volver', en: 'save and go back' }, { kind: 'put-away' }),
  bind(['tab'], 'Tab', { es: 'completar, meter', en: 'complete, indent' }, edits({ kind: 'tab', back: false })),
  bind(['shift-tab'], '⇧Tab', { es: 'sacar', en: 'outdent' }, edits({ kind: 'tab', back: true }), false),
  bind(['ctrl-z'], 'Ctrl-Z/Y', { es: 'deshacer, rehacer', en: 'undo, redo' }, edits({ kind: 'undo' })),
  bind(['ctrl-y'], '', { es: '', en: '' }, edits({ kind: 'redo' }), false),
  bind(['ctrl-n'], 'Ctrl-N', { es: 'siguiente problema', en: 'next problem' }, { kind: 'next-issue' }),
  bind(['ctrl-o'], 'Ctrl-O', { es: 'en tu editor', en: 'in your editor' }, { kind: 'edit' }, false),
  bind(['enter'], '', { es: '', en: '' }, edits({ kind: 'new-line' }), false),
  bind(['backspace'], '', { es: '', en: '' }, edits({ kind: 'erase', direction: 'before' }), false),
  bind(['delete'], '', { es: '', en: '' }, edits({ kind: 'erase', direction: 'after' }), false),
  ...(['left', 'right', 'up', 'down', 'home', 'end'] as const).map((motion) =>
    bind([motion], '', { es: '', en: '' }, moves(motion), false),
  ),
  bind(['ctrl-a'], '', { es: '', en: '' }, moves('home'), false),
  bind(['ctrl-e'], '', { es: '', en: '' }, moves('end'), false),
  bind(['ctrl-left'], '', { es: '', en: '' }, moves('word-left'), false),
  bind(['ctrl-right'], '', { es: '', en: '' }, moves('word-right'), false),
  bind(['ctrl-home'], '', { es: '', en: '' }, moves('top'), false),
  bind(['ctrl-end'], '', { es: '', en: '' }, moves('bottom'), false),
  bind(['pageup'], '', { es: '', en: '' }, moves('up', pageLines), false),
  bind(['pagedown'], '', { es: '', en: '' }, moves('down', pageLines), false),
];

const confirmBindings: readonly Binding[] = [
  bind(['enter'], 'Enter', { es: 'sí', en: 'yes' }, { kind: 'confirmed' }),
  bind(['escape', 'q', 'n'], 'Esc', { es: 'no', en: 'no' }, { kind: 'close' }),
];

/** A page to read has nothing but these. */
export const readerBindings: readonly Binding[] = [
  ...scrolling.map((binding) => ({ ...binding, footer: binding.keys.includes('pagedown') })),
  bind(['L'], 'L', { es: 'English', en: 'español' }, { kind: 'language' }),
  bind(['q', 'escape', 'enter', 'ctrl-c'], 'q/Esc', { es: 'salir', en: 'quit' }, { kind: 'leave', interrupted: false }),
];

/** Whether the cursor keys move between entries here. */
export function hasEntries(place: Place): boolean {
  return entryCount(place) > 0;
}
