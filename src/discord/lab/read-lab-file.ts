/** What somebody uploaded to a lab: a saved session is another beginning with its lines; anything else is a file for the folder. */
import type { KeptLine, LabBeginning } from '#engine/kept-lab.ts';
import { heredoc } from '#engine/lab/heredoc.ts';
import { readSaved, savedText } from '#engine/lab/saved.ts';

export type LabFile =
  | { readonly kind: 'lab'; readonly beginning?: LabBeginning; readonly lines: readonly KeptLine[] }
  | { readonly kind: 'file'; readonly line: string };

const header = '# readyz lab ';
const isManifest = /^(?:[ \t]*(?:#.*|---)?\r?\n)*(?:apiVersion|kind|metadata|services|name|version):/;

export function readLabFile(
  name: string,
  text: string,
  by: { readonly author: string; readonly source: string },
): LabFile {
  const isSaved = text.startsWith(header) || /\.(lab|sh|txt)$/i.test(name);
  if (!isSaved || isManifest.test(text)) {
    return { kind: 'file', line: heredoc(`files write ${fileName(name)}`, text.replace(/\n?$/, '\n')) };
  }
  const { start, lines } = readSaved(text);
  return {
    kind: 'lab',
    // What says nothing of a cluster is played in the one there was.
    ...(text.startsWith(header) && { beginning: { seed: 1, nodes: 3, ...start } }),
    lines: lines.map((line, index) => ({
      text: savedText(line),
      author: by.author,
      source: `${by.source}.${index}`,
    })),
  };
}

/** A word that the shell takes as it is. */
function fileName(name: string): string {
  return (
    name
      .replaceAll(/[^\w.-]+/g, '-')
      .replace(/^[-.]+/, '')
      .slice(-80) || 'file.yaml'
  );
}
