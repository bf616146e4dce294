/** YAML in a code block, with the places that were refused below. A long one shows its beginning and comes as a file. */
import { plural, type Text } from '#base/text.ts';
import { plain } from '../markdown.ts';
import { type Piece, type Renderer, textPiece } from '../piece.ts';

const longestShown = { lines: 45, characters: 1800 };

export const manifest: Renderer<'manifest'> = (block, language) => {
  const pieces: Piece[] = [textPiece(`**${plain(block.title[language])}**`)];
  const yaml = block.yaml.trimEnd();
  const beginning = firstLines(yaml);
  if (yaml !== '') pieces.push({ kind: 'code', text: beginning, syntax: 'yaml' });
  if (beginning.length < yaml.length) {
    pieces.push(textPiece(rest(yaml.split('\n').length - beginning.split('\n').length)[language]));
    pieces.push({ kind: 'file', name: 'manifest.yaml', content: `${yaml}\n` });
  }
  if (block.marks.length > 0) {
    pieces.push(textPiece(...block.marks.map((mark) => `✘ ${place(mark)[language]} ${plain(mark.message)}`)));
  }
  return pieces;
};

function firstLines(yaml: string): string {
  const lines = yaml.split('\n').slice(0, longestShown.lines);
  while (lines.length > 1 && lines.join('\n').length > longestShown.characters) lines.pop();
  return lines.join('\n');
}

function place({ line, column }: { readonly line: number; readonly column: number }): Text {
  return { es: `**línea ${line}, columna ${column}:**`, en: `**line ${line}, column ${column}:**` };
}

function rest(lineCount: number): Text {
  return {
    es: plural('es', lineCount, {
      one: '*Queda {n} línea más; el archivo lo tiene todo.*',
      other: '*Quedan {n} líneas más; el archivo lo tiene todo.*',
    }),
    en: plural('en', lineCount, {
      one: '*{n} more line; the file has all of it.*',
      other: '*{n} more lines; the file has all of it.*',
    }),
  };
}
