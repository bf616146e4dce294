/** `kubectl create token`: the simulator signs none. */
import type { Command } from '../../command.ts';
import { failWith } from '../../exit.ts';

export const createToken: Command = {
  name: 'token',
  summary: { es: 'Fuera del simulador: no se firman tokens', en: 'Left out of the simulator: no tokens are signed' },
  examples: [['kubectl create token robot', { es: 'En un clúster de verdad', en: 'On a real cluster' }]],
  usage: 'SERVICE_ACCOUNT_NAME',
  run: () => failWith('create token is left out: the simulated cluster signs no tokens'),
};
