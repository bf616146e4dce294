/**
 * The short form of a volume: `target`, `source:target`, `source:target:options`. A source that looks like a path is a folder
 * of the host, anything else names a volume.
 *
 *     parseVolume('./site:/usr/share/nginx/html:ro')  →  {type: bind, source: ./site, target: …, read_only: true, bind: {…}}
 */
import { ComposeFault } from './compose-fault.ts';
import { type Mapping, newMapping, type Value } from './value.ts';

const propagations = ['rprivate', 'private', 'rshared', 'shared', 'rslave', 'slave'];

export function parseVolume(spec: string): Mapping {
  if (spec === '') throw new ComposeFault('invalid empty volume spec');
  const bytes = Buffer.byteLength(spec);
  if (bytes <= 2)
    return newMapping([
      ['type', 'volume'],
      ['target', spec],
    ]);
  const parts = split(spec);
  const fault = (reason: string) => new ComposeFault(`invalid spec: ${spec}: ${reason}`);
  parts.forEach((part, index) => {
    if (part === '') throw fault('empty section between colons');
    if (index === 2 && parts.length > 3) throw fault('too many colons');
  });
  const [first = '', second, options] = parts;
  const source = second === undefined ? '' : first;
  const volume = newMapping([['target', second ?? first]]);
  if (source !== '') volume['source'] = source;
  applyOptions(volume, options?.split(',') ?? []);
  return withType(volume, source);
}

/** Colons separate, except after a drive letter (`C:\data`) and inside `${…}`. */
function split(spec: string): readonly string[] {
  const parts: string[] = [];
  let part = '';
  let open = 0;
  for (let at = 0; at < spec.length; at++) {
    const letter = spec[at] as string;
    if (letter === '$' && spec[at + 1] === '{') open++;
    else if (letter === '}' && open > 0) open--;
    else if (letter === ':' && open === 0 && !/^\p{L}$/u.test(part)) {
      parts.push(part);
      part = '';
      continue;
    }
    part += letter;
  }
  parts.push(part);
  return parts;
}

function applyOptions(volume: Mapping, options: readonly string[]): void {
  for (const option of options) {
    if (option === 'ro') volume['read_only'] = true;
    else if (option === 'rw') delete volume['read_only'];
    else if (option === 'nocopy') volume['volume'] = newMapping([['nocopy', true]]);
    else if (propagations.includes(option)) setBind(volume, 'propagation', option);
    else if (option === 'z' || option === 'Z') setBind(volume, 'selinux', option);
  }
}

function setBind(volume: Mapping, key: string, value: Value): void {
  volume['bind'] = newMapping([...Object.entries((volume['bind'] as Mapping | undefined) ?? {}), [key, value]]);
}

function withType(volume: Mapping, source: string): Mapping {
  if (isFilePath(source)) {
    volume['type'] = 'bind';
    setBind(volume, 'create_host_path', true);
  } else {
    volume['type'] = 'volume';
    volume['volume'] ??= newMapping();
  }
  return volume;
}

function isFilePath(source: string): boolean {
  return /^[./~]/.test(source) || source.startsWith('\\\\') || /^\p{L}:/u.test(source);
}
