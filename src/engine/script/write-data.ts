/** Every running pod of the role writes something of its own under `path`. When the run is over it is looked for again. */
import * as z from 'zod';
import { path, role } from '../checks/parameters.ts';
import { defineStep } from './step.ts';

const parameters = z.strictObject({ role, path });

export const writeData = defineStep<z.infer<typeof parameters>>({
  name: 'write-data',
  parameters,
  run(stage, { role: name, path: folder }) {
    stage.note({
      es: `Cada servidor guarda sus datos en \`${folder}\``,
      en: `Each server keeps its data in \`${folder}\``,
    });
    stage.data.write(name, folder);
    return 'done';
  },
});
