/**
 * IP addresses and CIDR blocks as the API server reads them: v4 and v6, leniently first (so that the complaint about
 * `010.0.0.1` is the one about leading zeros), then by the strict rule of v1.36.
 */

/** The sixteen bytes of an address (v4 as v4-in-v6) with its family; undefined when the text is none. */
export interface IpAddress {
  readonly family: 'IPv4' | 'IPv6';
  readonly bytes: readonly number[];
}

export function parseIp(text: string): IpAddress | undefined {
  if (!text.includes(':')) {
    const bytes = parseV4(text);
    return bytes && { family: 'IPv4', bytes };
  }
  const bytes = parseV6(text);
  return bytes && { family: bytes.length === 4 ? 'IPv4' : 'IPv6', bytes };
}

function parseV4(text: string): number[] | undefined {
  const parts = text.split('.');
  if (parts.length !== 4) return undefined;
  const bytes = parts.map((part) => (/^[0-9]{1,9}$/.test(part) ? Number(part) : 256));
  return bytes.every((byte) => byte <= 255) ? bytes : undefined;
}

function parseV6(text: string): number[] | undefined {
  const halves = text.split('::');
  if (halves.length > 2 || text.includes('%')) return undefined;
  const groups = halves.map((half) => (half === '' ? [] : half.split(':')));
  const words: number[][] = [];
  for (const [halfIndex, half] of groups.entries()) {
    const list: number[] = [];
    for (const [index, group] of half.entries()) {
      const isLast = halfIndex === groups.length - 1 && index === half.length - 1;
      if (isLast && group.includes('.')) {
        const v4 = parseV4(group);
        if (!v4) return undefined;
        list.push(((v4[0] as number) << 8) | (v4[1] as number), ((v4[2] as number) << 8) | (v4[3] as number));
      } else if (/^[0-9a-fA-F]{1,4}$/.test(group)) {
        list.push(Number.parseInt(group, 16));
      } else {
        return undefined;
      }
    }
    words.push(list);
  }
  const [head = [], tail] = words;
  const missing = 8 - head.length - (tail?.length ?? 0);
  if (tail === undefined ? missing !== 0 : missing < 1) return undefined;
  const all = tail === undefined ? head : [...head, ...Array<number>(missing).fill(0), ...tail];
  const bytes = all.flatMap((word) => [word >> 8, word & 255]);
  const isMapped = bytes.slice(0, 10).every((byte) => byte === 0) && bytes[10] === 255 && bytes[11] === 255;
  return isMapped ? bytes.slice(12) : bytes;
}

const notAnIp = 'must be a valid IP address, (e.g. 10.9.8.7 or 2001:db8::ffff)';
const notACidr = 'must be a valid CIDR value, (e.g. 10.9.8.0/24 or 2001:db8::/64)';

export function ipAddress(text: string): string[] {
  const address = parseIp(text);
  if (!address) return [notAnIp];
  if (hasLeadingZero(text)) return ['must not have leading 0s'];
  if (address.family === 'IPv4' && text.includes(':')) return ['must not be an IPv4-mapped IPv6 address'];
  return [];
}

function hasLeadingZero(text: string): boolean {
  return text.split(/[.:]/).some((part) => text.includes('.') && /^0[0-9]+$/.test(part));
}

export interface CidrBlock {
  readonly address: IpAddress;
  readonly prefixLength: number;
}

export function parseCidr(text: string): CidrBlock | undefined {
  const match = /^([^/]+)\/([0-9]{1,3})$/.exec(text);
  const address = match && parseIp(match[1] as string);
  if (!match || !address) return undefined;
  const prefixLength = Number(match[2]);
  return prefixLength <= address.bytes.length * 8 ? { address, prefixLength } : undefined;
}

export function cidr(text: string): string[] {
  const block = parseCidr(text);
  if (!block) return [notACidr];
  const [address = '', prefix = ''] = text.split('/');
  const errors: string[] = [];
  if (hasLeadingZero(address) || /^0[0-9]/.test(prefix)) errors.push('must not have leading 0s in IP or prefix length');
  else if (block.address.family === 'IPv4' && address.includes(':')) {
    errors.push('must not have an IPv4-mapped IPv6 address');
  }
  if (bits(block.address).slice(block.prefixLength).includes('1')) {
    errors.push('must not have bits set beyond the prefix length');
  }
  return errors;
}

/** Whether the block holds the address; addresses of the other family are outside. */
export function containsIp(block: CidrBlock, address: IpAddress): boolean {
  return (
    block.address.family === address.family &&
    bits(block.address).slice(0, block.prefixLength) === bits(address).slice(0, block.prefixLength)
  );
}

function bits(address: IpAddress): string {
  return address.bytes.map((byte) => byte.toString(2).padStart(8, '0')).join('');
}
