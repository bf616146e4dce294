/** Rows and columns; the last columns keep their width, the first gives way. Too narrow for that, each row becomes a list. */
import { Box } from 'ink';
import { useSay, useSetting } from '../setting.tsx';
import { Prose } from '../words.tsx';
import type { BlockProps } from './block-props.ts';

const leastFirstColumn = 20;
const gap = 2;

export function Table({ block }: BlockProps<'table'>) {
  const say = useSay();
  const { columns, linear = false } = useSetting();
  const titles = block.columns.map(say);
  const rows = block.rows.map((row) => row.map(say));
  const widths = titles.map((title, index) =>
    Math.max(title.length, ...rows.map((row) => (row[index] ?? '').replaceAll('`', '').length)),
  );
  const others = widths.slice(1).reduce((sum, width) => sum + width + gap, 0);
  const first = Math.min(widths[0] ?? 0, columns - 2 - others);
  if (linear || first < Math.min(leastFirstColumn, widths[0] ?? 0)) return <AsLists titles={titles} rows={rows} />;

  const cell = (text: string, index: number, bold: boolean) => (
    <Box key={index} flexShrink={0} width={index === 0 ? first : widths[index]!}>
      <Prose bold={bold}>{text}</Prose>
    </Box>
  );
  return (
    <Box flexDirection="column">
      <Box columnGap={gap}>{titles.map((title, index) => cell(title, index, true))}</Box>
      {rows.map((row, number) => (
        <Box key={number} columnGap={gap}>
          {row.map((text, index) => cell(text, index, false))}
        </Box>
      ))}
    </Box>
  );
}

function AsLists({
  titles,
  rows,
}: {
  readonly titles: readonly string[];
  readonly rows: readonly (readonly string[])[];
}) {
  return (
    <Box flexDirection="column" rowGap={1}>
      {rows.map((row, number) => (
        <Box key={number} flexDirection="column">
          {row.map((text, index) => (
            <Box key={index} paddingLeft={index === 0 ? 0 : 2}>
              <Prose bold={index === 0}>{index === 0 ? text : `${titles[index]}: ${text}`}</Prose>
            </Box>
          ))}
        </Box>
      ))}
    </Box>
  );
}
