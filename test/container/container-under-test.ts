/** One container on a virtual clock, without a cluster: the door of the container tests. */
import { Container, type ContainerOptions } from '#container/container.ts';
import { imageLayer } from '#container/execute.ts';
import { ImageCatalogue } from '#container/image.ts';
import { NetworkNamespace } from '#container/network-namespace.ts';
import { PidNamespace } from '#container/process.ts';
import type { Signal } from '#container/signals.ts';
import { noConditions } from '#container/world.ts';
import { readImages } from '#content/images.ts';
import { SeededRandom } from '#simulation/seeded-random.ts';
import { VirtualClock } from '#simulation/virtual-clock.ts';

const images = new ImageCatalogue(readImages(process.cwd()).images);

export interface Setting extends Partial<Omit<ContainerOptions, 'image' | 'environment'>> {
  readonly image?: string;
  readonly environment?: Readonly<Record<string, string>>;
}

export function newContainer(setting: Setting = {}): Container {
  const { image: reference = 'busybox:1.36', environment = {}, ...rest } = setting;
  const image = images.find(reference);
  return new Container({
    id: 'c1',
    clock: new VirtualClock(),
    random: new SeededRandom(1),
    imageLayer: imageLayer(image),
    command: undefined,
    args: undefined,
    workingDirectory: undefined,
    user: undefined,
    mounts: [],
    network: new NetworkNamespace({ address: '10.0.0.1' }),
    pids: new PidNamespace(),
    hostname: 'host',
    conditions: { ...noConditions },
    limits: { memoryBytes: Number.POSITIVE_INFINITY, cpuShares: 1024, cpus: 1 },
    openInput: false,
    readOnlyRoot: false,
    report: () => undefined,
    ...rest,
    image,
    environment: new Map(Object.entries(environment)),
  });
}

export interface Outcome {
  readonly output: string;
  readonly errors: string;
  /** Undefined while it runs. */
  readonly exitCode: number | undefined;
  readonly seconds: number;
}

export function runScript(
  script: string,
  setting: Setting & { readonly signals?: readonly (readonly [number, Signal])[]; readonly limitSeconds?: number } = {},
): Outcome {
  const { signals = [], limitSeconds = 600, ...rest } = setting;
  const clock = new VirtualClock();
  const container = newContainer({ ...rest, clock, command: ['sh', '-c', script] });
  container.start();
  for (const [second, signal] of signals) clock.after(second * 1000, () => container.signal(signal));
  clock.advance(limitSeconds * 1000, { until: () => container.state === 'exited', eventLimit: 200_000 });
  return outcomeOf(container);
}

export function outcomeOf(container: Container): Outcome {
  const text = (stream: string) =>
    container.log
      .filter((line) => line.stream === stream)
      .map((line) => line.text)
      .join('');
  const ended = container.state === 'exited';
  return {
    output: text('stdout'),
    errors: text('stderr'),
    exitCode: ended ? container.exitCode : undefined,
    seconds: ended ? (container.finishedAtMs - container.startedAtMs) / 1000 : Number.NaN,
  };
}
