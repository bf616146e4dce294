/**
 * `readyz compose up FILE`: the project comes up on a simulated docker host, and what is asked for with `--and` happens to
 * it afterwards. Ends with the state of its containers.
 */
import { readdirSync } from 'node:fs';
import path from 'node:path';
import type { ComposeConfig } from '#container/compose/load.ts';
import { compose } from '#container/compose/project/compose.ts';
import { ComposeProject } from '#container/compose/project/compose-project.ts';
import { notSimulated } from '#container/compose/project/not-simulated.ts';
import { servicesOf } from '#container/compose/project/service.ts';
import { docker } from '#container/docker/docker.ts';
import { DockerHost } from '#container/docker/docker-host.ts';
import type { DockerAnswer } from '#container/docker/verb.ts';
import { Layer } from '#container/files/layer.ts';
import { ImageCatalogue } from '#container/image.ts';
import { readImages } from '#content/images.ts';
import { Coroutine, type Routine } from '#simulation/coroutine.ts';
import { SeededRandom } from '#simulation/seeded-random.ts';
import { VirtualClock } from '#simulation/virtual-clock.ts';
import { type ExitCode, exitCodes, type Io } from '../command.ts';
import { programRoot } from '../program-root.ts';
import { type ComposeChoice, readComposeFile, readText } from './compose-file.ts';

export interface RunOptions {
  readonly choice: ComposeChoice;
  /** How long the project is left alone before its state is shown. */
  readonly seconds: number;
  /** `stop web`, `ps -a`, `wait 30`, `docker exec app-web-1 ls` */
  readonly steps: readonly string[];
}

/** No line takes longer than a day of virtual time, nor more events than this. */
const longestMs = 24 * 3600_000;
const eventLimit = 2_000_000;
const mostFiles = 100;

export function runProject({ choice, seconds, steps }: RunOptions, io: Io): ExitCode {
  const { config, environment } = readComposeFile(choice, io);
  const clock = new VirtualClock();
  const host = new DockerHost({
    clock,
    random: new SeededRandom(1),
    images: new ImageCatalogue(readImages(programRoot()).images),
  });
  const readFile = (name: string) => readText(path.resolve(io.cwd, name));
  const project = new ComposeProject({ config, host, readFile, environment });
  bindFolders(config, host);
  for (const note of notSimulated(config)) io.err.write(`${note[io.language]}\n`);
  let worst: ExitCode = exitCodes.success;
  for (const line of ['up -d', `wait ${seconds}`, ...steps, 'ps -a']) {
    io.err.write(`[${clock.elapsedSeconds} s] ${line}\n`);
    const words = line.trim().split(/\s+/);
    if (words[0] === 'wait') {
      clock.advance(Number(words[1] ?? 0) * 1000, { eventLimit });
      continue;
    }
    const answer = finish(clock, words[0] === 'docker' ? docker(host, words.slice(1)) : compose(project, words));
    io.err.write(answer.errors);
    io.out.write(answer.output);
    if (answer.exitCode !== 0) worst = exitCodes.failure;
  }
  return worst;
}

/** Folders and files of this machine that the project shows to its containers: texts, so many and so large as make sense. */
function bindFolders(config: ComposeConfig, host: DockerHost): void {
  const mounts = [...servicesOf(config).values()].flatMap(({ volumes }) => volumes ?? []);
  for (const { type, source } of mounts) {
    if (type !== 'bind' || source === undefined || host.folders.has(source)) continue;
    const text = readText(source);
    if (text !== undefined) {
      host.files.set(source, text);
      continue;
    }
    const layer = new Layer({ kind: 'ext4' });
    for (const name of textFilesIn(source)) layer.write(`/${name}`, readText(path.join(source, name)) ?? '');
    host.folders.set(source, layer);
  }
}

function textFilesIn(folder: string): readonly string[] {
  try {
    const entries = readdirSync(folder, { withFileTypes: true });
    return entries
      .filter((entry) => entry.isFile())
      .slice(0, mostFiles)
      .map((entry) => entry.name);
  } catch {
    return [];
  }
}

function finish(clock: VirtualClock, routine: Routine<DockerAnswer>): DockerAnswer {
  let answer: DockerAnswer | undefined;
  const work = new Coroutine(routine, (result) => {
    answer = result;
  }).start();
  clock.advance(longestMs, { until: () => answer !== undefined, eventLimit });
  work.cancel();
  return answer ?? { exitCode: 1, output: '', errors: 'no end within a day of simulated time\n' };
}
