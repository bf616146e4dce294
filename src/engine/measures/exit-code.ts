/** The exit code with which a container of the role ended, the last time it did. */
import * as z from 'zod';
import { role } from '../checks/parameters.ts';
import { triesOf } from '../checks/runs.ts';
import { defineMeasure } from './measure.ts';

const parameters = z.strictObject({ role });

export const exitCode = defineMeasure<z.infer<typeof parameters>>({
  name: 'exit-code',
  parameters,
  statement: { es: 'Código de salida', en: 'Exit code' },
  read(play, { role: name }) {
    const ended = play
      .cast(name)
      .flatMap((actor) => triesOf(play, name, actor))
      .filter((one) => one.exitCode !== undefined)
      .sort((one, other) => one.endMs - other.endMs);
    return ended.at(-1)?.exitCode;
  },
});
