import { Box } from 'ink';
import { useSay } from '../setting.tsx';
import { Words } from '../words.tsx';
import type { BlockProps } from './block-props.ts';

export function Links({ block }: BlockProps<'links'>) {
  const say = useSay();
  return (
    <Box flexDirection="column">
      {block.links.map(({ title, url }) => (
        <Box key={url} flexDirection="column">
          <Words>{`→ ${say(title)}`}</Words>
          <Box paddingLeft={2}>
            <Words underline wrap="hard">
              {url}
            </Words>
          </Box>
        </Box>
      ))}
    </Box>
  );
}
