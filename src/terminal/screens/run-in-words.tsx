/** A run step by step for whoever hears it: which run, which step, what happens, and how each pod stands. Nothing is drawn. */
import { Box } from 'ink';
import type { Text } from '#base/text.ts';
import type { RunView } from '#engine/screen.ts';
import { podsAt } from '#engine/timeline/lanes.ts';
import { podMark, RunPictureView } from '../blocks/run-picture.tsx';
import { EntryInWords } from '../blocks/timeline.tsx';
import { markWords } from '../marks.ts';
import type { RunOverlay } from '../model.ts';
import { useSay } from '../setting.tsx';
import { clockTime } from '../times.ts';
import { Words } from '../words.tsx';

export interface RunInWordsProps {
  readonly overlay: RunOverlay;
  readonly runs: readonly RunView[];
}

export function RunInWords({ overlay, runs }: RunInWordsProps) {
  const say = useSay();
  const view = runs[overlay.run];
  const entry = view?.entries[overlay.at];
  if (!view || !entry) return undefined;
  return (
    <Box flexDirection="column">
      {runs.length > 1 && <Words>{nameOf(view, say)}</Words>}
      <Words>
        {say({
          es: `t = ${clockTime(entry.seconds)}, paso ${overlay.at + 1} de ${view.entries.length}.`,
          en: `t = ${clockTime(entry.seconds)}, step ${overlay.at + 1} of ${view.entries.length}.`,
        })}
      </Words>
      <EntryInWords entry={entry} failed={overlay.at === view.failedAt} />
      {overlay.all ? (
        runs.map((run, index) => (
          <Box key={index} flexDirection="column" marginTop={1}>
            <Words>{nameOf(run, say)}</Words>
            {run.picture && <RunPictureView picture={run.picture} instants={[]} />}
          </Box>
        ))
      ) : (
        <PodsInWords view={view} seconds={entry.seconds} />
      )}
    </Box>
  );
}

/** `B (tu respuesta), mal.` */
function nameOf({ title, mark }: RunView, say: (text: Text) => string): string {
  const words = markWords[mark];
  return `${say(title)}${words ? `, ${say(words)}` : ''}.`;
}

/** `web-0: listo, en node-1` */
function PodsInWords({ view, seconds }: { readonly view: RunView; readonly seconds: number }) {
  const say = useSay();
  const { picture } = view;
  if (!picture) return undefined;
  return podsAt(picture, seconds)
    .filter(({ state }) => state !== 'gone')
    .map(({ name, state, node }) => {
      const { words } = podMark(state, picture.world);
      const where = node === undefined ? '' : say({ es: `, en ${node}`, en: `, on ${node}` });
      return <Words key={name}>{`${name}: ${words ? say(words) : state}${where}`}</Words>;
    });
}
