/** `kubectl create configmap settings --from-literal=a=1 --from-file=app.conf`. */
import type { Generator } from './generator.ts';
import { keyValueFlags, readKeyValues } from './key-values.ts';

export const createConfigMap: Generator = {
  name: 'configmap',
  aliases: ['cm'],
  kind: 'ConfigMap',
  refusal: 'failed to create configmap',
  summary: { es: 'Crea un ConfigMap', en: 'Create a ConfigMap' },
  examples: [
    ['kubectl create configmap settings --from-literal=mode=fast', { es: 'De valores', en: 'From values' }],
    ['kubectl create configmap settings --from-file=app.conf', { es: 'De un archivo', en: 'From a file' }],
  ],
  usage: 'NAME [--from-file=[KEY=]FILE] [--from-literal=KEY=VALUE]',
  flags: keyValueFlags,
  draft(call) {
    const data = readKeyValues(call);
    return Object.keys(data).length === 0 ? {} : { data };
  },
};
