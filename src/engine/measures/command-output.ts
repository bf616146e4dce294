/** The first line that the command of an `exec` step printed, or its exit code (`what: exit-code`). */
import * as z from 'zod';
import { defineMeasure } from './measure.ts';

const parameters = z.strictObject({
  /** The `exec` step. */
  at: z.string(),
  what: z.enum(['output', 'exit-code']).default('output'),
});

export const commandOutput = defineMeasure<z.infer<typeof parameters>>({
  name: 'command-output',
  parameters,
  world: 'any',
  statement: { es: 'Lo que imprime la orden', en: 'What the command prints' },
  read(play, { at, what }) {
    const ran = play.commands.get(at)?.[0];
    return what === 'exit-code' ? ran?.exitCode : ran?.output.trim().split('\n')[0];
  },
});
