/** Somebody writes a file on the machine with docker: relative to the folder of the project, `/app`. */
import * as z from 'zod';
import { defineStep } from './step.ts';

const parameters = z.strictObject({ path: z.string().min(1), content: z.string() });

export const hostFile = defineStep<z.infer<typeof parameters>>({
  name: 'host-file',
  parameters,
  onHost(stage, { path, content }) {
    stage.note({ es: `Se cambia el archivo \`${path}\``, en: `The file \`${path}\` is changed` });
    stage.writeFile(path, content);
    return 'done';
  },
});
