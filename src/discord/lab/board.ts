/** A lab's cluster in words: for a code block at most 56 columns wide, which a phone does not wrap, and for whoever sees no picture. */
import { type Language, plural, type Text } from '#base/text.ts';
import type { LabPicture, NodePicture, PodPicture } from '#engine/lab/picture.ts';
import { clockTime } from '#engine/words.ts';
import { cut } from '../markdown.ts';

const columns = 56;
const most = { pods: 18, services: 6, containers: 8 };

export const podLooks: Readonly<Record<PodPicture['state'], { readonly sign: string; readonly word: Text }>> = {
  gone: { sign: ' ', word: { es: 'no está', en: 'not there' } },
  waiting: { sign: '·', word: { es: 'espera', en: 'waiting' } },
  starting: { sign: '◔', word: { es: 'arranca', en: 'starting' } },
  running: { sign: '◑', word: { es: 'en marcha, no lista', en: 'up, not ready' } },
  ready: { sign: '●', word: { es: 'lista', en: 'ready' } },
  broken: { sign: '✘', word: { es: 'rota', en: 'broken' } },
  stopping: { sign: '◌', word: { es: 'se para', en: 'stopping' } },
  done: { sign: '✔', word: { es: 'hecha', en: 'done' } },
  failed: { sign: '✘', word: { es: 'fallida', en: 'failed' } },
};

export const nodeWords: Readonly<Record<NodePicture['state'], Text>> = {
  ready: { es: 'en marcha', en: 'up' },
  closed: { es: 'cerrado', en: 'closed' },
  silent: { es: 'sin señal', en: 'silent' },
  'not-ready': { es: 'caído', en: 'down' },
};

export function boardOf(picture: LabPicture, language: Language): string {
  const lines: string[] = [];
  let left = most.pods;
  const pods = (some: readonly PodPicture[]) => {
    for (const pod of some.slice(0, left)) lines.push(podLine(pod, picture.namespace));
    left = Math.max(0, left - some.length);
  };
  for (const { name, state, pods: its } of picture.nodes) {
    lines.push(state === 'ready' ? name : `${name} (${nodeWords[state][language]})`);
    pods(its);
  }
  if (picture.waiting.length > 0) lines.push(texts.noNode[language]);
  pods(picture.waiting);
  const hidden = countPods(picture) - most.pods;
  if (hidden > 0) lines.push(`  ${more(hidden)[language]}`);
  for (const { name, type, ready, endpoints } of picture.services.slice(0, most.services)) {
    lines.push(`→ ${fitted(name, 28)} ${type} ${ready}/${endpoints}`);
  }
  for (const { name, image, state, exitCode } of picture.containers.slice(0, most.containers)) {
    lines.push(`▣ ${fitted(name, 20)} ${fitted(image, 18)} ${state === 'exited' ? `exited (${exitCode})` : state}`);
  }
  for (const { name, requests, served, servedNow } of picture.traffic) {
    lines.push(`⇄ ${name}: ${served}/${requests} · ${Math.round(servedNow * 100)} %`);
  }
  for (const { what } of picture.broken) lines.push(`⚠ ${what[language]}`);
  return lines.map((line) => shortLine(line)).join('\n');
}

/** One line, for under a message that everybody sees: `2:10 · 5 pods, 4 listos · ⚠ node-2`. */
export function summaryOf(picture: LabPicture, language: Language): string {
  const all = [...picture.nodes.flatMap(({ pods }) => pods), ...picture.waiting];
  const ready = all.filter(({ state }) => state === 'ready').length;
  const count = countPods(picture);
  const pods = count === 0 ? [] : [`${plural(language, count, { one: '{n} pod', other: '{n} pods' })}, ${ready} ready`];
  const broken = picture.broken.map(({ what }) => `⚠ ${what[language]}`);
  return [clockTime(picture.clock.elapsedSeconds * 1000), ...pods, ...broken].join(' · ');
}

/** What a picture shows, said: at most 1,024 characters, as Discord takes it. */
export function wordsOf(picture: LabPicture, language: Language): string {
  const pod = ({ name, state }: PodPicture) => `${name} ${podLooks[state].word[language]}`;
  const nodes = picture.nodes.map(({ name, state, pods }) => {
    const its = pods.length === 0 ? texts.empty[language] : pods.map(pod).join(', ');
    return `${name} (${nodeWords[state][language]}): ${its}`;
  });
  const waiting =
    picture.waiting.length > 0 ? [`${texts.noNode[language]}: ${picture.waiting.map(pod).join(', ')}`] : [];
  const services = picture.services.map(({ name, ready, endpoints }) => `Service ${name}: ${ready}/${endpoints}`);
  const whole = [clockTime(picture.clock.elapsedSeconds * 1000), ...nodes, ...waiting, ...services].join('. ');
  return whole.length <= 1024 ? whole : `${cut(whole, 1023)}…`;
}

function podLine({ namespace, name, state, ready, status, restarts }: PodPicture, current: string): string {
  const whole = namespace === current ? name : `${namespace}/${name}`;
  const again = restarts > 0 ? ` ↻${restarts}` : '';
  return `  ${podLooks[state].sign} ${fitted(whole, 28)} ${ready} ${status}${again}`;
}

function countPods({ nodes, waiting, morePods }: LabPicture): number {
  return nodes.reduce((sum, { pods }) => sum + pods.length, waiting.length + morePods);
}

/** Its beginning and its end: what pods of one Deployment differ in stands at the end. */
export function fitted(name: string, width: number): string {
  if (name.length <= width) return name.padEnd(width);
  const end = Math.min(8, Math.floor(width / 2));
  return `${name.slice(0, width - end - 1)}…${name.slice(-end)}`;
}

function shortLine(line: string): string {
  const trimmed = line.trimEnd();
  return trimmed.length <= columns ? trimmed : `${cut(trimmed, columns - 1)}…`;
}

function more(count: number): Text {
  return {
    es: plural('es', count, { one: 'y {n} pod más', other: 'y {n} pods más' }),
    en: plural('en', count, { one: 'and {n} more pod', other: 'and {n} more pods' }),
  };
}

const texts = {
  noNode: { es: 'Sin nodo', en: 'On no node' },
  empty: { es: 'sin pods', en: 'no pods' },
} satisfies Record<string, Text>;
