/** Drives one line to its end: between the steps of its shell the clock runs, and programs of ours are done outside of any event. */
import type { Text } from '#base/text.ts';
import { Coroutine } from '#simulation/coroutine.ts';
import { LabRefusal } from './lab-command.ts';
import { limits } from './limits.ts';
import { perform } from './programs.ts';
import { eventsPerSlice, Interrupted, type Slices } from './slices.ts';
import { forShell } from './whole-lines.ts';
import type { World } from './world.ts';

/** How long the shell may be busy with itself before the prompt comes back: a loop without end, a long `sleep`. */
const patienceSeconds = 1_200;

export interface Driven {
  readonly code: number;
  /** The person did not want to wait for the end. */
  readonly isInterrupted: boolean;
}

/** What it prints stands on the workstation's screen. */
export function* driveLine(world: World, line: string): Slices<Driven> {
  const { cluster, workstation } = world;
  let code: number | undefined;
  const routine = new Coroutine(workstation.run(forShell(line.replace(/^\s*\$\s+/, ''))), (exitCode) => {
    code = exitCode;
  }).start();
  let secondsLeft = patienceSeconds;
  const isOver = () => code !== undefined || workstation.requests.length > 0;
  let why: Text | undefined;
  let isInterrupted = false;
  let programs = 0;
  try {
    while (code === undefined) {
      const request = workstation.requests.shift();
      if (request) {
        if (++programs > limits.programsPerLine) throw new LabRefusal(endless);
        const answer = yield* perform(world, request);
        if (world.isLeft) {
          // Another world has taken this one's place: what is left of the line has nowhere to go.
          workstation.screen.show(answer.pieces);
          code = answer.code;
          break;
        }
        request.resume(answer);
        if (code === undefined) yield* world.slice();
        continue;
      }
      const fromMs = cluster.clock.nowMs;
      yield* world.pass(secondsLeft, isOver);
      secondsLeft -= (cluster.clock.nowMs - fromMs) / 1000;
      if (!isOver()) {
        why = endless;
        break;
      }
    }
  } catch (error) {
    if (error instanceof Interrupted) isInterrupted = true;
    else if (error instanceof LabRefusal) why = error.text;
    else throw error;
  }
  if (code !== undefined && routine.ended) return { code, isInterrupted: false };
  routine.cancel();
  workstation.interrupt();
  workstation.requests.length = 0;
  if (code !== undefined) return { code, isInterrupted: false };
  world.cluster.advance({ seconds: 0, eventLimit: eventsPerSlice });
  workstation.screen.show([{ kind: 'error', text: `${why?.[world.language] ?? '^C'}\n` }]);
  return { code: 130, isInterrupted };
}

const endless: Text = {
  es: '^C  (sigue sin acabar: el laboratorio ha dejado de esperar)',
  en: '^C  (it does not end: the lab has stopped waiting)',
};
