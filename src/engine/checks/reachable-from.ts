/** Every pod of the role reaches what the `connect` step called. */
import { defineCheck } from './check.ts';
import { type ConnectionParameters, connectionParameters, judgeConnections } from './connections.ts';

export const reachableFrom = defineCheck<ConnectionParameters>({
  name: 'reachable-from',
  parameters: connectionParameters,
  statement({ role, target }, roleOf) {
    const { title } = roleOf(role);
    return {
      es: `Se llega a ${target.es} desde aquí: ${title.es}`,
      en: `${target.en} can be reached from here: ${title.en}`,
    };
  },
  judge: (play, parameters) => judgeConnections(play, parameters, true),
});
