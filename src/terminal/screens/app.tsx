/** The whole app: reads keys, hands intents to the conductor, draws its model. What it decides is only where things stand. */
import { Box, type DOMElement, useInput, usePaste, useWindowSize } from 'ink';
import { type ReactNode, useRef, useSyncExternalStore } from 'react';
import type { Text } from '#base/text.ts';
import type { PickRules } from '#engine/screen.ts';
import { BlockView } from '../blocks/index.tsx';
import type { Conductor } from '../conductor.ts';
import { useInsertionPoint } from '../hooks/use-insertion-point.ts';
import { useScroll } from '../hooks/use-scroll.ts';
import { type Binding, bindingsOf, hasEntries, intentOf, keyNames } from '../keys.ts';
import { isTyped, type Model, type Overlay, pickOffer, runsOf, screenOf } from '../model.ts';
import { sanitize } from '../sanitize.ts';
import { type Background, SettingContext, useSay, useSetting } from '../setting.tsx';
import { Prose, Words } from '../words.tsx';
import { widthOf } from '../wrap.ts';
import { Frame } from './frame.tsx';
import { Help } from './help.tsx';
import { RunViewer } from './run-viewer.tsx';
import { Candidates, WritingView } from './writing-view.tsx';

/** Smaller than this, a question with its keys cannot be read; anything larger is filled. */
const least = { columns: 60, rows: 15 };
/** Lines longer than this tire the eye. */
const widest = 110;

/** Overlays that take the whole screen. */
const pages: readonly string[] = ['help', 'run'];

export interface AppProps {
  readonly conductor: Conductor;
  readonly unicode: boolean;
  readonly background?: Background;
}

export function App({ conductor, unicode, background = 'dark' }: AppProps) {
  const model = useSyncExternalStore(conductor.subscribe, conductor.getModel);
  const { columns, rows } = useWindowSize();
  const selected = 'selected' in model.place ? model.place.selected : undefined;
  const placeScroll = useScroll(model.view, selected);
  // A page over the place begins at its top each time it is opened.
  const page = pages.indexOf(model.overlay?.kind ?? '');
  const pageScroll = useScroll({ count: page, from: 'top' }, undefined);
  const scroll = page >= 0 ? pageScroll : placeScroll;

  useInput((input, key) => {
    for (const name of keyNames(input, key)) {
      const intent = intentOf(conductor.model, name);
      if (intent?.kind === 'scroll') scroll.scroll(intent);
      else if (intent) void conductor.send(intent);
    }
  });
  usePaste((text) => {
    // Pasted text is text: only where one types does it go anywhere, so that no pasted `q` ends the game.
    const { overlay } = conductor.model;
    if (isTyped(overlay)) void conductor.send({ kind: 'type', text });
    if (overlay?.kind === 'writing') void conductor.send({ kind: 'change-text', change: { kind: 'insert', text } });
  });

  const tooSmall = columns < least.columns || rows < least.rows;
  const setting = { language: model.language, unicode, background, columns: Math.min(columns, widest), rows };
  return (
    <SettingContext value={setting}>{tooSmall ? <TooSmall /> : <Shown model={model} scroll={scroll} />}</SettingContext>
  );
}

function Shown({ model, scroll }: { readonly model: Model; readonly scroll: ReturnType<typeof useScroll> }) {
  const screen = screenOf(model.place);
  const { overlay, place, notice } = model;
  const bindings = bindingsOf(model);
  if (overlay?.kind === 'help') {
    const { overlay: _help, ...under } = model;
    return (
      <Frame title={{ es: 'Ayuda: teclas', en: 'Help: keys' }} scroll={scroll} bindings={bindings}>
        <Help bindings={bindingsOf(under)} />
      </Frame>
    );
  }
  if (overlay?.kind === 'writing') {
    return (
      <Frame title={screen?.title ?? opening} bindings={bindings} {...(notice && { notice })}>
        <WritingView writing={overlay.writing} />
      </Frame>
    );
  }
  if (overlay?.kind === 'run') {
    return (
      <Frame title={screen?.title ?? opening} scroll={scroll} bindings={bindings}>
        <RunViewer overlay={overlay} runs={runsOf(place)} />
      </Frame>
    );
  }
  const selected = hasEntries(place) && 'selected' in place ? place.selected : undefined;
  return (
    <Frame
      title={screen?.title ?? opening}
      scroll={scroll}
      bindings={bindings}
      {...(notice && { notice })}
      {...promptOf(model, overlay)}
    >
      <Box flexDirection="column" rowGap={1}>
        {screen?.blocks.map((block, index) => (
          <Box key={index} flexDirection="column" {...(index === model.view.block && { ref: scroll.news })}>
            <BlockView block={block} {...(selected !== undefined && { selected, selectedRef: scroll.entry })} />
          </Box>
        ))}
        {screen?.kind === 'flag' && <Reasons bindings={bindings} />}
      </Box>
    </Frame>
  );
}

/** What is asked for, or what was picked so far: in sight however small the window is. */
function promptOf({ place }: Model, overlay: PromptOverlay | undefined): { readonly prompt?: ReactNode } {
  if (overlay) return { prompt: <Prompt overlay={overlay} /> };
  if (place.kind !== 'session' || !place.picks || place.picks.length === 0) return {};
  const offer = pickOffer(place.turn.screen);
  return offer ? { prompt: <Picked rules={offer} picks={place.picks} /> } : {};
}

/** `1 C · 2 A · 3 …` */
function Picked({ rules, picks }: { readonly rules: PickRules; readonly picks: readonly string[] }) {
  const say = useSay();
  const letters = picks.map((pick) => String.fromCharCode(65 + rules.options.findIndex(({ id }) => id === pick)));
  const places = rules.manner === 'partners' ? rules.slots.length : rules.options.length;
  const words =
    rules.manner === 'set'
      ? [letters.toSorted().join(', ')]
      : Array.from({ length: places }, (_, index) => `${index + 1} ${letters[index] ?? '…'}`);
  return (
    <Box flexShrink={0} columnGap={1}>
      <Box flexShrink={0}>
        <Words bold>{say({ es: 'Elegido:', en: 'Picked:' })}</Words>
      </Box>
      <Words wrap="cut">{words.join(' · ')}</Words>
    </Box>
  );
}

/** What may be wrong with a question, each with its key. */
function Reasons({ bindings }: { readonly bindings: readonly Binding[] }) {
  const say = useSay();
  return (
    <Box flexDirection="column">
      {bindings
        .filter(({ intent }) => intent.kind === 'act')
        .map(({ shown, label }) => (
          <Box key={shown.en} columnGap={2}>
            <Box flexShrink={0}>
              <Words bold tone="code">
                {say(shown)}
              </Words>
            </Box>
            <Words>{say(label)}</Words>
          </Box>
        ))}
    </Box>
  );
}

const opening: Text = { es: 'Abriendo las preguntas…', en: 'Opening the questions…' };

type PromptOverlay = Exclude<Overlay, { kind: 'help' | 'run' | 'writing' }>;

function Prompt({ overlay }: { readonly overlay: PromptOverlay }) {
  const say = useSay();
  const { columns } = useSetting();
  const line = useRef<DOMElement>(null);
  const label = overlay.kind === 'confirm' ? '' : say(lineLabels[overlay.kind]);
  const width = columns - 2 - label.length - 1;
  const typed = overlay.kind === 'confirm' ? 0 : widthOf(sanitize(overlay.typed));
  useInsertionPoint(line, { column: typed % width, row: Math.floor(typed / width) });
  if (overlay.kind === 'confirm') {
    return (
      <Box flexShrink={0}>
        <Prose bold>{say(overlay.question)}</Prose>
      </Box>
    );
  }
  const candidates = 'candidates' in overlay ? (overlay.candidates ?? []) : [];
  return (
    <Box flexDirection="column" flexShrink={0}>
      {candidates.length > 0 && <Candidates words={candidates} chosen={undefined} />}
      <Box columnGap={1}>
        <Box flexShrink={0}>
          <Words bold>{label}</Words>
        </Box>
        <Box ref={line}>
          <Words wrap="hard">{`${overlay.typed}_`}</Words>
        </Box>
      </Box>
    </Box>
  );
}

const lineLabels = {
  path: { es: 'Archivo YAML:', en: 'YAML file:' },
  words: { es: 'Tu respuesta:', en: 'Your answer:' },
  search: { es: 'Buscar:', en: 'Search:' },
  filter: { es: 'Filtrar:', en: 'Filter:' },
} as const satisfies Record<string, Text>;

function TooSmall() {
  const say = useSay();
  return (
    <Words>
      {say({
        es: `Agranda la ventana: readyz necesita ${least.columns} columnas y ${least.rows} filas. (q: salir)`,
        en: `Make the window larger: readyz needs ${least.columns} columns and ${least.rows} rows. (q: quit)`,
      })}
    </Words>
  );
}
