/** Not a single request of a `traffic` step fails between two instants: an upgrade, a drain, a lost node. */
import * as z from 'zod';
import { defineCheck } from './check.ts';
import { span } from './instants.ts';
import { bilingual } from './parameters.ts';
import { requestsServed } from './requests-served.ts';

const parameters = z.strictObject({
  /** The `traffic` step. */
  at: z.string(),
  /** How people call the span: "durante la actualización". */
  while: bilingual,
  ...span,
});

export const noRequestLost = defineCheck<z.infer<typeof parameters>>({
  name: 'no-request-lost',
  parameters,
  statement({ while: during }) {
    return { es: `No se pierde ni una petición ${during.es}`, en: `Not one request is lost ${during.en}` };
  },
  judge: (play, asked) => requestsServed.judge(play, { ...asked, share: 1 }),
});
