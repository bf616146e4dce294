/**
 * The panel of whoever leads, for their eyes only: where the quiz stands, what can be done now (the engine's own list), what to
 * say about the question, and what comes next. Behind its buttons: the people, one of them, answers that are disputed.
 */
import { type Language, type Text, verbatim } from '#base/text.ts';
import type { LiveKeys } from '#engine/live/live-session.ts';
import type { HostView } from '#engine/live/live-views.ts';
import type { Block } from '#engine/screen.ts';
import type { Message } from '../layout.ts';
import { inlineCode, shorten } from '../markdown.ts';
import { answeredText, boardBlocks, inBoth, phaseWords, tallyBlocks, titleOf } from './blocks.ts';
import { type Button, compose, countdown, isLinkable, type Picker, type QuizMessage } from './compose.ts';
import { digestOf } from './digest.ts';

export interface PanelParts {
  readonly session: string;
  readonly language: Language;
  /** Where the message for all stands. */
  readonly channel: string;
  readonly joinUrl?: string;
  /** Of the pages for projector and presenter, where there are pages. */
  readonly keys?: LiveKeys;
  readonly notice?: Text;
  readonly page?: number;
  /** The list of people, from this page on. */
  readonly people?: number;
  /** One of them. */
  readonly person?: string;
}

const peoplePerPage = 25;
const boardRows = 5;

export function panelMessage(view: HostView, parts: PanelParts): Message {
  const { session, language, notice, page } = parts;
  const person = view.people.find(({ id }) => id === parts.person);
  const shown = person
    ? personShown(view, person)
    : parts.people === undefined
      ? mainShown(view, parts)
      : peopleShown(view, parts.people);
  return compose({
    ...{ session, language, pages: 'panel' },
    position: view.position,
    ...(page !== undefined && { page }),
    ...shown,
    blocks: [...(notice ? [{ kind: 'notice', tone: 'warning', text: notice } as const] : []), ...shown.blocks],
  });
}

type Shown = Pick<QuizMessage, 'title' | 'blocks' | 'buttons' | 'note' | 'pickers'>;

function mainShown(view: HostView, parts: PanelParts): Shown {
  const { question, phase, tally, board, next, notes, disputed = [] } = view;
  const heading = (text: Text): Block => ({ kind: 'heading', text });
  return {
    title: inBoth(({ language }) => `${panelWord[language]} · ${titleOf(view)[language]}`),
    note: [stateNote(view, parts), ...pageAddresses(view, parts)].join('\n'),
    blocks: [
      ...(question ? [said(answeredText(view.answered, view.participants))] : [said(inRoom(view))]),
      ...(view.running > 0 && phase !== 'question' ? [said(running(view.running))] : []),
      ...(tally ? tallyBlocks(view) : []),
      ...(view.chaos?.blocks ?? []),
      ...(view.walk?.blocks ?? []),
      ...boardBlocks(board ?? [], boardRows),
      ...(notes.length > 0 ? [heading(notesWord), ...notes] : []),
      ...(next ? [heading(inBoth(({ language }) => `${nextWord[language]}: ${next.title[language]}`))] : []),
    ],
    pickers: disputed.length > 0 && (phase === 'revealed' || phase === 'explained') ? [disputePicker(disputed)] : [],
    buttons: [
      ...view.controls.map(
        ({ press, label, fact }, index): Button => ({
          text: label,
          verb: 'lead',
          argument: `${press}.${phase}`,
          style: index === 0 ? 'good' : fact.kind === 'finish' ? 'danger' : 'plain',
        }),
      ),
      {
        text: inBoth(({ language }) => `${peopleWord[language]} (${view.people.length})`),
        verb: 'panel',
        argument: 'people.0',
      },
      ...(view.position >= 0 ? [{ text: reportWord, verb: 'report' } as const] : []),
      { text: refresh, verb: 'panel' },
      ...pagesOf(view, parts).flatMap(({ text, url }) => (isLinkable(url) ? [{ text, url }] : [])),
    ],
  };
}

function stateNote(view: HostView, { channel, language }: PanelParts): string {
  const { question, phase, locked, approval } = view;
  const code = inlineCode(`${view.code.slice(0, 4)} ${view.code.slice(4)}`);
  const time =
    phase !== 'question' || !question
      ? ''
      : question.pausedAt === undefined
        ? ` · ⏱ ${countdown(question.closesAt)}`
        : ' · ⏸';
  const words = [
    `**${phaseWords[phase][language]}**${time}`,
    code,
    `<#${channel}>`,
    ...(locked ? ['🔒'] : []),
    ...(approval ? [approvalWord[language]] : []),
  ];
  return words.join(' · ');
}

function peopleShown({ people, roster = [] }: HostView, asked: number): Shown {
  const ordered = people.toSorted(
    (one, other) => Number(other.standing === 'waiting') - Number(one.standing === 'waiting'),
  );
  const pages = Math.max(1, Math.ceil(ordered.length / peoplePerPage));
  const page = Math.min(asked, pages - 1);
  const shown = ordered.slice(page * peoplePerPage, (page + 1) * peoplePerPage);
  const missing = roster.filter(({ nickname }) => nickname === undefined);
  const picker: Picker = {
    verb: 'person',
    argument: 'pick',
    placeholder: { es: 'Elige a alguien', en: 'Pick somebody' },
    options: shown.map((one) => ({
      value: one.id,
      text: verbatim(shorten(one.name, 60)),
      detail: standingOf(one),
    })),
  };
  const move = (text: Text, to: number): Button => ({ text, verb: 'panel', argument: `people.${to}` });
  return {
    title: inBoth(({ language }) => `${peopleWord[language]} (${people.length})`),
    blocks: [
      people.length === 0 ? said(nobodyYet) : said(pickSomebody),
      ...(missing.length > 0 ? [said(missingText(missing.map(({ name }) => shorten(name, 40))))] : []),
    ],
    pickers: shown.length > 0 ? [picker] : [],
    buttons: [
      { text: back, verb: 'panel' },
      ...(page > 0 ? [move(previous, page - 1)] : []),
      ...(page < pages - 1 ? [move(following, page + 1)] : []),
    ],
  };
}

type Person = HostView['people'][number];

function personShown({ leader }: HostView, person: Person): Shown {
  const act = (text: Text, deed: string, style?: Button['style']): Button => ({
    text,
    verb: 'person',
    argument: `${deed}.${person.id}`,
    ...(style && { style }),
  });
  const isIn = person.standing === 'in';
  return {
    title: verbatim(shorten(person.name, 60)),
    blocks: [
      said(standingOf(person)),
      ...(person.listedAs === undefined ? [] : [said(verbatim(shorten(person.listedAs, 80)))]),
    ],
    buttons: [
      ...(person.standing === 'waiting' ? [act(letIn, 'admit', 'good')] : []),
      ...(isIn ? [0, 25, 50, 100].map((percent) => act(extraTime(percent), `time${percent}`)) : []),
      ...(isIn && leader === 'host'
        ? [act(person.role === 'co-host' ? noHelper : helper, person.role === 'co-host' ? 'player' : 'helper')]
        : []),
      ...(isIn || person.standing === 'waiting' ? [act(rename, 'rename'), act(kick, 'kick', 'danger')] : []),
      ...(person.standing !== 'banned' && leader === 'host' ? [act(ban, 'ban', 'danger')] : []),
      ...(person.canBeWalked ? [act(walk, 'walk')] : []),
      { text: peopleWord, verb: 'panel', argument: 'people.0' },
      { text: back, verb: 'panel' },
    ],
  };
}

function disputePicker(disputed: NonNullable<HostView['disputed']>): Picker {
  return {
    verb: 'dispute',
    argument: '',
    placeholder: { es: '¿Dar por buena otra respuesta?', en: 'Let another answer count?' },
    options: disputed.map(({ answer, text, count, accepted }) => ({
      value: digestOf(JSON.stringify(answer)),
      text: inBoth(({ language }) => `${accepted ? '✔ ' : ''}${text[language]} (${count})`),
    })),
  };
}

/** With the keys of the pages in them: for whoever leads alone, and a co-host's opens no more than a co-host may do. */
function pagesOf(
  { leader }: HostView,
  { joinUrl, keys }: PanelParts,
): readonly { readonly text: Text; readonly url: string }[] {
  const own = leader === 'host' ? keys?.host : keys?.coHost;
  if (joinUrl === undefined || !keys || own === undefined) return [];
  const at = (page: string, key: string) => `${joinUrl.replace(/\/#.*$/, '')}/${page}#${key}`;
  return [
    { text: { es: 'Proyector', en: 'Projector' }, url: at('projector', keys.projector) },
    { text: { es: 'Vista de quien dirige', en: 'Presenter’s view' }, url: at('presenter', own) },
  ];
}

/** As text where Discord would take no link. */
function pageAddresses(view: HostView, parts: PanelParts): readonly string[] {
  const others = pagesOf(view, parts).filter(({ url }) => !isLinkable(url));
  return others.map(({ text, url }) => `${text[parts.language]}: <${url}>`);
}

function standingOf({ standing, role, team, extraPercent, answered, points }: Person): Text {
  return inBoth(({ language }) => {
    const es = language === 'es';
    const parts = [
      standings[standing][language],
      ...(role === 'co-host' ? [es ? 'ayuda a dirigir' : 'co-host'] : []),
      ...(team === undefined ? [] : [shorten(team, 20)]),
      ...(answered ? [es ? 'ha respondido' : 'has answered'] : []),
      ...(extraPercent > 0 ? [`+${extraPercent} %`] : []),
      es ? `${Math.round(points)} puntos` : `${Math.round(points)} points`,
    ];
    return parts.join(' · ');
  });
}

const standings: Readonly<Record<Person['standing'], Text>> = {
  waiting: { es: 'espera a entrar', en: 'waits to be let in' },
  in: { es: 'en la sala', en: 'in the room' },
  kicked: { es: 'fuera de la sala', en: 'out of the room' },
  banned: { es: 'sin acceso', en: 'barred' },
};

function said(text: Text): Block {
  return { kind: 'prose', text };
}

function inRoom({ participants, people }: HostView): Text {
  const waiting = people.filter(({ standing }) => standing === 'waiting').length;
  const more: Text =
    waiting > 0
      ? { es: ` Esperan a entrar: ${waiting}.`, en: ` Waiting to be let in: ${waiting}.` }
      : { es: '', en: '' };
  return { es: `En la sala: ${participants}.${more.es}`, en: `In the room: ${participants}.${more.en}` };
}

function running(count: number): Text {
  return { es: `Por ejecutar: ${count}.`, en: `Still to be run: ${count}.` };
}

function missingText(names: readonly string[]): Text {
  const list = names.slice(0, 60).join(', ');
  return { es: `De la lista faltan: ${list}.`, en: `Missing of the list: ${list}.` };
}

function extraTime(percent: number): Text {
  return percent === 0
    ? { es: 'Sin tiempo extra', en: 'No extra time' }
    : { es: `+${percent} % de tiempo`, en: `+${percent} % time` };
}

const panelWord: Text = { es: 'Panel', en: 'Panel' };
const notesWord: Text = { es: 'Para comentarla', en: 'What to say about it' };
const nextWord: Text = { es: 'Después', en: 'Next' };
const peopleWord: Text = { es: 'Personas', en: 'People' };
const reportWord: Text = { es: 'Informe', en: 'Report' };
const refresh: Text = { es: 'Actualizar', en: 'Refresh' };
const back: Text = { es: '◀ Panel', en: '◀ Panel' };
const previous: Text = { es: '◀ Anterior', en: '◀ Previous' };
const following: Text = { es: 'Siguiente ▶', en: 'Next ▶' };
const approvalWord: Text = { es: 'entrada con aprobación', en: 'each is let in by the host' };
const nobodyYet: Text = { es: 'Todavía no ha entrado nadie.', en: 'Nobody has joined yet.' };
const pickSomebody: Text = {
  es: 'Elige a alguien de la lista: quienes esperan van primero.',
  en: 'Pick somebody from the list: those who wait come first.',
};
const letIn: Text = { es: 'Dejar entrar', en: 'Let in' };
const helper: Text = { es: 'Que ayude a dirigir', en: 'Make co-host' };
const noHelper: Text = { es: 'Que vuelva a jugar', en: 'Back to playing' };
const rename: Text = { es: 'Cambiarle el nombre', en: 'Rename' };
const kick: Text = { es: 'Sacar de la sala', en: 'Remove' };
const ban: Text = { es: 'Quitar el acceso', en: 'Bar' };
const walk: Text = { es: 'Su YAML, paso a paso', en: 'Step through their YAML' };
