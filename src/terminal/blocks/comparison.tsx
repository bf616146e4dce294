/**
 * All options' runs side by side: a row for each thing that had to hold, a column for each option. Where the columns would be
 * too narrow to read, the same stands one below the other.
 */
import { Box } from 'ink';
import { markSign, markTone, markWords } from '../marks.ts';
import { useSay, useSetting } from '../setting.tsx';
import { Prose, Words } from '../words.tsx';
import type { BlockProps } from './block-props.ts';

const titleColumns = 26;
const leastCellColumns = 14;

export function Comparison(props: BlockProps<'comparison'>) {
  const { columns, linear = false } = useSetting();
  const room = columns - 2 - titleColumns;
  return linear || room / props.block.columns.length < leastCellColumns ? (
    <Stacked {...props} />
  ) : (
    <SideBySide {...props} />
  );
}

function SideBySide({ block }: BlockProps<'comparison'>) {
  const say = useSay();
  return (
    <Box flexDirection="column">
      <Box columnGap={2}>
        <Box width={titleColumns} flexShrink={0} />
        {block.columns.map((column, index) => (
          <Box key={index} flexBasis={0} flexGrow={1}>
            <Words bold tone={markTone(column.mark)}>{`${markSign(column.mark)} ${say(column.title)}`}</Words>
          </Box>
        ))}
      </Box>
      {block.rows.map((row, index) => (
        <Box key={index} columnGap={2} marginTop={1}>
          <Box width={titleColumns} flexShrink={0}>
            <Prose>{say(row.title)}</Prose>
          </Box>
          {row.cells.map((cell, number) => (
            <Box key={number} flexBasis={0} flexGrow={1}>
              <Box flexShrink={0} width={2}>
                <Words tone={markTone(cell.mark)}>{markSign(cell.mark)}</Words>
              </Box>
              <Prose tone={markTone(cell.mark)}>{say(cell.text)}</Prose>
            </Box>
          ))}
        </Box>
      ))}
    </Box>
  );
}

function Stacked({ block }: BlockProps<'comparison'>) {
  const say = useSay();
  const { linear = false } = useSetting();
  const cellLine = (title: string, { mark, text }: (typeof block.rows)[number]['cells'][number]) => {
    if (!linear) return `${markSign(mark)} ${title}: ${say(text)}`;
    const words = markWords[mark];
    return `${title}${words ? `, ${say(words)}` : ''}: ${say(text)}`;
  };
  return (
    <Box flexDirection="column" rowGap={1}>
      {block.rows.map((row, index) => (
        <Box key={index} flexDirection="column">
          <Prose bold>{say(row.title)}</Prose>
          {row.cells.map((cell, number) => (
            <Box key={number} paddingLeft={2}>
              <Prose tone={markTone(cell.mark)}>{cellLine(say(block.columns[number]!.title), cell)}</Prose>
            </Box>
          ))}
        </Box>
      ))}
    </Box>
  );
}
