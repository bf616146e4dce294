/** `xtrabackup` and `xbstream`: a MySQL data directory as a stream, and back into files. */
import { type Command, complain, say } from '../call.ts';
import type { FileSystem } from '../files/file-system.ts';
import { join } from '../files/paths.ts';
import { readAll } from '../streams.ts';

const directory = '/var/lib/mysql';

export const xtrabackup: Command = {
  names: ['xtrabackup'],
  directory: '/usr/bin',
  run(call) {
    if (!call.args.includes('--backup')) return 0; // a copy of a simulated directory needs no preparation
    const { files, network } = call.process.world;
    if (network.connect('127.0.0.1', 3306).kind !== 'connected')
      return complain(call, "Failed to connect to MySQL server: Can't connect to MySQL server on '127.0.0.1' (111)");
    const contents = new Map<string, string>();
    collect(files, directory, '', contents);
    const position = "MASTER_LOG_FILE='mysql-bin.000003', MASTER_LOG_POS=154";
    const isReplica = contents.get('ibdata1')?.includes('"source":') ?? false;
    if (isReplica) contents.set('xtrabackup_slave_info', `CHANGE MASTER TO ${position};\n`);
    contents.set('xtrabackup_binlog_info', 'mysql-bin.000003\t154\n');
    say(call, JSON.stringify([...contents]));
    return 0;
  },
};

export const xbstream: Command = {
  names: ['xbstream'],
  directory: '/usr/bin',
  *run(call) {
    const target = call.args[call.args.indexOf('-C') + 1] ?? '.';
    const text = yield* readAll(call.input);
    const { files } = call.process.world;
    let contents: [string, string][];
    try {
      contents = JSON.parse(text) as [string, string][];
    } catch {
      return complain(call, 'xb_stream_read_chunk(): wrong chunk magic at offset 0x0.');
    }
    for (const [name, content] of contents) {
      const path = join(target, name);
      files.makeDirectory(path.slice(0, path.lastIndexOf('/')), { parents: true });
      if (name.endsWith('/')) files.makeDirectory(path, { parents: true });
      else files.write(path, content);
    }
    return 0;
  },
};

function collect(files: FileSystem, root: string, inside: string, contents: Map<string, string>): void {
  for (const name of files.list(join(root, inside))) {
    const path = inside === '' ? name : `${inside}/${name}`;
    const node = files.find(join(root, path));
    // What tells where this directory itself was cloned from is not passed on.
    if (node?.type === 'file' && !/^(xtrabackup_|change_master_to)/.test(name)) contents.set(path, node.content);
    if (node?.type !== 'directory') continue;
    contents.set(`${path}/`, '');
    collect(files, root, path, contents);
  }
}
