// What a design loses to a fault, in the real simulator: the order is the one that a course would tell.
import { describe, expect, test } from 'vitest';
import { ImageCatalogue } from '#container/image.ts';
import { readImages } from '#content/images.ts';
import { openLibrary } from '#content/library.ts';
import { faceChaos } from '#engine/explore/chaos/chaos.ts';
import { chaosFaultNames, chaosFaults, chaosSteps } from '#engine/explore/chaos/faults.ts';
import { type ChaosOutcome, type RoleLosses, rankDesigns } from '#engine/explore/chaos/losses.ts';
import type { ChoiceScenario } from '#engine/scenario.ts';
import { findStep } from '#engine/script/index.ts';
import { root } from '../../helpers/source-file.ts';

const library = await openLibrary([root]);
const images = new ImageCatalogue(readImages(root).images);

/** Places of the options of a question after a fault: `1 claim, 2 empty-dir`. */
function checkOrder(id: string, fault: string, wanted: string, seed = 7): void {
  const scenario = library.find(id) as ChoiceScenario;
  const outcomes = new Map<string, ChaosOutcome>();
  for (const option of scenario.options) {
    const outcome = faceChaos({ scenario, manifests: option.manifests, seed, parts: { images }, fault });
    if (outcome) outcomes.set(option.id, outcome);
  }
  expect(
    rankDesigns(outcomes)
      .map(({ place, design }) => `${place} ${design}`)
      .join(', '),
  ).toBe(wanted);
}

describe('a node is lost', () => {
  test('and only the claim still has the data when it is back', () =>
    checkOrder('where-does-the-database-write', 'node-down', '1 claim, 2 host-path, 2 empty-dir, 4 config-map'));
  test('and whoever has it drained for maintenance keeps them too', () =>
    checkOrder('where-does-the-database-write', 'drain', '1 claim, 2 host-path, 2 empty-dir, 4 config-map'));
  test('and pods that nobody made again are missed longest', () =>
    checkOrder('which-controller', 'drain', '1 daemonset, 2 deployment, 3 statefulset, 4 pods'));
});

test('the same seed has the same outcome, to the last event', () => {
  const scenario = library.find('where-does-the-database-write') as ChoiceScenario;
  const face = () =>
    faceChaos({ scenario, manifests: scenario.options[0]!.manifests, seed: 3, parts: { images }, fault: 'crash' });
  expect(face()).toEqual(face());
});

test('of a program that hangs no data are counted: it has them, and gives them to nobody', () => {
  const scenario = library.find('where-does-the-database-write') as ChoiceScenario;
  const outcome = faceChaos({
    scenario,
    manifests: scenario.options[0]!.manifests,
    seed: 3,
    parts: { images },
    fault: 'hang',
  });
  expect(outcome).toMatchObject({ kind: 'faced' });
  expect(outcome).not.toHaveProperty('dataLost');
});

test('what the API server refuses faces nothing', () => {
  const scenario = library.find('where-does-the-database-write')!;
  expect(faceChaos({ scenario, manifests: 'kind: Nonsense', seed: 1, parts: { images }, fault: 'crash' })).toEqual({
    kind: 'refused',
  });
});

describe('faults', () => {
  const idsOf = (id: string, wanted?: readonly string[]) => chaosFaults(library.find(id)!, wanted).map((one) => one.id);
  test('of nodes are offered where there is more than one, of zones where there are several', () => {
    expect(idsOf('two-zones-how-strict')).toContain('zone-down');
    expect(idsOf('which-controller')).not.toContain('zone-down');
    expect(idsOf('a-signal-to-the-neighbour')).not.toContain('node-down');
  });
  test('are none where no design runs in a cluster', () => {
    expect(idsOf('what-a-pod-shares')).toEqual([]);
    expect(idsOf('write-compose-wordpress')).toEqual([]);
  });
  test.each(chaosFaultNames)(
    'of kind %s are steps that a script takes, and name the instant when they strike',
    (name) => {
      const steps = chaosSteps(library.find('two-zones-how-strict')!, name);
      expect(steps.filter(({ as }) => as === 'chaos-strikes')).toHaveLength(1);
      for (const { step, as: _as, ...parameters } of steps)
        expect(findStep(step)?.parameters.safeParse(parameters)).toMatchObject({ success: true });
    },
  );
  test('may strike another role by its name', () =>
    expect(idsOf('which-probe-for-wordpress', ['crash/db', 'crash/nobody', 'rm -rf', '__proto__'])).toEqual([
      'crash/db',
    ]));
});

describe('a ranking', () => {
  const role = (changed: Partial<RoleLosses>): RoleLosses => ({
    ...{ role: 'web', title: { es: 'la web', en: 'the web' }, isMain: true, hasDoor: true },
    ...{ requestsSent: 6000, requestsFailed: 0, secondsUnserved: 0, secondsNotReady: 0, podsMissing: 0 },
    ...changed,
  });
  const faced = (changed: Partial<RoleLosses>, data?: readonly [written: number, lost: number]): ChaosOutcome => ({
    kind: 'faced',
    roles: [role(changed)],
    ...(data && { dataWritten: data[0], dataLost: data[1] }),
    run: { timeline: [], simulatedSeconds: 1 },
  });
  const checkRanking = (outcomes: Readonly<Record<string, ChaosOutcome>>, wanted: string) =>
    expect(
      rankDesigns(new Map(Object.entries(outcomes)))
        .map(({ place, design }) => `${place} ${design}`)
        .join(', '),
    ).toBe(wanted);

  test('weighs data before requests, requests before time, time before pods; equals share a place', () =>
    checkRanking(
      {
        pods: faced({ podsMissing: 1 }),
        same: faced({ podsMissing: 1 }),
        time: faced({ secondsUnserved: 5 }),
        requests: faced({ requestsFailed: 1 }),
        none: faced({}),
        refused: { kind: 'refused' },
        nonsense: { kind: 'refused' },
      },
      '1 none, 2 pods, 2 same, 4 time, 5 requests, 6 refused, 6 nonsense',
    ));
  test('compares shares of data, so that three copies lose no more than one; none kept is all lost', () =>
    checkRanking(
      {
        one: faced({}, [1, 0]),
        three: faced({ requestsFailed: 9 }, [3, 1]),
        never: faced({}, [0, 0]),
        all: faced({}, [2, 2]),
      },
      '1 one, 2 three, 3 never, 3 all',
    ));
  test('counts requests to a role once some design has a Service for it, and leaves out what could not be run', () => {
    checkRanking(
      {
        open: faced({ requestsFailed: 10 }),
        shut: faced({ hasDoor: false, requestsFailed: 6000 }),
        cut: { kind: 'not-run' },
      },
      '1 open, 2 shut',
    );
    checkRanking(
      { one: faced({ hasDoor: false, requestsFailed: 6000 }), two: faced({ hasDoor: false, requestsFailed: 10 }) },
      '1 one, 1 two',
    );
  });
});
