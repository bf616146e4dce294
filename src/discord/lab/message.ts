/** A lab as a message: the cluster in words, what the last line printed, and the buttons. */
import { type APIButtonComponentWithCustomId, ButtonStyle, ComponentType } from 'discord.js';
import type { Language, Text } from '#base/text.ts';
import type { FaultChoice } from '#engine/lab/fault-choice.ts';
import type { LabSight } from '#engine/lab-runs.ts';
import { chunks } from '../chunks.ts';
import { encodeCustomId } from '../custom-id.ts';
import { layOut, type Message, type Row } from '../layout.ts';
import { label, plain, prose, visible } from '../markdown.ts';
import type { Piece } from '../piece.ts';
import { textPiece } from '../piece.ts';
import { boardOf, summaryOf } from './board.ts';
import { type DeedName, type Stand, writeDeed } from './deed-words.ts';
import { silenceDays } from './labs.ts';

const color = 0x326ce5;
/** Of output in a message that everybody sees; all of it comes as a file. */
const publicLines = 24;
const publicCharacters = 1400;
/** More output than this comes as a file too, and only so much is laid on pages. */
const fewCharacters = 3000;
const pagedCharacters = 20_000;

export interface LabFrame {
  readonly id: string;
  readonly version: number;
  readonly stand: Stand;
  readonly language: Language;
}

/** The lab for its owner, or the private panel of a shared one. */
export function labMessage(
  frame: LabFrame,
  sight: LabSight,
  { page = 0, notice }: { readonly page?: number; readonly notice?: Text } = {},
): Message {
  const { language } = frame;
  const output = outputOf(sight);
  const said = notice ?? (sight.turns.at(-1)?.isOver ? texts.leave : undefined);
  const pieces: Piece[] = [
    textPiece(`## ${texts.title[language]}`),
    ...(said ? [textPiece(`ℹ️ ${prose(said[language])}`)] : []),
    { kind: 'code', text: boardOf(sight.picture, language), syntax: '' },
    ...(output.length > fewCharacters ? [fileOf(output, language)] : []),
    ...(output === ''
      ? [textPiece(prose(texts.begin[language]))]
      : [{ kind: 'code', text: paged(output), syntax: '' } as const]),
    textPiece(
      `-# ${prose(summaryOf(sight.picture, language))} · ${prose(frame.stand === 'own' ? texts.silence[language] : texts.shared[language])}`,
    ),
  ];
  return laid(frame, pieces, controls(frame), page);
}

/** What somebody typed at a shared lab, for everybody: what it printed, and the few buttons that are wanted most. */
export function lineMessage(
  frame: LabFrame,
  sight: LabSight,
  { who, did }: { readonly who: string; readonly did?: Text },
): Message {
  const { language } = frame;
  const output = outputOf(sight);
  const shown = shortened(output);
  const pieces: Piece[] = [
    textPiece(`**${plain(who)}**${did ? ` ${prose(did[language])}` : ''}`),
    ...(did || output === '' ? [] : [{ kind: 'code', text: shown, syntax: '' } as const]),
    ...(did || shown === output ? [] : [fileOf(output, language)]),
    textPiece(`-# ${prose(summaryOf(sight.picture, language))}`),
  ];
  return laid(frame, pieces, [row(frame, publicButtons)]);
}

/** A lab that cannot be played, with the buttons that help: undo, load, start over. */
export function brokenMessage(frame: LabFrame, text: Text): Message {
  const { language } = frame;
  const pieces = [textPiece(`## ${texts.title[language]}`), textPiece(`⚠️ ${prose(text[language])}`)];
  return laid(frame, pieces, controls(frame));
}

/** What a thread begins with. */
export function openingMessage(frame: LabFrame, sight: LabSight, who: string): Message {
  const { language } = frame;
  const pieces: Piece[] = [
    textPiece(`## ${texts.title[language]}`),
    textPiece(`**${plain(who)}** ${prose(texts.opened[language])}`),
    { kind: 'code', text: boardOf(sight.picture, language), syntax: '' },
    textPiece(`-# ${prose(texts.shared[language])} ${prose(texts.silence[language])}`),
  ];
  return laid(frame, pieces, [row(frame, publicButtons)]);
}

/** First what shall go wrong, then to whom: a list each. */
export function faultsMessage(frame: LabFrame, faults: readonly FaultChoice[], chosen?: FaultChoice): Message {
  const { language } = frame;
  const options = chosen
    ? chosen.targets.map(({ label: name, line }, index) => ({ value: String(index), label: name, description: line }))
    : faults.map(({ id, title, targets }) => ({ value: id, label: title, description: targets[0]?.line ?? '' }));
  const lists = chunks(options.slice(0, 100), 25).map(
    (some, index): Row => ({
      type: ComponentType.ActionRow,
      components: [
        {
          type: ComponentType.StringSelect,
          custom_id: idOf(frame, chosen ? 'strike' : 'fault', `${chosen?.id ?? ''}~${index}`),
          placeholder: label((chosen ? texts.target : texts.fault)[language], 100),
          options: some.map(({ value, label: name, description }) => ({
            value: label(value, 100),
            label: label(name[language], 100),
            ...(description !== '' && { description: label(description, 100) }),
          })),
        },
      ],
    }),
  );
  const text = options.length === 0 ? texts.noFaults : (chosen?.title ?? texts.faults);
  return laid(
    frame,
    [textPiece(`## ${texts.title[language]}`), textPiece(prose(text[language]))],
    [...lists, row(frame, [{ deed: 'show', text: texts.back }])],
  );
}

/** What cannot be taken back is asked once more. */
export function sureMessage(frame: LabFrame, question: Text, deed: DeedName, detail: string, yes: Text): Message {
  const { language } = frame;
  return laid(
    frame,
    [textPiece(`## ${texts.title[language]}`), textPiece(`⚠️ ${prose(question[language])}`)],
    [
      row(frame, [
        { deed, detail, text: yes, style: ButtonStyle.Danger },
        { deed: 'show', text: texts.no },
      ]),
    ],
  );
}

/** Something to read, with nothing left to press. */
export function lastMessage(language: Language, text: Text, files: readonly Piece[] = []): Message {
  const frame = { id: '-', version: 0, stand: 'own', language } as const;
  return laid(frame, [textPiece(`## ${texts.title[language]}`), textPiece(prose(text[language])), ...files], []);
}

export function scriptFile(content: string, language: Language): Extract<Piece, { kind: 'file' }> {
  return { kind: 'file', name: texts.scriptFile[language], content };
}

/** The prompt, the line and what it printed, hidden characters made visible, of all that was handed in together. */
function outputOf({ turns }: LabSight): string {
  const printed = turns
    .map(({ prompt, line, pieces }) => `${prompt}${line}\n${pieces.map(({ text }) => text).join('')}`)
    .map((text) => text.replace(/\n?$/, '\n'))
    .join('')
    .trimEnd();
  return visible(printed);
}

/** Somebody who turns a page waits for all pages to be laid out. */
function paged(output: string): string {
  return output.length <= pagedCharacters ? output : `${output.slice(0, pagedCharacters).toWellFormed()}…`;
}

function shortened(output: string): string {
  const lines = output.split('\n');
  let shown = lines.slice(0, publicLines).join('\n');
  if (shown.length > publicCharacters) shown = `${shown.slice(0, publicCharacters).toWellFormed()}…`;
  return shown.length < output.length ? `${shown}\n…` : output;
}

function fileOf(output: string, language: Language): Piece {
  return { kind: 'file', name: texts.outputFile[language], content: `${output}\n` };
}

interface Button {
  readonly deed: DeedName;
  readonly text: Text;
  readonly detail?: string;
  readonly style?: APIButtonComponentWithCustomId['style'];
}

const type: Button = { deed: 'type', text: { es: 'Escribir', en: 'Type' }, style: ButtonStyle.Primary };
const step: Button = { deed: 'step', text: { es: 'Siguiente suceso', en: 'Next event' } };
const minute: Button = { deed: 'minute', text: { es: '+1 min', en: '+1 min' } };
const publicButtons: readonly Button[] = [type, step, minute, { deed: 'panel', text: { es: 'Panel', en: 'Panel' } }];

function controls(frame: LabFrame): readonly Row[] {
  return [
    row(frame, [
      type,
      step,
      minute,
      { deed: 'minutes', text: { es: '+10 min', en: '+10 min' } },
      { deed: 'ready', text: { es: 'Hasta ready', en: 'Until ready' } },
    ]),
    row(frame, [
      { deed: 'faults', text: { es: 'Averías', en: 'Faults' } },
      { deed: 'picture', text: { es: 'Ver el dibujo', en: 'See the picture' } },
      { deed: 'undo', text: { es: 'Deshacer', en: 'Undo' } },
      { deed: 'save', text: { es: 'Guardar', en: 'Save' } },
      { deed: 'load', text: { es: 'Cargar', en: 'Load' } },
    ]),
    row(frame, [
      { deed: 'show', text: { es: 'Cómo está ahora', en: 'How it stands' } },
      { deed: 'reset', text: { es: 'Reiniciar', en: 'Start over' }, style: ButtonStyle.Danger },
      { deed: 'close', text: { es: 'Cerrar', en: 'Close' }, style: ButtonStyle.Danger },
    ]),
  ];
}

function row(frame: LabFrame, buttons: readonly Button[]): Row {
  return {
    type: ComponentType.ActionRow,
    components: buttons.map(({ deed, text, detail = '', style = ButtonStyle.Secondary }) => ({
      type: ComponentType.Button,
      style,
      label: label(text[frame.language], 38),
      custom_id: idOf(frame, deed, detail),
    })),
  };
}

/** Forms can only be the first answer to a press: whatever opens one has a verb of its own. */
export function idOf({ id, version, stand }: LabFrame, deed: DeedName, detail = ''): string {
  const verb = deed === 'type' || deed === 'load' ? 'labform' : 'lab';
  return encodeCustomId({ verb, session: id, position: version, argument: writeDeed({ stand, deed, detail }) });
}

function laid(frame: LabFrame, pieces: readonly Piece[], rows: readonly Row[], page = 0): Message {
  return layOut({
    ...{ pieces, rows, page, language: frame.language, accentColor: color },
    pageId: (target) => idOf(frame, 'page', String(target)),
    pickerId: () => idOf(frame, 'show'),
  });
}

const texts = {
  title: { es: 'Laboratorio', en: 'Lab' },
  begin: {
    es: 'Un clúster simulado: escribe `kubectl`, `docker`, `wait 10m`, `until ready`, `break node-2`…; `help` lo cuenta todo.',
    en: 'A simulated cluster: type `kubectl`, `docker`, `wait 10m`, `until ready`, `break node-2`…; `help` tells everything.',
  },
  opened: {
    es: 'abre un clúster simulado para el grupo. Escribe aquí quien quiera: `kubectl`, `docker`, `wait 10m`, `break node-2`…; `help` lo cuenta todo. Lo que se teclea y lo que sale lo ve todo el mundo.',
    en: 'opens a simulated cluster for the group. Anybody may type here: `kubectl`, `docker`, `wait 10m`, `break node-2`…; `help` tells everything. What is typed and what comes out is for all to see.',
  },
  shared: {
    es: 'Laboratorio del grupo: lo que tecleas lo ve todo el mundo en el hilo.',
    en: 'The group’s lab: what you type is seen by everybody in the thread.',
  },
  silence: {
    es: `Se borra tras ${silenceDays} días sin usarlo.`,
    en: `Erased after ${silenceDays} days without use.`,
  },
  leave: {
    es: 'De aquí no hace falta salir: el laboratorio te espera. «Cerrar» lo borra.',
    en: 'There is no need to leave: the lab waits for you. "Close" erases it.',
  },
  faults: {
    es: '¿Qué tiene que fallar? El laboratorio teclea la línea por ti.',
    en: 'What shall go wrong? The lab types the line for you.',
  },
  noFaults: {
    es: 'Ahora no hay nada que pueda fallar: crea primero algo.',
    en: 'There is nothing that could go wrong now: create something first.',
  },
  fault: { es: 'Elige una avería', en: 'Pick a fault' },
  target: { es: 'Elige a quién', en: 'Pick to whom' },
  back: { es: 'Volver', en: 'Back' },
  no: { es: 'No, dejarlo como está', en: 'No, leave it as it is' },
  outputFile: { es: 'salida.txt', en: 'output.txt' },
  scriptFile: { es: 'laboratorio.lab', en: 'session.lab' },
} satisfies Record<string, Text>;
