/** `kubectl set serviceaccount deploy/web robot`. */
import type { Command } from '../command.ts';
import { failWith } from '../exit.ts';
import { changeEach, setFlags, targets } from './set-template.ts';

export const setServiceAccount: Command = {
  name: 'serviceaccount',
  aliases: ['sa'],
  summary: { es: 'Cambia el ServiceAccount de los Pods', en: 'Change the ServiceAccount of the Pods' },
  examples: [['kubectl set serviceaccount deploy web robot', { es: 'Correr como robot', en: 'Run as robot' }]],
  usage: '(-f FILE | TYPE NAME) SERVICE_ACCOUNT',
  flags: setFlags,
  run(call) {
    const account = call.args.at(-1);
    if (account === undefined) failWith('serviceaccount is required');
    const found = targets(call, call.args.slice(0, -1));
    changeEach(call, found, 'serviceaccount updated', (_object, podSpec) => {
      podSpec.serviceAccountName = account;
      podSpec.serviceAccount = account;
      return undefined;
    });
  },
};
