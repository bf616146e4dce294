import { expect, test } from 'vitest';
import { counterExample } from '#engine/counter-example.ts';
import type { Judged } from '#engine/play/judge.ts';
import { shown, tell } from '#engine/timeline/tell.ts';
import { actor, happened, name, playOf } from '../checks/play-of.ts';

const { probe, started, ended, killing } = happened;
const fails = (pod: string, from: number, count: number) =>
  Array.from({ length: count }, (_, index) => [from + 10 * index, probe(pod, 'startup', 'failure')] as const);

const play = playOf({
  cast: [actor('db'), actor('other')],
  entries: [
    [1, started('db')],
    [2, started('other')],
    ...fails('db', 10, 30),
    [301, killing('db')],
    [302, ended('db')],
  ],
});

const judged: Judged[] = [
  {
    check: { id: 'no-restart', check: 'restarts-at-most', weight: 1 },
    statement: { es: 'Sin reinicios', en: 'No restart' },
    finding: {
      passed: false,
      observed: { es: '1 reinicio', en: '1 restart' },
      credit: 0,
      badness: 1,
      brokenAtMs: 302_000,
      subject: name('db'),
    },
  },
];

const words = (lines: readonly { readonly seconds: number; readonly text: { readonly es: string } }[]) =>
  lines.map(({ seconds, text }) => `${seconds} ${text.es}`);

test('thirty equal failures are one line, and the broken check stands where it broke', () => {
  const { timeline, failedAt } = shown(tell(play, judged));
  expect(words(timeline)).toEqual([
    '1 Arranca el contenedor db de db',
    '2 Arranca el contenedor db de other',
    '10 La `startupProbe` de db (db) falla: connection refused (30 veces, hasta 5:00)',
    '301 `Killing` en db: Container db failed liveness probe, will be restarted',
    '302 Termina el contenedor db de db: código 137, Error',
    '302 No se cumple: Sin reinicios (1 reinicio)',
  ]);
  expect(failedAt).toBe(5);
});

test('a crash loop is told twice, then counted', () => {
  const rounds = [10, 20, 40, 80].flatMap((at, run) => [
    [at, started('db', run)] as const,
    [at + 1, ended('db', run)] as const,
  ]);
  const { timeline } = shown(tell(playOf({ cast: [actor('db')], entries: rounds }), []));
  expect(words(timeline)).toEqual([
    '10 Arranca el contenedor db de db',
    '11 Termina el contenedor db de db: código 137, Error',
    '20 El contenedor db de db arranca otra vez (reinicio 1)',
    '21 Termina el contenedor db de db: código 137, Error (3 veces, hasta 1:21)',
    '40 El contenedor db de db arranca otra vez (reinicio 2) (2 veces, hasta 1:20)',
  ]);
});

test('the counter-example leaves out other pods', () => {
  expect(words(counterExample(play, judged)).some((line) => line.includes('other'))).toBe(false);
});

test('a long run is told by its beginning and by what surrounds the broken check', () => {
  const entries = Array.from({ length: 500 }, (_, index) => [index, started(`db-${index}`)] as const);
  const { timeline, failedAt } = shown(tell(playOf({ cast: [actor('db')], entries }), judged));
  expect(timeline.length).toBeLessThanOrEqual(61);
  expect(timeline[failedAt ?? 0]?.text.en).toBe('Broken: No restart (1 restart)');
  expect(timeline.some(({ text }) => /líneas más/.test(text.es))).toBe(true);
});
