/** The questions to pick from: number, title, where it stands in the course, and how it went so far. */
import { Box } from 'ink';
import { itemSigns } from '../marks.ts';
import { useSay, useSetting } from '../setting.tsx';
import { Line, Words, withoutMarks } from '../words.tsx';
import type { BlockProps } from './block-props.ts';

/** Laying hundreds of entries out at each key would be felt: far from the cursor, room is kept for them and no more. */
const near = 30;
const usualRows = 2;

export function Menu({ block, selected, selectedRef }: BlockProps<'menu'>) {
  const say = useSay();
  const { linear = false } = useSetting();
  const { items } = block;
  const [from, to] =
    selected === undefined || items.length <= 2 * near
      ? [0, items.length]
      : [Math.max(0, selected - near), Math.min(items.length, selected + near)];
  return (
    <Box flexDirection="column">
      {from > 0 && <Box height={from * usualRows} flexShrink={0} />}
      {items.slice(from, to).map((item, position) => {
        const index = from + position;
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
                {withoutMarks(say(item.title))}
              </Words>
              <Line>
                <Words tone="faint">{withoutMarks(say(item.detail))}</Words>
                {say(words) !== '' && (
                  <Words tone={tone}>{` · ${[linear ? '' : sign.trim(), say(words)].filter(Boolean).join(' ')}`}</Words>
                )}
              </Line>
            </Box>
          </Box>
        );
      })}
      {to < items.length && <Box height={(items.length - to) * usualRows} flexShrink={0} />}
    </Box>
  );
}
