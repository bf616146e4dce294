/** YAML with line numbers, a tab made visible because YAML refuses it where it looks just like spaces; under a refused line the server's words, at the column where it stumbled. */
import { Box } from 'ink';
import type { Block } from '#engine/screen.ts';
import { useSay, useSetting } from '../setting.tsx';
import { CodeLine, Line, Words } from '../words.tsx';
import { yamlPieces } from '../yaml-pieces.ts';
import type { BlockProps } from './block-props.ts';

type Marks = Extract<Block, { kind: 'manifest' }>['marks'];

export function Manifest({ block }: BlockProps<'manifest'>) {
  const say = useSay();
  const lines = block.yaml.replace(/\s+$/, '').split('\n');
  const gutter = String(lines.length).length + 1;
  return (
    <Box flexDirection="column">
      <Words bold>{say(block.title)}</Words>
      {partsOf(lines.length, block.marks).map((part) =>
        part.kind === 'gap' ? (
          <Words key={part.from} tone="faint">
            {say({ es: `… ${part.count} líneas más`, en: `… ${part.count} more lines` })}
          </Words>
        ) : (
          <Box key={part.index} flexDirection="column">
            <Box>
              <Box flexShrink={0} width={gutter}>
                <Words tone="faint">{String(part.index + 1)}</Words>
              </Box>
              <CodeLine pieces={yamlPieces(lines[part.index]!.slice(0, mostColumns).replaceAll('\t', '⇥ '))} />
            </Box>
            <MarksOf marks={block.marks.filter((mark) => mark.line === part.index + 1)} gutter={gutter} />
          </Box>
        ),
      )}
      {/* A place beyond the last line ("something is missing at the end") is shown there. */}
      <MarksOf marks={block.marks.filter((mark) => mark.line < 1 || mark.line > lines.length)} gutter={gutter} />
    </Box>
  );
}

type Part =
  | { readonly kind: 'line'; readonly index: number }
  | { readonly kind: 'gap'; readonly from: number; readonly count: number };

const mostLines = 300;
const mostColumns = 1000;
const linesAround = 3;

/** An answer of thousands of lines would take seconds to lay out: then its beginning, and what lies around each mark. */
function partsOf(lineCount: number, marks: Marks): readonly Part[] {
  const near = (index: number) => marks.slice(0, 20).some(({ line }) => Math.abs(line - 1 - index) <= linesAround);
  const parts: Part[] = [];
  let gap = 0;
  for (let index = 0; index <= lineCount; index++) {
    const shown = index === lineCount || index < mostLines || near(index);
    if (!shown) gap++;
    if (shown && gap > 0) parts.push({ kind: 'gap', from: index - gap, count: gap });
    if (shown) gap = 0;
    if (shown && index < lineCount) parts.push({ kind: 'line', index });
  }
  return parts;
}

function MarksOf({ marks, gutter }: { readonly marks: Marks; readonly gutter: number }) {
  const say = useSay();
  const { linear = false } = useSetting();
  return marks.map(({ line, column, message }, index) => {
    const place = say({ es: `Línea ${line}, columna ${column}`, en: `Line ${line}, column ${column}` });
    return (
      <Box key={index} paddingLeft={linear ? 0 : Math.min(gutter + Math.max(0, column - 1), 40)}>
        <Line>
          <Words tone="bad">{linear ? `${place}: ${message}` : `^ ${message}`}</Words>
        </Line>
      </Box>
    );
  });
}
