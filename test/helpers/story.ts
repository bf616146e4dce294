// A scenario made of what a case is about, with the rest filled in: one door for tests of the engine and of content.
import { readScenario } from '#content/scenario-file.ts';
import type { Scenario } from '#engine/scenario.ts';

const both = (words: string) => `{ es: ${words}, en: ${words} }`;

const roles = `
roles:
  web: { image: nginx, title: ${both('web')} }
  db: { image: mariadb, title: ${both('db')} }
  job: { labels: { app: job }, title: ${both('job')} }
  caller: { labels: { app: caller }, title: ${both('caller')} }
  reader: { labels: { app: shop }, image: busybox, title: ${both('reader')} }`;

/** `setting` is YAML: script, checks, and whatever differs; without a `type` it asks for manifests. */
export function storyText(setting: string): string {
  return `
id: one-check
version: 1
topic: tests
level: 1
order: 1
${/^type:/m.test(setting) ? '' : 'type: manifest\nstarter: x'}
section: ${both('a')}
title: ${both('a')}
statement: ${both('a')}
explanation: ${both('a')}
links: [{ title: ${both('a')}, url: https://kubernetes.io/docs/ }]
${/^roles:/m.test(setting) ? '' : roles}
${setting}`;
}

export function story(setting: string): Scenario {
  const read = readScenario('', storyText(setting));
  if (!read.ok) throw new Error(read.error.map(({ line, text }) => `${line}: ${text.en}`).join('\n'));
  return read.value;
}
