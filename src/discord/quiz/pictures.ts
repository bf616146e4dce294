/** Pictures for a class: the QR code of the room, and the runs of a question side by side. Drawn once, on another thread. */
import { renderSVG } from 'uqr';
import type { Language, Text } from '#base/text.ts';
import type { Mark, RunView } from '#engine/screen.ts';
import type { Picture } from '../layout.ts';
import { label } from '../markdown.ts';
import { letter } from '../marks.ts';
import { drawRun } from '../picture/draw.ts';

/** As many as a gallery shows well. */
const mostRuns = 4;
const longestDescription = 1000;

export async function qrPicture(url: string, language: Language): Promise<Picture> {
  const description = language === 'es' ? `Código QR que lleva a ${url}` : `QR code that leads to ${url}`;
  const content = await png(renderSVG(url, { border: 2, pixelSize: 8 }));
  return { name: 'qr.png', content, description };
}

/** Of each option its own run, where a run has something to draw. */
export async function runPictures(runs: readonly RunView[], language: Language): Promise<readonly Picture[]> {
  const drawn = runs.flatMap(({ title, mark, entries, picture }, index) =>
    picture ? [{ title, mark, picture, index, instants: entries.map(({ seconds }) => seconds) }] : [],
  );
  return Promise.all(
    drawn.slice(0, mostRuns).map(async ({ title, mark, picture, index, instants }): Promise<Picture> => {
      const heading = mark === 'none' ? title[language] : `${title[language]}: ${verdicts[mark][language]}`;
      const { svg, words } = drawRun(picture, instants, language, heading);
      const description = label(`${heading}. ${words}`, longestDescription);
      return { name: `run-${letter(index).toLowerCase()}.png`, content: await png(svg), description };
    }),
  );
}

const verdicts: Readonly<Record<Exclude<Mark, 'none'>, Text>> = {
  right: { es: 'correcta', en: 'right' },
  wrong: { es: 'incorrecta', en: 'wrong' },
  chosen: { es: 'elegida', en: 'chosen' },
};

async function png(svg: string): Promise<Uint8Array> {
  // Native code that only pictures need.
  const { renderAsync } = await import('@resvg/resvg-js');
  return (await renderAsync(svg, { font: { loadSystemFonts: false } })).asPng();
}
