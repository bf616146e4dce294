/**
 * A run step by step: the picture with a cursor, what happens at that moment with the lines around it, and how the pods stand
 * on their nodes. Or all runs below each other on one scale of time, so that the moment at which they part is seen.
 */
import { Box } from 'ink';
import type { Text } from '#base/text.ts';
import type { RunView } from '#engine/screen.ts';
import { layOut, podsAt, scaleOf } from '#engine/timeline/lanes.ts';
import type { RunPicture } from '#engine/timeline/picture.ts';
import { Legend, pictureColumns, podMark, RunPictureView } from '../blocks/run-picture.tsx';
import { entryTones } from '../blocks/timeline.tsx';
import { markSign, markTone } from '../marks.ts';
import type { RunOverlay } from '../model.ts';
import { useSay, useSetting } from '../setting.tsx';
import { clockTime } from '../times.ts';
import { Prose, Words } from '../words.tsx';
import { RunInWords } from './run-in-words.tsx';

export interface RunViewerProps {
  readonly overlay: RunOverlay;
  readonly runs: readonly RunView[];
}

export function RunViewer({ overlay, runs }: RunViewerProps) {
  const view = runs[overlay.run];
  const entry = view?.entries[overlay.at];
  const { rows, linear = false } = useSetting();
  if (!view || !entry) return undefined;
  if (linear) return <RunInWords overlay={overlay} runs={runs} />;
  // In a low window the picture is worth more than the lines around the moment and the blanks between.
  const isLow = rows < roomyRows;
  return (
    <Box flexDirection="column" rowGap={isLow ? 0 : 1}>
      {runs.length > 1 && !(isLow && overlay.all) && (
        <RunNames runs={runs} shown={overlay.all ? undefined : overlay.run} />
      )}
      <Moment view={view} at={overlay.at} linesAround={isLow ? 0 : 1} />
      {overlay.all ? (
        <AllPictures runs={runs} cursorSeconds={entry.seconds} />
      ) : (
        <OnePicture view={view} cursorSeconds={entry.seconds} />
      )}
      {view.picture && <PodsNow picture={view.picture} seconds={entry.seconds} />}
    </Box>
  );
}

/** `A ✘  [B ✔]  C ✘` */
function RunNames({ runs, shown }: { readonly runs: readonly RunView[]; readonly shown: number | undefined }) {
  const say = useSay();
  return (
    <Box flexWrap="wrap" columnGap={3}>
      {runs.map(({ title, mark }, index) => (
        <Words key={index} bold={index === shown} inverse={index === shown} tone={markTone(mark)}>
          {`${say(title)} ${markSign(mark)}`}
        </Words>
      ))}
    </Box>
  );
}

const roomyRows = 20;

interface MomentProps {
  readonly view: RunView;
  readonly at: number;
  readonly linesAround: number;
}

/** The line at the cursor between its neighbours, and how far along one is. */
function Moment({ view: { entries, failedAt }, at, linesAround }: MomentProps) {
  const say = useSay();
  const from = Math.max(0, Math.min(at - linesAround, entries.length - 1 - 2 * linesAround));
  const shown = entries.slice(from, from + 1 + 2 * linesAround);
  const broke: Text = { es: '← aquí se rompe', en: '← here it breaks' };
  return (
    <Box flexDirection="column">
      <Words tone="faint">
        {say({
          es: `t = ${clockTime(entries[at]?.seconds ?? 0)} · paso ${at + 1} de ${entries.length}`,
          en: `t = ${clockTime(entries[at]?.seconds ?? 0)} · step ${at + 1} of ${entries.length}`,
        })}
      </Words>
      {shown.map((entry, index) => {
        const isHere = from + index === at;
        const { tone, sign } = entryTones[entry.tone];
        const text = `${say(entry.text)}${from + index === failedAt ? ` ${say(broke)}` : ''}`;
        return (
          <Box key={from + index}>
            <Box flexShrink={0} width={2}>
              <Words bold tone="script">
                {isHere ? '>' : ' '}
              </Words>
            </Box>
            <Box flexShrink={0} width={9} justifyContent="flex-end" marginRight={1}>
              <Words tone="faint">{clockTime(entry.seconds)}</Words>
            </Box>
            <Box flexShrink={0} width={2}>
              <Words bold tone={tone}>
                {sign}
              </Words>
            </Box>
            <Prose tone={tone} bold={isHere}>
              {text}
            </Prose>
          </Box>
        );
      })}
    </Box>
  );
}

function OnePicture({ view, cursorSeconds }: { readonly view: RunView; readonly cursorSeconds: number }) {
  const { picture, entries, failedAt } = view;
  if (!picture) return undefined;
  const failed = failedAt === undefined ? undefined : entries[failedAt]?.seconds;
  return (
    <RunPictureView
      picture={picture}
      instants={entries.map(({ seconds }) => seconds)}
      cursorSeconds={cursorSeconds}
      {...(failed !== undefined && { failedSeconds: failed })}
    />
  );
}

function AllPictures({ runs, cursorSeconds }: { readonly runs: readonly RunView[]; readonly cursorSeconds: number }) {
  const say = useSay();
  const { columns } = useSetting();
  const pictures = runs.flatMap(({ picture }) => (picture ? [picture] : []));
  const failures = runs.flatMap(({ entries, failedAt }) =>
    failedAt === undefined ? [] : [entries[failedAt]?.seconds ?? 0],
  );
  const scale = scaleOf(pictures, pictureColumns(columns), [...failures, cursorSeconds]);
  return (
    <Box flexDirection="column" rowGap={1}>
      {runs.map(({ title, mark, picture, entries, failedAt }, index) => {
        const failed = failedAt === undefined ? undefined : entries[failedAt]?.seconds;
        return (
          <Box key={index} flexDirection="column">
            <Words bold tone={markTone(mark)}>{`${markSign(mark)} ${say(title)}`}</Words>
            {picture && (
              <RunPictureView
                {...{ picture, scale, cursorSeconds, instants: [], legend: false }}
                {...(failed !== undefined && { failedSeconds: failed })}
              />
            )}
          </Box>
        );
      })}
      <Legend
        pictures={pictures.map((picture) => layOut(picture, scale))}
        world={pictures[0]?.world}
        morePods={pictures.reduce((sum, { morePods }) => sum + morePods, 0)}
        broke={failures.length > 0}
      />
    </Box>
  );
}

/** `node-1  █ web-1  ▒ db-0`: who is where, and how. */
function PodsNow({ picture, seconds }: { readonly picture: RunPicture; readonly seconds: number }) {
  const say = useSay();
  const { unicode } = useSetting();
  const pods = podsAt(picture, seconds).filter(({ state }) => state !== 'gone');
  const nodes = [...new Set(pods.map(({ node }) => node))].sort((one, other) =>
    (one ?? '~').localeCompare(other ?? '~'),
  );
  return (
    <Box flexDirection="column">
      {nodes.map((node) => (
        <Box key={node ?? ''} columnGap={2}>
          <Box flexShrink={0} width={12}>
            <Words bold wrap="cut">
              {node ??
                say(
                  picture.world === 'docker' ? { es: 'máquina', en: 'machine' } : { es: '(sin nodo)', en: '(no node)' },
                )}
            </Words>
          </Box>
          <Box flexWrap="wrap" columnGap={2}>
            {pods
              .filter((pod) => pod.node === node)
              .map(({ name, state }) => {
                const { sign, plain, tone } = podMark(state);
                return (
                  <Box key={name} columnGap={1} flexShrink={0}>
                    <Words tone={tone}>{unicode ? sign : plain}</Words>
                    <Words>{name}</Words>
                  </Box>
                );
              })}
          </Box>
        </Box>
      ))}
    </Box>
  );
}
