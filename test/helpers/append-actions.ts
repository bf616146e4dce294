/**
 * A process that shares a database with others: tries to write each action of one session and prints those it was first at.
 * `node append-actions.ts ADDRESS NAME COUNT`
 */
import type { Session } from '#engine/session.ts';
import { openDatabase } from '#storage/open.ts';

const [file = '', name = '', count = ''] = process.argv.slice(2);
const opened = await openDatabase(file);
if (!opened.ok) {
  console.error(opened.error.en);
  process.exit(1);
}
const { sessions, close } = opened.value;

const shared: Session = { id: 'shared', learner: 'local', seed: 1, questions: [], startedAt: 0, actions: [] };
// Whoever comes second finds the session made.
await sessions.create(shared).catch(async (error: unknown) => {
  if (!(await sessions.load('shared'))) throw error;
});

for (let index = 0; index < Number(count); index++) {
  const won = await sessions.append('shared', index, {
    kind: 'submit',
    at: index,
    answer: { kind: 'choice', option: name },
  });
  if (won) process.stdout.write(`${JSON.stringify({ won: index, by: name })}\n`);
}
await close();
