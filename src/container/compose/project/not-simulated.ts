/** What a Compose file says that is read and checked, but changes nothing when its containers run here. */
import type { Text } from '#base/text.ts';
import type { ComposeConfig } from '../load.ts';
import { servicesOf } from './service.ts';

const ignored = [
  ...[
    'devices',
    'gpus',
    'privileged',
    'cap_add',
    'cap_drop',
    'security_opt',
    'sysctls',
    'ulimits',
    'runtime',
    'platform',
  ],
  ...[
    'userns_mode',
    'ipc',
    'pid',
    'uts',
    'cgroup',
    'dns',
    'extra_hosts',
    'external_links',
    'logging',
    'develop',
    'provider',
  ],
  ...[
    'volumes_from',
    'pre_start',
    'post_start',
    'pre_stop',
    'blkio_config',
    'storage_opt',
    'models',
    'credential_spec',
  ],
];

export function notSimulated(config: ComposeConfig): readonly Text[] {
  const notes: Text[] = [];
  for (const [name, service] of servicesOf(config)) {
    if (service.build) {
      notes.push({
        es: `${name}: readyz no construye imágenes; se supone que la suya funciona para siempre y escucha en los puertos que el archivo publica`,
        en: `${name}: readyz builds no images; its own is taken to run for ever and to listen on the ports that the file publishes`,
      });
    }
    const keys = ignored.filter((key) => Object.hasOwn(service, key));
    if (keys.length > 0) {
      notes.push({
        es: `${name}: aquí no cambia nada lo que dice ${keys.join(', ')}`,
        en: `${name}: what ${keys.join(', ')} says changes nothing here`,
      });
    }
    if (service.network_mode?.includes(':')) {
      notes.push({
        es: `${name}: readyz no comparte la red de otro contenedor (network_mode: ${service.network_mode})`,
        en: `${name}: readyz does not share the network of another container (network_mode: ${service.network_mode})`,
      });
    }
  }
  if (config['jobs']) {
    notes.push({ es: 'readyz no ejecuta los jobs', en: 'readyz does not run the jobs' });
  }
  return notes;
}
