import { Box } from 'ink';
import { useSay } from '../setting.tsx';
import { Prose, Words } from '../words.tsx';
import type { BlockProps } from './block-props.ts';

export function Hint({ block }: BlockProps<'hint'>) {
  const say = useSay();
  const title = say({ es: `Pista ${block.stage}:`, en: `Hint ${block.stage}:` });
  return (
    <Box columnGap={1}>
      <Box flexShrink={0}>
        <Words bold tone="script">
          {title}
        </Words>
      </Box>
      <Prose>{say(block.text)}</Prose>
    </Box>
  );
}
