/** `kubectl set image | env | resources | serviceaccount | selector | subject`: one thing of a pod template at a time. */
import type { Command } from '../command.ts';
import { setEnv } from './set-env.ts';
import { setImage } from './set-image.ts';
import { setResources } from './set-resources.ts';
import { setSelector } from './set-selector.ts';
import { setServiceAccount } from './set-serviceaccount.ts';
import { setSubject } from './set-subject.ts';

export const set: Command = {
  name: 'set',
  summary: { es: 'Cambia una cosa de un objeto', en: 'Change one thing of an object' },
  examples: [
    [
      'kubectl set image deploy/web web=nginx:1.29',
      { es: 'La imagen de un contenedor', en: 'The image of a container' },
    ],
    ['kubectl set env deploy/web MODE=fast', { es: 'Una variable de entorno', en: 'An environment variable' }],
  ],
  usage: 'SUBCOMMAND [options]',
  subcommands: [setImage, setEnv, setResources, setSelector, setServiceAccount, setSubject],
};
