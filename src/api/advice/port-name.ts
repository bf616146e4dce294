/**
 * A port named where no container has one of that name: `targetPort: http` of a Service, the port of a probe. The server checks
 * neither; the Service has no endpoints and the probe fails at run time.
 */
import { didYouMean } from '#base/did-you-mean.ts';
import type { Text } from '#base/text.ts';
import type { DraftRead } from '../decode/read-draft.ts';
import { matchesLabels } from '../meta/label-selector.ts';
import {
  type AdviceRule,
  type Container,
  type Finding,
  member,
  namespaceOf,
  type PodTemplate,
  podTemplates,
} from './advice.ts';

export const portName: AdviceRule = {
  name: 'port-name',
  check(documents) {
    const templates = podTemplates(documents);
    return [
      ...documents.flatMap((document) => servicePorts(document, templates)),
      ...templates.flatMap((template) => probePorts(template)),
    ];
  },
};

function servicePorts(document: DraftRead, templates: readonly PodTemplate[]): Finding[] {
  if (document.definition.kind !== 'Service') return [];
  const selector = member(document.draft, ['spec', 'selector']) as Record<string, string> | undefined;
  const selected = templates.filter(
    ({ namespace, labels }) => namespace === namespaceOf(document) && matchesLabels(selector, labels),
  );
  if (selected.length === 0) return [];
  const names = selected.flatMap(({ containers }) => containers.flatMap(({ container }) => portNames(container)));
  const ports = (member(document.draft, ['spec', 'ports']) ?? []) as readonly { targetPort?: string | number }[];
  return ports.flatMap(({ targetPort }, index) => {
    if (typeof targetPort !== 'string' || names.includes(targetPort)) return [];
    const text = sentence(targetPort, names, {
      es: `Ningún contenedor de los Pods de este Service tiene un puerto llamado «${targetPort}», así que no le llegará tráfico.`,
      en: `No container of this Service’s Pods has a port called "${targetPort}", so no traffic will reach them.`,
    });
    return [{ document, path: ['spec', 'ports', index, 'targetPort'], text }];
  });
}

const probes = ['startupProbe', 'livenessProbe', 'readinessProbe'] as const;

function probePorts({ document, containers }: PodTemplate): Finding[] {
  return containers.flatMap(({ container, path }) =>
    probes.flatMap((probe) =>
      (['httpGet', 'tcpSocket'] as const).flatMap((handler) => {
        const port = container[probe]?.[handler]?.port;
        const names = portNames(container);
        if (typeof port !== 'string' || port === '' || names.includes(port)) return [];
        const text = sentence(port, names, {
          es: `El contenedor \`${container.name ?? ''}\` no tiene un puerto llamado «${port}», así que la sonda fallará siempre.`,
          en: `The container \`${container.name ?? ''}\` has no port called "${port}", so the probe will always fail.`,
        });
        return [{ document, path: [...path, probe, handler, 'port'], text }];
      }),
    ),
  );
}

function portNames(container: Container): string[] {
  return (container.ports ?? []).flatMap(({ name }) => (name ? [name] : []));
}

function sentence(typed: string, names: readonly string[], text: Text): Text {
  const meant = didYouMean(typed, names);
  if (meant === undefined) return text;
  return { es: `${text.es} ¿Querías escribir «${meant}»?`, en: `${text.en} Did you mean "${meant}"?` };
}
