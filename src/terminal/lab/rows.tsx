/** Rows of text laid out already: each is one line of the screen, made of bits with their tones. */
import { Box } from 'ink';
import { Line, type Tone, Words } from '../words.tsx';
import { cut, widthOf } from '../wrap.ts';

export interface Bit {
  readonly text: string;
  readonly tone?: Tone;
  readonly bold?: boolean;
  readonly inverse?: boolean;
}

export type Row = readonly Bit[];

/** At most so many cells; what is cut off ends in an ellipsis. */
export function cutRow(row: Row, columns: number): Row {
  const fitting: Bit[] = [];
  let room = columns;
  for (const bit of row) {
    const width = widthOf(bit.text);
    if (width > room) return [...fitting, { ...bit, text: cut(bit.text, room) }];
    fitting.push(bit);
    room -= width;
  }
  return fitting;
}

export function Rows({ rows }: { readonly rows: readonly Row[] }) {
  return (
    <Box flexDirection="column" flexShrink={0}>
      {rows.map((row, index) => (
        <Box key={index} height={1} flexShrink={0} overflow="hidden">
          <Line wrap="cut">
            {/* Ink gives an empty text no height. */}
            {(row.length === 0 ? [{ text: ' ' }] : row).map(({ text, ...style }: Bit, at) => (
              <Words key={at} wrap="cut" {...style}>
                {text === '' ? ' ' : text}
              </Words>
            ))}
          </Line>
        </Box>
      ))}
    </Box>
  );
}
