/**
 * A cluster to play with: lines go in, what a person would see comes out. kubectl, docker, and commands for time, faults and
 * files (commands/) are programs of a small shell beside the cluster. Time passes only while a line runs, or as it is told to flow.
 *
 *   const lab = new Lab({ seed: 1, cluster: smallCluster(3), files: {} }, { images, language: 'es' });
 *   lab.type('kubectl create deployment web --image=nginx --replicas=2')   // → { output: 'deployment.apps/web created\n', … }
 *   lab.begin('wait 14d')                                                 // → the same in slices, which can be interrupted
 *   lab.picture()                                                         // → nodes, pods, Services, containers as they are now
 *   lab.save()                                                            // → a script that brings all of it back
 *
 * Same start and same lines, same answers. Limits count events, objects and characters, never real time.
 */
import type { Language, Text } from '#base/text.ts';
import type { ImageCatalogue } from '#container/image.ts';
import { clockTime } from '../words.ts';
import { type Completion, completeLine } from './complete.ts';
import type { FaultChoice } from './fault-choice.ts';
import { faultChoices } from './faults.ts';
import { LabRefusal } from './lab-command.ts';
import type { LabOutside } from './lab-room.ts';
import { answerOf, type Editor, type LabAnswer, LabRun } from './lab-run.ts';
import { LabSession } from './lab-session.ts';
import { type LabStart, smallCluster } from './lab-start.ts';
import { type LabClock, type LabPicture, labClock, labPicture } from './picture.ts';
import { interruptionIn, readSaved, type SavedLine } from './saved.ts';
import { Interrupted, type Slices } from './slices.ts';
import { isComment, isIncomplete } from './whole-lines.ts';
import type { WorldDoors } from './world.ts';

export interface LabParts {
  readonly images: ImageCatalogue;
  readonly language: Language;
  readonly outside?: LabOutside;
}

export class Lab {
  /** Of all that is said from now on. */
  language: Language;
  readonly #parts: LabParts;
  readonly #history: string[] = [];
  #session: LabSession;
  readonly #doors: WorldDoors;
  #isInterrupted = false;
  #isReplaying = false;
  /** Of a saved session that comes line by line. */
  #interruptNextAfter: number | undefined;

  constructor(start: LabStart, parts: LabParts) {
    this.language = parts.language;
    this.#parts = parts;
    const lab = this;
    this.#doors = {
      /** What came from outside stands in the lines of a saved session: nobody is asked again. */
      get outside() {
        return lab.#isReplaying ? {} : (parts.outside ?? {});
      },
      get language() {
        return lab.language;
      },
      get history() {
        return lab.#history;
      },
      get isInterrupted() {
        return lab.#isInterrupted;
      },
      save: () => lab.save(),
      restart: (saved) => lab.#restart(saved),
      undo: (count) => lab.#undo(count),
    };
    this.#session = new LabSession(start, parts.images, this.#doors);
  }

  /** What stands before the next line: the time in the cluster. */
  get prompt(): string {
    return `[${clockTime(this.#session.world.cluster.clock.elapsedSeconds * 1000)}] $ `;
  }

  /** Every line so far, as typed. */
  get history(): readonly string[] {
    return this.#history;
  }

  /** The line that `undo` would leave out. */
  get lastLine(): string | undefined {
    return this.#session.lines.at(-1)?.line;
  }

  /** A loop without its `done`, a `<<EOF` without its `EOF`: more lines belong to it. */
  isIncomplete(text: string): boolean {
    return isIncomplete(text);
  }

  /** Runs it to its end. */
  type(text: string, edit?: Editor): LabAnswer {
    return this.begin(text).toTheEnd(edit);
  }

  /** One line, or several that belong together. The one before must be over. */
  begin(text: string): LabRun {
    return this.#run(this.#line(text.replace(/\r/g, '').trimEnd()));
  }

  /** So much time passes, as it does while a person looks on: nothing is said but what happened. */
  flow(seconds: number): LabRun {
    return this.#run(this.#flow(seconds));
  }

  /** What may stand at the cursor. */
  complete(line: string, cursor: number = line.length): Completion {
    return completeLine(this.#session.world, line, cursor);
  }

  /** How everything stands now: plain data. */
  picture(): LabPicture {
    return labPicture(this.#session.world);
  }

  get clock(): LabClock {
    return labClock(this.#session.world);
  }

  /** What may be broken now, and mended: for a menu. Each target is a line to type. */
  faults(): readonly FaultChoice[] {
    return faultChoices(this.#session.world);
  }

  save(): string {
    return this.#session.save();
  }

  #run(slices: Slices<LabAnswer>): LabRun {
    this.#isInterrupted = false;
    const { workstation } = this.#session.world;
    return new LabRun(
      slices,
      () => workstation.screen.pieces,
      () => {
        this.#isInterrupted = true;
      },
    );
  }

  *#line(line: string): Slices<LabAnswer> {
    const session = this.#session;
    session.world.workstation.screen.clear();
    if (line.trim() === '' || isComment(line)) {
      this.#interruptNextAfter = interruptionIn(line) ?? this.#interruptNextAfter;
      return answerOf(0, []);
    }
    if (/^\s*(exit|quit|logout)\s*$/.test(line)) return answerOf(0, [], true);
    this.#history.push(line);
    const interruptAfter = this.#interruptNextAfter;
    this.#interruptNextAfter = undefined;
    const { code } = yield* session.run(line, interruptAfter);
    return answerOf(code, session.world.workstation.screen.pieces);
  }

  *#flow(seconds: number): Slices<LabAnswer> {
    try {
      return answerOf(0, yield* this.#session.flow(seconds));
    } catch (error) {
      if (error instanceof Interrupted) return answerOf(130, this.#session.world.news());
      if (!(error instanceof LabRefusal)) throw error;
      return answerOf(1, [{ kind: 'error', text: `${error.text[this.language]}\n` }]);
    }
  }

  *#restart(saved: string | undefined): Slices<Text> {
    const read = saved === undefined ? undefined : readSaved(saved);
    yield* this.#playAnew(read ? this.#startOf(read.start) : this.#session.start, read?.lines ?? []);
    if (!read) return { es: 'Todo está como al principio.', en: 'Everything is as at the beginning.' };
    const count = this.#session.lines.length;
    return { es: `Sesión recuperada: ${count} líneas.`, en: `Session brought back: ${count} lines.` };
  }

  *#undo(count: number): Slices<Text> {
    const { lines, start } = this.#session;
    const undone = lines.slice(-count);
    if (undone.length === 0) throw new LabRefusal({ es: 'no hay nada que deshacer', en: 'there is nothing to undo' });
    yield* this.#playAnew(start, lines.slice(0, -undone.length));
    const told = undone.map(({ line }) => line.split('\n', 1)[0]).join(' · ');
    const now = clockTime(this.#session.world.cluster.clock.elapsedSeconds * 1000);
    return { es: `Deshecho: ${told}. Vuelven a ser las ${now}.`, en: `Undone: ${told}. It is ${now} again.` };
  }

  /** Takes the place of what is there only when all has been played. */
  *#playAnew(start: LabStart, lines: readonly SavedLine[]): Slices {
    if (this.#isReplaying) {
      throw new LabRefusal({
        es: 'una sesión guardada no puede empezar otra',
        en: 'a saved session cannot begin another',
      });
    }
    const played = new LabSession(start, this.#parts.images, this.#doors);
    this.#isReplaying = true;
    try {
      yield* played.play(lines, () => this.#isInterrupted);
    } finally {
      this.#isReplaying = false;
    }
    this.#session.world.isLeft = true;
    this.#session = played;
  }

  #startOf({ seed, nodes, scenario }: ReturnType<typeof readSaved>['start']): LabStart {
    const { start } = this.#session;
    if (scenario !== start.scenario && (scenario ?? '') !== '') {
      throw new LabRefusal({
        es: `esta sesión es de la pregunta ${scenario}: ábrela con readyz lab ${scenario}`,
        en: `this session is of the question ${scenario}: open it with readyz lab ${scenario}`,
      });
    }
    const own = start.cluster;
    const isOther = scenario === undefined && nodes !== undefined && nodes !== own.nodes.length;
    return {
      ...start,
      seed: seed ?? start.seed,
      cluster: isOther ? { ...own, nodes: smallCluster(nodes).nodes } : own,
    };
  }
}
