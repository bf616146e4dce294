/** No pod of the role reaches what the `connect` step called, wherever it fails. */
import { defineCheck } from './check.ts';
import { type ConnectionParameters, connectionParameters, judgeConnections } from './connections.ts';

export const unreachableFrom = defineCheck<ConnectionParameters>({
  name: 'unreachable-from',
  parameters: connectionParameters,
  statement({ role, target }, roleOf) {
    const { title } = roleOf(role);
    return {
      es: `No se llega a ${target.es} desde aquí: ${title.es}`,
      en: `${target.en} cannot be reached from here: ${title.en}`,
    };
  },
  judge: (play, parameters) => judgeConnections(play, parameters, false),
});
