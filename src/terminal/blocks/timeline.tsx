/** What happened in a run: drawn, then second by second of the simulated clock; the entry where it broke is marked in words too. */
import { Box } from 'ink';
import type { TimelineEntry } from '#engine/grading.ts';
import { useSay } from '../setting.tsx';
import { clockTime } from '../times.ts';
import { Prose, type Tone, Words } from '../words.tsx';
import type { BlockProps } from './block-props.ts';
import { RunPictureView } from './run-picture.tsx';

export const entryTones: Readonly<Record<TimelineEntry['tone'], { readonly tone: Tone; readonly sign: string }>> = {
  plain: { tone: 'plain', sign: '·' },
  good: { tone: 'good', sign: '✔' },
  bad: { tone: 'bad', sign: '✘' },
  script: { tone: 'script', sign: '*' },
};

const broke = { es: '← aquí se rompe', en: '← here it breaks' };

export function Timeline({ block }: BlockProps<'timeline'>) {
  const say = useSay();
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
