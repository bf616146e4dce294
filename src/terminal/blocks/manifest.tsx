/** YAML with line numbers; under a refused line the server's words, at the column where it stumbled. */
import { Box } from 'ink';
import type { Block } from '#engine/screen.ts';
import { useSay } from '../setting.tsx';
import { Line, Words } from '../words.tsx';
import type { BlockProps } from './block-props.ts';

type Marks = Extract<Block, { kind: 'manifest' }>['marks'];

export function Manifest({ block }: BlockProps<'manifest'>) {
  const say = useSay();
  const lines = block.yaml.replace(/\s+$/, '').split('\n');
  const gutter = String(lines.length).length + 1;
  return (
    <Box flexDirection="column">
      <Words bold>{say(block.title)}</Words>
      {lines.map((line, index) => (
        <Box key={index} flexDirection="column">
          <Box>
            <Box flexShrink={0} width={gutter}>
              <Words tone="faint">{String(index + 1)}</Words>
            </Box>
            <YamlLine>{line}</YamlLine>
          </Box>
          <MarksOf marks={block.marks.filter((mark) => mark.line === index + 1)} gutter={gutter} />
        </Box>
      ))}
      {/* A place beyond the last line ("something is missing at the end") is shown there. */}
      <MarksOf marks={block.marks.filter((mark) => mark.line < 1 || mark.line > lines.length)} gutter={gutter} />
    </Box>
  );
}

function MarksOf({ marks, gutter }: { readonly marks: Marks; readonly gutter: number }) {
  return marks.map(({ column, message }, index) => (
    <Box key={index} paddingLeft={Math.min(gutter + Math.max(0, column - 1), 40)}>
      <Line>
        <Words tone="bad">{`^ ${message}`}</Words>
      </Line>
    </Box>
  ));
}

/**
 * Keys in colour, comments faint. No parser: a line that is not YAML is shown as well as one that is. A tab is made visible,
 * because YAML refuses it where it looks just like spaces.
 */
function YamlLine({ children }: { readonly children: string }) {
  const [, before = '', key = '', after = ''] =
    /^(\s*(?:- +)*)((?:[\w./-]+|"[^"]*")(?=:(?:\s|$)))?(.*)$/s.exec(children.replaceAll('\t', '⇥ ')) ?? [];
  const comment = /(?:^|\s)#.*$/.exec(after)?.[0] ?? '';
  return (
    <Line wrap="hard">
      <Words>{before}</Words>
      <Words tone="code">{key}</Words>
      <Words>{after.slice(0, after.length - comment.length) || (before + key + comment === '' ? ' ' : '')}</Words>
      <Words tone="faint">{comment}</Words>
    </Line>
  );
}
