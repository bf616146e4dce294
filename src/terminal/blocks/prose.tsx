/** Paragraphs are parted by a blank line; a line that begins with a bullet hangs, so that lists stay lists when narrow. */
import { Box } from 'ink';
import { useSay } from '../setting.tsx';
import { Prose, Words } from '../words.tsx';
import type { BlockProps } from './block-props.ts';

export function ProseBlock({ block }: BlockProps<'prose'>) {
  const say = useSay();
  const paragraphs = say(block.text)
    .trim()
    .split(/\n[ \t]*\n/);
  return (
    <Box flexDirection="column" rowGap={1}>
      {paragraphs.map((paragraph, index) => (
        <Box key={index} flexDirection="column">
          {linesOf(paragraph).map((line, number) => (
            <ProseLine key={number}>{line}</ProseLine>
          ))}
        </Box>
      ))}
    </Box>
  );
}

function ProseLine({ children }: { readonly children: string }) {
  const [, bullet, rest] = /^([•*-]) (.*)$/s.exec(children) ?? [];
  if (bullet === undefined || rest === undefined) return <Prose>{children}</Prose>;
  return (
    <Box>
      <Box flexShrink={0} width={2}>
        <Words>•</Words>
      </Box>
      <Prose>{rest}</Prose>
    </Box>
  );
}

/** Authors break lines where their editor is narrow: those flow together. A bullet begins a line of its own. */
function linesOf(paragraph: string): readonly string[] {
  const lines: string[] = [];
  for (const line of paragraph.split('\n').map((part) => part.trim())) {
    const last = lines.at(-1);
    if (last === undefined || /^[•*-] /.test(line)) lines.push(line);
    else lines[lines.length - 1] = `${last} ${line}`;
  }
  return lines;
}
