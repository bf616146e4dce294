/** Colours YAML without a parser, so that a line that is none is shown as well as one that is: keys, comments, the rest. */
import type { CodePiece } from './words.tsx';

export function yamlPieces(line: string): readonly CodePiece[] {
  const [, before = '', key = '', after = ''] =
    /^(\s*(?:- +)*)((?:[\w./-]+|"[^"]*")(?=:(?:\s|$)))?(.*)$/s.exec(line) ?? [];
  const comment = /(?:^|\s)#.*$/.exec(after)?.[0] ?? '';
  const pieces: readonly CodePiece[] = [
    { text: before, tone: 'plain' },
    { text: key, tone: 'code' },
    { text: after.slice(0, after.length - comment.length), tone: 'plain' },
    { text: comment, tone: 'faint' },
  ];
  return pieces.filter(({ text }) => text !== '');
}
