import { verbatim } from '#base/text.ts';
import type { Deed } from '../lab-call.ts';

/** The last line was never typed. In a lab that is shared everybody is told which it was. */
export const undo: Deed = {
  isPublic: true,
  async run(call) {
    const before = await call.labs.store.load(call.id);
    const line = before?.lines.at(-1)?.text.split('\n', 1)[0] ?? '';
    const look = await call.waitFor(call.labs.undo(call.id, call.seen));
    const told = verbatim(line.replaceAll('`', "'").slice(0, 200).toWellFormed());
    await call.tell(look, { did: { es: `deshace \`${told.es}\``, en: `undoes \`${told.en}\`` } });
  },
};
