/** What came of the command of an `exec` step, in every pod where it ran: its exit code, and words in what it printed. */
import * as z from 'zod';
import { inEach } from '../words.ts';
import { broken, defineCheck, pass } from './check.ts';
import { bilingual } from './parameters.ts';

const parameters = z.strictObject({
  /** The `exec` step. */
  at: z.string(),
  /** What must hold, for people: "la fila sigue ahí". */
  what: bilingual,
  /** Absent: any. */
  exitCode: z.int().min(0).max(255).optional(),
  contains: z.union([z.string().transform((one) => [one]), z.array(z.string())]).default([]),
  lacks: z.union([z.string().transform((one) => [one]), z.array(z.string())]).default([]),
});

export const commandOutput = defineCheck<z.infer<typeof parameters>>({
  name: 'command-output',
  parameters,
  world: 'any',
  statement: ({ what }) => what,
  judge(play, { at, exitCode: wanted, contains, lacks }) {
    const ran = play.commands.get(at) ?? [];
    if (ran.length === 0)
      return broken({ es: 'no había dónde ejecutarlo', en: 'there was nowhere to run it' }, { atMs: play.endMs });
    for (const { actor, atMs, noteCount, exitCode, output, errors } of ran) {
      const isRight =
        (wanted === undefined || exitCode === wanted) &&
        contains.every((words) => output.includes(words)) &&
        !lacks.some((words) => output.includes(words));
      if (!isRight)
        return broken(seen(exitCode, output, errors), { atMs, noteCount, ...(actor && { subject: actor.name }) });
    }
    const [first] = ran;
    return pass(seen(first?.exitCode, first?.output ?? '', first?.errors ?? ''));
  },
});

/** `código 1: ERROR 1045…`: one line of what was printed. */
function seen(exitCode: number | undefined, output: string, errors: string) {
  const printed = (output.trim() || errors.trim()).split('\n')[0] ?? '';
  const line = printed.length > 80 ? `${printed.slice(0, 79)}…` : printed;
  return inEach((language) => {
    const code =
      exitCode === undefined
        ? { es: 'sin código', en: 'no code' }
        : { es: `código ${exitCode}`, en: `code ${exitCode}` };
    return line === '' ? code[language] : `${code[language]}: \`${line.replaceAll('`', "'")}\``;
  });
}
