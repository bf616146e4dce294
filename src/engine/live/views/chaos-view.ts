/** A chaos round as it is seen: the faults to vote for, then what each design lost, without who made which. */
import { plural, type Text, verbatim } from '#base/text.ts';
import type { Answer } from '../../answer.ts';
import { chaosFault } from '../../explore/chaos/faults.ts';
import { type ChaosOutcome, type Losses, type RankedDesign, rankDesigns } from '../../explore/chaos/losses.ts';
import type { Scenario } from '../../scenario.ts';
import type { Block } from '../../screen.ts';
import { inEach } from '../../words.ts';
import { answerKey, type Chaos, type LiveQuestionState, type LiveState, present } from '../live-state.ts';
import { designsOf } from '../runs.ts';

export interface ChaosView {
  readonly step: 'vote' | 'running' | 'ranked';
  /** What can be voted for, in this order. */
  readonly faults: readonly { readonly id: string; readonly title: Text }[];
  /** When the vote ends. */
  readonly closesAt: number;
  /** What strikes, once that is decided, and how many voted for each of the faults. */
  readonly fault?: Text;
  readonly votes?: readonly number[];
  /** What to read: what is going on, and the ranking as a table. */
  readonly blocks: readonly Block[];
  /** The best; `chaosRanking` has all. */
  readonly ranking?: readonly ChaosRow[];
}

export interface ChaosRow {
  readonly place: number;
  readonly design: Text;
  /** How many have it. */
  readonly count: number;
  /** Absent where the API server refused the design. */
  readonly losses?: Losses;
}

/** What only its author sees. */
export interface OwnChaos {
  readonly vote?: string;
  readonly place?: number;
  readonly blocks: readonly Block[];
}

type Shown = LiveQuestionState & { readonly chaos: Chaos };

export function chaosView(state: LiveState, shown: Shown, scenario: Scenario): ChaosView {
  const { faults, closesAt, fault } = shown.chaos;
  const titled = faults.map((id) => ({ id, title: chaosFault(scenario, id)?.title ?? verbatim(id) }));
  if (fault === undefined)
    return { step: 'vote', faults: titled, closesAt, blocks: [{ kind: 'prose', text: askText }] };
  const title = titled.find(({ id }) => id === fault)?.title ?? verbatim(fault);
  const common = { faults: titled, closesAt, fault: title, votes: votesOf(shown.chaos) };
  const struck: Block = { kind: 'heading', text: title };
  const rows = chaosRanking(state, shown, scenario);
  if (!rows) return { ...common, step: 'running', blocks: [struck, { kind: 'working', text: runningText }] };
  // Every phone is sent this: of five hundred designs the best are enough.
  const best = rows.slice(0, mostRows);
  const more = rows.length - best.length;
  return {
    ...common,
    step: 'ranked',
    blocks: [
      struck,
      ...rankingBlocks(best),
      ...(more > 0 ? [{ kind: 'prose', text: moreText(more) } as const] : []),
      ...(rows.length > 0 ? [{ kind: 'prose', text: ruleText } as const] : []),
    ],
    ranking: best,
  };
}

const mostRows = 12;

/** All designs; nothing while some have yet to face the fault. */
export function chaosRanking(state: LiveState, shown: Shown, scenario: Scenario): readonly ChaosRow[] | undefined {
  const counts = new Map<string, number>();
  for (const { id } of present(state)) {
    const given = shown.answers.get(id);
    if (given) counts.set(answerKey(given.answer), (counts.get(answerKey(given.answer)) ?? 0) + 1);
  }
  return ranking(state, shown, scenario)?.map(({ design, losses, place }, index) => ({
    place,
    design: designText(scenario, design, index),
    count: counts.get(answerKey(design)) ?? 0,
    ...(losses && { losses }),
  }));
}

export function votesOf({ faults, votes }: Chaos): readonly number[] {
  return faults.map((fault) => [...votes.values()].filter((one) => one === fault).length);
}

/** How many designs have yet to face the fault. */
export function stillFacing(state: LiveState, { chaos, ...shown }: LiveQuestionState, scenario: Scenario): number {
  if (chaos?.fault === undefined) return 0;
  return designsOf(scenario, shown, present(state)).filter((design) => !chaos.outcomes.has(answerKey(design))).length;
}

export function ownChaos(state: LiveState, shown: Shown, scenario: Scenario, participant: string): OwnChaos {
  const vote = shown.chaos.votes.get(participant);
  const given = shown.answers.get(participant)?.answer;
  const key = given && answerKey(given);
  const ranked = ranking(state, shown, scenario);
  const own = ranked?.find(({ design }) => answerKey(design) === key);
  return {
    ...(vote !== undefined && { vote }),
    ...(own && { place: own.place }),
    blocks: ranked ? ownBlocks(own, given !== undefined) : [],
  };
}

interface Ranking {
  readonly participants: LiveState['participants'];
  readonly ranked: readonly RankedDesign<Answer>[] | undefined;
}

/** Five hundred ask for it, and it is worked out once. */
const rankings = new WeakMap<Chaos['outcomes'], Ranking>();

/** Nothing until the last design has faced it, so that nobody reads a place that still changes. */
function ranking(state: LiveState, shown: Shown, scenario: Scenario): readonly RankedDesign<Answer>[] | undefined {
  if (shown.chaos.fault === undefined) return undefined;
  const { participants } = state;
  const known = rankings.get(shown.chaos.outcomes);
  if (known?.participants === participants) return known.ranked;
  const ranked = rankNow(state, shown, scenario);
  rankings.set(shown.chaos.outcomes, { participants, ranked });
  return ranked;
}

function rankNow(state: LiveState, shown: Shown, scenario: Scenario): Ranking['ranked'] {
  const outcomes = new Map<Answer, ChaosOutcome>();
  for (const design of designsOf(scenario, shown, present(state))) {
    const outcome = shown.chaos.outcomes.get(answerKey(design));
    if (!outcome) return undefined;
    outcomes.set(design, outcome);
  }
  return rankDesigns(outcomes);
}

function designText(scenario: Scenario, design: Answer, index: number): Text {
  const options = 'options' in scenario ? (scenario.options ?? []) : [];
  const place = design.kind === 'choice' ? options.findIndex(({ id }) => id === design.option) : -1;
  const option = options[place];
  if (!option) return { es: `Diseño ${index + 1}`, en: `Design ${index + 1}` };
  const letter = String.fromCharCode(65 + place);
  return inEach((language) => `${letter}. ${option.text[language]}`);
}

function rankingBlocks(rows: readonly ChaosRow[]): readonly Block[] {
  if (rows.length === 0) return [{ kind: 'prose', text: nobodyText }];
  const figures = columnsOf(rows.flatMap(({ losses }) => losses ?? []));
  return [
    {
      kind: 'table',
      columns: [
        { es: 'Puesto', en: 'Place' },
        { es: 'Diseño', en: 'Design' },
        { es: 'Quién lo tiene', en: 'Who has it' },
        ...figures.map(({ title }) => title),
      ],
      rows: rows.map(({ place, design, count, losses }) => [
        verbatim(`${place}.`),
        design,
        verbatim(String(count)),
        ...figures.map(({ write }, index) => (losses ? write(losses) : index === 0 ? refusedText : verbatim('—'))),
      ]),
    },
  ];
}

interface Figure {
  readonly title: Text;
  write(losses: Losses): Text;
}

/** Only what some design could lose. */
function columnsOf(all: readonly Losses[]): readonly Figure[] {
  const data: Figure = {
    title: { es: 'Datos perdidos', en: 'Data lost' },
    write: ({ dataLost = 0, dataWritten = 0 }) =>
      dataWritten === 0
        ? { es: 'no llegó a guardar', en: 'it never kept any' }
        : { es: `${dataLost} de ${dataWritten}`, en: `${dataLost} of ${dataWritten}` },
  };
  const requests: Figure = {
    title: { es: 'Peticiones que fallan', en: 'Requests that fail' },
    write: ({ requestsFailed = 0, requestsSent = 0 }) => ({
      es: `${requestsFailed} de ${requestsSent}`,
      en: `${requestsFailed} of ${requestsSent}`,
    }),
  };
  const seconds: Figure = {
    title: { es: 'Tiempo sin servicio', en: 'Time out of service' },
    write: ({ secondsDown }) => verbatim(`${secondsDown} s`),
  };
  const pods: Figure = {
    title: { es: 'Pods que faltan, de media', en: 'Pods missing, in the mean' },
    write: ({ podsMissing }) => ({ es: String(podsMissing).replace('.', ','), en: String(podsMissing) }),
  };
  return [
    ...(all.some(({ dataShareLost }) => dataShareLost !== undefined) ? [data] : []),
    ...(all.some(({ requestsFailed }) => requestsFailed !== undefined) ? [requests] : []),
    seconds,
    pods,
  ];
}

function ownBlocks(own: RankedDesign<Answer> | undefined, hasAnswered: boolean): readonly Block[] {
  if (!own) return [{ kind: 'prose', text: hasAnswered ? notRunText : noDesignText }];
  const { outcome, losses, place } = own;
  const placed: Block = {
    kind: 'prose',
    text: { es: `El puesto de tu diseño: ${place}.`, en: `The place of your design: ${place}.` },
  };
  if (outcome.kind !== 'faced' || !losses) return [placed, { kind: 'prose', text: refusedText }];
  const told = columnsOf([losses]).map(({ title, write }) => [title, write(losses)] as const);
  return [
    placed,
    {
      kind: 'table',
      columns: [
        { es: 'Lo que se mide', en: 'What is measured' },
        { es: 'Resultado', en: 'Result' },
      ],
      rows: told,
    },
    {
      kind: 'timeline',
      title: { es: 'Desde el fallo', en: 'From the fault on' },
      entries: outcome.run.timeline,
      ...(outcome.run.picture && { picture: outcome.run.picture }),
    },
  ];
}

const askText: Text = {
  es: 'Todos los diseños se enfrentarán al mismo fallo, con la misma semilla. ¿Cuál?',
  en: 'All designs will face the same fault, under the same seed. Which one?',
};
const runningText: Text = { es: 'Los diseños se enfrentan al fallo…', en: 'The designs face the fault…' };
const ruleText: Text = {
  es: 'Cuentan los diez minutos que siguen al fallo, con 10 peticiones por segundo. Primero, qué parte de los datos se pierde (se buscan cuando los nodos han vuelto); después, las peticiones, el tiempo y los pods. Quien pierde lo mismo comparte puesto. No cambia los puntos.',
  en: 'The ten minutes after the fault count, with 10 requests a second. First the share of the data that is lost (they are looked for when nodes are back), then requests, time and pods. Who loses the same shares a place. It changes no points.',
};
function moreText(count: number): Text {
  return inEach((language) =>
    language === 'es'
      ? plural('es', count, { one: 'Y un diseño más.', other: 'Y {n} diseños más.' })
      : plural('en', count, { one: 'And one more design.', other: 'And {n} more designs.' }),
  );
}

const refusedText: Text = { es: 'no se aceptó el diseño', en: 'the design was not accepted' };
const notRunText: Text = {
  es: 'Tu diseño no se pudo ejecutar: queda fuera de la clasificación.',
  en: 'Your design could not be run: it is left out of the ranking.',
};
const noDesignText: Text = { es: 'No entregaste ningún diseño.', en: 'You handed in no design.' };
const nobodyText: Text = { es: 'Nadie entregó un diseño.', en: 'Nobody handed in a design.' };
