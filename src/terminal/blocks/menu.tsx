/** The questions to pick from: number, title, where it stands in the course, and how it went so far. */
import { Box } from 'ink';
import { itemSigns } from '../marks.ts';
import { useSay } from '../setting.tsx';
import { Words } from '../words.tsx';
import type { BlockProps } from './block-props.ts';

export function Menu({ block, selected, selectedRef }: BlockProps<'menu'>) {
  const say = useSay();
  return (
    <Box flexDirection="column">
      {block.items.map((item, index) => {
        const { sign, tone, words } = itemSigns[item.state];
        const isSelected = index === selected;
        return (
          <Box key={item.id} {...(isSelected && selectedRef && { ref: selectedRef })}>
            <Box flexShrink={0} width={2}>
              <Words bold tone="script">
                {isSelected ? '>' : ' '}
              </Words>
            </Box>
            <Box flexShrink={0} width={4}>
              <Words>{`${index + 1}.`}</Words>
            </Box>
            <Box flexDirection="column">
              <Words bold={isSelected} inverse={isSelected}>
                {say(item.title)}
              </Words>
              <Box columnGap={1}>
                <Words tone="faint">{say(item.detail)}</Words>
                <Box flexShrink={0}>
                  <Words tone={tone}>{`${sign} ${say(words)}`}</Words>
                </Box>
              </Box>
            </Box>
          </Box>
        );
      })}
    </Box>
  );
}
