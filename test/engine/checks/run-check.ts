// One check put to an answer that really runs: the door of the tests of checks, steps and measures.
import { expect } from 'vitest';
import { ImageCatalogue } from '#container/image.ts';
import { readImages } from '#content/images.ts';
import { grade } from '#engine/grade.ts';
import { story } from '../../helpers/story.ts';

const root = new URL('../../..', import.meta.url).pathname;
const parts = { images: new ImageCatalogue(readImages(root).images) };

/** The whole grading of an answer to such a scenario. */
export function grading(setting: string, answer: string) {
  return grade(story(setting), { kind: 'manifest', text: answer }, 1, parts);
}

/** A scenario with this cluster, script and one check; whether the answer passes it, and what was seen. */
export function check(setting: string, answer: string, expected: { passed: boolean; seen: RegExp }): void {
  const { checks, errors } = grading(setting, answer);
  expect(errors).toEqual([]);
  expect(checks[0]?.observed.es).toMatch(expected.seen);
  expect(checks.map(({ passed }) => passed)).toEqual([expected.passed]);
  const { statement } = checks[0] ?? {};
  expect(statement?.es).not.toBe(statement?.en);
}

/** Holds what a measure gives against what it should: `check('restarts, role: web', …, '2')`. */
export function checkMeasure(script: string, measure: string, answer: string, expected: string | number): void {
  const setting = `${script}
checks: [{ id: a, check: measured, measure: { measure: ${measure} }, what: { es: eso, en: that }, is: ${JSON.stringify(expected)} }]`;
  check(setting, answer, {
    passed: true,
    seen: new RegExp(`^${String(expected).replace(/[.\\^$*+?()[\]{}|]/g, '\\$&')}$`),
  });
}

export const web = (spec: string, replicas = 2) => `
apiVersion: apps/v1
kind: Deployment
metadata: { name: shop }
spec:
  replicas: ${replicas}
  selector: { matchLabels: { app: shop } }
  template:
    metadata: { labels: { app: shop } }
    spec: ${spec}
`;

export const plain = '{ containers: [{ name: web, image: nginx }] }';

export const service = (type = 'ClusterIP', port = '{ port: 80 }') => `
---
apiVersion: v1
kind: Service
metadata: { name: any-name }
spec: { type: ${type}, selector: { app: shop }, ports: [${port}] }
`;
