/** The work gets done: so many pods of the role end well, and by the end none of them is still at it or failed for good. */
import * as z from 'zod';
import { isAbout } from '../play/play.ts';
import { inEach } from '../words.ts';
import { broken, defineCheck, pass } from './check.ts';
import { role } from './parameters.ts';

const parameters = z.strictObject({
  role,
  completions: z.int().positive().default(1),
  from: z.string().optional(),
  /** Counted from `from`, or from the beginning; to the end of the run where absent. */
  seconds: z.number().positive().optional(),
});

export const runsToCompletion = defineCheck<z.infer<typeof parameters>>({
  name: 'runs-to-completion',
  parameters,
  statement({ role: name, completions, seconds }, roleOf) {
    const { title } = roleOf(name);
    const bound = seconds === undefined ? { es: '', en: '' } : { es: ` en ${seconds} s`, en: ` within ${seconds} s` };
    return {
      es: `Termina bien${bound.es}, veces: ${completions} (${title.es})`,
      en: `Ends well${bound.en}, times: ${completions} (${title.en})`,
    };
  },
  judge(play, { role: name, completions, from, seconds }) {
    const startMs = from === undefined ? 0 : play.marks.get(from);
    if (startMs === undefined) return broken({ es: 'no llegó a ese punto', en: 'it did not get that far' });
    const endMs = seconds === undefined ? play.endMs : startMs + seconds * 1000;
    const actors = play.cast(name);
    const ended = (phase: string) =>
      actors.filter((actor) =>
        play.entries.some(
          (entry) =>
            entry.kind === 'pod-phase' &&
            entry.phase === phase &&
            entry.atMs >= startMs &&
            entry.atMs <= endMs &&
            isAbout(entry, actor),
        ),
      );
    const [well, badly] = [ended('Succeeded'), ended('Failed')];
    const observed = inEach((language) =>
      language === 'es' ? `bien: ${well.length}, mal: ${badly.length}` : `well: ${well.length}, badly: ${badly.length}`,
    );
    if (well.length === completions) return pass(observed, badly.length);
    const subject = (badly[0] ?? actors.find((actor) => !well.includes(actor)))?.name;
    return broken(observed, {
      atMs: Math.min(endMs, play.endMs),
      badness: Math.abs(completions - well.length),
      credit: Math.min(1, well.length / completions) / 2,
      ...(subject ? { subject } : {}),
    });
  },
});
