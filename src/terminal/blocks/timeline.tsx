/** What happened in a run, second by second of the simulated clock; the entry where it broke is marked in words too. */
import { Box } from 'ink';
import type { TimelineEntry } from '#engine/grading.ts';
import { useSay } from '../setting.tsx';
import { Prose, type Tone, Words } from '../words.tsx';
import type { BlockProps } from './block-props.ts';

const tones: Readonly<Record<TimelineEntry['tone'], { readonly tone: Tone; readonly sign: string }>> = {
  plain: { tone: 'plain', sign: '·' },
  good: { tone: 'good', sign: '✔' },
  bad: { tone: 'bad', sign: '✘' },
  script: { tone: 'script', sign: '*' },
};

const broke = { es: '← aquí se rompe', en: '← here it breaks' };

export function Timeline({ block }: BlockProps<'timeline'>) {
  const say = useSay();
  const times = block.entries.map(({ seconds }) => clockTime(seconds));
  const width = Math.max(0, ...times.map((time) => time.length)) + 1;
  return (
    <Box flexDirection="column">
      <Words bold>{say(block.title)}</Words>
      {block.entries.map((entry, index) => {
        const { tone, sign } = tones[entry.tone];
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

/** 41 → `0:41`, 1800 → `30:00`, 5400 → `1:30:00`. */
function clockTime(seconds: number): string {
  const whole = Math.floor(seconds);
  const two = (number: number) => String(number).padStart(2, '0');
  const [hours, minutes] = [Math.floor(whole / 3600), Math.floor(whole / 60) % 60];
  return hours > 0 ? `${hours}:${two(minutes)}:${two(whole % 60)}` : `${minutes}:${two(whole % 60)}`;
}
