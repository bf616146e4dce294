/**
 * A run drawn: a lane for each pod, a mark for each state, requests as a sparkline, the moment where it broke. Every state has
 * a mark of its own, so that nothing hangs on colour; only those that occur are explained below. How time is laid out is
 * decided by #engine/timeline/lanes.ts.
 */
import { Box } from 'ink';
import type { Text } from '#base/text.ts';
import { columnOf, type Lanes, layOut, scaleOf } from '#engine/timeline/lanes.ts';
import type { PodState, RunPicture } from '#engine/timeline/picture.ts';
import { type NodeState, nodeWords, podWords } from '#engine/timeline/state-words.ts';
import { useSay, useSetting } from '../setting.tsx';
import { clockTime } from '../times.ts';
import { Line, type Tone, Words } from '../words.tsx';

export interface RunPictureProps {
  readonly picture: RunPicture;
  /** Moments that deserve room: when the lines of the timeline happened. */
  readonly instants: readonly number[];
  /** Where it first broke. */
  readonly failedSeconds?: number;
  /** Where somebody who steps through it stands. */
  readonly cursorSeconds?: number;
  /** When each column begins, where several pictures share it. */
  readonly scale?: readonly number[];
  /** What the marks mean is said once below several. */
  readonly legend?: boolean;
}

const labelColumns = 18;

/** How many columns a picture has in a window. */
export function pictureColumns(windowColumns: number): number {
  return Math.max(20, windowColumns - labelColumns - 4);
}

export function RunPictureView(props: RunPictureProps) {
  const { linear = false } = useSetting();
  return linear ? <InWords {...props} /> : <Drawn {...props} />;
}

function Drawn(props: RunPictureProps) {
  const { columns } = useSetting();
  const { picture, instants, failedSeconds, cursorSeconds, legend = true } = props;
  const scale = props.scale ?? scaleOf([picture], pictureColumns(columns), instants);
  const lanes = layOut(picture, scale);
  const cursor = cursorSeconds === undefined ? undefined : columnOf(lanes, cursorSeconds);
  const failed = failedSeconds === undefined ? undefined : columnOf(lanes, failedSeconds);
  return (
    <Box flexDirection="column">
      <Axis lanes={lanes} />
      {cursor !== undefined && <Pointer column={cursor} sign="▼" words={clockTime(cursorSeconds ?? 0)} tone="script" />}
      {lanes.nodes.map(({ name, cells }) => (
        <Lane key={`node ${name}`} label={name} cells={cells.map((state) => nodeMarks[state])} cursor={cursor} />
      ))}
      {lanes.pods.map(({ name, cells }) => (
        <Lane key={`pod ${name}`} label={name} cells={cells.map((state) => podMarks[state])} cursor={cursor} />
      ))}
      {lanes.requests.map((lane) => (
        <RequestRows key={lane.name} lane={lane} cursor={cursor} />
      ))}
      {failed !== undefined && <Pointer column={failed} sign="▲" words={clockTime(failedSeconds ?? 0)} tone="bad" />}
      {legend && (
        <Legend pictures={[lanes]} world={picture.world} morePods={picture.morePods} broke={failed !== undefined} />
      )}
    </Box>
  );
}

/** `web-1: arranca 0:02, listo 0:41`: a lane as a sentence, for those who hear it. */
function InWords({ picture }: RunPictureProps) {
  const { world } = picture;
  const say = useSay();
  const { language } = useSetting();
  const number = new Intl.NumberFormat(language, { maximumFractionDigits: 0 });
  const total = (counts: readonly number[]) => number.format(counts.reduce((sum, count) => sum + count, 0));
  const gone: Text = { es: 'desaparece', en: 'is gone' };
  return (
    <Box flexDirection="column">
      {[...picture.nodes, ...picture.pods].map(({ name, spans }) => (
        <Words key={name}>
          {`${name}: ${spans
            .map(({ state, fromSeconds }) => {
              const { words = gone } =
                state in nodeMarks ? nodeMark(state as NodeState) : podMark(state as PodState, world);
              return `${say(words)} ${clockTime(fromSeconds)}`;
            })
            .join(', ')}`}
        </Words>
      ))}
      {picture.requests.map(({ name, spans }) => (
        <Words key={`requests ${name}`}>
          {say({
            es: `peticiones: ${total(spans.map(({ served }) => served))} servidas, ${total(spans.map(({ failed }) => failed))} perdidas`,
            en: `requests: ${total(spans.map(({ served }) => served))} served, ${total(spans.map(({ failed }) => failed))} lost`,
          })}
        </Words>
      ))}
    </Box>
  );
}

interface Mark {
  readonly sign: string;
  readonly plain: string;
  readonly tone: Tone;
  readonly words?: Text;
}

const podMarks: Readonly<Record<PodState, Mark>> = {
  gone: { sign: ' ', plain: ' ', tone: 'plain' },
  waiting: { sign: '·', plain: '.', tone: 'warning' },
  starting: { sign: '░', plain: ':', tone: 'warning' },
  running: { sign: '▒', plain: 'o', tone: 'warning' },
  ready: { sign: '█', plain: '#', tone: 'good' },
  broken: { sign: '✘', plain: 'x', tone: 'bad' },
  stopping: { sign: '▿', plain: '-', tone: 'faint' },
  done: { sign: '✔', plain: '=', tone: 'good' },
  failed: { sign: '✖', plain: 'X', tone: 'bad' },
};

const nodeMarks: Readonly<Record<NodeState, Mark>> = {
  up: { sign: '─', plain: '_', tone: 'faint' },
  closed: { sign: '╌', plain: '~', tone: 'warning' },
  down: { sign: '✖', plain: 'X', tone: 'bad' },
};

function nodeMark(state: NodeState): Mark {
  return { ...nodeMarks[state], words: nodeWords[state] };
}

/** The state of a pod or container at one moment, as its lane marks it. */
export function podMark(state: PodState, world?: RunPicture['world']): Mark {
  return state === 'gone' ? podMarks.gone : { ...podMarks[state], words: podWords(world)[state] };
}

/** Cells of one tone in a row are one piece of text; the one under the cursor stands out. */
function Lane({
  label,
  cells,
  cursor,
}: {
  readonly label: string;
  readonly cells: readonly Pick<Mark, 'sign' | 'plain' | 'tone'>[];
  readonly cursor: number | undefined;
}) {
  const { unicode } = useSetting();
  const pieces: { text: string; tone: Tone; inverse: boolean }[] = [];
  for (const [column, { sign, plain, tone }] of cells.entries()) {
    const inverse = column === cursor;
    const last = pieces.at(-1);
    const text = unicode ? sign : plain;
    if (last && last.tone === tone && last.inverse === inverse) last.text += text;
    else pieces.push({ text, tone, inverse });
  }
  return (
    <Box>
      <Label>{label}</Label>
      <Line wrap="cut">
        {pieces.map(({ text, tone, inverse }, index) => (
          <Words key={index} tone={tone} inverse={inverse}>
            {text}
          </Words>
        ))}
      </Line>
    </Box>
  );
}

/** A long name keeps its end, which tells it from its siblings: `site-dff9…97blp`. */
function Label({ children }: { readonly children: string }) {
  const most = labelColumns - 1;
  const half = Math.floor(most / 2);
  const shown = children.length <= most ? children : `${children.slice(0, most - half - 1)}…${children.slice(-half)}`;
  return (
    <Box flexShrink={0} width={labelColumns}>
      <Words wrap="cut">{shown}</Words>
    </Box>
  );
}

const bars = { unicode: '▁▂▃▄▅▆▇█', plain: '.,-~=+*#' };

function RequestRows({
  lane: { cells, served, failed },
  cursor,
}: {
  readonly lane: Lanes['requests'][number];
  readonly cursor: number | undefined;
}) {
  const say = useSay();
  const { language } = useSetting();
  const most = Math.max(...cells.map((cell) => (cell ? cell.served + cell.failed : 0)));
  const bar = (rate: number | undefined, tone: Tone) => {
    if (rate === undefined) return { sign: ' ', plain: ' ', tone: 'plain' as const };
    // Whatever failed is seen, however little it was.
    const level = rate <= 0 || most === 0 ? -1 : Math.min(7, Math.floor((rate / most) * 7.99));
    return { sign: bars.unicode[level] ?? ' ', plain: bars.plain[level] ?? ' ', tone };
  };
  const number = new Intl.NumberFormat(language, { maximumFractionDigits: 0 });
  return (
    <Box flexDirection="column">
      <Lane
        label={say({ es: 'servidas', en: 'served' })}
        cells={cells.map((cell) => bar(cell?.served, 'good'))}
        cursor={cursor}
      />
      {failed > 0 && (
        <Lane
          label={say({ es: 'perdidas', en: 'lost' })}
          cells={cells.map((cell) => bar(cell?.failed, 'bad'))}
          cursor={cursor}
        />
      )}
      <Box paddingLeft={labelColumns}>
        <Words>
          {say({
            es: `peticiones: ${number.format(served)} servidas, ${number.format(failed)} perdidas`,
            en: `requests: ${number.format(served)} served, ${number.format(failed)} lost`,
          })}
        </Words>
      </Box>
    </Box>
  );
}

const axisStep = 12;

/** `0:00        1:17        30:00`: each time stands above the column where it begins. */
function Axis({ lanes }: { readonly lanes: Lanes }) {
  const { startsSeconds } = lanes;
  let text = '';
  for (let column = 0; column < startsSeconds.length; column += axisStep) {
    const time = clockTime(startsSeconds[column]!);
    if (column + time.length <= startsSeconds.length) text = text.padEnd(column) + time;
  }
  return (
    <Box>
      <Box flexShrink={0} width={labelColumns} />
      <Words tone="faint" wrap="cut">
        {text}
      </Words>
    </Box>
  );
}

/** `▲ 0:41` under a column; near the right edge the words stand before the sign. */
function Pointer({
  column,
  sign,
  words,
  tone,
}: {
  readonly column: number;
  readonly sign: string;
  readonly words: string;
  readonly tone: Tone;
}) {
  const { columns } = useSetting();
  const fits = column + words.length + 2 <= pictureColumns(columns);
  const text = fits ? `${sign} ${words}` : `${words} ${sign}`;
  const before = fits ? column : Math.max(0, column - words.length - 1);
  return (
    <Box paddingLeft={labelColumns + before}>
      <Words bold tone={tone} wrap="cut">
        {text}
      </Words>
    </Box>
  );
}

export function Legend({
  pictures,
  world,
  morePods,
  broke,
}: {
  readonly pictures: readonly Lanes[];
  readonly world: RunPicture['world'] | undefined;
  readonly morePods: number;
  readonly broke: boolean;
}) {
  const say = useSay();
  const { unicode } = useSetting();
  const pods = new Set(pictures.flatMap((lanes) => lanes.pods.flatMap(({ cells }) => cells)));
  const nodes = new Set(pictures.flatMap((lanes) => lanes.nodes.flatMap(({ cells }) => cells)));
  const marks = [
    ...(Object.keys(podMarks) as PodState[]).filter((state) => pods.has(state)).map((state) => podMark(state, world)),
    ...(Object.keys(nodeMarks) as NodeState[]).filter((state) => nodes.has(state)).map(nodeMark),
  ].flatMap((mark) => (mark.words ? [{ ...mark, words: say(mark.words) }] : []));
  return (
    <Box flexDirection="column">
      <Box flexWrap="wrap" columnGap={2}>
        {marks.map(({ sign, plain, tone, words }) => (
          <Box key={words} columnGap={1} flexShrink={0}>
            <Words tone={tone}>{unicode ? sign : plain}</Words>
            <Words>{words}</Words>
          </Box>
        ))}
        {broke && (
          <Box columnGap={1} flexShrink={0}>
            <Words tone="bad">▲</Words>
            <Words>{say({ es: 'aquí se rompe', en: 'here it breaks' })}</Words>
          </Box>
        )}
      </Box>
      {morePods > 0 && <Words tone="faint">{say({ es: `… y ${morePods} más`, en: `… and ${morePods} more` })}</Words>}
    </Box>
  );
}
