import { plain } from '../markdown.ts';
import { type Renderer, textPiece } from '../piece.ts';

export const links: Renderer<'links'> = (block, language) => [
  textPiece(
    ...block.links.map((link) => {
      const address = webAddress(link.url);
      // Between angle brackets Discord shows no preview of the page.
      return address ? `- [${plain(link.title[language])}](<${address}>)` : `- ${plain(link.title[language])}`;
    }),
  ),
];

/** The address as the URL parser writes it, so that it cannot end the brackets; nothing but the web may be linked. */
function webAddress(url: string): string | undefined {
  if (!URL.canParse(url)) return undefined;
  const parsed = new URL(url);
  return parsed.protocol === 'https:' ? parsed.href.replaceAll(/[<>()\s]/g, encodeURIComponent) : undefined;
}
