/**
 * Lays pieces on pages that Discord accepts: at most 40 components, nested ones counted, 4,000 characters of text and ten
 * files a message. Paging keeps no state: a page is laid out anew from the session when its button is pressed.
 */
import {
  type APIActionRowComponent,
  type APIComponentInContainer,
  type APIComponentInMessageActionRow,
  type APIMessageTopLevelComponent,
  ButtonStyle,
  ComponentType,
} from 'discord.js';
import type { Language, Text } from '#base/text.ts';
import { cut, fenceBody } from './markdown.ts';
import type { Piece } from './piece.ts';

export interface Message {
  readonly components: readonly APIMessageTopLevelComponent[];
  /** `description` is the alternative text of a picture. */
  readonly files: readonly {
    readonly name: string;
    readonly content: string | Uint8Array;
    readonly description?: string;
  }[];
  readonly page: number;
  readonly pageCount: number;
}

export interface Picture {
  readonly name: string;
  readonly content: Uint8Array;
  /** What it shows, for whoever does not see it. */
  readonly description: string;
}

export type Row = APIActionRowComponent<APIComponentInMessageActionRow>;

interface Layout {
  readonly pieces: readonly Piece[];
  /** Shown side by side below the text of every page; ten at most. */
  readonly pictures?: readonly Picture[];
  /** Buttons shown below every page. */
  readonly rows: readonly Row[];
  /** Counted from 0; one beyond the end is the last page. */
  readonly page: number;
  readonly language: Language;
  readonly accentColor?: number;
  readonly pageId: (page: number | 'here') => string;
  readonly pickerId: (index: number) => string;
}

const limits = { components: 40, characters: 3900, files: 5 };
/** The container itself, and the row of three buttons that turns pages. */
const frameComponents = 1 + 4;
/** A piece longer than this is cut, so that pages fill well. */
const pieceCharacters = 1800;

const previous: Text = { es: '◀ Anterior', en: '◀ Previous' };
const following: Text = { es: 'Siguiente ▶', en: 'Next ▶' };

/** What lies on a page: texts next to one another become one text display. */
type Part =
  | { readonly kind: 'text'; readonly markdown: string }
  | { readonly kind: 'file'; readonly name: string; readonly content: string }
  | (Extract<Piece, { kind: 'picker' }> & { readonly index: number });

export function layOut(layout: Layout): Message {
  const { pictures = [] } = layout;
  const rowComponents = layout.rows.reduce((sum, row) => sum + 1 + row.components.length, pictures.length > 0 ? 1 : 0);
  const pages = paginate(partsOf(layout.pieces), limits.components - frameComponents - rowComponents);
  const page = Math.min(layout.page, pages.length - 1);
  const parts = pages[page] ?? [];

  const container: APIComponentInContainer[] = parts.flatMap((part) => components(part, layout));
  if (pages.length > 1) container.push(pageRow(page, pages.length, layout));
  return {
    components: [
      ...(container.length > 0
        ? [{ type: ComponentType.Container, accent_color: layout.accentColor ?? null, components: container } as const]
        : []),
      ...(pictures.length > 0 ? [galleryOf(pictures)] : []),
      ...layout.rows,
    ],
    files: [
      ...parts.filter((part) => part.kind === 'file').map(({ name, content }) => ({ name, content })),
      ...pictures,
    ],
    page,
    pageCount: pages.length,
  };
}

function galleryOf(pictures: readonly Picture[]): APIMessageTopLevelComponent {
  return {
    type: ComponentType.MediaGallery,
    items: pictures.map(({ name, description }) => ({ media: { url: `attachment://${name}` }, description })),
  };
}

function partsOf(pieces: readonly Piece[]): readonly Part[] {
  const fileNames = new Map<string, number>();
  let pickers = 0;
  const parts = (piece: Piece): readonly Part[] => {
    switch (piece.kind) {
      case 'text':
        return cutLines(piece.markdown, pieceCharacters).map((markdown) => ({ kind: 'text', markdown }));
      case 'code':
        return cutLines(fenceBody(piece.text), pieceCharacters).map((body) => ({
          kind: 'text',
          markdown: `\`\`\`${piece.syntax}\n${body}\n\`\`\``,
        }));
      case 'file': {
        const count = (fileNames.get(piece.name) ?? 0) + 1;
        fileNames.set(piece.name, count);
        return [{ ...piece, name: count === 1 ? piece.name : piece.name.replace(/(?=\.\w+$)/, `-${count}`) }];
      }
      case 'picker':
        return [{ ...piece, markdown: cut(piece.markdown, limits.characters), index: pickers++ }];
    }
  };
  return pieces.flatMap(parts);
}

function paginate(parts: readonly Part[], componentBudget: number): readonly (readonly Part[])[] {
  const pages: Part[][] = [[]];
  let used = { components: 0, characters: 0, files: 0 };
  for (const part of parts) {
    let page = pages.at(-1)!;
    const needed = cost(part, page.at(-1));
    const fits =
      used.components + needed.components <= componentBudget &&
      used.characters + needed.characters <= limits.characters &&
      used.files + needed.files <= limits.files;
    if (!fits && page.length > 0) {
      page = [];
      pages.push(page);
      used = { components: 0, characters: 0, files: 0 };
    }
    const spent = cost(part, page.at(-1));
    used = {
      components: used.components + spent.components,
      characters: used.characters + spent.characters,
      files: used.files + spent.files,
    };
    const before = page.at(-1);
    if (part.kind === 'text' && before?.kind === 'text') {
      page[page.length - 1] = { kind: 'text', markdown: `${before.markdown}\n\n${part.markdown}` };
    } else page.push(part);
  }
  return pages;
}

function cost(part: Part, before: Part | undefined): { components: number; characters: number; files: number } {
  switch (part.kind) {
    case 'text': {
      const joins = before?.kind === 'text';
      return { components: joins ? 0 : 1, characters: part.markdown.length + (joins ? 2 : 0), files: 0 };
    }
    case 'file':
      return { components: 1, characters: 0, files: 1 };
    case 'picker':
      return { components: 3, characters: part.markdown.length, files: 0 };
  }
}

function components(part: Part, layout: Layout): readonly APIComponentInContainer[] {
  switch (part.kind) {
    case 'text':
      return part.markdown === '' ? [] : [{ type: ComponentType.TextDisplay, content: part.markdown }];
    case 'file':
      return [{ type: ComponentType.File, file: { url: `attachment://${part.name}` } }];
    case 'picker':
      return [
        { type: ComponentType.TextDisplay, content: part.markdown },
        {
          type: ComponentType.ActionRow,
          components: [
            {
              type: ComponentType.StringSelect,
              custom_id: layout.pickerId(part.index),
              placeholder: part.placeholder,
              options: [...part.options],
            },
          ],
        },
      ];
  }
}

function pageRow(page: number, pageCount: number, { language, pageId }: Layout): Row {
  const button = (label: string, id: string, disabled: boolean) =>
    ({ type: ComponentType.Button, style: ButtonStyle.Secondary, label, custom_id: id, disabled }) as const;
  return {
    type: ComponentType.ActionRow,
    components: [
      // At the first page "previous" has nowhere to go; its id must be unlike the others' all the same.
      button(previous[language], pageId(page === 0 ? pageCount : page - 1), page === 0),
      button(`${page + 1}/${pageCount}`, pageId('here'), true),
      button(following[language], pageId(page + 1), page === pageCount - 1),
    ],
  };
}

/** Cuts between lines where it can, and inside a line only where that line alone is too long. */
function cutLines(text: string, length: number): readonly string[] {
  const results: string[] = [];
  let current: string | undefined;
  for (const line of text.split('\n').flatMap((each) => cutLine(each, length))) {
    if (current !== undefined && current.length + 1 + line.length > length) {
      results.push(current);
      current = undefined;
    }
    current = current === undefined ? line : `${current}\n${line}`;
  }
  if (current !== undefined) results.push(current);
  return results;
}

function cutLine(line: string, length: number): readonly string[] {
  const results: string[] = [];
  let rest = line;
  while (rest.length > length) {
    let beginning = cut(rest, length);
    // A backslash belongs to the sign it escapes.
    if (/(?<!\\)(\\\\)*\\$/.test(beginning)) beginning = beginning.slice(0, -1);
    results.push(beginning);
    rest = rest.slice(beginning.length);
  }
  return [...results, rest];
}
