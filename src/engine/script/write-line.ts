/**
 * Every running pod of the role writes a line into a file, as its program writes a log. The check `logs-arrive` looks for
 * that line where somebody else should read it.
 */
import * as z from 'zod';
import { path, role } from '../checks/parameters.ts';
import { defineStep } from './step.ts';

const parameters = z.strictObject({ role, path });

export const writeLine = defineStep<z.infer<typeof parameters>>({
  name: 'write-line',
  parameters,
  run(stage, { role: name, path: file }, as) {
    const { title } = stage.role(name);
    stage.note({
      es: `Se escribe una línea en \`${file}\`: ${title.es}`,
      en: `A line is written to \`${file}\`: ${title.en}`,
    });
    const running = stage.running(name);
    for (const actor of running) stage.data.writeLine(as ?? 'write-line', actor, name, file);
    return running.length > 0 ? 'done' : 'unreached';
  },
});
