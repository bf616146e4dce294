/** The topics of the course in its order, and what they are called. A teacher's own topic is shown as its id is written. */
import { type Text, verbatim } from '#base/text.ts';

const titles: Readonly<Record<string, Text>> = {
  containers: { es: 'Contenedores', en: 'Containers' },
  compose: { es: 'Compose y YAML', en: 'Compose and YAML' },
  pods: { es: 'Pods', en: 'Pods' },
  probes: { es: 'Sondas', en: 'Probes' },
  'init-and-jobs': { es: 'Init containers y Jobs', en: 'Init containers and Jobs' },
  workloads: { es: 'Deployment, StatefulSet, DaemonSet', en: 'Deployment, StatefulSet, DaemonSet' },
  rollouts: { es: 'Actualizar sin cortes', en: 'Upgrades without outage' },
  services: { es: 'Services e Ingress', en: 'Services and Ingress' },
  networking: { es: 'Red', en: 'Networking' },
  config: { es: 'ConfigMap y Secret', en: 'ConfigMap and Secret' },
  storage: { es: 'Almacenamiento', en: 'Storage' },
  scheduling: { es: 'Reparto entre nodos', en: 'Scheduling' },
  'network-policy': { es: 'NetworkPolicy', en: 'NetworkPolicy' },
  'control-plane': { es: 'Plano de control', en: 'Control plane' },
};

const places = new Map(Object.keys(titles).map((topic, index) => [topic, index]));

export function topicTitle(topic: string): Text {
  return (Object.hasOwn(titles, topic) ? titles[topic] : undefined) ?? verbatim(topic);
}

export function compareTopics(one: string, other: string): number {
  const place = (topic: string) => places.get(topic) ?? places.size;
  return place(one) - place(other) || (one < other ? -1 : 1);
}
