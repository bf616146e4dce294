/**
 * Every pod of the role tries to reach a host and port, as a program in it would, or whatever Services lead to the pods of
 * another role (`other`): then their names and ports do not matter, and one that answers is enough. Checks look at what came of it.
 */
import * as z from 'zod';
import { role } from '../checks/parameters.ts';
import { inEach } from '../words.ts';
import { defineStep } from './step.ts';

const parameters = z
  .strictObject({
    role,
    /** A name as a pod would say it (`db`, `db.shop`, `db-0.db`), or an address; with its port. */
    host: z.string().min(1).optional(),
    port: z.int().min(1).max(65_535).optional(),
    /** Instead of host and port: who is called, through any Service. */
    other: role.optional(),
  })
  .refine(
    ({ host, port, other }) =>
      other === undefined ? host !== undefined && port !== undefined : host === undefined && port === undefined,
    { error: 'say `host` and `port`, or `other`' },
  );

export const connect = defineStep<z.infer<typeof parameters>>({
  name: 'connect',
  parameters,
  run(stage, call, as) {
    const { title } = stage.role(call.role);
    if (call.other !== undefined) {
      const wanted = stage.role(call.other).title;
      stage.note({
        es: `Llama por los Services que llevan a ${wanted.es}: ${title.es}`,
        en: `It calls through the Services that lead to ${wanted.en}: ${title.en}`,
      });
      return as !== undefined && stage.connections.throughServices(as, call.role, call.other) ? 'done' : 'unreached';
    }
    const { host = '', port = 0 } = call;
    stage.note(
      inEach((language) =>
        language === 'es' ? `Llama a \`${host}:${port}\`: ${title.es}` : `It calls \`${host}:${port}\`: ${title.en}`,
      ),
    );
    return as !== undefined && stage.connections.toAddress(as, call.role, { host, port }) ? 'done' : 'unreached';
  },
});
