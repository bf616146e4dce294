/**
 * The short form of a port: `80`, `8080:80`, `127.0.0.1:8080:80/udp`, `3000-3005`. A range is as many ports; one container
 * port behind a range of the host takes whichever of them is free.
 */
import { ComposeFault } from './compose-fault.ts';
import { type Mapping, newMapping } from './value.ts';

export function parsePorts(spec: string): readonly Mapping[] {
  const parts = spec.split(':');
  const [container, protocol] = splitProtocol(parts.at(-1) as string);
  const host = parts.length > 1 ? (parts.at(-2) as string) : '';
  const ip = hostIp(parts.slice(0, -2).join(':'));
  if (container === '') throw new ComposeFault(`No port specified: ${spec}<empty>`);
  const target = range(container);
  if (!target) throw new ComposeFault(`Invalid containerPort: ${container}`);
  const published = host === '' ? undefined : range(host);
  if (host !== '' && !published) throw new ComposeFault(`Invalid hostPort: ${host}`);
  const differs = published !== undefined && target.end - target.start !== published.end - published.start;
  if (differs && target.end !== target.start) {
    throw new ComposeFault(`Invalid ranges specified for container and host Ports: ${container} and ${host}`);
  }
  if (!['tcp', 'udp', 'sctp'].includes(protocol.toLowerCase())) throw new ComposeFault(`Invalid proto: ${protocol}`);
  const ports: Mapping[] = [];
  for (let port = target.start; port <= target.end; port++) {
    const free = published && published.start + port - target.start;
    const isChoice = published && target.start === target.end && published.start !== published.end;
    ports.push(
      newMapping([
        ['mode', 'ingress'],
        ...(ip === '' ? [] : [['host_ip', ip] as const]),
        ['target', port],
        ...(free === undefined ? [] : [['published', isChoice ? `${free}-${published.end}` : String(free)] as const]),
        ['protocol', protocol.toLowerCase()],
      ]),
    );
  }
  return ports.sort((one, other) => (`${one['target']}` < `${other['target']}` ? -1 : 1));
}

function splitProtocol(text: string): readonly [string, string] {
  const [port = '', protocol = ''] = text.split('/');
  if (port === '') return ['', ''];
  return [port, protocol === '' ? 'tcp' : protocol];
}

function hostIp(raw: string): string {
  if (raw === '') return '';
  const bracketed = /^\[(.*)\]$/.exec(raw)?.[1];
  if (bracketed === undefined && raw.includes(':')) {
    throw new ComposeFault(`Invalid ip address ${raw}: address ${raw}:: too many colons in address`);
  }
  const ip = bracketed ?? raw;
  if (!isIp(ip)) throw new ComposeFault(`Invalid ip address: ${ip}`);
  return ip;
}

function range(text: string): { readonly start: number; readonly end: number } | undefined {
  const [first = '', last = first] = text.split('-');
  if (![first, last].every((port) => /^[0-9]+$/.test(port) && Number(port) <= 65535)) return undefined;
  const [start, end] = [Number(first), Number(last)];
  return end < start ? undefined : { start, end };
}

export function isIp(text: string): boolean {
  return isIpv4(text) || isIpv6(text);
}

function isIpv4(text: string): boolean {
  const parts = text.split('.');
  return parts.length === 4 && parts.every((part) => /^(0|[1-9][0-9]{0,2})$/.test(part) && Number(part) <= 255);
}

function isIpv6(text: string): boolean {
  const halves = text.split('::');
  if (halves.length > 2) return false;
  const groups = halves.flatMap((half) => (half === '' ? [] : half.split(':')));
  const last = groups.at(-1) ?? '';
  const isMixed = last.includes('.');
  if (isMixed && !isIpv4(last)) return false;
  const plain = isMixed ? groups.slice(0, -1) : groups;
  if (!plain.every((group) => /^[0-9a-fA-F]{1,4}$/.test(group))) return false;
  const size = plain.length + (isMixed ? 2 : 0);
  return halves.length === 2 ? size < 8 : size === 8;
}
