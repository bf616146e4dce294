/** A container that asks for no CPU or memory is placed as if it needed none, and is the first to be evicted. */
import { type AdviceRule, podTemplates } from './advice.ts';

export const resourceRequests: AdviceRule = {
  name: 'resource-requests',
  check: (documents) =>
    podTemplates(documents).flatMap(({ document, spec, containers }) => {
      if ((spec as { resources?: { requests?: object } }).resources?.requests) return [];
      return containers.flatMap(({ container, path }) => {
        const isShortLived = path.at(-2) === 'initContainers' && container.restartPolicy !== 'Always';
        const { requests = {}, limits = {} } = container.resources ?? {};
        const missing = ['cpu', 'memory'].filter((name) => requests[name] === undefined && limits[name] === undefined);
        if (isShortLived || missing.length === 0) return [];
        const names = missing.map((name) => `\`${name}\``);
        return [
          {
            document,
            path: [...path, 'name'],
            text: {
              es: `El contenedor \`${container.name ?? ''}\` no pide ${names.join(' ni ')}: el scheduler lo coloca como si no gastara nada. Escribe \`resources.requests\`.`,
              en: `The container \`${container.name ?? ''}\` asks for no ${names.join(' and no ')}: the scheduler places it as if it used nothing. Write \`resources.requests\`.`,
            },
          },
        ];
      });
    }),
};
