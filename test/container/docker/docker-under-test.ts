/** A docker host on a clock of its own, with the images that readyz knows, driven by the lines one would type. */
import { expect } from 'vitest';
import { docker } from '#container/docker/docker.ts';
import { DockerHost } from '#container/docker/docker-host.ts';
import type { DockerAnswer } from '#container/docker/verb.ts';
import { ImageCatalogue } from '#container/image.ts';
import { readImages } from '#content/images.ts';
import { Coroutine } from '#simulation/coroutine.ts';
import { SeededRandom } from '#simulation/seeded-random.ts';
import { VirtualClock } from '#simulation/virtual-clock.ts';

const catalogue = new ImageCatalogue(readImages(process.cwd()).images);

function newHost(): DockerHost {
  return new DockerHost({ clock: new VirtualClock(), random: new SeededRandom(1), images: catalogue });
}

export class Terminal {
  readonly host = newHost();

  /** Types a line (words in single quotes stay together) and waits for its end, at most an hour. */
  type(line: string): DockerAnswer {
    const words = [...line.matchAll(/'([^']*)'|(\S+)/g)].map((match) => match[1] ?? match[2] ?? '');
    let answer: DockerAnswer | undefined;
    new Coroutine(docker(this.host, words.slice(1)), (result) => {
      answer = result;
    }).start();
    this.host.clock.advance(3600_000, { until: () => answer !== undefined });
    if (!answer) throw new Error(`no end within an hour: ${line}`);
    return answer;
  }

  wait(seconds: number): void {
    this.host.clock.advance(seconds * 1000);
  }

  /** The line succeeds; what it printed, without the end of line. */
  says(line: string, wanted: string | RegExp): void {
    const { output, errors, exitCode } = this.type(line);
    expect({ exitCode, errors: exitCode === 0 ? '' : errors }).toEqual({ exitCode: 0, errors: '' });
    if (typeof wanted === 'string') expect(output.trimEnd()).toBe(wanted);
    else expect(output).toMatch(wanted);
  }

  refuses(line: string, exitCode: number, words: string | RegExp): void {
    const answer = this.type(line);
    expect(answer.exitCode).toBe(exitCode);
    expect(answer.errors).toMatch(words);
  }

  state(
    name: string,
  ): { Status: string; ExitCode: number; OOMKilled: boolean; Health?: { Status: string } } & { restarts: number } {
    const [described] = JSON.parse(this.type(`docker inspect ${name}`).output);
    return { ...described.State, restarts: described.RestartCount };
  }
}
