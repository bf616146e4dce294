/** Somebody changes keys of a ConfigMap or a Secret: of one that the task names, or of whichever the role's pods use. */
import * as z from 'zod';
import { role } from '../checks/parameters.ts';
import type { Stage } from '../play/stage/stage.ts';
import { inEach, list } from '../words.ts';
import { defineStep } from './step.ts';

const parameters = z
  .strictObject({
    kind: z.enum(['ConfigMap', 'Secret']),
    /** Its name, where the task fixes it. */
    name: z.string().min(1).optional(),
    /** Else: whose pods use it. */
    role: role.optional(),
    /** Keys with their new text. */
    data: z.record(z.string(), z.string()),
  })
  .refine(({ name, role: whose }) => (name === undefined) !== (whose === undefined), {
    error: 'say `name` or `role`',
  });

export const updateConfig = defineStep<z.infer<typeof parameters>>({
  name: 'update-config',
  asks: true,
  parameters,
  run(stage, { kind, name, role: whose, data }) {
    const found = name === undefined ? usedBy(stage, whose ?? '', kind) : [{ name, namespace: stage.namespace }];
    if (found.length === 0) return 'unreached';
    const keys = Object.keys(data).map((key) => `\`${key}\``);
    for (const { name: config, namespace } of found) {
      stage.note(
        inEach((language) =>
          language === 'es'
            ? `Se cambia ${list(keys, language)} en ${kind} ${config}`
            : `${list(keys, language)} of ${kind} ${config} is changed`,
        ),
      );
      const patch = kind === 'Secret' ? { stringData: data } : { data };
      stage.client.patch(kind, namespace, config, { type: 'merge', patch });
    }
    return 'done';
  },
});

/** Those that a pod of the role names, in volumes or variables, each once. */
function usedBy(stage: Stage, role: string, kind: 'ConfigMap' | 'Secret') {
  const found = new Map<string, { readonly name: string; readonly namespace: string }>();
  for (const { pod, name: of } of stage.living(role)) {
    const { volumes = [], containers, initContainers = [] } = pod.spec;
    const sources = volumes.flatMap(({ configMap, secret, projected }) => [
      ...(kind === 'ConfigMap' ? [configMap?.name] : [secret?.secretName]),
      ...(projected?.sources ?? []).map((source) => (kind === 'ConfigMap' ? source.configMap : source.secret)?.name),
    ]);
    const variables = [...initContainers, ...containers].flatMap(({ env = [], envFrom = [] }) => [
      ...env.map(
        ({ valueFrom }) => (kind === 'ConfigMap' ? valueFrom?.configMapKeyRef : valueFrom?.secretKeyRef)?.name,
      ),
      ...envFrom.map((source) => (kind === 'ConfigMap' ? source.configMapRef : source.secretRef)?.name),
    ]);
    for (const name of [...sources, ...variables]) {
      if (name !== undefined) found.set(`${of.namespace}/${name}`, { name, namespace: of.namespace });
    }
  }
  return [...found.values()].filter(({ name }) => name !== 'kube-root-ca.crt');
}
