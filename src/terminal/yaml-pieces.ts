/** Colours YAML without a parser, so that a line that is none is shown as well as one that is: keys, comments, the rest. */
import type { Tone } from './words.tsx';

export interface Piece {
  readonly text: string;
  readonly tone: Tone;
}

export function yamlPieces(line: string): readonly Piece[] {
  const [, before = '', key = '', after = ''] =
    /^(\s*(?:- +)*)((?:[\w./-]+|"[^"]*")(?=:(?:\s|$)))?(.*)$/s.exec(line) ?? [];
  const comment = /(?:^|\s)#.*$/.exec(after)?.[0] ?? '';
  const pieces: readonly Piece[] = [
    { text: before, tone: 'plain' },
    { text: key, tone: 'code' },
    { text: after.slice(0, after.length - comment.length), tone: 'plain' },
    { text: comment, tone: 'faint' },
  ];
  return pieces.filter(({ text }) => text !== '');
}
