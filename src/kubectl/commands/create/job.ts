/** `kubectl create job` and `kubectl create cronjob`. */
import { cronJobKind } from '#api/batch/cronjob.ts';
import type { Call } from '../../call.ts';
import { failWith, refuse } from '../../exit.ts';
import type { Generator } from './generator.ts';

type Draft = Readonly<Record<string, unknown>>;

export const createJob: Generator = {
  name: 'job',
  kind: 'Job',
  refusal: 'failed to create job',
  summary: { es: 'Crea un Job', en: 'Create a Job' },
  examples: [
    ['kubectl create job once --image=busybox -- date', { es: 'Una tarea', en: 'A task' }],
    [
      'kubectl create job now --from=cronjob/backup',
      { es: 'Una vuelta de un CronJob, ya', en: 'A run of a CronJob, now' },
    ],
  ],
  usage: 'NAME --image=IMAGE [--from=cronjob/NAME] -- [COMMAND] [ARGS...]',
  flags: [
    { name: 'image', type: 'string' },
    { name: 'from', type: 'string' },
  ],
  draft(call, name) {
    const { rest } = call.split();
    const [image, from] = [call.flags.text('image'), call.flags.text('from')];
    if (image === '' && from === '') failWith('either --image or --from must be specified');
    if (image !== '' && from !== '') failWith('either --image or --from must be specified');
    if (from !== '') {
      if (rest.length > 0) failWith('cannot specify --from and command');
      return jobOf(call, from);
    }
    return { spec: { template: { metadata: {}, spec: podSpec(name, image, rest, 'Never') } }, status: {} };
  },
};

export const createCronJob: Generator = {
  name: 'cronjob',
  aliases: ['cj'],
  kind: 'CronJob',
  refusal: 'failed to create cronjob',
  summary: { es: 'Crea un CronJob', en: 'Create a CronJob' },
  examples: [
    [
      "kubectl create cronjob backup --image=busybox --schedule='0 2 * * 4' -- backup.sh",
      { es: 'Los jueves a las 2', en: 'Thursdays at 2' },
    ],
  ],
  usage: 'NAME --image=IMAGE --schedule=SCHEDULE -- [COMMAND] [ARGS...]',
  flags: [
    { name: 'image', type: 'string', required: true },
    { name: 'schedule', type: 'string', required: true },
    { name: 'restart', type: 'string', default: 'OnFailure' },
  ],
  draft(call, name) {
    const template = {
      metadata: {},
      spec: podSpec(name, call.flags.text('image'), call.split().rest, call.flags.text('restart')),
    };
    return {
      spec: { jobTemplate: { metadata: { name }, spec: { template } }, schedule: call.flags.text('schedule') },
      status: {},
    };
  },
};

function podSpec(name: string, image: string, command: readonly string[], restartPolicy: string): Draft {
  const container = { ...(command.length > 0 && { command }), image, name, resources: {} };
  return { containers: [container], restartPolicy };
}

/** A job as the CronJob would make it, and owned by it. */
function jobOf(call: Call, from: string): Draft {
  const [type = '', name = ''] = from.split('/');
  const definition = call.api.findResource(type);
  if (definition !== cronJobKind) failWith('from must be an existing cronjob');
  const found = call.api.get(cronJobKind, call.namespace, name);
  if (!found.ok) refuse(found.error);
  const { apiVersion, kind, metadata, spec } = found.value;
  const { jobTemplate } = spec;
  return {
    metadata: {
      annotations: { 'cronjob.kubernetes.io/instantiate': 'manual', ...jobTemplate.metadata?.annotations },
      ...(jobTemplate.metadata?.labels && { labels: jobTemplate.metadata.labels }),
      ownerReferences: [{ apiVersion, controller: true, kind, name: metadata.name, uid: metadata.uid }],
    },
    spec: jobTemplate.spec,
    status: {},
  };
}
