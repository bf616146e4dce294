/** What happened in a run: drawn, then second by second of the simulated clock; the entry where it broke is marked in words too. */
import { Box } from 'ink';
import type { Text } from '#base/text.ts';
import type { TimelineEntry } from '#engine/grading.ts';
import { useSay, useSetting } from '../setting.tsx';
import { clockTime } from '../times.ts';
import { Prose, type Tone, Words } from '../words.tsx';
import type { BlockProps } from './block-props.ts';
import { RunPictureView } from './run-picture.tsx';

interface EntryTone {
  readonly tone: Tone;
  readonly sign: string;
  /** What the sign says, for whoever hears the line. */
  readonly words?: Text;
}

export const entryTones: Readonly<Record<TimelineEntry['tone'], EntryTone>> = {
  plain: { tone: 'plain', sign: '·' },
  good: { tone: 'good', sign: '✔', words: { es: 'bien', en: 'good' } },
  bad: { tone: 'bad', sign: '✘', words: { es: 'mal', en: 'bad' } },
  script: { tone: 'script', sign: '*', words: { es: 'prueba', en: 'test' } },
};

const broke = { es: '← aquí se rompe', en: '← here it breaks' };

export function Timeline({ block }: BlockProps<'timeline'>) {
  const say = useSay();
  const { linear = false } = useSetting();
  const times = block.entries.map(({ seconds }) => clockTime(seconds));
  const failed = block.failedAt === undefined ? undefined : block.entries[block.failedAt];
  const width = Math.max(0, ...times.map((time) => time.length)) + 1;
  return (
    <Box flexDirection="column">
      <Words bold>{say(block.title)}</Words>
      {block.picture && (
        <Box marginBottom={1}>
          <RunPictureView
            picture={block.picture}
            instants={block.entries.map(({ seconds }) => seconds)}
            {...(failed && { failedSeconds: failed.seconds })}
          />
        </Box>
      )}
      {block.entries.map((entry, index) => {
        if (linear) return <EntryInWords key={index} entry={entry} failed={index === block.failedAt} />;
        const { tone, sign } = entryTones[entry.tone];
        const failed = index === block.failedAt;
        return (
          <Box key={index}>
            <Box flexShrink={0} width={width} justifyContent="flex-end" marginRight={1}>
              <Words tone="faint">{times[index]!}</Words>
            </Box>
            <Box flexShrink={0} width={2}>
              <Words tone={tone} bold>
                {sign}
              </Words>
            </Box>
            <Prose tone={tone} bold={failed}>{`${say(entry.text)}${failed ? ` ${say(broke)}` : ''}`}</Prose>
          </Box>
        );
      })}
    </Box>
  );
}

/** `0:41, mal: No se cumple … Aquí se rompe.` */
export function EntryInWords({ entry, failed }: { readonly entry: TimelineEntry; readonly failed: boolean }) {
  const say = useSay();
  const { words } = entryTones[entry.tone];
  const time = clockTime(entry.seconds) + (words ? `, ${say(words)}` : '');
  return (
    <Prose>{`${time}: ${say(entry.text)}${failed ? `. ${say({ es: 'Aquí se rompe.', en: 'Here it breaks.' })}` : ''}`}</Prose>
  );
}
