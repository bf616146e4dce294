/**
 * The app as a conversation: what is new is printed once, in one column, and a line is asked for. For screen readers, for
 * terminals that can only print, and for whoever likes it so. It plays the same conductor with the same keys, typed as lines;
 * nothing is redrawn, nothing moves, and nothing is said by place or colour alone.
 */
import { createInterface } from 'node:readline';
import { Box, renderToString } from 'ink';
import type { ReactNode } from 'react';
import type { Language, Text } from '#base/text.ts';
import { withPicks } from '#engine/picks.ts';
import type { Block } from '#engine/screen.ts';
import { BlockView } from './blocks/index.tsx';
import { conductorFor, type Leaving, type TerminalOptions } from './conduct.ts';
import type { Conductor } from './conductor.ts';
import { type Binding, bindingsOf, intentOf } from './keys.ts';
import type { Leave } from './model.ts';
import { type Intent, isTyped, type Model, pickOffer, runsOf, screenOf } from './model.ts';
import { sanitize, toAscii } from './sanitize.ts';
import { farewell } from './screens/farewell.ts';
import { RunViewer } from './screens/run-viewer.tsx';
import { SettingContext } from './setting.tsx';
import { Prose, withoutMarks } from './words.tsx';

/** Lines longer than this tire the eye; a screen reader does not mind. */
const widest = 100;

export async function startLinear(options: TerminalOptions): Promise<Leaving> {
  const { input, output, signal } = options;
  const lines = createInterface({ input, terminal: false });
  const left = Promise.withResolvers<Leave>();
  let isOver = false;
  const conductor = conductorFor(options, {
    player: options.player(),
    leave: (how) => {
      isOver = true;
      left.resolve(how);
    },
    lend: async (work) => {
      lines.pause();
      await work();
      lines.resume();
    },
  });
  const printer = new Printer(output, options.unicode);
  const onAbort = () => conductor.send({ kind: 'leave', interrupted: true });
  signal.addEventListener('abort', onAbort);
  lines.on('close', () => void conductor.send({ kind: 'leave', interrupted: false }));
  try {
    await conductor.open();
    printer.show(conductor.model);
    const asked = (async () => {
      for await (const line of lines) {
        if (isOver) return;
        for (const intent of intentsOf(conductor.model, line)) {
          if (intent.kind === 'help') printer.help(conductor.model);
          else await conductor.send(intent);
          if (isOver) return;
        }
        await verdictOf(conductor, printer);
        if (!isOver) printer.show(conductor.model);
      }
    })();
    const how = await Promise.race([left.promise, asked.then(() => left.promise)]);
    await conductor.close();
    return { ...how, farewell: farewell(conductor.model, options.unicode, true) };
  } finally {
    signal.removeEventListener('abort', onAbort);
    lines.close();
  }
}

/** While a run is under way that is said once; then its result is waited for. */
async function verdictOf(conductor: Conductor, printer: Printer): Promise<void> {
  const isWorking = () => screenOf(conductor.model.place)?.kind === 'working';
  if (!isWorking()) return;
  printer.show(conductor.model);
  await new Promise<void>((resolve) => {
    const stop = conductor.subscribe(() => {
      if (isWorking()) return;
      stop();
      resolve();
    });
  });
}

/** What a typed line asks for: a key, several letters to pick, the number of an entry, or the text that was asked for. */
function intentsOf(model: Model, line: string): readonly Intent[] {
  const typed = line.trim();
  if (isTyped(model.overlay)) {
    if (typed === '') return [{ kind: 'close' }];
    const take = ({ path: 'take-path', words: 'take-words', search: 'take-search', filter: 'close' } as const)[
      model.overlay.kind
    ];
    return [{ kind: 'erase', all: true }, { kind: 'type', text: typed }, { kind: take }];
  }
  const of = (key: string): Intent | undefined => withoutScreen(intentOf(model, key));
  if (typed === '') return present([of('enter')]);
  const { place } = model;
  if (/^\d+$/.test(typed) && place.kind === 'menu' && !model.overlay) {
    const items = screenOf(place)?.blocks.find((block) => block.kind === 'menu')?.items ?? [];
    const item = items[Number(typed) - 1];
    return item ? [{ kind: 'go', to: item.id }] : [{ kind: 'say', text: noSuchEntry }];
  }
  const letters = [...typed.replaceAll(/[\s,]+/g, '')];
  if (letters.length > 1 && pickOffer(screenOf(place)) && letters.every((letter) => of(letter)?.kind === 'pick')) {
    return letters.flatMap((letter) => present([of(letter)]));
  }
  const key = words[typed.toLowerCase()] ?? typed;
  const intent = of(key) ?? of(key.toLowerCase());
  return intent ? [intent] : [{ kind: 'say', text: notUnderstood(typed) }];
}

/** The app's own editor is a screen: here it is the learner's. */
function withoutScreen(intent: Intent | undefined): Intent | undefined {
  if (intent?.kind === 'write') return { kind: 'edit' };
  return intent?.kind === 'scroll' || intent?.kind === 'move' ? undefined : intent;
}

const words: Readonly<Record<string, string>> = {
  ayuda: '?',
  help: '?',
  salir: 'q',
  volver: 'q',
  quit: 'q',
  exit: 'q',
  back: 'q',
  esc: 'escape',
  espacio: 'space',
  space: 'space',
  tab: 'tab',
};

const noSuchEntry: Text = { es: 'No hay ninguna línea con ese número.', en: 'There is no line with that number.' };

function notUnderstood(typed: string): Text {
  return {
    es: `«${typed}» no hace nada aquí; ? dice qué se puede escribir.`,
    en: `"${typed}" does nothing here; ? says what can be typed.`,
  };
}

function present<Value>(values: readonly (Value | undefined)[]): readonly Value[] {
  return values.filter((value) => value !== undefined);
}

/** Prints what was not said yet. */
class Printer {
  readonly #output: NodeJS.WriteStream;
  readonly #unicode: boolean;
  #title = '';
  #said: ReadonlySet<string> = new Set();
  #shown: Model | undefined;

  constructor(output: NodeJS.WriteStream, unicode: boolean) {
    this.#output = output;
    this.#unicode = unicode;
  }

  show(model: Model): void {
    const { language, place, overlay, notice } = model;
    const say = (text: Text) => text[language];
    const before = this.#shown;
    this.#shown = model;
    if (overlay?.kind === 'run') {
      this.#draw(language, <RunViewer overlay={overlay} runs={runsOf(place)} />);
    } else if (overlay?.kind === 'confirm') {
      this.#say(model, say(overlay.question));
    } else if (overlay && isTyped(overlay)) {
      this.#write(say(asked[overlay.kind]));
    } else {
      this.#page(model, before?.language !== language);
      this.#picked(model);
    }
    if (notice) this.#say(model, say(notice.text));
    if (screenOf(place)?.kind !== 'working') this.#prompt(model);
  }

  /** All that can be typed here. */
  help(model: Model): void {
    const { language } = model;
    const lines = usable(model).map(({ shown, label }) => `${shown[language]}: ${label[language]}`);
    this.#write(lines.join('\n'));
  }

  #page({ language, place }: Model, again: boolean): void {
    const screen = screenOf(place);
    if (!screen) return;
    // Of a screen that goes on (a hint was added, an option picked) only what is new is said.
    const title = `${screen.kind} ${screen.title[language]}`;
    const goesOn = title === this.#title && !again;
    const keys = screen.blocks.map((block) => JSON.stringify(block));
    const fresh = screen.blocks.filter((block, index) => !goesOn || !(isChosen(block) || this.#said.has(keys[index]!)));
    this.#said = new Set(keys);
    this.#title = title;
    if (fresh.length === 0) return;
    if (!goesOn) this.#write(`\n${withoutMarks(screen.title[language])}`);
    for (const block of fresh) {
      this.#output.write('\n');
      // An address in two lines is no address any more.
      if (block.kind === 'links') for (const link of block.links) this.#write(`${link.title[language]}: ${link.url}`);
      else this.#draw(language, <BlockView block={block} />);
    }
  }

  /** What is picked so far, in words. */
  #picked({ language, place }: Model): void {
    if (place.kind !== 'session') return;
    const offer = pickOffer(place.turn.screen);
    const choices = place.turn.screen.blocks.find((block) => block.kind === 'choices')?.options ?? [];
    const letter = (id: string) => String.fromCharCode(65 + choices.findIndex((option) => option.id === id));
    if (offer && place.picks) {
      const chosen = withPicks(place.turn.screen, place.picks);
      const list = place.picks.map(letter).join(', ');
      this.#write(language === 'es' ? `Elegido: ${list || 'nada'}.` : `Picked: ${list || 'nothing'}.`);
      const words = chosen.blocks.find((block) => block.kind === 'notice');
      if (words?.kind === 'notice') this.#write(words.text[language]);
    } else if (!offer && place.selected !== undefined && choices[place.selected]) {
      const { text } = choices[place.selected]!;
      const name = String.fromCharCode(65 + place.selected);
      this.#write(
        language === 'es'
          ? `Elegido: [${name}] ${text.es} Enter lo envía.`
          : `Picked: [${name}] ${text.en} Enter sends it.`,
      );
    }
  }

  #prompt(model: Model): void {
    const { language, overlay } = model;
    const keys = usable(model)
      .filter(({ footer }) => footer)
      .map(({ shown, label }) => `${shown[language]}: ${label[language]}`);
    if (!isTyped(overlay) && keys.length > 0) this.#say(model, `\n(${keys.join(' · ')})`);
    this.#output.write('> ');
  }

  #draw(language: Language, node: ReactNode): void {
    const columns = Math.min(widest, (this.#output.columns ?? 80) - 1);
    const setting = { language, unicode: this.#unicode, columns: columns + 2, rows: 1000, linear: true };
    const drawn = renderToString(
      <SettingContext value={setting}>
        <Box flexDirection="column" width={columns}>
          {node}
        </Box>
      </SettingContext>,
      { columns },
    );
    this.#output.write(`${drawn.replace(/[ \t]+$/gm, '')}\n`);
  }

  /** A sentence of our own, broken between words. */
  #say({ language }: Model, text: string): void {
    this.#draw(language, <Prose>{text}</Prose>);
  }

  #write(text: string): void {
    const clean = sanitize(text);
    this.#output.write(`${this.#unicode ? clean : toAscii(clean)}\n`);
  }
}

const asked = {
  path: {
    es: 'Escribe la ruta del archivo YAML (vacío: cancelar).',
    en: 'Type the path of the YAML file (empty: cancel).',
  },
  words: { es: 'Escribe tu respuesta (vacío: cancelar).', en: 'Type your answer (empty: cancel).' },
  search: { es: 'Escribe qué buscar (vacío: cancelar).', en: 'Type what to look for (empty: cancel).' },
  filter: { es: 'Escribe por qué filtrar (vacío: todo).', en: 'Type what to filter by (empty: all).' },
} as const satisfies Record<string, Text>;

/** The options with what is picked in them are said in words instead. */
function isChosen(block: Block): boolean {
  return block.kind === 'choices' && block.options.some(({ mark, chosen }) => chosen || mark === 'chosen');
}

/** Keys that mean something where nothing is drawn. */
function usable(model: Model): readonly Binding[] {
  return bindingsOf(model).flatMap((binding) => {
    const intent = withoutScreen(binding.intent);
    return intent && binding.label.es !== '' && binding.shown.es !== '' ? [binding] : [];
  });
}
