/** `kubectl rollout status | history | undo | pause | resume | restart`. */
import type { Command } from '../command.ts';
import { rolloutHistory } from './rollout-history.ts';
import { pause, resume } from './rollout-pause.ts';
import { restart } from './rollout-restart.ts';
import { rolloutStatus } from './rollout-status.ts';
import { undo } from './rollout-undo.ts';

export const rollout: Command = {
  name: 'rollout',
  summary: { es: 'Sigue, detiene o deshace un despliegue', en: 'Follow, pause or undo a rollout' },
  examples: [
    ['kubectl rollout status deploy/web', { es: 'Esperar a que termine', en: 'Wait until it is over' }],
    ['kubectl rollout history deploy/web', { es: 'Las revisiones', en: 'The revisions' }],
    ['kubectl rollout undo deploy/web', { es: 'Volver a la anterior', en: 'Go back to the one before' }],
    ['kubectl rollout restart deploy/web', { es: 'Renovar todos los Pods', en: 'Renew all Pods' }],
  ],
  usage: 'SUBCOMMAND [options]',
  subcommands: [rolloutHistory, pause, restart, resume, rolloutStatus, undo],
};
