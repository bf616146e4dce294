// What can be asked of an answer beyond its verdict: computed hints, the smallest change that mends it, and what if.

import { readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { ImageCatalogue } from '#container/image.ts';
import { readImages } from '#content/images.ts';
import { openLibrary } from '#content/library.ts';
import type { Change } from '#engine/explore/changes.ts';
import { explore } from '#engine/explore/explore.ts';
import { grade } from '#engine/grade.ts';
import type { Scenario } from '#engine/scenario.ts';
import { story } from '../helpers/story.ts';
import { plain, service, web } from './checks/run-check.ts';

const root = new URL('../..', import.meta.url).pathname;
const parts = { images: new ImageCatalogue(readImages(root).images) };

const setting = `
script: [{ step: answer, as: applied }, { step: wait, seconds: 60, as: end }]
checks: [{ id: two, check: endpoints-ready, role: web, replicas: 2, at: end }]`;
const right = web(plain) + service();

const withReferences = (text = right): Scenario => ({ ...story(setting), references: [text] }) as Scenario;

describe('hints worked out from a run', () => {
  const hints = (answer: string) =>
    grade(withReferences(), { kind: 'manifest', text: answer }, 1, parts).hints?.map(({ es }) => es) ?? [];
  test('lead from where to look over the object to the field', () => {
    const [where, object, field] = hints(
      web('{ nodeSelector: { disk: ssd }, containers: [{ name: web, image: nginx }] }') + service(),
    );
    expect(where).toMatch(/Mira los sucesos del pod .*hacia 0:\d\d/);
    expect(object).toMatch(/Deployment `shop`, contenedor `web`/);
    expect(field).toMatch(/`nodeSelector`.*etiquetas/);
  });
  test('name the variable that a program asks for, the probe that fails, the image that is not there', () => {
    expect(
      hints(web('{ containers: [{ name: web, image: nginx, command: [sh, -c, "exit 4"] }] }') + service())[2],
    ).toMatch(/`command`/);
    const probed =
      '{ containers: [{ name: web, image: nginx, livenessProbe: { periodSeconds: 2, httpGet: { port: 81 } } }] }';
    expect(hints(web(probed) + service())[2]).toMatch(/`livenessProbe`/);
  });
  test('fall back on the check where nothing complained', () => {
    expect(hints(web(plain) + service().replace('app: shop', 'app: shoop'))[2]).toMatch(/`selector`/);
    expect(hints(right)).toEqual([]);
  });
});

describe('the smallest change', () => {
  const repaired = (answer: string, scenario = withReferences()) => {
    const found = explore(scenario, { kind: 'manifest', text: answer }, 1, { kind: 'repair' }, parts);
    return found?.kind === 'repair' ? [found.repair.found, found.repair.text.es] : [];
  };
  test('is found where one field is wrong', () => {
    const [found, text] = repaired(web(plain) + service().replace('app: shop', 'app: shoop'));
    expect(found).toBe('enough');
    expect(text).toBe(
      'Con un solo cambio pasa: en Service `any-name`, cambia `spec.selector`: de `{app: "shoop"}` a `{app: "shop"}`.',
    );
    expect(repaired(web(plain, 1) + service())[1]).toMatch(/`spec.replicas`: de `1` a `2`/);
  });
  test('is an object where one is missing', () => expect(repaired(web(plain))[1]).toMatch(/añade un objeto Service/));
  test('is told to help where more is wrong, and not to exist where nothing helps', () => {
    const [found] = repaired(web(plain, 1) + service().replace('app: shop', 'app: shoop'));
    expect(found).toBe('helps');
    expect(repaired('kind: [', withReferences())[0]).toBe('none');
  });
  test('mends an answer that the API server refuses', () =>
    expect(repaired(right.replace('replicas: 2', 'replicas: -2'))[0]).toBe('enough'));
  test('is found for the near misses of a real question, within its bound', async () => {
    const library = await openLibrary([root]);
    const scenario = library.find('slow-database-which-probe') as Scenario;
    const text = readFileSync(
      `${root}scenarios/probes/slow-database-which-probe.answers/wrong-liveness-one-second-late.yaml`,
      'utf8',
    );
    const started = performance.now();
    const [found, told] = repaired(text, scenario);
    expect([found, told]).toEqual(['enough', expect.stringMatching(/livenessProbe/)]);
    expect(performance.now() - started).toBeLessThan(5000);
  });
});

describe('what if', () => {
  const supposed = (change: Change, answer = right) => {
    const found = explore(withReferences(), { kind: 'manifest', text: answer }, 1, { kind: 'what-if', change }, parts);
    return found?.kind === 'what-if' ? found.whatIf : undefined;
  };
  test('there were one replica more', () => {
    const found = supposed('one-more-replica');
    expect(found?.facts[0]).toMatchObject({ before: { es: '2' }, after: { es: '3' } });
    expect(found?.run.passed).toBe(false);
  });
  test('its node were lost', () => {
    const found = supposed('node-lost');
    expect(found?.facts.map(({ after }) => after.es)).toEqual(expect.arrayContaining(['0']));
    expect(found?.facts.at(-1)?.title.es).toMatch(/Sin servicio/);
  });
  test('there were no probes: nothing to suppose where there are none', () =>
    expect(supposed('without-probes')).toBeUndefined());
});
