/**
 * The app's own editor: line numbers, the terminal's own cursor, what is wrong marked at its line and column, and what could be completed.
 * Only the lines in sight are laid out, so a long answer costs no more than a short one. A line that is too long for the
 * window moves with the cursor.
 */
import { Box, type DOMElement, useBoxMetrics } from 'ink';
import { type RefObject, useRef } from 'react';
import type { AnswerError } from '#engine/answer.ts';
import { useInsertionPoint } from '../hooks/use-insertion-point.ts';
import { sanitize } from '../sanitize.ts';
import { useSay, useSetting } from '../setting.tsx';
import { Line, Prose, type Tone, Words } from '../words.tsx';
import { widthOf } from '../wrap.ts';
import type { Writing } from '../writing/writing.ts';
import { yamlPieces } from '../yaml-pieces.ts';

export function WritingView({ writing }: { readonly writing: Writing }) {
  const { columns, rows } = useSetting();
  const viewport = useRef<DOMElement>(null);
  const measured = useBoxMetrics(viewport as RefObject<DOMElement>).clientHeight;
  const visible = Math.max(1, measured || rows - 8);
  const { lines, line, column } = writing.buffer;
  const top = useRef(0);
  // The window follows the cursor and never shows more emptiness than it must.
  top.current = Math.max(line - visible + 1, Math.min(top.current, line, Math.max(0, lines.length - visible)));
  const gutter = Math.max(3, String(lines.length).length + 2);
  const width = columns - 2 - gutter;
  // In cells: a letter of East Asia takes two, an accent none.
  const cursor = widthOf(shownText(lines[line]!.slice(0, column)));
  const left = cursor < width ? 0 : cursor - width + Math.min(10, Math.floor(width / 2));
  useInsertionPoint(viewport, { column: gutter + cursor - left, row: line - top.current });
  const shown = lines.slice(top.current, top.current + visible);
  return (
    <Box flexDirection="column" flexGrow={1}>
      <Box ref={viewport} flexGrow={1} flexShrink={1} flexDirection="column" overflow="hidden">
        {shown.map((text, index) => {
          const number = top.current + index;
          const issues = writing.issues.filter((issue) => issue.line - 1 === number);
          return (
            <Box key={number} flexShrink={0}>
              <Box flexShrink={0} width={gutter}>
                <Words tone={issues.length > 0 ? 'bad' : 'faint'} bold={issues.length > 0}>
                  {`${issues.length > 0 ? '✘' : ' '}${String(number + 1)}`}
                </Words>
              </Box>
              <TextLine text={text} left={left} width={width} marked={issues.map((issue) => issue.column - 1)} />
            </Box>
          );
        })}
      </Box>
      <Status writing={writing} />
    </Box>
  );
}

interface TextLineProps {
  readonly text: string;
  /** The first cell in sight, and how many are. */
  readonly left: number;
  readonly width: number;
  /** Columns at which something is wrong. */
  readonly marked: readonly number[];
}

function TextLine({ text, left, width, marked }: TextLineProps) {
  const pieces: { text: string; tone: Tone; underline: boolean }[] = [];
  let at = 0;
  let cell = 0;
  // One more, for a mark behind the last character.
  for (const { text: part, tone } of yamlPieces(`${text} `)) {
    for (const character of part) {
      const isMarked = marked.some((column) => column >= at && column < at + character.length);
      at += character.length;
      const shown = shownText(character);
      const from = cell;
      cell += widthOf(shown);
      if (from < left || cell > left + width) continue;
      const style = { tone: isMarked ? ('bad' as const) : tone, underline: isMarked };
      const last = pieces.at(-1);
      if (last && last.tone === style.tone && last.underline === isMarked) last.text += shown;
      else pieces.push({ text: shown, ...style });
    }
  }
  return (
    <Line wrap="cut">
      {pieces.map(({ text: part, ...style }, index) => (
        <Words key={index} {...style}>
          {part}
        </Words>
      ))}
    </Line>
  );
}

/** A tab is one sign here; what would act instead of being read takes the room of its name. */
function shownText(text: string): string {
  return sanitize(text.replaceAll('\t', '⇥'));
}

/** Below the text: where one stands, what is wrong here (or first), and what could be written. */
function Status({ writing }: { readonly writing: Writing }) {
  const say = useSay();
  const { buffer, issues, completion, chosen } = writing;
  const issue = issues.find(({ line }) => line - 1 === buffer.line) ?? issues[0];
  const place = say({
    es: `línea ${buffer.line + 1} de ${buffer.lines.length}, columna ${buffer.column + 1}`,
    en: `line ${buffer.line + 1} of ${buffer.lines.length}, column ${buffer.column + 1}`,
  });
  const count =
    issues.length > 0
      ? say({
          es: issues.length === 1 ? '1 problema' : `${issues.length} problemas`,
          en: issues.length === 1 ? '1 problem' : `${issues.length} problems`,
        })
      : '';
  return (
    <Box flexDirection="column" flexShrink={0}>
      <Words tone="faint" wrap="cut">
        {[place, count].filter(Boolean).join(' · ')}
      </Words>
      {issue && <IssueLine issue={issue} />}
      {completion && completion.candidates.length > 0 && (
        <Candidates words={completion.candidates.map(({ word }) => word)} chosen={chosen} />
      )}
    </Box>
  );
}

function IssueLine({ issue: { line, column, message, advice } }: { readonly issue: AnswerError }) {
  const say = useSay();
  return (
    <Box flexDirection="column" flexShrink={0}>
      <Words tone="bad" wrap="cut">
        {`✘ ${line}:${column} ${message.replaceAll('\n', ' ')}`}
      </Words>
      {advice && <Prose>{say(advice)}</Prose>}
    </Box>
  );
}

/** As many as fit on one line. */
export function Candidates({
  words,
  chosen,
}: {
  readonly words: readonly string[];
  readonly chosen: number | undefined;
}) {
  const { columns } = useSetting();
  // As many as fit on one line, from the chosen one on.
  const from = Math.max(0, (chosen ?? 0) - 2);
  const shown: { word: string; index: number }[] = [];
  let room = columns - 8;
  for (let index = from; index < words.length && room > words[index]!.length; index++) {
    shown.push({ word: words[index]!, index });
    room -= words[index]!.length + 2;
  }
  return (
    <Box columnGap={2} flexShrink={0}>
      {shown.map(({ word, index }) => (
        <Words key={word} tone="code" inverse={index === chosen}>
          {word}
        </Words>
      ))}
      {from + shown.length < words.length && <Words tone="faint">…</Words>}
    </Box>
  );
}
