/** `ls [-laAd1hR] [paths]`: names sorted, one a line as into a pipe; `-l` with mode, owner, size and time. */
import { type Call, type Command, complain, options, pathOf, say } from '../call.ts';
import { FileError } from '../files/file-error.ts';
import type { FileNode } from '../files/layer.ts';
import { join } from '../files/paths.ts';

export const ls: Command = {
  names: ['ls'],
  run(call) {
    const { rest, flags } = options(call.args, 'laAd1hRtrSinFC');
    const { files } = call.process.world;
    const { user } = call.process;
    let status = 0;
    const paths = rest.length === 0 ? ['.'] : rest;
    for (const word of paths) {
      const path = pathOf(call, word);
      try {
        const node = files.lstat(path);
        if (!node) throw new FileError('ENOENT', word);
        const followed = files.find(path);
        if (followed?.type !== 'directory' || flags.has('d')) {
          show(call, word, node, flags);
          continue;
        }
        if (paths.length > 1) say(call, `${word}:`);
        let names = files.list(path, user);
        if (flags.has('a')) names = ['.', '..', ...names];
        else if (!flags.has('A')) names = names.filter((name) => !name.startsWith('.'));
        if (flags.has('r')) names.reverse();
        if (flags.has('l')) say(call, `total ${names.length * 4}`);
        for (const name of names) {
          const entry = files.lstat(join(path, name));
          if (entry) show(call, name, entry, flags);
        }
        if (paths.length > 1) say(call, '');
      } catch (error) {
        if (!(error instanceof FileError)) throw error;
        status = complain(
          call,
          error.code === 'ENOENT' ? `${word}: ${error.message}` : `can't open '${word}': ${error.message}`,
        );
      }
    }
    return status === 0 || isBusybox(call) ? status : 2;
  },
};

function isBusybox(call: Call): boolean {
  const { base } = call.process.world.image;
  return base === 'busybox' || base === 'alpine';
}

function show(call: Call, name: string, node: FileNode, flags: ReadonlySet<string>): void {
  if (!flags.has('l')) {
    say(call, name);
    return;
  }
  const date = new Date(node.modifiedMs);
  const month = ['Jan', 'Feb', 'Mar', 'Apr', 'May', 'Jun', 'Jul', 'Aug', 'Sep', 'Oct', 'Nov', 'Dec'][
    date.getUTCMonth()
  ];
  const time = `${String(date.getUTCHours()).padStart(2, '0')}:${String(date.getUTCMinutes()).padStart(2, '0')}`;
  const size = node.type === 'file' ? node.size : 4096;
  const target = node.type === 'symlink' ? ` -> ${node.target}` : '';
  const owner = (id: number) => (id === 0 ? 'root' : String(id)).padEnd(8);
  say(
    call,
    `${modeText(node)}    1 ${owner(node.uid)} ${owner(node.gid)} ${String(size).padStart(9)} ${month} ${String(date.getUTCDate()).padStart(2)} ${time} ${name}${target}`,
  );
}

export function modeText(node: FileNode): string {
  const kind = { file: '-', directory: 'd', symlink: 'l', socket: 's' }[node.type];
  const bits = [6, 3, 0].map((shift) => {
    const part = (node.mode >> shift) & 7;
    const special = shift === 3 && node.mode & 0o2000 ? (part & 1 ? 's' : 'S') : undefined;
    return `${part & 4 ? 'r' : '-'}${part & 2 ? 'w' : '-'}${special ?? (part & 1 ? 'x' : '-')}`;
  });
  return kind + bits.join('');
}
