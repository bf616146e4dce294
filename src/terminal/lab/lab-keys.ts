/**
 * Which keys do what in the lab. While one types, keys are those of a shell; Escape frees the letters for time, faults and views.
 * One table for each state feeds the footer, the help and the keys themselves.
 */
import { type Text, verbatim } from '#base/text.ts';
import type { Edit } from '../writing/writing.ts';
import { faultItems, isTyped, type LabIntent, type LabModel, type Overlay, speeds } from './lab-model.ts';
import type { PromptEdit } from './prompt.ts';

export interface LabBinding {
  readonly keys: readonly string[];
  readonly shown: Text;
  readonly label: Text;
  readonly intent: LabIntent;
  /** `always` is shown even where there is room for little; `help` only in the help. */
  readonly shownIn: 'always' | 'footer' | 'help' | 'nowhere';
}

export function labIntentOf(model: LabModel, key: string): LabIntent | undefined {
  if (key === 'ctrl-c') return { kind: 'interrupt' };
  const binding = labBindingsOf(model).find(({ keys }) => keys.includes(key));
  if (binding) return binding.intent;
  const { overlay, mode } = model;
  // An emoji is one key and two units long; names of keys are words.
  const isCharacter = [...key].length === 1 || key === 'space';
  if (!isCharacter) return undefined;
  const text = key === 'space' ? ' ' : key;
  if (overlay?.kind === 'writing') return { kind: 'change-text', change: { kind: 'insert', text } };
  if (isTyped(overlay)) return { kind: 'letters', text };
  if (overlay || mode === 'steering') return undefined;
  return { kind: 'edit', change: { kind: 'insert', text } };
}

/** What pasted text is: never keys. */
export function labPasteOf({ overlay }: LabModel, text: string): LabIntent | undefined {
  if (overlay?.kind === 'writing') return { kind: 'change-text', change: { kind: 'insert', text } };
  if (isTyped(overlay)) return { kind: 'letters', text: text.replace(/[\r\n]+/g, ' ') };
  return overlay ? undefined : { kind: 'edit', change: { kind: 'insert', text } };
}

export function labBindingsOf(model: LabModel): readonly LabBinding[] {
  const { overlay, mode } = model;
  if (overlay) return overlayBindings(overlay);
  return mode === 'typing' ? typing(model) : steering(model);
}

/** For the help: both ways of using the keyboard. */
export function allBindings(model: LabModel): readonly (readonly [Text, readonly LabBinding[]])[] {
  const isListed = ({ shownIn }: LabBinding) => shownIn !== 'nowhere';
  return [
    [{ es: 'Mientras escribes', en: 'While you type' }, typing(model).filter(isListed)],
    [{ es: 'Después de Esc', en: 'After Esc' }, steering(model).filter(isListed)],
  ];
}

function typing({ isBusy, isFlowing }: LabModel): readonly LabBinding[] {
  return [
    bind(['enter'], 'Enter', { es: 'ejecutar', en: 'run' }, { kind: 'submit' }, 'always'),
    bind(['tab'], 'Tab', { es: 'completar', en: 'complete' }, { kind: 'complete', back: false }),
    bind(
      ['shift-tab'],
      '⇧Tab',
      { es: 'lo ofrecido, hacia atrás', en: 'what is offered, backwards' },
      { kind: 'complete', back: true },
      'help',
    ),
    bind(['up', 'ctrl-p'], '↑↓', { es: 'historial', en: 'history' }, { kind: 'recall', direction: 'up' }),
    bind(['down', 'ctrl-n'], '', nothing, { kind: 'recall', direction: 'down' }, 'nowhere'),
    bind(['ctrl-r'], 'Ctrl-R', { es: 'buscar en él', en: 'search it' }, { kind: 'search' }),
    bind(
      ['escape'],
      'Esc',
      isFlowing
        ? { es: 'tiempo (corre), averías', en: 'time (flows), faults' }
        : { es: 'tiempo, averías', en: 'time, faults' },
      { kind: 'steer' },
      'always',
    ),
    bind(['ctrl-t'], 'Ctrl-T', { es: 'vista', en: 'view' }, { kind: 'view' }, 'always'),
    ...paging,
    isBusy
      ? bind(['ctrl-c'], 'Ctrl-C', { es: 'interrumpir', en: 'interrupt' }, { kind: 'interrupt' }, 'always')
      : bind(['ctrl-c'], 'Ctrl-C', { es: 'borrar la línea', en: 'clear the line' }, { kind: 'interrupt' }, 'help'),
    bind(['ctrl-d'], 'Ctrl-D', { es: 'salir', en: 'leave' }, { kind: 'leave' }, 'always'),
    bind(['ctrl-l'], 'Ctrl-L', { es: 'limpiar la pantalla', en: 'clear the screen' }, { kind: 'clear' }, 'help'),
    bind(['left', 'ctrl-b'], '', nothing, moves('left'), 'nowhere'),
    bind(['right', 'ctrl-f'], '', nothing, moves('right'), 'nowhere'),
    bind(
      ['home', 'ctrl-a'],
      'Ctrl-A/E',
      { es: 'al principio, al final', en: 'to the start, to the end' },
      moves('home'),
      'help',
    ),
    bind(['end', 'ctrl-e'], '', nothing, moves('end'), 'nowhere'),
    bind(['ctrl-left'], '', nothing, moves('word-left'), 'nowhere'),
    bind(['ctrl-right'], '', nothing, moves('word-right'), 'nowhere'),
    bind(['backspace', 'ctrl-h'], '', nothing, erases('before'), 'nowhere'),
    bind(['delete'], '', nothing, erases('after'), 'nowhere'),
    bind(
      ['ctrl-w'],
      'Ctrl-W/U/K',
      { es: 'borrar la palabra, hasta el principio, hasta el final', en: 'erase the word, to the start, to the end' },
      erases('word'),
      'help',
    ),
    bind(['ctrl-u'], '', nothing, erases('to-start'), 'nowhere'),
    bind(['ctrl-k'], '', nothing, erases('to-end'), 'nowhere'),
  ];
}

function steering({ isFlowing }: LabModel): readonly LabBinding[] {
  return [
    bind(['enter', 'escape', 'i'], 'Enter/Esc', { es: 'escribir', en: 'type' }, { kind: 'type-again' }, 'always'),
    bind(
      ['space'],
      { es: 'Espacio', en: 'Space' },
      isFlowing ? { es: 'parar', en: 'stop' } : { es: 'correr', en: 'flow' },
      { kind: 'flow' },
      'always',
    ),
    ...speeds.map((speed, index) =>
      bind(
        [String(index + 1)],
        index === 0 ? '1/2/3' : '',
        index === 0 ? verbatim(`${speeds.join('×, ')}×`) : nothing,
        { kind: 'speed', speed },
        index === 0 ? 'footer' : 'nowhere',
      ),
    ),
    bind(['s'], 's', { es: 'lo siguiente', en: 'the next thing' }, { kind: 'run', line: 'step' }, 'always'),
    bind(['e'], 'e', { es: 'un suceso', en: 'one event' }, { kind: 'run', line: 'step event' }),
    bind(['g'], 'g', { es: 'ir a una hora', en: 'go to a time' }, { kind: 'ask-time' }),
    bind(['f'], 'f', { es: 'averías', en: 'faults' }, { kind: 'faults' }, 'always'),
    bind(['u'], 'u', { es: 'deshacer', en: 'undo' }, { kind: 'run', line: 'undo' }, 'always'),
    bind(['v', 'ctrl-t'], 'v', { es: 'vista', en: 'view' }, { kind: 'view' }, 'always'),
    bind(['p'], 'p', { es: 'enunciado', en: 'statement' }, { kind: 'statement' }),
    bind(['L'], 'L', { es: 'English', en: 'español' }, { kind: 'language' }),
    bind(['?'], '?', { es: 'ayuda', en: 'help' }, { kind: 'help' }, 'always'),
    bind(['q', 'ctrl-d'], 'q', { es: 'salir', en: 'leave' }, { kind: 'leave' }, 'always'),
    ...paging,
    bind(['up', 'k'], '', nothing, { kind: 'scroll', direction: 'up', by: 'line' }, 'nowhere'),
    bind(['down', 'j'], '', nothing, { kind: 'scroll', direction: 'down', by: 'line' }, 'nowhere'),
    bind(['home'], '', nothing, { kind: 'scroll', direction: 'up', by: 'all' }, 'nowhere'),
    bind(['end', 'G'], '', nothing, { kind: 'scroll', direction: 'down', by: 'all' }, 'nowhere'),
  ];
}

function overlayBindings(overlay: Overlay): readonly LabBinding[] {
  switch (overlay.kind) {
    case 'help':
    case 'statement':
      return [
        bind(['escape', 'q', 'enter', '?', 'p'], 'Esc/q', { es: 'volver', en: 'back' }, { kind: 'close' }, 'always'),
        ...paging.map((binding): LabBinding => ({ ...binding, shownIn: 'footer' })),
        bind(['up', 'k'], '', nothing, { kind: 'scroll', direction: 'up', by: 'line' }, 'nowhere'),
        bind(['down', 'j'], '', nothing, { kind: 'scroll', direction: 'down', by: 'line' }, 'nowhere'),
        bind(['L'], 'L', { es: 'English', en: 'español' }, { kind: 'language' }),
      ];
    case 'faults':
      return [
        bind(
          ['enter'],
          'Enter',
          overlay.taken ? { es: 'ejecutar', en: 'run' } : { es: 'elegir', en: 'choose' },
          { kind: 'take' },
          'always',
        ),
        bind(['up', 'k'], '↑↓', { es: 'mover', en: 'move' }, { kind: 'move', by: -1 }),
        bind(['down', 'j'], '', nothing, { kind: 'move', by: 1 }, 'nowhere'),
        ...faultItems(overlay)
          .slice(0, 9)
          .map((_, index) => bind([String(index + 1)], '', nothing, { kind: 'take', index }, 'nowhere')),
        bind(['escape', 'q', 'backspace', 'left'], 'Esc', { es: 'volver', en: 'back' }, { kind: 'close' }, 'always'),
      ];
    case 'search':
      return [
        bind(['enter', 'tab', 'right'], 'Enter', { es: 'a la línea', en: 'into the line' }, { kind: 'take' }, 'always'),
        bind(['ctrl-r', 'up'], 'Ctrl-R', { es: 'otra más antigua', en: 'an older one' }, { kind: 'search' }, 'always'),
        bind(['escape', 'ctrl-g'], 'Esc', { es: 'dejarlo', en: 'leave it' }, { kind: 'close' }, 'always'),
        bind(['backspace', 'ctrl-h'], '', nothing, { kind: 'erase-letter' }, 'nowhere'),
      ];
    case 'time':
      return [
        bind(['enter'], 'Enter', { es: 'ir', en: 'go' }, { kind: 'take' }, 'always'),
        bind(['escape'], 'Esc', { es: 'dejarlo', en: 'leave it' }, { kind: 'close' }, 'always'),
        bind(['backspace', 'ctrl-h'], '', nothing, { kind: 'erase-letter' }, 'nowhere'),
      ];
    case 'writing':
      return writing;
  }
}

const nothing = verbatim('');

const paging: readonly LabBinding[] = [
  bind(
    ['pageup'],
    { es: 'RePág/AvPág', en: 'PgUp/PgDn' },
    { es: 'lo anterior', en: 'what came before' },
    { kind: 'scroll', direction: 'up', by: 'page' },
    'help',
  ),
  bind(['pagedown'], '', nothing, { kind: 'scroll', direction: 'down', by: 'page' }, 'nowhere'),
];

const pageLines = 10;

const writing: readonly LabBinding[] = [
  bind(['ctrl-s', 'escape'], 'Esc/Ctrl-S', { es: 'guardar', en: 'save' }, { kind: 'keep-text' }, 'always'),
  bind(['ctrl-g'], 'Ctrl-G', { es: 'dejarlo como estaba', en: 'leave it as it was' }, { kind: 'drop-text' }, 'always'),
  bind(['tab'], 'Tab', { es: 'completar, meter', en: 'complete, indent' }, changes({ kind: 'tab', back: false })),
  bind(['shift-tab'], '', nothing, changes({ kind: 'tab', back: true }), 'nowhere'),
  bind(['ctrl-z'], 'Ctrl-Z/Y', { es: 'deshacer, rehacer', en: 'undo, redo' }, changes({ kind: 'undo' })),
  bind(['ctrl-y'], '', nothing, changes({ kind: 'redo' }), 'nowhere'),
  bind(['ctrl-n'], 'Ctrl-N', { es: 'siguiente problema', en: 'next problem' }, { kind: 'next-issue' }),
  bind(['ctrl-o'], 'Ctrl-O', { es: 'en tu editor', en: 'in your editor' }, { kind: 'own-editor' }),
  bind(['enter'], '', nothing, changes({ kind: 'new-line' }), 'nowhere'),
  bind(['backspace', 'ctrl-h'], '', nothing, changes({ kind: 'erase', direction: 'before' }), 'nowhere'),
  bind(['delete'], '', nothing, changes({ kind: 'erase', direction: 'after' }), 'nowhere'),
  ...(['left', 'right', 'up', 'down', 'home', 'end'] as const).map((motion) =>
    bind([motion], '', nothing, changes({ kind: 'move', motion }), 'nowhere'),
  ),
  bind(['ctrl-a'], '', nothing, changes({ kind: 'move', motion: 'home' }), 'nowhere'),
  bind(['ctrl-e'], '', nothing, changes({ kind: 'move', motion: 'end' }), 'nowhere'),
  bind(['ctrl-left'], '', nothing, changes({ kind: 'move', motion: 'word-left' }), 'nowhere'),
  bind(['ctrl-right'], '', nothing, changes({ kind: 'move', motion: 'word-right' }), 'nowhere'),
  bind(['ctrl-home'], '', nothing, changes({ kind: 'move', motion: 'top' }), 'nowhere'),
  bind(['ctrl-end'], '', nothing, changes({ kind: 'move', motion: 'bottom' }), 'nowhere'),
  bind(['pageup'], '', nothing, changes({ kind: 'move', motion: 'up', count: pageLines }), 'nowhere'),
  bind(['pagedown'], '', nothing, changes({ kind: 'move', motion: 'down', count: pageLines }), 'nowhere'),
];

function bind(
  keys: readonly string[],
  shown: string | Text,
  label: Text,
  intent: LabIntent,
  shownIn: LabBinding['shownIn'] = 'footer',
): LabBinding {
  return { keys, shown: typeof shown === 'string' ? verbatim(shown) : shown, label, intent, shownIn };
}

function moves(motion: Extract<PromptEdit, { kind: 'move' }>['motion']): LabIntent {
  return { kind: 'edit', change: { kind: 'move', motion } };
}

function erases(what: Extract<PromptEdit, { kind: 'erase' }>['what']): LabIntent {
  return { kind: 'edit', change: { kind: 'erase', what } };
}

function changes(change: Edit): LabIntent {
  return { kind: 'change-text', change };
}
