/** `kubectl set selector svc web app=web`: which pods a Service sends to. */
import type { Command } from '../command.ts';
import { failWith } from '../exit.ts';
import { changeEach, setFlags, splitChanges, targets } from './set-template.ts';

export const setSelector: Command = {
  name: 'selector',
  summary: { es: 'Cambia el selector de un Service', en: 'Change the selector of a Service' },
  examples: [['kubectl set selector service web app=web,track=stable', { es: 'Otros Pods', en: 'Other Pods' }]],
  usage: '(-f FILE | TYPE NAME) EXPRESSIONS',
  flags: setFlags,
  run(call) {
    const { resources, changes } = splitChanges(call.args);
    const found = targets(call, resources);
    const selector: Record<string, string> = {};
    for (const pair of changes.flatMap((change) => change.split(','))) {
      const [, key, value] = /^([^=]+)=(.*)$/.exec(pair) ?? [];
      if (key === undefined || value === undefined) failWith(`invalid selector ${JSON.stringify(pair)}`);
      selector[key] = value;
    }
    if (Object.keys(selector).length === 0) failWith('selector is required');
    changeEach(
      call,
      found,
      'selector updated',
      (object) => {
        if (object.kind !== 'Service') return `selector of type ${object.kind} is not supported`;
        object.spec.selector = selector;
        return undefined;
      },
      { needsPodSpec: false },
    );
  },
};
