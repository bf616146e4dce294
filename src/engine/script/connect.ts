/** Every pod of the role tries to reach a host and port, as a program in it would; checks look at what came of it. */
import * as z from 'zod';
import { role } from '../checks/parameters.ts';
import { inEach } from '../words.ts';
import { defineStep } from './step.ts';

const parameters = z.strictObject({
  role,
  /** A name as a pod would say it (`db`, `db.shop`, `db-0.db`), or an address. */
  host: z.string().min(1),
  port: z.int().min(1).max(65_535),
});

export const connect = defineStep<z.infer<typeof parameters>>({
  name: 'connect',
  parameters,
  run(stage, { role: name, host, port }, as) {
    const { title } = stage.role(name);
    stage.note(
      inEach((language) =>
        language === 'es' ? `Llama a \`${host}:${port}\`: ${title.es}` : `It calls \`${host}:${port}\`: ${title.en}`,
      ),
    );
    return as !== undefined && stage.tryConnections(as, name, host, port) ? 'done' : 'unreached';
  },
});
