/**
 * A lab's cluster as a picture: a box for each node with its pods, then what stands on none, Services and containers. Each state
 * has a word as well as a colour. What it shows is said in words too (board.ts).
 */
import type { Language, Text } from '#base/text.ts';
import type { LabPicture, NodePicture, PodPicture } from '#engine/lab/picture.ts';
import { clockTime } from '#engine/words.ts';
import { letterPath, widthOf } from '../picture/letters.ts';
import { fitted, nodeWords, podLooks } from './board.ts';

const size = 2;
const row = 22;
const margin = 16;
const boxWidth = 520;
const boxesPerRow = 2;
const most = { pods: 24, nodes: 12, services: 12, containers: 12 };
const ground = '#1e2027';
const ink = '#e8eaf0';
const faint = '#aab0bd';

const podColors: Readonly<Record<PodPicture['state'], string>> = {
  gone: ground,
  waiting: '#8a8f98',
  starting: '#6fa8ff',
  running: '#ffd166',
  ready: '#3fbf74',
  broken: '#ff5d5d',
  stopping: '#c792ea',
  done: '#3fbf74',
  failed: '#b3261e',
};
const nodeColors: Readonly<Record<NodePicture['state'], string>> = {
  ready: '#3fbf74',
  closed: '#ffd166',
  silent: '#ff9f5d',
  'not-ready': '#ff5d5d',
};

interface Box {
  readonly title: string;
  readonly color: string;
  readonly lines: readonly { readonly text: string; readonly color: string; readonly mark?: string }[];
}

export function drawLab(picture: LabPicture, language: Language): string {
  const boxes = boxesOf(picture, language);
  const parts: string[] = [];
  const text = (words: string, x: number, y: number, color: string) =>
    parts.push(`<path fill="${color}" d="${letterPath(words, x, y, size)}"/>`);
  text(headOf(picture, language), margin, margin, ink);
  let top = margin + 2 * row;
  for (let first = 0; first < boxes.length; first += boxesPerRow) {
    const beside = boxes.slice(first, first + boxesPerRow);
    const height = (Math.max(...beside.map(({ lines }) => lines.length)) + 1) * row + margin;
    for (const [index, { title, color, lines }] of beside.entries()) {
      const left = margin + index * (boxWidth + margin);
      parts.push(
        `<rect x="${left}" y="${top}" width="${boxWidth}" height="${height}" fill="none" stroke="${color}" stroke-width="2"/>`,
      );
      text(title, left + 10, top + 10, color);
      for (const [line, { text: words, color: its, mark }] of lines.entries()) {
        const y = top + 10 + (line + 1) * row;
        if (mark) parts.push(`<rect x="${left + 10}" y="${y}" width="12" height="14" fill="${mark}"/>`);
        text(words, left + 30, y, its);
      }
    }
    top += height + margin;
  }
  const width = margin + boxesPerRow * (boxWidth + margin);
  const frame = `<rect width="${width}" height="${top}" fill="${ground}"/>`;
  return `<svg xmlns="http://www.w3.org/2000/svg" width="${width}" height="${top}">${frame}${parts.join('')}</svg>`;
}

function boxesOf(picture: LabPicture, language: Language): readonly Box[] {
  const pods = (some: readonly PodPicture[]) => [
    ...some.slice(0, most.pods).map((pod) => podLine(pod, language)),
    ...(some.length > most.pods ? [{ text: `… ${some.length - most.pods}`, color: faint }] : []),
  ];
  const nodes = picture.nodes.slice(0, most.nodes).map(({ name, state, pods: its }) => ({
    title: `${fitted(name, 24).trimEnd()}: ${nodeWords[state][language]}`,
    color: nodeColors[state],
    lines: pods(its),
  }));
  const others: readonly Box[] = [
    { title: texts.noNode[language], color: faint, lines: pods(picture.waiting) },
    {
      title: 'Services',
      color: faint,
      lines: picture.services.slice(0, most.services).map(({ name, type, ready, endpoints }) => ({
        text: `${fitted(name, 22)} ${type} ${ready}/${endpoints}`,
        color: ink,
        mark: ready === 0 ? podColors.broken : podColors.ready,
      })),
    },
    {
      title: 'docker',
      color: faint,
      lines: picture.containers.slice(0, most.containers).map(({ name, state, exitCode }) => ({
        text: `${fitted(name, 24)} ${state === 'exited' ? `exited (${exitCode})` : state}`,
        color: ink,
        mark: state === 'running' ? podColors.ready : podColors.broken,
      })),
    },
  ];
  return [...nodes, ...others.filter(({ lines }) => lines.length > 0)];
}

function podLine({ name, state, ready, restarts }: PodPicture, language: Language) {
  const again = restarts > 0 ? ` (${restarts})` : '';
  const words = `${fitted(name, 20)} ${ready} ${podLooks[state].word[language]}${again}`;
  return { text: clipped(words), color: ink, mark: podColors[state] };
}

function clipped(words: string): string {
  const fits = Math.floor((boxWidth - 40) / widthOf('a', size));
  return words.length <= fits ? words : `${words.slice(0, fits - 1)}…`;
}

function headOf({ clock, broken }: LabPicture, language: Language): string {
  return [clockTime(clock.elapsedSeconds * 1000), ...broken.slice(0, 2).map(({ what }) => what[language])].join(' - ');
}

const texts = { noNode: { es: 'Sin nodo', en: 'On no node' } } satisfies Record<string, Text>;
