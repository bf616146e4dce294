import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { WatchOptions } from '#cluster/apiserver/api-client.ts';
import type { ApiServer } from '#cluster/apiserver/apiserver.ts';
import { newServer, pod } from './new-server.ts';

/** What a watcher that trusts only its events believes to exist. */
function follow(server: ApiServer, options: WatchOptions) {
  const known = new Map<string, string>();
  const problems: string[] = [];
  let last = 0;
  server.watch(
    'Pod',
    (event) => {
      const { name, resourceVersion } = event.object.metadata;
      if (event.type === 'ADDED' && known.has(name)) problems.push(`${name} added twice`);
      if (event.type !== 'ADDED' && !known.has(name)) problems.push(`${name} ${event.type} unknown`);
      if (event.type === 'MODIFIED' && Number(resourceVersion) <= last) problems.push(`${name} out of order`);
      last = Math.max(last, Number(resourceVersion));
      if (event.type === 'DELETED') known.delete(name);
      else known.set(name, resourceVersion);
    },
    options,
  );
  return { known, problems };
}

const name = fc.integer({ min: 0, max: 7 }).map((index) => `p${index}`);
const step = fc.oneof(
  fc.record({ do: fc.constant('create' as const), name, app: fc.constantFrom('a', 'b') }),
  fc.record({ do: fc.constant('label' as const), name, app: fc.constantFrom('a', 'b') }),
  fc.record({ do: fc.constant('bind' as const), name, app: fc.constantFrom('n1', 'n2') }),
  fc.record({ do: fc.constant('delete' as const), name, app: fc.constant('') }),
  fc.record({ do: fc.constant('deliver' as const), name, app: fc.constant('') }),
);

function play(
  server: ApiServer,
  deliver: () => void,
  { do: what, name, app }: { do: string; name: string; app: string },
) {
  if (what === 'create') server.create('Pod', pod(name, { labels: { app } }));
  else if (what === 'label')
    server.patch('Pod', 'default', name, { type: 'merge', patch: { metadata: { labels: { app } } } });
  else if (what === 'bind') server.bind('default', name, app);
  else if (what === 'delete') server.delete('Pod', 'default', name, { gracePeriodSeconds: 0 });
  else deliver();
}

describe('a watch', () => {
  test('followed from any moment equals a list, whatever is selected', () => {
    const selections: WatchOptions[] = [
      {},
      { labelSelector: 'app=a' },
      { fieldSelector: 'spec.nodeName=n1' },
      { fieldSelector: 'spec.nodeName=n1', labelSelector: 'app!=b' },
      { namespace: 'kube-system' },
    ];
    fc.assert(
      fc.property(fc.array(step, { maxLength: 30 }), fc.array(step, { maxLength: 30 }), (before, after) => {
        const { server, clock } = newServer();
        const deliver = () => clock.advance(0);
        for (const each of before) play(server, deliver, each);
        const followers = selections.map((options) => ({ options, ...follow(server, options) }));
        for (const each of after) play(server, deliver, each);
        deliver();
        for (const { options, known, problems } of followers) {
          expect(problems).toEqual([]);
          const listed = server.list('Pod', options).map(({ metadata }) => [metadata.name, metadata.resourceVersion]);
          expect(Object.fromEntries(known)).toEqual(Object.fromEntries(listed));
        }
      }),
      { numRuns: 60 },
    );
  });

  test('hears nothing after it was ended, not even what was on its way', () => {
    const { server, clock } = newServer();
    let heard = 0;
    const end = server.watch('Pod', () => heard++);
    server.create('Pod', pod('a'));
    end();
    clock.advance(0);
    expect(heard).toBe(0);
  });
});
