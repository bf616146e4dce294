/**
 * Chooses what a Service leaves to the server: its cluster address and node ports, from the seed, without taking one twice.
 * Addresses come from the upper part of the range first, as the real allocators do, so that the lower part stays free
 * for addresses that somebody chooses by hand.
 */

import * as fieldErrors from '#api/meta/field-error.ts';
import type { AnyDraft, KindDefinition } from '#api/meta/kind-definition.ts';
import type { KubernetesObject } from '#api/meta/object.ts';
import type { Status } from '#api/meta/status.ts';
import { fail, ok, type Result } from '#base/result.ts';
import type { SeededRandom } from '#simulation/seeded-random.ts';
import type { Allocator } from './registry.ts';
import { invalid } from './status-errors.ts';

interface ServiceSpec {
  type?: string;
  clusterIP?: string;
  clusterIPs?: string[];
  externalTrafficPolicy?: string;
  allocateLoadBalancerNodePorts?: boolean;
  healthCheckNodePort?: number;
  ports?: { port?: number; protocol?: string; nodePort?: number }[];
}

/** 10.96.0.0/12, as kubeadm sets it up. */
const rangeText = '10.96.0.0/12';
const rangeStart = ipv4Number('10.96.0.0');
const rangeSize = 2 ** 20;
const staticBand = 256;
const firstNodePort = 30000;
const lastNodePort = 32767;
const staticNodePorts = 86;
/** A dry run takes nothing: it answers with the range's own address and the first port beyond the range. */
const pretendedAddress = '10.96.0.0';
const pretendedNodePort = 32769;

export function createServiceAllocator(parts: {
  readonly random: SeededRandom;
  readonly services: () => readonly KubernetesObject[];
}): Allocator & { forget(): void } {
  const random = parts.random.fork('service-allocator');
  let taken: { addresses: Map<string, string>; ports: Map<number, string> } | undefined;

  /** Who has which address and port: read from the services themselves, so that it is always true. */
  function inUse() {
    if (taken) return taken;
    const addresses = new Map<string, string>([
      ['10.96.0.1', 'default/kubernetes'],
      ['10.96.0.10', 'kube-system/kube-dns'],
    ]);
    const ports = new Map<number, string>();
    for (const service of parts.services()) {
      const owner = `${service.metadata.namespace}/${service.metadata.name}`;
      const { clusterIPs = [], ports: servicePorts = [], healthCheckNodePort } = specOf(service);
      for (const address of clusterIPs) if (address !== 'None') addresses.set(address, owner);
      for (const { nodePort } of servicePorts) if (nodePort) ports.set(nodePort, owner);
      if (healthCheckNodePort) ports.set(healthCheckNodePort, owner);
    }
    taken = { addresses, ports };
    return taken;
  }

  function chooseAddress(): string | undefined {
    const { addresses } = inUse();
    for (let tries = 0; tries < 1000; tries++) {
      const address = ipv4Text(rangeStart + random.integer(staticBand + 1, rangeSize - 2));
      if (!addresses.has(address)) return address;
    }
    return undefined;
  }

  function chooseNodePort(alsoTaken: ReadonlySet<number>): number | undefined {
    const { ports } = inUse();
    const free = (port: number) => !ports.has(port) && !alsoTaken.has(port);
    for (let tries = 0; tries < 100; tries++) {
      const port = random.integer(firstNodePort + staticNodePorts, lastNodePort);
      if (free(port)) return port;
    }
    for (let port = firstNodePort; port <= lastNodePort; port++) if (free(port)) return port;
    return undefined;
  }

  function allocate(draft: AnyDraft, old: KubernetesObject | undefined, dryRun: boolean): Result<undefined, Status> {
    const spec = (draft as { spec?: ServiceSpec }).spec;
    if (!spec) return ok(undefined);
    const name = draft.metadata?.name ?? '';
    const owner = `${draft.metadata?.namespace}/${name}`;
    const before = old ? specOf(old) : undefined;
    const refuse = (error: fieldErrors.FieldError) => fail(invalid('Service', name, [error]));

    if (spec.type === 'ExternalName') {
      if (before && spec.clusterIP === before.clusterIP) {
        delete spec.clusterIP;
        delete spec.clusterIPs;
      }
    } else {
      if (before?.clusterIP && before.type !== 'ExternalName' && !spec.clusterIP && !spec.clusterIPs?.length) {
        spec.clusterIP = before.clusterIP;
        if (before.clusterIPs) spec.clusterIPs = [...before.clusterIPs];
      }
      if (spec.clusterIP && !spec.clusterIPs?.length) spec.clusterIPs = [spec.clusterIP];
      if (!spec.clusterIP && !spec.clusterIPs?.length) {
        const address = dryRun ? pretendedAddress : chooseAddress();
        if (!address)
          return refuse(fieldErrors.internalError('spec.clusterIPs', 'failed to allocate a serviceIP: range is full'));
        spec.clusterIP = address;
        spec.clusterIPs = [address];
      } else if (spec.clusterIP && spec.clusterIP !== 'None' && spec.clusterIP !== before?.clusterIP) {
        const problem = unusable(spec.clusterIP, owner);
        if (problem) return refuse(fieldErrors.invalid('spec.clusterIPs', spec.clusterIPs, problem));
      }
    }
    return allocateNodePorts(spec, before, owner, name, dryRun);
  }

  function unusable(address: string, owner: string): string | undefined {
    const number = ipv4Number(address);
    if (Number.isNaN(number)) return undefined; // validation says what is wrong with it
    if (number < rangeStart || number >= rangeStart + rangeSize) {
      return `failed to allocate IP ${address}: the provided IP (${address}) is not in the valid range. The range of valid IPs is ${rangeText}`;
    }
    const holder = inUse().addresses.get(address);
    return holder && holder !== owner
      ? `failed to allocate IP ${address}: provided IP is already allocated`
      : undefined;
  }

  function allocateNodePorts(
    spec: ServiceSpec,
    before: ServiceSpec | undefined,
    owner: string,
    name: string,
    dryRun: boolean,
  ): Result<undefined, Status> {
    const external = spec.type === 'NodePort' || spec.type === 'LoadBalancer';
    if (!external) return ok(undefined);
    const wanted = spec.type === 'NodePort' || spec.allocateLoadBalancerNodePorts !== false;
    const mine = new Set<number>((before?.ports ?? []).flatMap(({ nodePort }) => (nodePort ? [nodePort] : [])));
    const errors: fieldErrors.FieldError[] = [];
    for (const [index, port] of (spec.ports ?? []).entries()) {
      if (!port.nodePort || dryRun) continue;
      const path = `spec.ports[${index}].nodePort`;
      const holder = inUse().ports.get(port.nodePort);
      if (port.nodePort < firstNodePort || port.nodePort > lastNodePort) {
        const why = `provided port is not in the valid range. The range of valid ports is ${firstNodePort}-${lastNodePort}`;
        errors.push(fieldErrors.invalid(path, port.nodePort, why));
      } else if (holder && holder !== owner && !mine.has(port.nodePort)) {
        errors.push(fieldErrors.invalid(path, port.nodePort, 'provided port is already allocated'));
      }
    }
    if (errors.length > 0) return fail(invalid('Service', name, errors));
    const chosen = new Set((spec.ports ?? []).flatMap(({ nodePort }) => (nodePort ? [nodePort] : [])));
    for (const port of spec.ports ?? []) {
      if (port.nodePort || !wanted) continue;
      const kept = before?.ports?.find(
        (other) => other.port === port.port && (other.protocol ?? 'TCP') === (port.protocol ?? 'TCP') && other.nodePort,
      )?.nodePort;
      const twin = spec.ports?.find(
        (other) => other.port === port.port && other.nodePort && other.protocol !== port.protocol,
      );
      const nodePort =
        kept && !chosen.has(kept) ? kept : (twin?.nodePort ?? (dryRun ? pretendedNodePort : chooseNodePort(chosen)));
      if (!nodePort)
        return fail(
          invalid('Service', name, [
            fieldErrors.internalError('spec.ports', 'failed to allocate a nodePort: range is full'),
          ]),
        );
      port.nodePort = nodePort;
      chosen.add(nodePort);
    }
    if (spec.type === 'LoadBalancer' && spec.externalTrafficPolicy === 'Local' && !spec.healthCheckNodePort) {
      const port = before?.healthCheckNodePort ?? chooseNodePort(chosen);
      if (port) spec.healthCheckNodePort = port;
    }
    return ok(undefined);
  }

  return {
    prepare(definition: KindDefinition, draft, old, dryRun) {
      return definition.kind === 'Service' ? allocate(draft, old, dryRun) : ok(undefined);
    },
    forget() {
      taken = undefined;
    },
  };
}

function specOf(service: KubernetesObject): ServiceSpec {
  return (service as { spec?: ServiceSpec }).spec ?? {};
}

function ipv4Number(text: string): number {
  const match = /^(\d{1,3})\.(\d{1,3})\.(\d{1,3})\.(\d{1,3})$/.exec(text);
  if (!match) return Number.NaN;
  return match.slice(1).reduce((number, part) => number * 256 + Number(part), 0);
}

function ipv4Text(number: number): string {
  return [24, 16, 8, 0].map((shift) => Math.floor(number / 2 ** shift) % 256).join('.');
}
