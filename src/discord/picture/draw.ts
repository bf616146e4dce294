/**
 * A run as a picture: a lane for each pod, each node something happened to, and each stream of requests, over time. States
 * differ in height as well as in colour. What it shows is said in words too, for those who do not see it.
 */
import type { Language } from '#base/text.ts';
import { type Lanes, layOut, scaleOf } from '#engine/timeline/lanes.ts';
import type { PodState, RunPicture } from '#engine/timeline/picture.ts';
import { nodeWords, podWords } from '#engine/timeline/state-words.ts';
import { clockTime } from '#engine/words.ts';
import { cut } from '../markdown.ts';
import { letterPath, widthOf } from './letters.ts';

const columns = 72;
const cell = { width: 10, height: 22 };
const row = 30;
const margin = 16;
const letterSize = 2;
const longestName = 22;
const ground = '#1e2027';
const ink = '#e8eaf0';

/** How high a state stands in its lane, 0 to 1, and its colour. */
const podLooks: Readonly<Record<PodState, { readonly height: number; readonly color: string }>> = {
  gone: { height: 0, color: ground },
  waiting: { height: 0.2, color: '#8a8f98' },
  starting: { height: 0.4, color: '#6fa8ff' },
  running: { height: 0.6, color: '#ffd166' },
  ready: { height: 1, color: '#3fbf74' },
  broken: { height: 0.8, color: '#ff5d5d' },
  stopping: { height: 0.5, color: '#c792ea' },
  done: { height: 0.3, color: '#3fbf74' },
  failed: { height: 0.9, color: '#b3261e' },
};
const nodeColors = { up: '#3fbf74', closed: '#ffd166', down: '#ff5d5d' };

export interface Drawn {
  readonly svg: string;
  /** At most 1024 characters, as Discord takes it. */
  readonly words: string;
}

/** `heading`: which run it is, where several stand side by side. */
export function drawRun(picture: RunPicture, instants: readonly number[], language: Language, heading?: string): Drawn {
  const lanes = layOut(picture, scaleOf([picture], columns, instants));
  const names = [...lanes.pods, ...lanes.nodes, ...lanes.requests].map(({ name }) => shortened(name));
  const left = margin + Math.max(...names.map((name) => widthOf(name, letterSize)), 60) + 12;
  const width = left + columns * cell.width + margin;
  const parts: string[] = [];
  let y = margin;
  const text = (words: string, x: number, top: number, color = ink) =>
    parts.push(`<path fill="${color}" d="${letterPath(words, x, top, letterSize)}"/>`);
  const bar = (column: number, height: number, color: string, from = 1) => {
    const pixels = Math.round(height * cell.height);
    const top = y + Math.round(from * cell.height) - pixels;
    if (pixels > 0) {
      parts.push(
        `<rect x="${left + column * cell.width}" y="${top}" width="${cell.width}" height="${pixels}" fill="${color}"/>`,
      );
    }
  };
  const lane = (name: string, draw: () => void) => {
    text(shortened(name), margin, y + 5);
    parts.push(`<rect x="${left}" y="${y + cell.height}" width="${columns * cell.width}" height="1" fill="#3a3d47"/>`);
    draw();
    y += row;
  };

  if (heading !== undefined) {
    text(heading, margin, y);
    y += row;
  }
  for (const { name, cells } of lanes.pods) {
    lane(name, () => {
      for (const [column, state] of cells.entries()) bar(column, podLooks[state].height, podLooks[state].color);
    });
  }
  for (const { name, cells } of lanes.nodes) {
    lane(name, () => {
      for (const [column, state] of cells.entries()) bar(column, state === 'down' ? 1 : 0.5, nodeColors[state]);
    });
  }
  for (const { name, cells } of lanes.requests) {
    const most = Math.max(...cells.map((each) => (each ? each.served + each.failed : 0)), 1e-9);
    lane(name, () => {
      for (const [column, each] of cells.entries()) {
        if (!each) continue;
        bar(column, each.served / most, '#6fa8ff');
        bar(column, each.failed / most, '#ff5d5d', 1 - each.served / most);
      }
    });
  }
  axis(lanes, (words, column) => text(words, left + column * cell.width, y + 2, '#aab0bd'));
  y += row;
  y = legend(picture, language, { left: margin, y, width }, (words, x, top) => text(words, x, top), parts);
  const height = y + margin;
  const frame = `<rect width="${width}" height="${height}" fill="${ground}"/>`;
  return {
    svg: `<svg xmlns="http://www.w3.org/2000/svg" width="${width}" height="${height}">${frame}${parts.join('')}</svg>`,
    words: cut(inWords(picture, lanes, language), 1024),
  };
}

function axis({ startsSeconds }: Lanes, write: (words: string, column: number) => void): void {
  for (let column = 0; column < columns; column += 12) write(clockTime((startsSeconds[column] ?? 0) * 1000), column);
}

/** Only the states that are in the picture. */
function legend(
  { pods, world }: RunPicture,
  language: Language,
  place: { readonly left: number; readonly y: number; readonly width: number },
  write: (words: string, x: number, y: number) => void,
  parts: string[],
): number {
  let { left: x, y } = place;
  const seen = new Set(pods.flatMap(({ spans }) => spans.map(({ state }) => state)));
  for (const state of Object.keys(podLooks) as PodState[]) {
    const { height, color } = podLooks[state];
    const word = podWords(world)[state];
    if (!seen.has(state) || height === 0) continue;
    const needed = 18 + widthOf(word[language], letterSize) + 18;
    if (x + needed > place.width) [x, y] = [place.left, y + 24];
    const pixels = Math.round(height * 14);
    parts.push(`<rect x="${x}" y="${y + 14 - pixels}" width="12" height="${pixels}" fill="${color}"/>`);
    write(word[language], x + 18, y);
    x += needed;
  }
  return y + 20;
}

function inWords({ pods, nodes, morePods, world }: RunPicture, lanes: Lanes, language: Language): string {
  const es = language === 'es';
  const podTexts = pods.map(({ name, spans }) => {
    const changes = spans.map(
      ({ fromSeconds, state }) => `${podWords(world)[state][language]} ${clockTime(fromSeconds * 1000)}`,
    );
    return `${name}: ${changes.slice(0, 8).join(', ')}${changes.length > 8 ? '…' : ''}`;
  });
  const nodeTexts = nodes.map(({ name, spans }) => {
    return `${name}: ${spans.map(({ fromSeconds, state }) => `${nodeWords[state][language]} ${clockTime(fromSeconds * 1000)}`).join(', ')}`;
  });
  const requests = lanes.requests.map(({ name, served, failed }) =>
    es
      ? `${name}: ${served} peticiones servidas, ${failed} fallidas`
      : `${name}: ${served} requests served, ${failed} failed`,
  );
  const more = morePods > 0 ? [es ? `y ${morePods} más` : `and ${morePods} more`] : [];
  return [...requests, ...nodeTexts, ...podTexts, ...more].join('. ');
}

function shortened(name: string): string {
  return name.length <= longestName ? name : `${name.slice(0, longestName - 1)}…`;
}
