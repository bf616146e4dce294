/** Looks at a file in every running pod of the role, as a program in its container would see it; checks judge what is there. */
import * as z from 'zod';
import { path, role } from '../checks/parameters.ts';
import { defineStep } from './step.ts';

const parameters = z.strictObject({ role, path });

export const readFile = defineStep<z.infer<typeof parameters>>({
  name: 'read-file',
  parameters,
  run(stage, { role: name, path: file }, as) {
    const { title } = stage.role(name);
    stage.note({ es: `Se mira \`${file}\`: ${title.es}`, en: `\`${file}\` is looked at: ${title.en}` });
    const running = stage.running(name);
    for (const actor of running) {
      const content = stage.insideOf(actor, name)?.readFile(file);
      stage.seen.remember('files', as ?? 'read-file', { actor, atMs: stage.elapsedMs, content });
    }
    return running.length > 0 ? 'done' : 'unreached';
  },
});
