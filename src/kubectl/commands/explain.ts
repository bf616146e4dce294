/** `kubectl explain deployment.spec.strategy`: what a field means, from the schema. */

import type { Command } from '../command.ts';
import { Exit, failWith, plainError } from '../exit.ts';
import { explainField } from '../explain/describe-field.ts';

export const explain: Command = {
  name: 'explain',
  summary: { es: 'Explica un tipo y sus campos', en: 'Explain a kind and its fields' },
  examples: [
    ['kubectl explain pod', { es: 'Un tipo', en: 'A kind' }],
    ['kubectl explain deployment.spec.strategy', { es: 'Un campo', en: 'A field' }],
    ['kubectl explain pod.spec --recursive', { es: 'Todo el árbol', en: 'The whole tree' }],
  ],
  usage: 'TYPE[.FIELD]...',
  flags: [
    { name: 'recursive', type: 'bool' },
    { name: 'api-version', type: 'string' },
    { name: 'output', short: 'o', type: 'string' },
  ],
  run(call) {
    const { args, api, flags } = call;
    const [asked, ...more] = args;
    if (asked === undefined) {
      failWith(
        'You must specify the type of resource to explain. Use "kubectl api-resources" for a complete list of supported resources.',
      );
    }
    if (more.length > 0) failWith('We accept only this format: explain RESOURCE');
    const [type = '', ...path] = asked.split('.').filter((part) => part !== '');
    const definition = api.findResource(type);
    if (!definition) plainError(`the server doesn't have a resource type ${JSON.stringify(type)}`);
    const version = flags.text('api-version');
    const own = definition.group === '' ? definition.version : `${definition.group}/${definition.version}`;
    if (version !== '' && version !== own)
      failWith(`couldn't find resource for "${version}, Resource=${definition.plural}"`);
    const { text, missing } = explainField(definition, path, flags.is('recursive'));
    call.print(text);
    if (missing !== undefined) throw new Exit(`error: field ${JSON.stringify(missing)} does not exist\n`);
  },
};
