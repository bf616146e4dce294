import { describe, expect, test } from 'vitest';
import type { RunView } from '#engine/screen.ts';
import { drawRuns } from '#server/drawn-runs.ts';

const both = (words: string) => ({ es: words, en: words });

function run(changed: Partial<RunView> = {}): RunView {
  return {
    title: both('A'),
    mark: 'wrong',
    chosen: false,
    entries: [
      { seconds: 0, text: both('starts'), tone: 'plain' },
      { seconds: 30, text: both('breaks'), tone: 'bad' },
    ],
    failedAt: 1,
    picture: {
      endSeconds: 60,
      pods: [
        {
          name: 'web',
          spans: [
            { fromSeconds: 5, state: 'starting' },
            { fromSeconds: 10, state: 'ready' },
          ],
        },
      ],
      morePods: 0,
      nodes: [],
      requests: [{ name: 'web', spans: [{ fromSeconds: 10, toSeconds: 60, served: 999, failed: 1 }] }],
    },
    ...changed,
  };
}

describe('a drawn run', () => {
  test('tells each state once, from its column to the next one’s, and nothing before there was anything', () => {
    const [drawn] = drawRuns([run()]);
    const { pods, startsSeconds } = drawn!.picture!;
    const spans = pods[0]!.spans;
    expect(spans.map(({ state }) => state)).toEqual(['starting', 'ready']);
    // The column in which it begins may begin a moment before.
    expect(spans.map(({ from }) => Math.round(startsSeconds[from]!))).toEqual([5, 10]);
    expect([spans[0]!.to, spans[1]!.to]).toEqual([spans[1]!.from, startsSeconds.length]);
  });

  test('shows a single lost request of a thousand', () => {
    const [drawn] = drawRuns([run()]);
    expect(drawn!.picture!.requests[0]).toMatchObject({ served: 999, failed: 1, spans: [{ lost: 0.05 }] });
  });

  test('stands on the same scale as its neighbours, so that one moment is one place', () => {
    const late = run({ entries: [{ seconds: 45, text: both('breaks later'), tone: 'bad' }], failedAt: 0 });
    const [early, other] = drawRuns([run(), late]);
    expect(other!.picture!.startsSeconds).toEqual(early!.picture!.startsSeconds);
    expect(other!.picture!.failedColumn).toBeGreaterThan(early!.picture!.failedColumn!);
  });

  test('of a long run tells the part in which it breaks', () => {
    const entries = Array.from({ length: 400 }, (_, index) => ({
      seconds: index,
      text: both(`${index}`),
      tone: 'plain' as const,
    }));
    const [drawn] = drawRuns([run({ entries, failedAt: 200 })]);
    expect(drawn!.entries).toHaveLength(60);
    expect(drawn!.entries[drawn!.failedAt!]).toMatchObject({ seconds: 200 });
    expect(drawRuns([run({ entries, failedAt: 200 })], 1000)[0]!.failedAt).toBe(200);
  });

  test('without a picture, as on a machine with docker alone, keeps its lines', () => {
    const { picture: _none, ...bare } = run();
    expect(drawRuns([bare])).toMatchObject([{ entries: [{ seconds: 0 }, { seconds: 30 }] }]);
  });
});
