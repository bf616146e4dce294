/** docker at the workstation: a line takes the time it takes on the machine, where the person's files are too. */
import type { Text } from '#base/text.ts';
import type { DockerAnswer } from '#container/docker/verb.ts';
import { Coroutine } from '#simulation/coroutine.ts';
import { LabRefusal } from './lab-command.ts';
import type { Slices } from './slices.ts';
import type { ProgramAnswer } from './workstation.ts';
import type { World } from './world.ts';

/** How long a container may hold the line in the foreground. */
const patienceSeconds = 60;
/** The client takes its time too: what was started has begun to listen when the prompt comes back. */
const clientSeconds = 1;

/** The machine sees the person's files as they are now. */
export function shareFiles({ machine, workstation }: World): void {
  for (const name of workstation.list()) {
    const path = workstation.path(name);
    const text = workstation.read(name) ?? '';
    if (machine.files.get(path) !== text) machine.writeFile(path, text);
  }
}

export function* dockerAnswer(world: World, words: readonly string[]): Slices<ProgramAnswer> {
  const { machine } = world;
  shareFiles(world);
  let answer: DockerAnswer | undefined;
  const routine = new Coroutine(machine.routineOf(words), (done) => {
    answer = done;
  }).start();
  try {
    yield* world.pass(patienceSeconds, () => answer !== undefined);
    if (!answer) throw new LabRefusal(foreground);
    yield* world.pass(clientSeconds);
  } catch (error) {
    routine.cancel();
    if (!(error instanceof LabRefusal)) throw error;
    return { code: 130, pieces: [{ kind: 'error', text: `${error.text[world.language]}\n` }] };
  }
  const { exitCode, output, errors } = answer;
  // What is pulled is told before what has been started; what went wrong after what was done.
  const said = { kind: 'output', text: output } as const;
  const told = { kind: exitCode === 0 ? 'output' : 'error', text: errors } as const;
  return { code: exitCode, pieces: exitCode === 0 ? [told, said] : [said, told] };
}

const foreground: Text = {
  es: '^C  (sigue en primer plano; con -d se queda detrás)',
  en: '^C  (it goes on in the foreground; with -d it stays behind)',
};
