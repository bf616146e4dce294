import { Box } from 'ink';
import { useSay, useSetting } from '../setting.tsx';
import { Prose, Words } from '../words.tsx';
import type { BlockProps } from './block-props.ts';

export function Notice({ block }: BlockProps<'notice'>) {
  const say = useSay();
  const { linear = false } = useSetting();
  const tone = block.tone === 'warning' ? 'warning' : 'script';
  if (linear) return <Prose>{say(block.text)}</Prose>;
  return (
    <Box>
      <Box flexShrink={0} width={2}>
        <Words tone={tone} bold>
          {block.tone === 'warning' ? '!' : 'i'}
        </Words>
      </Box>
      <Prose tone={tone}>{say(block.text)}</Prose>
    </Box>
  );
}
