/** The board of a server as a message: ten a page, names as text, one's own place always. Nobody's answers are on it. */
import type { Language, Text } from '#base/text.ts';
import { verbatim } from '#base/text.ts';
import type { BoardRow } from '#engine/community.ts';
import type { Block } from '#engine/screen.ts';
import { type Answerable, type Desk, learnerOf, rulesOf } from './desk.ts';
import type { Message } from './layout.ts';
import { shorten } from './markdown.ts';
import { pageOf, toHome } from './page-of.ts';
import { type ExtraButton, renderScreen } from './screen.ts';

const rowsPerPage = 10;

export async function boardMessage(
  interaction: Answerable,
  desk: Desk,
  language: Language,
  page: number,
): Promise<Message> {
  const rules = await rulesOf(interaction, desk);
  const server = interaction.guildId;
  if (!rules || server === null) return simple(noServer, language);
  if (!rules.leaderboard) return simple(switchedOff, language);
  const learner = learnerOf(interaction);
  const ask = { learner, offset: page * rowsPerPage, count: rowsPerPage };
  const { rows, count, mine } = await desk.memory.community.board(server, ask);
  const pages = Math.max(1, Math.ceil(count / rowsPerPage));
  const blocks: Block[] = [];
  if (rows.length > 0) blocks.push({ kind: 'table', columns, rows: rows.map(cells) });
  blocks.push({ kind: 'prose', text: mine ? ownPlace(mine, count) : noPlace });
  const buttons: ExtraButton[] = [];
  if (page > 0) buttons.push({ text: previous, verb: 'board', argument: String(page - 1) });
  if (page < pages - 1) buttons.push({ text: following, verb: 'board', argument: String(page + 1) });
  return renderScreen({ screen: pageOf(title(page, pages), blocks), language, buttons });
}

function simple(text: Text, language: Language): Message {
  return renderScreen({ screen: pageOf(name, [{ kind: 'prose', text }], [toHome]), language });
}

function cells({ place, name: who, points, solved }: BoardRow): readonly Text[] {
  return [
    verbatim(String(place)),
    verbatim(shorten(who, 24)),
    verbatim(String(Math.round(points))),
    verbatim(String(solved)),
  ];
}

const name: Text = { es: 'Clasificación', en: 'Leaderboard' };
const columns: readonly Text[] = [
  { es: 'Puesto', en: 'Place' },
  { es: 'Nombre', en: 'Name' },
  { es: 'Puntos', en: 'Points' },
  { es: 'Resueltas', en: 'Solved' },
];
const previous: Text = { es: '◀ Anterior', en: '◀ Previous' };
const following: Text = { es: 'Siguiente ▶', en: 'Next ▶' };

function title(page: number, pages: number): Text {
  return pages === 1
    ? name
    : { es: `${name.es}, página ${page + 1} de ${pages}`, en: `${name.en}, page ${page + 1} of ${pages}` };
}

function ownPlace({ place, points, hidden }: BoardRow & { readonly hidden: boolean }, count: number): Text {
  const total = Math.round(points);
  return hidden
    ? {
        es: `Nadie más te ve aquí. Con ${total} puntos te tocaría el puesto ${place}. Cámbialo con \`/ajustes personales\`.`,
        en: `Nobody else sees you here. With ${total} points yours would be place ${place}. Change it with \`/settings personal\`.`,
      }
    : {
        es: `Tu puesto: ${place} de ${count}, con ${total} puntos. Si no quieres que se vea: \`/ajustes personales\`.`,
        en: `Your place: ${place} of ${count}, with ${total} points. Should you not want to be seen: \`/settings personal\`.`,
      };
}

const noPlace: Text = {
  es: 'Todavía no tienes puesto aquí: lo tendrás con tu primer acierto en este servidor. Empieza con `/practicar`.',
  en: 'You have no place here yet: your first right answer on this server gives you one. Begin with `/practice`.',
};
const noServer: Text = {
  es: 'La clasificación es de cada servidor: escribe este comando en uno en el que esté el bot.',
  en: 'Every server has a leaderboard of its own: type this command on one that has the bot.',
};
const switchedOff: Text = {
  es: 'En este servidor no hay clasificación: quien lo lleva la ha quitado. Tus cifras están en `/progreso`.',
  en: 'This server has no leaderboard: whoever runs it has switched it off. Your own figures are in `/progress`.',
};
