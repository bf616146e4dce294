/** A real API server on a clock of its own, and the two ways a test looks at an answer. */
import { type ApiServer, createApiServer } from '#cluster/apiserver/apiserver.ts';
import { Trace } from '#cluster/trace.ts';
import { SeededRandom } from '#simulation/seeded-random.ts';
import { VirtualClock } from '#simulation/virtual-clock.ts';

export function newServer(seed = 1): { clock: VirtualClock; trace: Trace; server: ApiServer } {
  const clock = new VirtualClock();
  const trace = new Trace(() => clock.nowMs - clock.startMs);
  return { clock, trace, server: createApiServer({ clock, random: new SeededRandom(seed), trace }) };
}

type Answer<T> =
  | { readonly ok: true; readonly value: T }
  | { readonly ok: false; readonly error: { readonly code: number; readonly message: string } };

/** The value of an answer that has to be yes. */
export function must<T>(answer: Answer<T>): T {
  if (!answer.ok) throw new Error(`${answer.error.code} ${answer.error.message}`);
  return answer.value;
}

/** `409 pods "web" already exists`, or `accepted`. */
export function said(answer: Answer<unknown>): string {
  return answer.ok ? 'accepted' : `${answer.error.code} ${answer.error.message}`;
}

export interface PodOptions {
  readonly labels?: Record<string, string>;
  readonly nodeName?: string;
  readonly namespace?: string;
  readonly spec?: Record<string, unknown>;
  readonly container?: Record<string, unknown>;
}

export function pod(name: string, { labels, nodeName, namespace, spec, container }: PodOptions = {}) {
  return {
    apiVersion: 'v1',
    kind: 'Pod',
    metadata: { name, ...(labels ? { labels } : {}), ...(namespace ? { namespace } : {}) },
    spec: {
      containers: [{ name: 'main', image: 'nginx:1.27', ...container }],
      ...(nodeName ? { nodeName } : {}),
      ...spec,
    },
  };
}

export function deployment(
  name: string,
  spec: Record<string, unknown> = {},
  labels: Record<string, string> = { app: 'web' },
) {
  return {
    apiVersion: 'apps/v1',
    kind: 'Deployment',
    metadata: { name },
    spec: {
      selector: { matchLabels: labels },
      template: {
        metadata: { labels },
        spec: { containers: [{ name: 'main', image: 'nginx:1.27' }] },
      },
      ...spec,
    },
  };
}
