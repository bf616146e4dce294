/**
 * Paragraphs are parted by a blank line; a line that begins with a bullet hangs, so that lists stay lists when narrow. What
 * stands between lines of ``` is code: indented, each line where it is, and a line too long for the window says that it goes on.
 */
import { Box } from 'ink';
import { useSay } from '../setting.tsx';
import { CodeLine, Prose, Words } from '../words.tsx';
import { yamlPieces } from '../yaml-pieces.ts';
import type { BlockProps } from './block-props.ts';

export function ProseBlock({ block }: BlockProps<'prose'>) {
  const say = useSay();
  return (
    <Box flexDirection="column" rowGap={1}>
      {partsOf(say(block.text)).map((part, index) =>
        part.kind === 'code' ? <Code key={index} {...part} /> : <Paragraph key={index}>{part.text}</Paragraph>,
      )}
    </Box>
  );
}

type Part =
  | { readonly kind: 'paragraph'; readonly text: string }
  | { readonly kind: 'code'; readonly language: string; readonly lines: readonly string[] };

/** A fence that is never closed ends with the text. */
function partsOf(text: string): readonly Part[] {
  const parts: Part[] = [];
  const paragraph: string[] = [];
  const endParagraph = () => {
    if (paragraph.length > 0) parts.push({ kind: 'paragraph', text: paragraph.splice(0).join('\n') });
  };
  let code: { readonly indent: number; readonly language: string; readonly lines: string[] } | undefined;
  const endCode = () => {
    if (code) parts.push({ kind: 'code', language: code.language, lines: code.lines });
    code = undefined;
  };
  for (const line of text.split('\n')) {
    const [, indent, language] = /^( *)```\s*([\w-]*)\s*$/.exec(line) ?? [];
    if (code) {
      if (indent === undefined) code.lines.push(line.slice(Math.min(code.indent, line.search(/\S|$/))));
      else endCode();
    } else if (indent !== undefined) {
      endParagraph();
      code = { indent: indent.length, language: language ?? '', lines: [] };
    } else if (line.trim() === '') endParagraph();
    else paragraph.push(line);
  }
  endCode();
  endParagraph();
  return parts;
}

function Code({ language, lines }: Omit<Extract<Part, { kind: 'code' }>, 'kind'>) {
  const isYaml = /^(|ya?ml)$/.test(language);
  return (
    <Box flexDirection="column" paddingLeft={2}>
      {lines.map((line, index) => (
        <CodeLine key={index} pieces={isYaml ? yamlPieces(line) : [{ text: line, tone: 'code' }]} />
      ))}
    </Box>
  );
}

function Paragraph({ children }: { readonly children: string }) {
  return (
    <Box flexDirection="column">
      {linesOf(children).map((line, number) => (
        <ProseLine key={number}>{line}</ProseLine>
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
