/** `kubectl create deployment web --image=nginx --replicas=3 --port=80`. */
import { failWith } from '../../exit.ts';
import type { Generator } from './generator.ts';

export const createDeployment: Generator = {
  name: 'deployment',
  aliases: ['deploy'],
  kind: 'Deployment',
  refusal: 'failed to create deployment',
  summary: { es: 'Crea un Deployment', en: 'Create a Deployment' },
  examples: [
    ['kubectl create deployment web --image=nginx --replicas=3', { es: 'Tres réplicas', en: 'Three replicas' }],
    [
      'kubectl create deployment idle --image=busybox -- sleep 3600',
      { es: 'Con otro comando', en: 'With another command' },
    ],
  ],
  usage: 'NAME --image=IMAGE -- [COMMAND] [ARGS...]',
  flags: [
    { name: 'image', type: 'strings', required: true },
    { name: 'port', type: 'int', default: '-1' },
    { name: 'replicas', short: 'r', type: 'int', default: '1' },
  ],
  draft(call, name) {
    const images = call.flags.list('image');
    const { rest } = call.split();
    if (images.length > 1 && rest.length > 0) failWith('cannot specify multiple --image options and command');
    const labels = { app: name };
    const port = call.flags.number('port');
    const containers = images.map((image) => ({
      image,
      name: containerName(image),
      resources: {},
      ...(rest.length > 0 && { command: rest }),
      ...(port >= 0 && { ports: [{ containerPort: port }] }),
    }));
    return {
      metadata: { labels },
      spec: {
        replicas: call.flags.number('replicas'),
        selector: { matchLabels: labels },
        strategy: {},
        template: { metadata: { labels }, spec: { containers } },
      },
      status: {},
    };
  },
};

/** `registry.io/shop/web:1.2` is the container `web`. */
function containerName(image: string): string {
  const last = image.split('/').at(-1) ?? '';
  return last.split(':')[0]?.split('@')[0] ?? '';
}
