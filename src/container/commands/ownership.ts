/** `chmod`, `chown`, `chgrp`, `stat`, `du`, `df`, `mount`. */
import { type Call, type Command, complain, options, pathOf, say } from '../call.ts';
import { FileError } from '../files/file-error.ts';
import { join } from '../files/paths.ts';
import { modeText } from './ls.ts';

function* everyPath(call: Call, path: string, recursive: boolean): Generator<string> {
  yield path;
  const { files } = call.process.world;
  if (recursive && files.find(path)?.type === 'directory')
    for (const name of files.list(path)) yield* everyPath(call, join(path, name), true);
}

function eachFile(call: Call, files: readonly string[], recursive: boolean, act: (path: string) => void): number {
  let status = 0;
  for (const file of files) {
    try {
      for (const path of everyPath(call, pathOf(call, file), recursive)) act(path);
    } catch (error) {
      if (!(error instanceof FileError)) throw error;
      status = complain(call, `${file}: ${error.message}`);
    }
  }
  return status;
}

export const chmod: Command = {
  names: ['chmod'],
  run(call) {
    const recursive = call.args.includes('-R');
    const [spec = '', ...files] = call.args.filter((word) => !/^-[RvfcR]+$/.test(word));
    return eachFile(call, files, recursive, (path) => {
      const node = call.process.world.files.stat(path);
      call.process.world.files.change(path, { mode: newMode(node.mode, spec) }, call.process.user);
    });
  },
};

function newMode(mode: number, spec: string): number {
  if (/^[0-7]+$/.test(spec)) return Number.parseInt(spec, 8);
  let result = mode;
  for (const part of spec.split(',')) {
    const match = /^([ugoa]*)([-+=])([rwxXst]*)$/.exec(part);
    if (!match) continue;
    const [, who = '', operator, letters = ''] = match;
    const bits = (letters.includes('r') ? 4 : 0) | (letters.includes('w') ? 2 : 0) | (/[xX]/.test(letters) ? 1 : 0);
    for (const [name, shift] of [
      ['u', 6],
      ['g', 3],
      ['o', 0],
    ] as const) {
      if (who !== '' && !who.includes('a') && !who.includes(name)) continue;
      if (operator === '=') result &= ~(7 << shift);
      result = operator === '-' ? result & ~(bits << shift) : result | (bits << shift);
    }
    if (letters.includes('s') && (who === '' || who.includes('g')))
      result = operator === '-' ? result & ~0o2000 : result | 0o2000;
  }
  return result;
}

export const chown: Command = {
  names: ['chown', 'chgrp'],
  run(call) {
    const recursive = call.args.includes('-R');
    const [spec = '', ...files] = call.args.filter((word) => !/^-[RvfcLH]+$/.test(word));
    const [userName, groupName] = call.name.endsWith('chgrp') ? [undefined, spec] : spec.split(':');
    const id = (name: string | undefined) =>
      name === undefined || name === '' ? undefined : /^\d+$/.test(name) ? Number(name) : name === 'root' ? 0 : 999;
    const [uid, gid] = [id(userName), id(groupName)];
    return eachFile(call, files, recursive, (path) => {
      call.process.world.files.change(
        path,
        { ...(uid === undefined ? {} : { uid }), ...(gid === undefined ? {} : { gid }) },
        call.process.user,
      );
    });
  },
};

export const stat: Command = {
  names: ['stat'],
  run(call) {
    const { values, rest } = options(call.args, 'Lt', 'c', ['format']);
    const format = values.get('c') ?? values.get('format') ?? '%n';
    return eachFile(call, rest, false, (path) => {
      const node = call.process.world.files.stat(path);
      const size = node.type === 'file' ? node.size : 4096;
      const parts: Readonly<Record<string, string>> = {
        n: path, s: String(size), a: node.mode.toString(8), A: modeText(node), u: String(node.uid), g: String(node.gid), U: node.uid === 0 ? 'root' : String(node.uid), G: node.gid === 0 ? 'root' : String(node.gid),
        Y: String(Math.floor(node.modifiedMs / 1000)), F: { file: 'regular file', directory: 'directory', symlink: 'symbolic link', socket: 'socket' }[node.type], i: '1', h: '1',
      }; // biome-ignore format: a table
      say(
        call,
        format.replace(/%([a-zA-Z])/g, (whole, letter: string) =>
          Object.hasOwn(parts, letter) ? (parts[letter] as string) : whole,
        ),
      );
    });
  },
};

function bytesBelow(call: Call, path: string): number {
  const { files } = call.process.world;
  const node = files.find(path);
  if (node?.type === 'file') return node.size;
  let sum = 0;
  if (node?.type === 'directory') for (const name of files.list(path)) sum += bytesBelow(call, join(path, name));
  return sum;
}

export const du: Command = {
  names: ['du'],
  directory: '/usr/bin',
  run(call) {
    const { flags, rest } = options(call.args, 'smkhac', 'd');
    const unit = flags.has('m') ? 1024 ** 2 : 1024;
    return eachFile(call, rest.length === 0 ? ['.'] : rest, false, (path) => {
      call.process.world.files.stat(path);
      const bytes = bytesBelow(call, path);
      const word = rest.find((one) => pathOf(call, one) === path) ?? path;
      say(call, `${flags.has('h') ? human(bytes) : String(Math.ceil(bytes / unit))}\t${word}`);
    });
  },
};

function human(bytes: number): string {
  for (const [unit, size] of [
    ['G', 1024 ** 3],
    ['M', 1024 ** 2],
    ['K', 1024],
  ] as const)
    if (bytes >= size) return `${(bytes / size).toFixed(1)}${unit}`;
  return String(bytes);
}

export const df: Command = {
  names: ['df'],
  run(call) {
    say(call, 'Filesystem           1K-blocks      Used Available Use% Mounted on');
    const line = (device: string, size: number, used: number, path: string) =>
      say(
        call,
        `${device.padEnd(20)} ${String(Math.floor(size / 1024)).padStart(9)} ${String(Math.ceil(used / 1024)).padStart(9)} ${String(Math.floor((size - used) / 1024)).padStart(9)} ${String(Math.ceil((100 * used) / size)).padStart(3)}% ${path}`,
      );
    const disk = 100 * 1024 ** 3;
    const { files } = call.process.world;
    line('overlay', disk, files.own.usedBytes, '/');
    for (const mount of files.mounts.filter(({ layer }) => layer.kind !== 'proc' && layer.kind !== 'cgroup2'))
      line(
        mount.device,
        Number.isFinite(mount.layer.capacityBytes) ? mount.layer.capacityBytes : disk,
        mount.layer.usedBytes,
        mount.path,
      );
    return 0;
  },
};

export const mount: Command = {
  names: ['mount'],
  run(call) {
    if (call.args.length > 0) return complain(call, 'permission denied (are you root?)');
    say(call, 'overlay on / type overlay (rw,relatime)');
    for (const point of [...call.process.world.files.mounts].reverse()) {
      say(call, `${point.device} on ${point.path} type ${point.layer.kind} (${point.readOnly ? 'ro' : 'rw'},relatime)`);
    }
    return 0;
  },
};
