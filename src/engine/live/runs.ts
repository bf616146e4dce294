/**
 * What the room has run: answers as they come, the run behind each reveal, designs that face a fault, an answer once more whole
 * for the wall. Each is asked of the grader once, however many gave it, and its outcome is handed back as a fact to be written;
 * what is missing in the state is asked for anew after a crash.
 */
import type { Answer } from '../answer.ts';
import { manifestsOf } from '../explore/changes.ts';
import type { ChaosOutcome } from '../explore/chaos/losses.ts';
import type { Grading, Run } from '../grading.ts';
import type { Grader } from '../ports.ts';
import type { Scenario } from '../scenario.ts';
import type { Offer } from '../screen.ts';
import type { LiveAction, LiveSession, RoomFact } from './live-session.ts';
import { answerKey, type LiveQuestionState, type LiveState, present, ungraded } from './live-state.ts';

export interface RunsParts {
  readonly session: Pick<LiveSession, 'questions' | 'seed'>;
  readonly grader: Grader;
  readonly scenarioAt: (position: number) => Scenario | undefined;
  readonly offersAt: (position: number) => readonly Offer[];
  /** Writes an outcome; false where it is no longer wanted. */
  readonly write: (fact: RoomFact) => Promise<boolean>;
  readonly state: () => LiveState;
}

const mostTries = 3;

export class Runs {
  readonly #parts: RunsParts;
  /** Runs under way, by what they are for, so that none is asked for twice. */
  readonly #running = new Set<string>();
  readonly #gradings = new Map<string, Promise<Grading>>();
  /** Questions that may still have something to run. */
  readonly #unsettled: Set<number>;

  constructor(parts: RunsParts) {
    this.#parts = parts;
    this.#unsettled = new Set(parts.session.questions.keys());
  }

  /** What a written action may leave to be run. */
  note(action: LiveAction, position: number): void {
    if (action.kind === 'answer' || action.kind === 'regrade') this.#unsettled.add(action.position);
    if (action.kind === 'strike') this.#unsettled.add(position);
    if (action.kind === 'next' || action.kind === 'skip') {
      this.#unsettled.add(position);
      // Long past, and their verdicts are in the state.
      this.#gradings.clear();
    }
    if (action.kind === 'regrade') this.#gradings.clear();
  }

  /** Asks for all that is missing. */
  ask(): void {
    const state = this.#parts.state();
    for (const position of [...this.#unsettled]) {
      const question = state.questions[position];
      if (!question || position > state.position) continue;
      const isGraded = this.#askForVerdicts(position, question);
      const isFaced = this.#askForChaos(state, position, question);
      if (isGraded && isFaced) this.#unsettled.delete(position);
    }
    this.#askForWalk(state);
  }

  #askForVerdicts(position: number, question: LiveQuestionState): boolean {
    const waiting = ungraded(question);
    if (question.key && waiting.length === 0) return true;
    const probe = question.key ? undefined : probeAnswer(this.#parts.scenarioAt(position));
    if (probe) {
      this.#run(`${position} key`, async () => {
        return { kind: 'key', position, grading: await this.#gradingOf(position, probe) };
      });
      this.#prepare(position);
    }
    for (const answer of waiting) {
      this.#run(`${position} ${answerKey(answer)}`, async () => {
        const grading = await this.#gradingOf(position, answer);
        return { kind: 'graded', position, answer, grading: withoutOptions(slim(grading)) };
      });
    }
    return false;
  }

  #askForChaos(state: LiveState, position: number, question: LiveQuestionState): boolean {
    const fault = question.chaos?.fault;
    if (fault === undefined) return true;
    const waiting = designsOf(this.#parts.scenarioAt(position), question, present(state)).filter(
      (design) => !question.chaos?.outcomes.has(answerKey(design)),
    );
    for (const answer of waiting) {
      this.#run(`${position} ${fault} ${answerKey(answer)}`, async () => {
        return { kind: 'faced', position, fault, answer, outcome: await this.#face(position, answer, fault) };
      });
    }
    return waiting.length === 0;
  }

  #askForWalk({ walk, questions }: LiveState): void {
    const given = walk && questions[walk.position]?.answers.get(walk.participant);
    if (!walk || walk.grading || !given) return;
    const { position, participant } = walk;
    this.#run(`${position} walk ${participant}`, async () => {
      const request = this.#request(position, given.answer);
      const grading = withoutHints(await this.#graded(request));
      const isMendable = grading.verdict === 'wrong';
      const found = isMendable
        ? await this.#parts.grader.explore?.({ ...request, ask: { kind: 'repair' } })
        : undefined;
      return {
        kind: 'walked',
        position,
        participant,
        grading,
        ...(found?.kind === 'repair' && { repair: found.repair }),
      };
    });
  }

  /** While people read, the few answers there can be are run, so that nothing computes while they press. */
  #prepare(position: number): void {
    for (const offer of this.#parts.offersAt(position))
      if (offer.kind === 'choose') void this.#gradingOf(position, { kind: 'choice', option: offer.option });
  }

  #run(name: string, work: () => Promise<RoomFact>): void {
    if (this.#running.has(name)) return;
    this.#running.add(name);
    void work()
      .then((fact) => this.#parts.write(fact))
      .then((isWritten) => {
        this.#running.delete(name);
        // What it was for may have gone meanwhile (graded again): then it is asked for anew.
        if (isWritten) this.ask();
      });
  }

  /** The same answer is run once, however many give it. */
  #gradingOf(position: number, answer: Answer): Promise<Grading> {
    const name = `${position} ${answerKey(answer)}`;
    const known = this.#gradings.get(name);
    if (known) return known;
    // Runs behind the reveal are drawn on the wall; of what each wrote in YAML only the verdict is kept.
    const probe = probeAnswer(this.#parts.scenarioAt(position));
    const isShown = answer.kind !== 'manifest' || (probe && answerKey(probe) === answerKey(answer));
    const grading = this.#graded(this.#request(position, answer)).then(isShown ? withoutHints : slim);
    this.#gradings.set(name, grading);
    return grading;
  }

  #request(position: number, answer: Answer): Parameters<Grader['grade']>[0] {
    const { scenario, version } = this.#parts.session.questions[position]!;
    return { scenario, version, seed: this.#parts.session.seed, answer };
  }

  /** The net of real time may catch an innocent answer on a busy machine: it gets other chances before a class is told. */
  async #graded(request: Parameters<Grader['grade']>[0]): Promise<Grading> {
    for (let attempt = 1; ; attempt++) {
      const grading = await this.#parts.grader.grade(request);
      if (grading.verdict !== 'not-graded' || attempt >= mostTries) return grading;
    }
  }

  async #face(position: number, answer: Answer, fault: string): Promise<ChaosOutcome> {
    const request = { ...this.#request(position, answer), ask: { kind: 'chaos', fault } } as const;
    for (let attempt = 1; attempt <= mostTries; attempt++) {
      const found = await this.#parts.grader.explore?.(request);
      if (found?.kind === 'chaos') return found.outcome;
    }
    return { kind: 'not-run' };
  }
}

/** What faces a fault: each option, chosen or not, or each different YAML that somebody handed in. */
export function designsOf(
  scenario: Scenario | undefined,
  { answers }: Pick<LiveQuestionState, 'answers'>,
  people: readonly { readonly id: string }[],
): readonly Answer[] {
  if (scenario?.type === 'choice' || scenario?.type === 'design')
    return scenario.options.map(({ id }) => ({ kind: 'choice', option: id }));
  const designs = new Map<string, Answer>();
  for (const { id } of people) {
    const answer = answers.get(id)?.answer;
    if (scenario && answer && manifestsOf(scenario, answer) !== undefined) designs.set(answerKey(answer), answer);
  }
  return [...designs.values()];
}

/** Some answer, because the run behind the reveal is wanted even where nobody gave one. */
function probeAnswer(scenario: Scenario | undefined): Answer | undefined {
  switch (scenario?.type) {
    case undefined:
      return undefined;
    case 'choice':
    case 'design':
      return { kind: 'choice', option: scenario.options[0]?.id ?? '' };
    case 'multi':
      return { kind: 'picks', options: scenario.options.slice(0, 1).map(({ id }) => id) };
    case 'documented':
      return scenario.several
        ? { kind: 'picks', options: scenario.options.slice(0, 1).map(({ id }) => id) }
        : { kind: 'choice', option: scenario.options[0]?.id ?? '' };
    case 'predict':
      return scenario.options
        ? { kind: 'choice', option: scenario.options[0]?.id ?? '' }
        : { kind: 'words', text: '0' };
    case 'order':
      return { kind: 'picks', options: scenario.options.map(({ id }) => id) };
    case 'match':
      return { kind: 'picks', options: scenario.items.map(() => scenario.options[0]?.id ?? '') };
    case 'manifest':
    case 'fix':
      return { kind: 'manifest', text: scenario.references?.[0] ?? scenario.starter };
    default:
      return { kind: 'words', text: '-' };
  }
}

function withoutHints({ hints: _hints, ...grading }: Grading): Grading {
  return grading;
}

/** Pictures of runs are large, and a list of five hundred answers is kept in memory. */
function slim(grading: Grading): Grading {
  const { run, options, ...rest } = withoutHints(grading);
  return {
    ...rest,
    ...(run && { run: withoutPicture(run) }),
    ...(options && { options: options.map((option) => ({ ...option, run: withoutPicture(option.run) })) }),
  };
}

function withoutPicture({ picture: _picture, ...run }: Run): Run {
  return run;
}

/** They are the same for all answers to a question, and kept once with its key. */
function withoutOptions({ options: _options, ...grading }: Grading): Grading {
  return grading;
}
