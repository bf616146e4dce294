/**
 * The cluster as lines of text with tones, for so many columns and rows: nodes with their pods, Services with the pods behind
 * them, requests, containers of docker, what is broken. With little room pods become one sign each; what does not fit is counted.
 */
import type { Language, Text } from '#base/text.ts';
import type { LabPicture, NodePicture, NodeState, PodPicture } from '#engine/lab/picture.ts';
import { podMark } from '../blocks/run-picture.tsx';
import type { Tone } from '../words.tsx';
import { cutInside, widthOf } from '../wrap.ts';
import { type Bit, cutRow, type Row } from './rows.tsx';

export interface PictureSetting {
  readonly language: Language;
  readonly unicode: boolean;
  readonly columns: number;
  readonly rows: number;
}

export function clusterLines(picture: LabPicture, setting: PictureSetting): readonly Row[] {
  return allLines(picture, setting).map((row) => cutRow(row, setting.columns, setting.unicode));
}

function allLines(picture: LabPicture, setting: PictureSetting): readonly Row[] {
  const full = [...brokenLines(picture, setting), ...podLines(picture, setting, fullPods), ...below(picture, setting)];
  if (full.length <= setting.rows) return full;
  const tight = [
    ...brokenLines(picture, setting),
    ...podLines(picture, setting, tightPods),
    ...below(picture, setting),
  ];
  if (tight.length <= setting.rows) return tight;
  const more = tight.length - setting.rows + 1;
  const left = { es: `… ${more} líneas más`, en: `… ${more} more lines` };
  return [...tight.slice(0, Math.max(0, setting.rows - 1)), [{ text: left[setting.language], tone: 'faint' }]];
}

function brokenLines({ broken, isAnswering }: LabPicture, { language }: PictureSetting): readonly Row[] {
  const silence: Text = { es: 'El API server no responde', en: 'The API server does not answer' };
  return [
    ...(isAnswering ? [] : [[{ text: `! ${silence[language]}`, tone: 'bad', bold: true } as const]]),
    ...broken.map(
      ({ what, mend }): Row => [
        { text: `! ${what[language]}`, tone: 'bad', bold: true },
        { text: `  (${mend})`, tone: 'faint' },
      ],
    ),
  ];
}

type DrawPods = (pods: readonly PodPicture[], picture: LabPicture, setting: PictureSetting) => readonly Row[];

function podLines(picture: LabPicture, setting: PictureSetting, draw: DrawPods): readonly Row[] {
  const { nodes, waiting, morePods } = picture;
  const noNode: Text = { es: 'sin nodo', en: 'on no node' };
  const more: Text = { es: `… y ${morePods} pods más`, en: `… and ${morePods} more pods` };
  return [
    ...nodes.flatMap((node) => join([nodeBits(node, setting)], draw(node.pods, picture, setting), setting)),
    ...(waiting.length > 0
      ? join(
          [[{ text: noNode[setting.language], tone: 'warning', bold: true }]],
          draw(waiting, picture, setting),
          setting,
        )
      : []),
    ...(morePods > 0 ? [[{ text: more[setting.language], tone: 'faint' } as const]] : []),
  ];
}

/** A single line of signs goes on behind its title where there is room. */
function join(head: readonly Row[], body: readonly Row[], { columns }: PictureSetting): readonly Row[] {
  const [title = []] = head;
  const [only, ...others] = body;
  const isOfSigns = only?.every(({ text }) => widthOf(text) <= 2) ?? false;
  if (!only || others.length > 0 || !isOfSigns || width(title) + 2 + width(only) > columns) return [...head, ...body];
  return [[...title, { text: '  ', tone: 'plain' }, ...only]];
}

const nodeWords: Readonly<Record<NodeState, { readonly tone: Tone; readonly words: Text }>> = {
  ready: { tone: 'plain', words: { es: '', en: '' } },
  closed: { tone: 'warning', words: { es: 'cerrado', en: 'closed' } },
  silent: { tone: 'bad', words: { es: 'no da señales', en: 'not heard of' } },
  'not-ready': { tone: 'bad', words: { es: 'NotReady', en: 'NotReady' } },
};

function nodeBits({ name, state }: NodePicture, setting: PictureSetting): Row {
  const { language, unicode, columns } = setting;
  const { tone, words } = nodeWords[state];
  const sign =
    state === 'ready' ? (unicode ? '─ ' : '- ') : state === 'closed' ? (unicode ? '╌ ' : '~ ') : unicode ? '✖ ' : 'X ';
  return [
    { text: sign, tone: state === 'ready' ? 'faint' : tone },
    { text: shortened(name, Math.max(6, columns - 18), setting), tone, bold: true },
    ...(words[language] === '' ? [] : [{ text: ` ${words[language]}`, tone }]),
  ];
}

const fullPods: DrawPods = (pods, picture, setting) =>
  pods.map((pod) => {
    const { sign, tone } = signOf(pod, setting);
    const restarts = pod.restarts > 0 ? ` ${setting.unicode ? '↻' : 'r'}${pod.restarts}` : '';
    // What is as it should be is told by its sign alone.
    const told = pod.state === 'ready' ? restarts : ` ${pod.ready} ${pod.status}${restarts}`;
    const room = Math.max(8, setting.columns - 4 - widthOf(told));
    return [
      { text: `  ${sign} `, tone },
      { text: shortened(nameOf(pod, picture), room, setting), tone: 'plain' },
      { text: told, tone: pod.state === 'ready' ? 'warning' : tone },
    ];
  });

/** Signs in a row, and by name only those that are broken. */
const tightPods: DrawPods = (pods, picture, setting) => {
  if (pods.length === 0) return [];
  const perRow = Math.max(1, Math.floor((setting.columns - 2) / 2));
  const signs = pods.map((pod): Bit => {
    const { sign, tone } = signOf(pod, setting);
    return { text: `${sign} `, tone };
  });
  const rows: Row[] = [];
  for (let at = 0; at < signs.length; at += perRow) rows.push(signs.slice(at, at + perRow));
  const broken = pods.filter(({ state }) => state === 'broken' || state === 'failed');
  return [...rows, ...fullPods(broken, picture, setting)];
};

function signOf({ state }: PodPicture, { unicode }: PictureSetting): { readonly sign: string; readonly tone: Tone } {
  const { sign, plain, tone } = podMark(state);
  return { sign: unicode ? sign : plain, tone };
}

/** Of other namespaces with theirs. */
function nameOf(
  { namespace, name }: { readonly namespace: string; readonly name: string },
  picture: LabPicture,
): string {
  return namespace === picture.namespace ? name : `${namespace}/${name}`;
}

function below(picture: LabPicture, setting: PictureSetting): readonly Row[] {
  return [...serviceLines(picture, setting), ...trafficLines(picture, setting), ...dockerLines(picture, setting)];
}

function serviceLines(picture: LabPicture, setting: PictureSetting): readonly Row[] {
  const { language, columns } = setting;
  if (picture.services.length === 0) return [];
  const ready: Text = { es: 'listos', en: 'ready' };
  return [
    [{ text: 'Services', tone: 'faint', bold: true }],
    ...picture.services.map((service): Row => {
      const { type, ready: count, endpoints } = service;
      const isWithout = type === 'ExternalName';
      const told = isWithout ? type : `${count}/${endpoints} ${ready[language]}`;
      const tone: Tone = isWithout ? 'plain' : count === 0 ? 'bad' : count < endpoints ? 'warning' : 'good';
      return [
        { text: `  ${shortened(nameOf(service, picture), Math.max(8, columns - 16), setting)} `, tone: 'plain' },
        { text: told, tone },
      ];
    }),
  ];
}

function trafficLines({ traffic }: LabPicture, setting: PictureSetting): readonly Row[] {
  const { language, columns } = setting;
  const percent = new Intl.NumberFormat(language, { style: 'percent', maximumFractionDigits: 0 });
  const figure = new Intl.NumberFormat(language);
  return traffic.map(({ name, requestsPerSecond, requests, served, servedNow }): Row => {
    const lost = requests - served;
    const losses = { es: `${figure.format(lost)} perdidas`, en: `${figure.format(lost)} lost` };
    // 99.6 % is not all.
    const share = servedNow === 1 ? percent.format(1) : percent.format(Math.floor(servedNow * 100) / 100);
    return [
      {
        text: `  ${shortened(name, Math.max(6, columns - 30), setting)} ${figure.format(requestsPerSecond)}/s `,
        tone: 'plain',
      },
      { text: share, tone: servedNow === 1 ? 'good' : 'bad' },
      ...(lost > 0 ? [{ text: ` ${losses[language]}`, tone: 'bad' as const }] : []),
    ];
  });
}

const dockerTones: Readonly<Record<LabPicture['containers'][number]['state'], Tone>> = {
  created: 'warning',
  running: 'good',
  restarting: 'bad',
  exited: 'faint',
};

function dockerLines({ containers }: LabPicture, setting: PictureSetting): readonly Row[] {
  const { unicode, columns } = setting;
  if (containers.length === 0) return [];
  return [
    [{ text: 'docker', tone: 'faint', bold: true }],
    ...containers.map(({ name, image, state, exitCode, health, ports, restarts }): Row => {
      const { sign, plain } = podMark(state === 'running' ? 'ready' : state === 'restarting' ? 'broken' : 'starting');
      const told = [
        state === 'exited' ? `exited (${exitCode})` : state === 'running' ? (health ?? '') : state,
        ...ports,
        ...(restarts > 0 ? [`${unicode ? '↻' : 'r'}${restarts}`] : []),
      ].filter((words) => words !== '');
      const rest = ` ${shortened(image, 20, setting)}${told.length > 0 ? ` ${told.join(' ')}` : ''}`;
      return [
        { text: `  ${unicode ? sign : plain} `, tone: dockerTones[state] },
        { text: shortened(name, Math.max(8, columns - 4 - widthOf(rest)), setting), tone: 'plain' },
        { text: rest, tone: 'faint' },
      ];
    }),
  ];
}

function width(line: Row): number {
  return line.reduce((sum, { text }) => sum + widthOf(text), 0);
}

function shortened(name: string, columns: number, { unicode }: PictureSetting): string {
  return cutInside(name, columns, unicode ? '…' : '~');
}
