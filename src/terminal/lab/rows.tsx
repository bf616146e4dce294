/** Rows of text laid out already: each is one line of the screen, made of bits with their tones. */
import { Box } from 'ink';
import { toAscii } from '../sanitize.ts';
import { Line, type Tone, Words } from '../words.tsx';
import { cut, widthOf } from '../wrap.ts';

export interface Bit {
  readonly text: string;
  readonly tone?: Tone;
  readonly bold?: boolean;
  readonly inverse?: boolean;
}

export type Row = readonly Bit[];

/** At most so many cells. Where only ASCII can be shown, as it will be shown: an ellipsis would become three dots. */
export function cutRow(row: Row, columns: number, unicode = true): Row {
  const fitting: Bit[] = [];
  let room = columns;
  for (const bit of row) {
    const text = unicode ? bit.text : toAscii(bit.text);
    const width = widthOf(text);
    if (width > room) return [...fitting, { ...bit, text: cut(text, room, unicode ? '…' : '~') }];
    fitting.push({ ...bit, text });
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
