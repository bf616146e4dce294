/**
 * Requests begin, so many a second, and go on until the run ends: to a Service that the task names, or to whichever leads to
 * the role. They are counted exactly, not sent one by one. kube-proxy hears of endpoints `propagationSeconds` late (`[1, 5]`: run with either, the worse counts): a pod that
 * ends at once still gets its share for that long.
 */
import * as z from 'zod';
import { delay, role } from '../checks/parameters.ts';
import { doorsTo } from '../play/doors.ts';
import { inEach } from '../words.ts';
import { defineStep } from './step.ts';

const parameters = z.strictObject({
  role,
  /** The Service's name, where the task fixes it, and its namespace. */
  service: z.string().min(1).optional(),
  namespace: z.string().min(1).optional(),
  /** The Service's only port where absent. */
  port: z.int().min(1).max(65_535).optional(),
  path: z.string().startsWith('/').optional(),
  requestsPerSecond: z.number().positive().default(10),
  propagationSeconds: delay.optional(),
});

export const traffic = defineStep<z.infer<typeof parameters>>({
  name: 'traffic',
  parameters,
  run(stage, { role: name, service: wanted, namespace, port, path, requestsPerSecond, propagationSeconds }, as) {
    const service =
      wanted === undefined
        ? doorsTo(stage, name)[0]
        : { name: wanted, namespace: namespace ?? stage.namespace, port: undefined };
    const { title } = stage.role(name);
    stage.note(
      inEach((language) =>
        language === 'es'
          ? `Empiezan a llegar ${requestsPerSecond} peticiones por segundo: ${title.es}`
          : `${requestsPerSecond} requests a second begin to arrive: ${title.en}`,
      ),
    );
    const called = port ?? service?.port;
    stage.seen.startTraffic(
      as ?? 'traffic',
      service && {
        namespace: service.namespace,
        service: service.name,
        requestsPerSecond,
        ...(propagationSeconds !== undefined && { propagationSeconds: stage.delayIn(propagationSeconds) }),
        ...(called !== undefined && { port: called }),
        ...(path !== undefined && { path }),
      },
    );
    return 'done';
  },
});
