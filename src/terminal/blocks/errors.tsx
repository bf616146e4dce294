/** Why an answer could not be run, or what the server warns of: place, its words, then what to write instead. */
import { Box } from 'ink';
import { useSay } from '../setting.tsx';
import { Line, Prose, Words } from '../words.tsx';
import type { BlockProps } from './block-props.ts';

export function Errors({ block }: BlockProps<'errors'>) {
  const say = useSay();
  const isWarning = block.tone === 'warning';
  return (
    <Box flexDirection="column" rowGap={1}>
      {block.errors.slice(0, mostErrors).map(({ file, line, column, message, advice }, index) => (
        <Box key={index} flexDirection="column">
          <Words tone="faint">{`${file}:${line}:${column}`}</Words>
          <Line>
            {isWarning ? <Words tone="warning">{`Warning: ${message}`}</Words> : <Words tone="bad">{message}</Words>}
          </Line>
          {advice && <Prose>{say(advice)}</Prose>}
        </Box>
      ))}
      {block.errors.length > mostErrors && (
        <Words>
          {say({
            es: `… y ${block.errors.length - mostErrors} más`,
            en: `… and ${block.errors.length - mostErrors} more`,
          })}
        </Words>
      )}
    </Box>
  );
}

/** Beyond these nobody reads on: the first ones are mended first. */
const mostErrors = 30;
