// A trade-off is weighed by what each option costs when it runs.
import { expect, test } from 'vitest';
import { ImageCatalogue } from '#container/image.ts';
import { readImages } from '#content/images.ts';
import { grade } from '#engine/grade.ts';
import { story } from '../../helpers/story.ts';

const parts = { images: new ImageCatalogue(readImages(new URL('../../..', import.meta.url).pathname).images) };

const option = (id: string, replicas: number, cpu: string) => `
  - id: ${id}
    text: { es: '${id}', en: '${id}' }
    manifests: |
      apiVersion: apps/v1
      kind: Deployment
      metadata: { name: web }
      spec:
        replicas: ${replicas}
        selector: { matchLabels: { app: web } }
        template:
          metadata: { labels: { app: web } }
          spec: { containers: [{ name: web, image: nginx, resources: { requests: { cpu: ${cpu} } } }] }
      ---
      { apiVersion: v1, kind: Service, metadata: { name: web }, spec: { selector: { app: web }, ports: [{ port: 80 }] } }`;

const question = `
type: design
cluster: { nodes: 4 }
options: ${option('one', 1, '1')}${option('two', 2, '1')}${option('greedy', 2, '2')}
criteria:
  - { id: outage, text: { es: sin servicio, en: out of service }, unit: s, measure: { measure: seconds-out-of-service, role: web, from: lost }, weight: 2 }
  - { id: cpu, text: { es: CPU pedida, en: CPU asked for }, measure: { measure: requested, resource: cpu, at: settled }, best: 1, worst: 5 }
script:
  - { step: answer }
  - { step: wait-until-ready, role: web, seconds: 60 }
  - { step: wait, seconds: 10, as: settled }
  - { step: delete-pod, role: web, as: lost }
  - { step: wait, seconds: 60, as: end }
checks: [{ id: up, check: endpoints-ready, role: web, replicas: 1, at: end }]`;

const answered = (text: string, chosen: string) => {
  const { verdict, score, checks } = grade(story(text), { kind: 'choice', option: chosen }, 1, parts);
  return { verdict, score, seen: checks.map(({ id, observed }) => `${id}: ${observed.en}`) };
};

const free = question.replace(/checks:.*/, '');

test('what costs less by one criterion and more by another can be defended', () => {
  const [one, two] = [answered(free, 'one'), answered(free, 'two')];
  expect([one.verdict, two.verdict]).toEqual(['right', 'right']);
  expect(two.score).toBe(1);
  expect(one.score).toBeGreaterThan(0);
  expect(one.score).toBeLessThan(1);
  expect(two.seen).toContain('outage: 0 s');
});
test('what another one beats all round cannot', () => {
  const greedy = answered(free, 'greedy');
  expect(greedy.verdict).toBe('wrong');
  expect(greedy.seen.at(-1)).toMatch(/another option is better all round/);
});
test('nor can what breaks what all must keep', () => {
  expect(answered(question, 'two').verdict).toBe('wrong');
  expect(answered(question, 'one').verdict).toBe('right');
});
