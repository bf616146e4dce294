/** How a group did, question by question: how many answered and how many were right, and nobody's name. */
import { type Language, type Text, verbatim } from '#base/text.ts';
import { type Gathering, gatheringKey } from '#engine/gathering.ts';
import type { Desk } from '../desk.ts';
import type { Message } from '../layout.ts';
import { pageOf } from '../page-of.ts';
import { renderScreen } from '../screen.ts';

export async function summaryMessage(desk: Desk, gathering: Gathering, language: Language): Promise<Message> {
  const { server, id, scenarios } = gathering;
  const rows: (readonly Text[])[] = [];
  for (const [position, scenario] of scenarios.entries()) {
    const day = gatheringKey(id, position);
    if (!(await desk.memory.community.post({ server, day }))?.message) continue;
    const { count, right } = await desk.memory.community.answersTo({ server, day });
    const title = desk.player.library.find(scenario)?.title ?? verbatim(scenario);
    rows.push([title, verbatim(String(count)), verbatim(String(right))]);
  }
  const screen = pageOf(title, [
    { kind: 'table', columns, rows },
    { kind: 'prose', text: rest },
  ]);
  return renderScreen({
    ...{ screen, language },
    buttons: [{ text: { es: 'Seguir practicando', en: 'Go on practising' }, verb: 'own', argument: '' }],
  });
}

const title: Text = { es: 'Así fue la práctica', en: 'How the practice went' };
const columns: readonly Text[] = [
  { es: 'Pregunta', en: 'Question' },
  { es: 'Respuestas', en: 'Answers' },
  { es: 'Aciertos', en: 'Right' },
];
const rest: Text = {
  es: 'Lo que cada persona contestó lo ve solo ella, en `/progreso`. Lo que falló vuelve en `/repaso`.',
  en: 'What anybody answered is for their eyes only, in `/progress`. What went wrong comes back in `/review`.',
};
