/**
 * What the server accepts with a warning (`kubectl` prints `Warning: …`): settings that are old, double or do nothing.
 * Pods and templates alike; `field` is where the spec stands.
 */
import type { FieldPath } from '../../meta/field-path.ts';
import { goQuote } from '../../meta/go-value.ts';
import { dns1123Label } from '../../meta/names.ts';
import { formatQuantity, parseQuantity } from '../../meta/quantity.ts';
import type { ContainerDraft, PodSpecDraft, VolumeDraft } from './model.ts';

export function podSpecWarnings(spec: PodSpecDraft | undefined, field: FieldPath): string[] {
  if (!spec) return [];
  return [
    ...nodeLabelWarnings(spec, field),
    ...selectorWarnings(spec, field),
    ...(spec.volumes ?? []).flatMap((volume, index) => volumeWarnings(volume, field.child('volumes').index(index))),
    ...repeatedNames(spec, field),
    ...containersWithPath(spec, field).flatMap(([container, place]) => containerWarnings(container, place)),
    ...portWarnings(spec, field),
    ...graceWarnings(spec, field),
  ];
}

/** A name with dots becomes the host name of pods, which cannot have any. Of a workload: of the pods named after it. */
export function hostNameWarnings(name: string | undefined, use = 'Pod names and hostnames'): string[] {
  const details = name ? dns1123Label(name) : [];
  if (details.length === 0) return [];
  const advice = 'which can result in surprising behavior; a DNS label is recommended';
  return [`metadata.name: this is used in ${use}, ${advice}: [${details.join(' ')}]`];
}

const oldNodeLabels: ReadonlyMap<string, string> = new Map([
  ['beta.kubernetes.io/arch', 'deprecated since v1.14; use "kubernetes.io/arch" instead'],
  ['beta.kubernetes.io/os', 'deprecated since v1.14; use "kubernetes.io/os" instead'],
  ['failure-domain.beta.kubernetes.io/region', 'deprecated since v1.17; use "topology.kubernetes.io/region" instead'],
  ['failure-domain.beta.kubernetes.io/zone', 'deprecated since v1.17; use "topology.kubernetes.io/zone" instead'],
  ['beta.kubernetes.io/instance-type', 'deprecated since v1.17; use "node.kubernetes.io/instance-type" instead'],
]);

function nodeLabelWarnings(spec: PodSpecDraft, field: FieldPath): string[] {
  const warnings: string[] = [];
  const warn = (key: string | undefined, place: FieldPath) => {
    const text = key === undefined ? undefined : oldNodeLabels.get(key);
    if (text !== undefined) warnings.push(`${place}: ${text}`);
  };
  for (const key of Object.keys(spec.nodeSelector ?? {})) warn(key, field.child('nodeSelector').key(key));
  const affinity = spec.affinity?.nodeAffinity;
  const place = field.child('affinity', 'nodeAffinity');
  const needed = affinity?.requiredDuringSchedulingIgnoredDuringExecution?.nodeSelectorTerms ?? [];
  for (const [index, term] of needed.entries()) {
    const terms = place.child('requiredDuringSchedulingIgnoredDuringExecution', 'nodeSelectorTerms').index(index);
    for (const [at, { key }] of (term.matchExpressions ?? []).entries()) {
      warn(key, terms.child('matchExpressions').index(at).child('key'));
    }
  }
  for (const [index, { topologyKey }] of (spec.topologySpreadConstraints ?? []).entries()) {
    warn(topologyKey, field.child('topologySpreadConstraints').index(index).child('topologyKey'));
  }
  return warnings;
}

/** Without a selector a rule speaks of no pods at all. */
function selectorWarnings(spec: PodSpecDraft, field: FieldPath): string[] {
  const places: FieldPath[] = [];
  for (const [index, { labelSelector }] of (spec.topologySpreadConstraints ?? []).entries()) {
    if (!labelSelector) places.push(field.child('topologySpreadConstraints').index(index));
  }
  for (const kind of ['podAffinity', 'podAntiAffinity'] as const) {
    const rules = spec.affinity?.[kind];
    const place = field.child('affinity', kind);
    const needed = rules?.requiredDuringSchedulingIgnoredDuringExecution ?? [];
    for (const [index, { labelSelector }] of needed.entries()) {
      if (!labelSelector) places.push(place.child('requiredDuringSchedulingIgnoredDuringExecution').index(index));
    }
    const preferred = rules?.preferredDuringSchedulingIgnoredDuringExecution ?? [];
    for (const [index, { podAffinityTerm }] of preferred.entries()) {
      if (podAffinityTerm?.labelSelector) continue;
      const at = place.child('preferredDuringSchedulingIgnoredDuringExecution').index(index);
      places.push(at.child('podAffinityTerm'));
    }
  }
  return places.map((place) => `${place.child('labelSelector')}: a null labelSelector results in matching no pod`);
}

const retiredVolumes: ReadonlyMap<keyof VolumeDraft, string> = new Map([
  ['photonPersistentDisk', 'deprecated in v1.11, non-functional in v1.16+'],
  ['gitRepo', 'deprecated in v1.11'],
  ['scaleIO', 'deprecated in v1.16, non-functional in v1.22+'],
  ['flocker', 'deprecated in v1.22, non-functional in v1.25+'],
  ['storageos', 'deprecated in v1.22, non-functional in v1.25+'],
  ['quobyte', 'deprecated in v1.22, non-functional in v1.25+'],
  ['glusterfs', 'deprecated in v1.25, non-functional in v1.26+'],
  ['cephfs', 'deprecated in v1.28, non-functional in v1.31+'],
  ['rbd', 'deprecated in v1.28, non-functional in v1.31+'],
]);

function volumeWarnings(volume: VolumeDraft, field: FieldPath): string[] {
  const warnings: string[] = [];
  for (const [source, text] of retiredVolumes) {
    if (volume[source] !== undefined) warnings.push(`${field.child(source)}: ${text}`);
  }
  if (volume.projected && (volume.projected.sources ?? []).length === 0) {
    warnings.push(`volume ${goQuote(volume.name ?? '')} (Projected) has no sources provided`);
  }
  return warnings;
}

function repeatedNames(spec: PodSpecDraft, field: FieldPath): string[] {
  const warnings: string[] = [];
  const addresses = new Set<string>();
  for (const [index, { ip = '' }] of (spec.hostAliases ?? []).entries()) {
    const place = field.child('hostAliases').index(index).child('ip');
    if (addresses.has(ip)) warnings.push(`${place}: duplicate ip ${goQuote(ip)}`);
    addresses.add(ip);
  }
  const secrets = new Set<string>();
  for (const [index, { name = '' }] of (spec.imagePullSecrets ?? []).entries()) {
    const place = field.child('imagePullSecrets').index(index).child('name');
    if (name === '') warnings.push(`${place}: invalid empty name ""`);
    else if (secrets.has(name)) warnings.push(`${place}: duplicate name ${goQuote(name)}`);
    secrets.add(name);
  }
  return warnings;
}

function containerWarnings(container: ContainerDraft, field: FieldPath): string[] {
  const warnings: string[] = [];
  const names = new Set<string>();
  for (const [index, { name = '' }] of (container.env ?? []).entries()) {
    if (names.has(name)) {
      const place = field.child('env').index(index);
      warnings.push(`${place}: hides previous definition of ${goQuote(name)}, which may be dropped when using apply`);
    }
    names.add(name);
  }
  for (const which of ['limits', 'requests'] as const) {
    for (const name of ['memory', 'ephemeral-storage']) {
      const amount = container.resources?.[which]?.[name];
      if (amount === undefined || (parseQuantity(amount)?.nano ?? 0n) % 10n ** 9n === 0n) continue;
      const place = field.child('resources', which).key(name);
      warnings.push(
        `${place}: fractional byte value ${goQuote(formatQuantity(amount))} is invalid, must be an integer`,
      );
    }
  }
  return warnings;
}

/** An answer carries no more, and a thousand times the same port are half a million pairs. */
const portWarningLimit = 200;

/** Two containers of a pod share its address, so the same port twice is one port too many. */
function portWarnings(spec: PodSpecDraft, field: FieldPath): string[] {
  const warnings: string[] = [];
  const seen = new Map<string, { hostIP: string; hostPort: number; place: FieldPath }[]>();
  const named = new Map<string, FieldPath>();
  for (const [container, containerPlace] of containersWithPath(spec, field)) {
    for (const [index, port] of (container.ports ?? []).entries()) {
      if (warnings.length >= portWarningLimit) return warnings;
      const place = containerPlace.child('ports').index(index);
      const { containerPort = 0, protocol = '', hostIP = '', hostPort = 0, name = '' } = port;
      if (hostIP !== '' && hostPort === 0) {
        // Go's `%+v` of the struct.
        const shown = `{Name:${name} HostPort:0 ContainerPort:${containerPort} Protocol:${protocol} HostIP:${hostIP}}`;
        warnings.push(`${place}: hostIP set without hostPort: ${shown}`);
      }
      const others = seen.get(`${containerPort}/${protocol}`) ?? [];
      for (const other of others) {
        if (hostIP === other.hostIP && hostPort === other.hostPort) {
          warnings.push(`${place}: duplicate port definition with ${other.place}`);
        } else if (hostPort === 0 || other.hostPort === 0) {
          warnings.push(`${place}: overlapping port definition with ${other.place}`);
        } else if (hostPort === other.hostPort && (hostIP === '') !== (other.hostIP === '')) {
          warnings.push(`${place}: dangerously ambiguous port definition with ${other.place}`);
        }
      }
      others.push({ hostIP, hostPort, place });
      seen.set(`${containerPort}/${protocol}`, others);
      const first = named.get(name);
      if (name === '') continue;
      if (!first) named.set(name, place);
      else {
        const rest = `services and probes that select ports by name will use ${first}`;
        warnings.push(`${place}: duplicate port name ${goQuote(name)} with ${first}, ${rest}`);
      }
    }
  }
  return warnings;
}

function graceWarnings(spec: PodSpecDraft, field: FieldPath): string[] {
  if ((spec.terminationGracePeriodSeconds ?? 0) >= 0) return [];
  const place = field.child('terminationGracePeriodSeconds');
  return [`${place}: must be >= 0; negative values are invalid and will be treated as 1`];
}

function containersWithPath(spec: PodSpecDraft, field: FieldPath): [ContainerDraft, FieldPath][] {
  return (['initContainers', 'containers'] as const).flatMap((list) =>
    (spec[list] ?? []).map((container, index): [ContainerDraft, FieldPath] => [
      container,
      field.child(list).index(index),
    ]),
  );
}
