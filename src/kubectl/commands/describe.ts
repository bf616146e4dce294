/** `kubectl describe`: one object on a page, with what stands behind it and what happened to it. */
import { fileFlags } from '../arguments/common-flags.ts';
import { requested } from '../arguments/files.ts';
import { leaveWith, visit } from '../arguments/resources.ts';
import type { Command } from '../command.ts';
import { describerOf } from '../describe/index.ts';
import { Writer } from '../describe/writer.ts';
import { failWith, refusalText } from '../exit.ts';

export const describe: Command = {
  name: 'describe',
  summary: { es: 'Muestra un objeto al detalle, con sus eventos', en: 'Show an object in detail, with its events' },
  examples: [
    ['kubectl describe pod web-0', { es: 'Por qué no arranca', en: 'Why it does not start' }],
    ['kubectl describe pods -l app=web', { es: 'Por etiqueta', en: 'By label' }],
  ],
  usage: '(-f FILE | TYPE [NAME_PREFIX | -l LABEL] | TYPE/NAME)',
  flags: [
    ...fileFlags,
    { name: 'selector', short: 'l', type: 'string' },
    { name: 'all-namespaces', short: 'A', type: 'bool' },
    { name: 'show-events', type: 'bool', default: 'true' },
    { name: 'chunk-size', type: 'int', default: '500' },
  ],
  run(call) {
    const { flags, args, api } = call;
    const files = flags.list('filename');
    if (args.length === 0 && files.length === 0) {
      failWith(
        'You must specify the type of resource to describe. Use "kubectl api-resources" for a complete list of supported resources.',
      );
    }
    const selector = flags.text('selector').trim();
    const asked = requested(call, args, { hasSelector: selector !== '' });
    const visited = visit(call, asked, { labelSelector: selector, allNamespaces: flags.is('all-namespaces') });
    const refusals = [...visited.refusals];
    let { found } = visited;
    // One name that nothing has is taken for the beginning of names.
    const [only] = asked.asked;
    if (found.length === 0 && asked.asked.length === 1 && only?.name !== undefined) {
      const prefix = only.name;
      const all = api.list(only.definition, { namespace: only.namespace ?? call.namespace });
      if (!all.ok) refusals.splice(0, 1, refusalText(all.error));
      else {
        found = all.value
          .filter(({ metadata }) => metadata.name.startsWith(prefix))
          .map((object) => ({ definition: only.definition, object }));
        if (found.length > 0) refusals.length = 0;
      }
    }
    const pages = found.map(({ definition, object }) => {
      const writer = new Writer();
      describerOf(definition)(call, writer, object);
      const text = writer.text();
      return flags.is('show-events') ? text : text.replace(/^Events:.*$(?:\n {2}.*$)*\n?/m, '');
    });
    call.print(pages.join('\n\n'));
    if (pages.length === 0 && refusals.length === 0) {
      const isWide = flags.is('all-namespaces') || only?.definition.namespaced === false;
      call.printError(`No resources found${isWide ? '' : ` in ${call.namespace} namespace.`}\n`);
    }
    leaveWith(refusals);
  },
};
