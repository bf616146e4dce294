/** `readyz live list`: which live quizzes there were, and until when they are kept. `readyz live repeat -o quiz`: a quiz file. */
import { dump } from 'js-yaml';
import type { Quiz } from '#engine/quiz.ts';
import { sanitize } from '#terminal/sanitize.ts';
import type { Io } from '../command.ts';
import { writeJson } from '../output.ts';
import { openContent, openStorage } from '../wire.ts';
import { quizFor, type WhatToPlay } from './what-to-play.ts';

export async function listLive(io: Io, output: 'text' | 'json'): Promise<void> {
  const storage = await openStorage(io);
  try {
    const all = await storage.live.list();
    if (output === 'json') return writeJson(io.out, all);
    const day = new Intl.DateTimeFormat(io.language, { dateStyle: 'short', timeStyle: 'short' });
    const [open, over, kept] =
      io.language === 'es' ? ['sin terminar', 'terminado', 'se borra el'] : ['unfinished', 'over', 'erased on'];
    for (const { id, quiz, startedAt, finishedAt, eraseAt } of all) {
      const until = eraseAt === undefined ? '' : `  ${kept} ${day.format(eraseAt)}`;
      const state = finishedAt === undefined ? open : over;
      io.out.write(sanitize(`${id}  ${day.format(startedAt)}  ${quiz}  ${state}${until}\n`));
    }
  } finally {
    await storage.close();
  }
}

/** To standard output: saved in a folder of one's own, it is played like any other. */
export async function writeQuiz(io: Io, what: WhatToPlay): Promise<void> {
  const [library, storage] = [await openContent(io), await openStorage(io)];
  try {
    io.out.write(quizText(await quizFor(what, library, storage.live)));
  } finally {
    await storage.close();
  }
}

function quizText({ id, title, questions, live }: Quiz): string {
  const asked = questions.map((part) => ('scenario' in part ? { scenario: part.scenario } : part));
  return dump({ id, title, questions: asked, live: { seconds: live.seconds, manifestSeconds: live.manifestSeconds } });
}
