/** What a line printed: pieces of text in the order in which they came, each with what it is, so that a frontend can tell them apart. */

/**
 * `output`, `error`: as a program wrote it. `note`: the lab's own word. `news`, `good`, `bad`: what happened while time passed.
 * Text in a pipe or a file is only text.
 */
export type PieceKind = 'output' | 'error' | 'note' | 'news' | 'good' | 'bad';

export interface Piece {
  readonly kind: PieceKind;
  readonly text: string;
}

export function textOf(pieces: readonly Piece[], isWanted: (piece: Piece) => boolean = () => true): string {
  return pieces
    .filter(isWanted)
    .map(({ text }) => text)
    .join('');
}

/**
 * What a program showed on its screen, told apart again: a line belongs to the errors where it is what comes next there.
 * `interleave('a\nb\n', 'Warning: x\n', 'a\nWarning: x\nb\n')` → output a, error Warning, output b
 */
export function interleave(output: string, errors: string, screen: string): readonly Piece[] {
  if (errors === '') return [{ kind: 'output', text: output }];
  if (output === '') return [{ kind: 'error', text: errors }];
  const pieces: Piece[] = [];
  let [rest, said, failed] = [screen, output, errors];
  while (rest !== '') {
    const end = rest.indexOf('\n') + 1;
    const line = end === 0 ? rest : rest.slice(0, end);
    const isError = failed.startsWith(line) && !(said.startsWith(line) && !rest.startsWith(failed));
    if (isError) failed = failed.slice(line.length);
    else said = said.slice(line.length);
    pieces.push({ kind: isError ? 'error' : 'output', text: line });
    rest = rest.slice(line.length);
  }
  return pieces;
}
