/** Why an answer could not be run: place, the server's words, then what to write instead. */
import { Box } from 'ink';
import { useSay } from '../setting.tsx';
import { Line, Prose, Words } from '../words.tsx';
import type { BlockProps } from './block-props.ts';

export function Errors({ block }: BlockProps<'errors'>) {
  const say = useSay();
  return (
    <Box flexDirection="column" rowGap={1}>
      {block.errors.map(({ file, line, column, message, advice }, index) => (
        <Box key={index} flexDirection="column">
          <Words tone="faint">{`${file}:${line}:${column}`}</Words>
          <Line>
            <Words tone="bad">{message}</Words>
          </Line>
          {advice && <Prose>{say(advice)}</Prose>}
        </Box>
      ))}
    </Box>
  );
}
