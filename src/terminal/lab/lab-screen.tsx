/**
 * The lab on the screen: the time, what was typed and printed, the cluster beside or above it, the prompt and the keys that are
 * live. Everything is laid out in rows before it is drawn, so that no window is too small for its parts.
 */
import { Box, useCursor, useInput, usePaste, useWindowSize } from 'ink';
import { useEffect, useSyncExternalStore } from 'react';
import type { Language, Text } from '#base/text.ts';
import type { LabPicture } from '#engine/lab/picture.ts';
import { seconds } from '#engine/words.ts';
import { keyNames } from '../keys.ts';
import { sanitize } from '../sanitize.ts';
import { WritingView } from '../screens/writing-view.tsx';
import { type Background, SettingContext } from '../setting.tsx';
import { clockTime } from '../times.ts';
import type { Tone } from '../words.tsx';
import { cut, widthOf, wordRowsOf } from '../wrap.ts';
import { clusterLines } from './cluster-lines.ts';
import { footerRows } from './footer.ts';
import type { LabConductor, Seen } from './lab-conductor.ts';
import { labBindingsOf, labIntentOf, labPasteOf } from './lab-keys.ts';
import { hasRoomForBoth, layOutLab, least, type Sizes } from './lab-layout.ts';
import { faultItems, type LabModel, type Overlay } from './lab-model.ts';
import { helpRows, type Statement, statementRows } from './pages.ts';
import { offeredRows, type Place, promptRows } from './prompt-rows.ts';
import { cutRow, type Row, Rows } from './rows.tsx';
import { type LineKind, windowOf } from './scrollback.ts';

export interface LabScreenProps {
  readonly conductor: LabConductor;
  readonly statement?: Statement | undefined;
  readonly unicode: boolean;
  readonly background: Background;
}

export function LabScreen({ conductor, statement, unicode, background }: LabScreenProps) {
  const model = useSyncExternalStore(conductor.subscribe, conductor.getModel);
  const { columns, rows } = useWindowSize();
  useInput((input, key) => {
    for (const name of keyNames(input, key)) {
      const intent = labIntentOf(conductor.getModel(), name);
      if (intent) conductor.send(intent);
    }
  });
  usePaste((text) => {
    const intent = labPasteOf(conductor.getModel(), text.replaceAll('\r\n', '\n').replaceAll('\r', '\n'));
    if (intent) conductor.send(intent);
  });
  const tooSmall = columns < least.columns || rows < least.rows;
  const drawing = { model, columns, rows, unicode, statement, prompt: conductor.promptText };
  const { frame, seen, cursor } = tooSmall ? tooSmallFrame(model.language, columns) : draw(drawing);
  useEffect(() => {
    if (seen) conductor.see(seen);
  });
  const { overlay } = model;
  const setting = { language: model.language, unicode, background, columns, rows };
  return (
    <SettingContext value={setting}>
      <Box flexDirection="column" width={columns} height={rows} overflow="hidden">
        {overlay?.kind === 'writing' && !tooSmall ? (
          <>
            <Rows rows={[titleRow(drawing)]} />
            <Box flexGrow={1} flexShrink={1} flexDirection="column" overflow="hidden">
              <WritingView writing={overlay.writing} />
            </Box>
            <Rows rows={[...noticeRows(drawing), ...keysRows(drawing)]} />
          </>
        ) : (
          <Lines rows={frame} cursor={cursor} />
        )}
      </Box>
    </SettingContext>
  );
}

/** The terminal's own cursor stands where the next letter goes: input methods, magnifiers and screen readers follow it. */
function Lines({ rows, cursor }: { readonly rows: readonly Row[]; readonly cursor: Place | undefined }) {
  const { setCursorPosition } = useCursor();
  setCursorPosition(cursor && { x: cursor.column, y: cursor.row });
  return <Rows rows={rows} />;
}

interface Drawing {
  readonly model: LabModel;
  readonly columns: number;
  readonly rows: number;
  readonly unicode: boolean;
  readonly statement: Statement | undefined;
  readonly prompt: string;
}

interface Drawn {
  readonly frame: readonly Row[];
  /** Of what can be scrolled. */
  readonly seen: Seen | undefined;
  readonly cursor: Place | undefined;
}

export function draw(drawing: Drawing): Drawn {
  const { columns, rows } = drawing;
  const notice = noticeRows(drawing);
  const input = inputOf(drawing);
  const foot = [...notice, ...input.rows, ...keysRows(drawing)];
  // Title above, a rule below.
  const body: Sizes = { columns, rows: Math.max(1, rows - 2 - foot.length) };
  const { content, seen, told } = contentOf(drawing, body);
  const filled = [...content, ...Array.from({ length: Math.max(0, body.rows - content.length) }, (): Row => [])];
  const frame = [titleRow(drawing), ...filled.slice(0, body.rows), rule(drawing, told), ...foot];
  const above = body.rows + 2 + notice.length;
  const cursor = input.cursor && { row: above + input.cursor.row, column: Math.min(columns - 1, input.cursor.column) };
  return { frame: frame.map((row) => cutRow(row, columns, drawing.unicode)), seen, cursor };
}

interface Content {
  readonly content: readonly Row[];
  readonly seen: Drawn['seen'];
  /** In the rule below. */
  readonly told: string;
}

function contentOf(drawing: Drawing, body: Sizes): Content {
  const { model, statement, unicode } = drawing;
  const { overlay, language } = model;
  switch (overlay?.kind) {
    case 'help':
      return page(helpRows(model, body.columns, unicode), overlay.top, body, language);
    case 'statement':
      return page(statement ? statementRows(statement, language, body.columns) : [], overlay.top, body, language);
    case 'faults':
      return { content: faultRows(overlay, body, language), seen: undefined, told: '' };
    default:
      return labContent(drawing, body);
  }
}

function page(rows: readonly Row[], top: number, body: Sizes, language: Language): Content {
  const furthest = Math.max(0, rows.length - body.rows);
  const from = Math.min(top, furthest);
  return {
    content: rows.slice(from, from + body.rows),
    seen: { rows: body.rows, furthest, hasRoomForBoth: hasRoomForBoth(body) },
    told: scrollText(from, furthest - from)[language],
  };
}

function labContent({ model, unicode, columns }: Drawing, body: Sizes): Content {
  const { picture, language, view, back } = model;
  const lines = (sizes: Sizes) => clusterLines(picture, { language, unicode, ...sizes });
  const wanted = view === 'both' ? lines({ columns: body.columns, rows: Math.floor(body.rows * 0.45) }).length : 0;
  const { output, cluster, isBeside } = layOutLab(body, view, wanted);
  const clusterRows = cluster ? lines(cluster) : [];
  const isRoomy = hasRoomForBoth(body);
  if (!output) return { content: clusterRows, seen: { rows: 1, furthest: 0, hasRoomForBoth: isRoomy }, told: '' };
  const window = windowOf(model.output.lines, output.columns, output.rows, back);
  const printed = window.rows.map(({ kind, text }): Row => [{ text, ...lineStyles[kind] }]);
  // The newest stands just above the prompt.
  const outputRows = [...emptyRows(output.rows - printed.length), ...printed];
  const seen = { rows: output.rows, furthest: window.above + window.below, hasRoomForBoth: isRoomy };
  const told = scrollText(window.above, window.below)[language];
  if (!cluster) return { content: outputRows, seen, told };
  if (!isBeside) {
    const padded = [...clusterRows, ...emptyRows(cluster.rows - clusterRows.length)];
    return { content: [...padded, plainRule(columns, unicode), ...outputRows], seen, told };
  }
  const bar = unicode ? ' │ ' : ' | ';
  const beside = Array.from({ length: body.rows }, (_, at): Row => {
    const left = outputRows[at] ?? [];
    const gap = output.columns - left.reduce((sum, { text }) => sum + widthOf(text), 0);
    return [...left, { text: ' '.repeat(Math.max(0, gap)) }, { text: bar, tone: 'faint' }, ...(clusterRows[at] ?? [])];
  });
  return { content: beside, seen, told };
}

const lineStyles: Readonly<Record<LineKind, { readonly tone?: Tone; readonly bold?: boolean }>> = {
  typed: { bold: true },
  output: {},
  error: { tone: 'bad' },
  note: { tone: 'script' },
  news: {},
  good: { tone: 'good' },
  bad: { tone: 'bad' },
};

function faultRows(overlay: Extract<Overlay, { kind: 'faults' }>, body: Sizes, language: Language): readonly Row[] {
  const { taken, selected } = overlay;
  const title = taken ? `${taken.title[language]}:` : { es: '¿Qué falla?', en: 'What goes wrong?' }[language];
  const items = faultItems(overlay);
  const height = Math.max(1, body.rows - 2);
  const from = Math.max(0, Math.min(items.length - height, selected - height + 1));
  const shown = items.slice(from, from + height).map(({ label }, index): Row => {
    const at = from + index;
    const line = taken?.targets[at]?.line;
    const number = at < 9 ? `${at + 1}.` : '  ';
    return [
      { text: `${at === selected ? '>' : ' '} ${number} `, tone: 'script', bold: at === selected },
      { text: cut(label[language], body.columns - 6 - (line ? widthOf(line) + 3 : 0)), bold: at === selected },
      ...(line ? [{ text: `   ${line}`, tone: 'code' as const }] : []),
    ];
  });
  return [[{ text: title, bold: true }], [], ...shown];
}

/** `readyz lab  0:41  parado  lo próximo a las 0:45` */
function titleRow({ model, columns, unicode, statement }: Drawing): Row {
  const { picture, isFlowing, isBusy, speed, language, overlay } = model;
  const { elapsedSeconds, nextSeconds } = picture.clock;
  const name = overlay?.kind === 'writing' ? overlay.name : (statement?.title[language] ?? '');
  const flowing = `${unicode ? '▶' : '>'} ${speed}×`;
  const state = isBusy
    ? { es: 'en marcha…', en: 'running…' }[language]
    : isFlowing
      ? flowing
      : { es: 'parado', en: 'paused' }[language];
  const next = nextWords(picture, language);
  const head = `readyz lab  ${clockTime(elapsedSeconds)}  ${state}`;
  const room = columns - widthOf(head) - 2;
  return [
    { text: 'readyz lab', bold: true, tone: 'script' },
    { text: `  ${clockTime(elapsedSeconds)}`, bold: true },
    { text: `  ${state}`, tone: isFlowing || isBusy ? 'good' : 'plain' },
    ...(nextSeconds !== undefined && widthOf(next) <= room ? [{ text: `  ${next}`, tone: 'faint' as const }] : []),
    ...(name !== '' && widthOf(next) + 12 < room
      ? [{ text: `  ${cut(name, room - widthOf(next) - 2)}`, bold: true }]
      : []),
  ];
}

/** `en 0,4 s`, and what is far away by its time. */
function nextWords({ clock: { nextSeconds = 0, elapsedSeconds } }: LabPicture, language: Language): string {
  const left = nextSeconds - elapsedSeconds;
  if (left > 100)
    return { es: `próximo suceso: ${clockTime(nextSeconds)}`, en: `next event: ${clockTime(nextSeconds)}` }[language];
  const time = seconds(left * 1000, language);
  return { es: `próximo suceso en ${time}`, en: `next event in ${time}` }[language];
}

interface Input {
  readonly rows: readonly Row[];
  /** Where the next letter goes; undefined where letters are keys. */
  readonly cursor?: Place;
}

/** The prompt, or what is asked in its place. */
function inputOf({ model, columns, prompt }: Drawing): Input {
  const { overlay, language, history, mode } = model;
  switch (overlay?.kind) {
    case 'search': {
      const found = overlay.found === undefined ? '' : (history.lines[overlay.found] ?? '').replaceAll('\n', ' ⏎ ');
      const missing = overlay.typed !== '' && overlay.found === undefined;
      const none = { es: '(nada)', en: '(nothing)' }[language];
      const { rows, cursor } = asked(
        { es: 'Buscar en el historial', en: 'Search the history' }[language],
        overlay.typed,
      );
      return {
        rows: [...rows, [{ text: cut(missing ? none : found, columns), tone: missing ? 'warning' : 'code' }]],
        cursor,
      };
    }
    case 'time':
      return asked(
        { es: 'Hasta cuándo (10m, o a las 1:30:00)', en: 'Until when (10m, or at 1:30:00)' }[language],
        overlay.typed,
      );
    case 'help':
    case 'statement':
    case 'faults':
    case 'writing':
      return { rows: [] };
    default: {
      const { rows, cursor } = promptRows(model.prompt, prompt, columns);
      if (mode === 'steering') return { rows };
      return { rows: [...rows, ...offeredRows(model.prompt, columns, language)], cursor };
    }
  }
}

function asked(question: string, typed: string): Required<Input> {
  const head = `${question}: `;
  return {
    rows: [[{ text: head, bold: true }, { text: typed }]],
    cursor: { row: 0, column: widthOf(head + sanitize(typed)) },
  };
}

function noticeRows({ model: { notice, language }, columns }: Drawing): readonly Row[] {
  if (!notice) return [];
  return wordRowsOf(notice[language], columns).map((text) => [{ text, tone: 'warning', bold: true }]);
}

const roomyRows = 20;

function keysRows({ model, columns, rows }: Drawing): readonly Row[] {
  return footerRows(labBindingsOf(model), { language: model.language, columns, lines: rows < roomyRows ? 2 : 3 });
}

function rule({ columns, unicode }: Drawing, told: string): Row {
  const words = told === '' ? '' : ` ${told}`;
  return [{ text: (unicode ? '─' : '-').repeat(Math.max(0, columns - widthOf(words))) + words, tone: 'faint' }];
}

function plainRule(columns: number, unicode: boolean): Row {
  return [{ text: (unicode ? '─' : '-').repeat(columns), tone: 'faint' }];
}

function emptyRows(count: number): readonly Row[] {
  return Array.from({ length: Math.max(0, count) }, () => []);
}

function scrollText(above: number, below: number): Text {
  const parts = (up: string, down: string) => [
    ...(above > 0 ? [`↑ ${above} ${up}`] : []),
    ...(below > 0 ? [`↓ ${below} ${down}`] : []),
  ];
  return {
    es: parts('más arriba (RePág)', 'más abajo (AvPág)').join(' · '),
    en: parts('more above (PgUp)', 'more below (PgDn)').join(' · '),
  };
}

function tooSmallFrame(language: Language, columns: number): Drawn {
  const text = {
    es: `Agranda la ventana: el laboratorio necesita ${least.columns} columnas y ${least.rows} filas. (Ctrl-D: salir)`,
    en: `Make the window larger: the lab needs ${least.columns} columns and ${least.rows} rows. (Ctrl-D: leave)`,
  }[language];
  return { frame: wordRowsOf(text, columns).map((row) => [{ text: row }]), seen: undefined, cursor: undefined };
}
