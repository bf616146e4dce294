/** A lab as a message: the cluster in words, what the last line printed, and the buttons. */
import { ButtonStyle, ComponentType } from 'discord.js';
import type { Language, Text } from '#base/text.ts';
import type { FaultChoice } from '#engine/lab/fault-choice.ts';
import type { LabSight } from '#engine/lab-runs.ts';
import { chunks } from '../chunks.ts';
import { layOut, type Message, type Row } from '../layout.ts';
import { label, plain, prose } from '../markdown.ts';
import { type Piece, textPiece } from '../piece.ts';
import { boardOf, summaryOf } from './board.ts';
import { controls, idOf, type LabFrame, publicButtons, row } from './buttons.ts';
import type { DeedName } from './deed-words.ts';
import { silenceDays } from './labs.ts';
import { fewCharacters, outputFile, outputOf, paged, shortened } from './output.ts';

const color = 0x326ce5;

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
    ...(output.length > fewCharacters ? [outputFile(output, language)] : []),
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
    ...(did || shown === output ? [] : [outputFile(output, language)]),
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
  scriptFile: { es: 'laboratorio.lab', en: 'session.lab' },
} satisfies Record<string, Text>;
