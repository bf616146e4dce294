import { describe, expect, test } from 'vitest';
import { findCheck } from '#engine/checks/index.ts';
import type { Play } from '#engine/play/play.ts';
import { actor, happened, playOf } from './play-of.ts';

/** Puts one check to a run; `seen` is the figure in Spanish, and whether it holds. */
function check(
  name: string,
  parameters: object,
  play: Play,
  expected: { passed: boolean; seen: string; at?: number },
): void {
  const found = findCheck(name);
  if (!found) throw new Error(`there is no check ${name}`);
  const parsed = found.parameters.parse({ role: 'db', ...parameters });
  const { passed, observed, brokenAtMs } = found.judge(play, parsed);
  const at = brokenAtMs === undefined ? {} : { at: brokenAtMs / 1000 };
  expect({ passed, seen: observed.es, ...(expected.at === undefined ? {} : at) }).toEqual(expected);
  const statement = found.statement(parsed, () => play.role('db'));
  expect([statement.es, statement.en].every((text) => text.length > 5)).toBe(true);
}

const db = actor('db');
const { endpoint, ended, started, killing, ready } = happened;

describe('restarts-at-most', () => {
  const span = { restarts: 0, from: 'applied', to: 'up', while: { es: 'mientras arranca', en: 'while it starts' } };
  const marks = { applied: 0, up: 100 };
  test('holds when nothing ended in the span', () =>
    check('restarts-at-most', span, playOf({ cast: [db], marks, entries: [[150, ended('db')]] }), {
      passed: true,
      seen: 'sin reinicios',
    }));
  test('breaks at the first end that is too many', () =>
    check(
      'restarts-at-most',
      span,
      playOf({
        cast: [db],
        marks,
        entries: [
          [40, ended('db')],
          [80, ended('db', 1)],
        ],
      }),
      {
        passed: false,
        seen: '2 reinicios',
        at: 40,
      },
    ));
  test('counts to the end of the run when the second instant never came', () =>
    check('restarts-at-most', span, playOf({ cast: [db], marks: { applied: 0 }, entries: [[900, ended('db')]] }), {
      passed: false,
      seen: '1 reinicio',
      at: 900,
    }));
  test('breaks when what had to be reached was not reached', () =>
    check('restarts-at-most', span, playOf({ cast: [db], marks: { applied: 0 }, end: 500 }), {
      passed: false,
      seen: 'sin reinicios, pero no pasó de ahí',
      at: 500,
    }));
  test('leaves out other pods', () =>
    check('restarts-at-most', span, playOf({ cast: [db], marks, entries: [[40, ended('other')]] }), {
      passed: true,
      seen: 'sin reinicios',
    }));
});

describe('endpoints-ready', () => {
  test('a pod that comes back under a lost one’s name counts once', () =>
    check(
      'endpoints-ready',
      { service: 'db', replicas: 1, at: 'later' },
      playOf({
        cast: [actor('db-0', 0, 60), actor('db-0', 60)],
        marks: { later: 100 },
        entries: [
          [5, endpoint('db-0', true)],
          [58, endpoint('db-0', false)],
          [70, endpoint('db-0', true)],
        ],
      }),
      { passed: true, seen: 'reciben 1' },
    ));
});

describe('out-of-endpoints-within', () => {
  const parameters = { service: 'db', from: 'backup', to: 'over', seconds: 60 };
  const struck = { strikes: { backup: [[db, 100]], over: [[db, 1000]] } } as const;
  test('holds at the bound', () =>
    check(
      'out-of-endpoints-within',
      parameters,
      playOf({
        cast: [db],
        ...struck,
        entries: [
          [10, endpoint('db', true)],
          [160, endpoint('db', false)],
        ],
      }),
      {
        passed: true,
        seen: 'fuera a los 60 s',
      },
    ));
  test('breaks a moment after the bound', () =>
    check(
      'out-of-endpoints-within',
      parameters,
      playOf({
        cast: [db],
        ...struck,
        entries: [
          [10, endpoint('db', true)],
          [160.001, endpoint('db', false)],
        ],
      }),
      {
        passed: false,
        seen: 'fuera a los 61 s',
        at: 160,
      },
    ));
  test('does not pass a pod that was never in', () =>
    check('out-of-endpoints-within', parameters, playOf({ cast: [db], ...struck }), {
      passed: false,
      seen: 'no estaba en el Service porque no estaba lista',
    }));
  test('says when the Service does not select what is ready', () =>
    check(
      'out-of-endpoints-within',
      parameters,
      playOf({ cast: [db], ...struck, entries: [[10, ready('db', true)]] }),
      {
        passed: false,
        seen: 'no estaba en el Service aunque estaba lista: el Service no la selecciona',
      },
    ));
  test('does not pass one that stays in', () =>
    check(
      'out-of-endpoints-within',
      parameters,
      playOf({ cast: [db], ...struck, entries: [[10, endpoint('db', true)]] }),
      {
        passed: false,
        seen: 'siguió dentro todo el tiempo',
      },
    ));
  test('does not pass one that comes back too early', () =>
    check(
      'out-of-endpoints-within',
      parameters,
      playOf({
        cast: [db],
        ...struck,
        entries: [
          [10, endpoint('db', true)],
          [110, endpoint('db', false)],
          [300, endpoint('db', true)],
        ],
      }),
      { passed: false, seen: 'salió, pero volvió a entrar antes de tiempo', at: 300 },
    ));
  test('takes the worst of several pods', () => {
    const other = actor('db-2');
    const strikes = {
      backup: [
        [db, 100],
        [other, 105],
      ],
      over: [
        [db, 1000],
        [other, 1000],
      ],
    } as const;
    const entries = [
      [10, endpoint('db', true)],
      [10, endpoint('db-2', true)],
      [110, endpoint('db', false)],
    ] as const;
    check('out-of-endpoints-within', parameters, playOf({ cast: [db, other], strikes, entries }), {
      passed: false,
      seen: 'siguió dentro todo el tiempo',
    });
  });
});

describe('back-in-endpoints-within', () => {
  const parameters = { service: 'db', from: 'over', seconds: 60 };
  const strikes = { over: [[db, 1000]] } as const;
  test('counts from the end of what kept it out', () =>
    check(
      'back-in-endpoints-within',
      parameters,
      playOf({ cast: [db], strikes, end: 2000, entries: [[1020, endpoint('db', true)]] }),
      {
        passed: true,
        seen: 'dentro a los 20 s',
      },
    ));
  test('breaks when it never returns', () =>
    check('back-in-endpoints-within', parameters, playOf({ cast: [db], strikes, end: 2000 }), {
      passed: false,
      seen: 'no volvió',
      at: 1060,
    }));
});

describe('killed-within', () => {
  const parameters = { from: 'hang', seconds: 120 };
  const strikes = { hang: [[db, 100]] } as const;
  test('holds when it is killed in time and starts again', () =>
    check(
      'killed-within',
      parameters,
      playOf({
        cast: [db],
        strikes,
        entries: [
          [220, killing('db')],
          [250, started('db', 1)],
        ],
      }),
      {
        passed: true,
        seen: '`Killing` a los 120 s',
      },
    ));
  test('breaks one millisecond later', () =>
    check(
      'killed-within',
      parameters,
      playOf({
        cast: [db],
        strikes,
        entries: [
          [220.001, killing('db')],
          [250, started('db', 1)],
        ],
      }),
      {
        passed: false,
        seen: '`Killing` a los 121 s',
        at: 220,
      },
    ));
  test('breaks when it stays dead', () =>
    check('killed-within', parameters, playOf({ cast: [db], strikes, entries: [[150, killing('db')]] }), {
      passed: false,
      seen: 'la mató, pero no volvió a arrancar',
    }));
});

describe('volumes and identity', () => {
  const claim = (claimName: string) => ({ persistentVolumeClaim: { claimName } });
  const at = { path: '/var/lib/mysql', at: 'settled' };
  const marks = { settled: 50, lost: 60 };
  test('three claims are one each', () =>
    check(
      'own-volume-each',
      at,
      playOf({ marks, cast: ['a', 'b', 'c'].map((pod) => actor(pod, 0, undefined, claim(`data-${pod}`))) }),
      {
        passed: true,
        seen: 'data-a, data-b y data-c',
      },
    ));
  test('one claim for two is shared', () =>
    check(
      'own-volume-each',
      at,
      playOf({ marks, cast: ['a', 'b'].map((pod) => actor(pod, 0, undefined, claim('data'))) }),
      {
        passed: false,
        seen: 'lo comparten 2 pods',
      },
    ));
  test('an emptyDir goes with its pod', () =>
    check('own-volume-each', at, playOf({ marks, cast: [actor('a', 0, undefined, { emptyDir: {} })] }), {
      passed: false,
      seen: 'se borra con su pod',
    }));
  test('two servers on one claim are two writers, though the second dies of the lock', () => {
    const cast = ['a', 'b'].map((pod) => actor(pod, 0, undefined, claim('data')));
    check(
      'no-two-writers',
      { path: '/var/lib/mysql' },
      playOf({
        cast,
        entries: [
          [1, started('a')],
          [2, started('b')],
          [3, ended('b')],
        ],
      }),
      {
        passed: false,
        seen: 'dos a la vez',
        at: 2,
      },
    );
  });
  test('one after the other on one claim are not', () => {
    const cast = ['a', 'b'].map((pod) => actor(pod, 0, undefined, claim('data')));
    check(
      'no-two-writers',
      { path: '/var/lib/mysql' },
      playOf({
        cast,
        entries: [
          [1, started('a')],
          [2, ended('a')],
          [3, started('b')],
        ],
      }),
      {
        passed: true,
        seen: 'nunca',
      },
    );
  });
  test('the replacement under the same name is the same', () => {
    const lost = actor('db-2', 0, 61);
    const play = playOf({ cast: [lost, actor('db-2', 61)], strikes: { lost: [[lost, 60]] } });
    check('same-identity-after-loss', { from: 'lost' }, play, { passed: true, seen: 'sigue siendo db-2' });
  });
  test('data is there when the replacement finds it', () => {
    const lost = actor('db-2', 0, 61);
    const reader = actor('db-2', 61);
    const strikes = { lost: [[lost, 60]] } as const;
    const reading = (found: readonly string[]) =>
      playOf({ cast: [lost, reader], strikes, readings: [{ reader, path: '/d', found }] });
    const parameters = { path: '/d', written: 'settled', from: 'lost' };
    check('data-survives', parameters, reading([lost.uid]), { passed: true, seen: 'están' });
    check('data-survives', parameters, reading([]), { passed: false, seen: 'se perdieron' });
  });
});

describe('scaling and upgrading', () => {
  test('what grows along does not scale alone', () => {
    const cast = [db, actor('db-2', 20), actor('db-3', 21)];
    const parameters = { other: 'db', replicas: 1, from: 'scaled', to: 'upgrade' };
    check('scales-alone', parameters, playOf({ cast, marks: { scaled: 10, upgrade: 100 } }), {
      passed: false,
      seen: '3 pods',
      at: 21,
    });
    check('scales-alone', parameters, playOf({ cast: [db], marks: { scaled: 10, upgrade: 100 } }), {
      passed: true,
      seen: '1 pod',
    });
  });
  test('pods that stay the same are not replaced', () => {
    const parameters = { from: 'upgrade', to: 'end' };
    const marks = { upgrade: 10, end: 100 };
    check('not-replaced', parameters, playOf({ cast: [db], marks }), { passed: true, seen: 'ninguno' });
    check('not-replaced', parameters, playOf({ cast: [actor('db', 0, 20), actor('db-x', 15)], marks }), {
      passed: false,
      seen: '1 pod sustituido',
    });
  });
  test('the new image runs when all containers of the role run it', () => {
    const parameters = { image: 'mariadb:11.8', at: 'end' };
    const marks = { end: 100 };
    const entries = [
      [1, started('db', 0, 'mariadb:11.4')],
      [20, ended('db')],
      [21, started('db', 1, 'docker.io/library/mariadb:11.8')],
    ] as const;
    check('image-running', parameters, playOf({ cast: [db], marks, entries }), { passed: true, seen: 'sí' });
    check('image-running', parameters, playOf({ cast: [db], marks, entries: entries.slice(0, 1) }), {
      passed: false,
      seen: 'en 0 de 1',
    });
  });
  test('ready pods are counted at the instant', () => {
    const entries = [
      [5, ready('db', true)],
      [50, ready('db', false)],
    ] as const;
    check('replicas-ready', { replicas: 1, at: 'now' }, playOf({ cast: [db], marks: { now: 10 }, entries }), {
      passed: true,
      seen: '1 listo',
    });
    check('replicas-ready', { replicas: 1, at: 'now' }, playOf({ cast: [db], marks: { now: 60 }, entries }), {
      passed: false,
      seen: '0 listos',
    });
    check('replicas-ready', { replicas: 0, at: 'now' }, playOf({ cast: [db], marks: { now: 60 }, entries }), {
      passed: true,
      seen: '0 listos',
    });
    check('replicas-ready', { replicas: 0, at: 'now' }, playOf({ cast: [db], marks: { now: 10 }, entries }), {
      passed: false,
      seen: '1 listo',
    });
  });
});
