/**
 * All text on the screen passes here, and only this file takes `Text` from Ink (a test holds that): sanitised, in ASCII where
 * the terminal knows no more, and coloured by meaning. Colours are of the 16 every theme defines, and never the only sign.
 */
import { Box, Text as InkText, Transform } from 'ink';
import type { ReactNode } from 'react';
import { sanitize, toAscii } from './sanitize.ts';
import { useSetting } from './setting.tsx';

export type Tone = 'plain' | 'good' | 'bad' | 'warning' | 'code' | 'faint' | 'script';

// No yellow on light, no blue on dark: as most terminals paint them they cannot be read. Magenta and red can on both.
const dark: Readonly<Record<Tone, string | undefined>> = {
  plain: undefined,
  good: 'green',
  bad: 'red',
  warning: 'magenta',
  code: 'cyan',
  faint: undefined,
  script: 'cyan',
};
const palettes = { dark, light: { ...dark, code: 'blue', script: 'blue' } } as const;

export interface WordsProps {
  readonly children: string;
  readonly tone?: Tone;
  readonly bold?: boolean;
  readonly underline?: boolean;
  readonly inverse?: boolean;
  /** A space is no place to break at; CodeLine, which asks for it, makes them spaces again. */
  readonly stiff?: boolean;
  /** `cut` keeps to one line and ends in an ellipsis; `hard` breaks anywhere, for code. */
  readonly wrap?: 'words' | 'hard' | 'cut';
}

const wraps = { words: 'wrap', hard: 'hard', cut: 'truncate-end' } as const;

export function Words({ children, tone = 'plain', wrap = 'words', stiff = false, ...style }: WordsProps): ReactNode {
  const { unicode, background = 'dark' } = useSetting();
  const clean = sanitize(shorten(children));
  const ready = unicode ? clean : toAscii(clean);
  const color = palettes[background][tone];
  const asciiCut = wrap === 'cut' && !unicode;
  const words = (
    <InkText {...style} wrap={asciiCut ? 'hard' : wraps[wrap]} dimColor={tone === 'faint'} {...(color && { color })}>
      {stiff ? ready.replaceAll(' ', stiffSpace) : ready}
    </InkText>
  );
  return asciiCut ? <OneLine>{words}</OneLine> : words;
}

/** Where Ink would end a line that is cut in its own ellipsis, which is no ASCII: the rest is just not shown. */
function OneLine({ children }: { readonly children: ReactNode }) {
  return (
    <Box height={1} overflow="hidden">
      {children}
    </Box>
  );
}

/** Several `Words` in one flowing line; only `Words` go inside. */
export function Line({ children, wrap = 'words' }: LineProps) {
  const { unicode } = useSetting();
  if (wrap === 'cut' && !unicode) {
    return (
      <OneLine>
        <InkText wrap="hard">{children}</InkText>
      </OneLine>
    );
  }
  if (wrap === 'words') return <Transform transform={withoutLeadingSpace}>{children}</Transform>;
  return <InkText wrap={wraps[wrap]}>{children}</InkText>;
}

interface LineProps {
  readonly children: ReactNode;
  readonly wrap?: 'words' | 'hard' | 'cut';
}

/** A line of a file, in pieces: where the window is too narrow it is broken anywhere, and what goes on says so. */
export function CodeLine({ pieces }: { readonly pieces: readonly CodePiece[] }) {
  const { unicode } = useSetting();
  const sign = unicode ? '↪ ' : '> ';
  return (
    <Box paddingRight={sign.length}>
      <Transform transform={(line, index) => (index === 0 ? '' : sign) + line.replaceAll(stiffSpace, ' ')}>
        {pieces.length === 0 && <Words> </Words>}
        {pieces.map(({ text, tone }, index) => (
          <Words key={index} tone={tone} stiff>
            {text}
          </Words>
        ))}
      </Transform>
    </Box>
  );
}

export interface CodePiece {
  readonly text: string;
  readonly tone: Tone;
}

/**
 * Ink breaks at spaces: with none to break at it breaks where the line is full, and nothing changes place. From the private
 * use area, where no text has anything to say.
 */
const stiffSpace = '\ue000';

/** For titles and lists, where code is not set apart. */
export function withoutMarks(text: string): string {
  return text.replaceAll('`', '');
}

/** Prose: what stands between backticks is code. */
export function Prose({ children, tone = 'plain', bold = false }: Pick<WordsProps, 'children' | 'tone' | 'bold'>) {
  const parts = children.split('`');
  // An odd backtick left over opens nothing: it is shown as it is.
  const whole = parts.length % 2 === 1 ? parts : [...parts.slice(0, -2), `${parts.at(-2)}\`${parts.at(-1)}`];
  return (
    <Line>
      {whole.map((part, index) => (
        <Words key={index} tone={index % 2 === 1 ? 'code' : tone} bold={bold}>
          {part}
        </Words>
      ))}
    </Line>
  );
}

/** Where a word ends exactly at the edge, Ink carries the space after it to the next line: it is taken away there. */
function withoutLeadingSpace(line: string, index: number): string {
  return index === 0 ? line : line.replace(/^((?:\x1b\[[0-9;]*m)*) /, '$1');
}

/** A hostile text may be a megabyte long: laying that out would freeze the screen. No honest one comes near. */
function shorten(text: string): string {
  return text.length <= mostCharacters ? text : `${text.slice(0, mostCharacters)}… (+${text.length - mostCharacters})`;
}

const mostCharacters = 4000;
