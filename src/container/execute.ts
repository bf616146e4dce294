/**
 * From a name to a running program: what lies in an image's PATH, scripts and their first line, servers and the entrypoint
 * scripts that stand before them. The one place where commands, shells and servers come together.
 */
import type { Routine } from '#simulation/coroutine.ts';
import { type Call, type Command, callCommand } from './call.ts';
import { baseCommands, busyboxCommands, commands, packageManagerOf, shellUtilities } from './commands/index.ts';
import { runShell, shellNames } from './commands/shell.ts';
import { FileError } from './files/file-error.ts';
import type { FileSystem } from './files/file-system.ts';
import { allowed, Layer, type User } from './files/layer.ts';
import { join } from './files/paths.ts';
import type { Demand, ImageBehaviour, ProgramFacts } from './image.ts';
import type { Process } from './process.ts';
import { runServer } from './programs/server.ts';
import { builtins } from './shell/builtins/index.ts';
import type { ShellParts } from './shell/shell.ts';

import type { Executable } from './world.ts';

export const defaultPath = '/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin';

const shellParts: ShellParts = { builtins, utilities: shellUtilities };

/** Everything an image brings along: the directories of a Linux, its programs, its own files. */
export function imageLayer(image: ImageBehaviour): Layer {
  const layer = new Layer({ kind: 'overlay' });
  for (const directory of [
    '/bin',
    '/dev',
    '/etc',
    '/home',
    '/lib',
    '/media',
    '/mnt',
    '/opt',
    '/proc',
    '/root',
    '/run',
    '/sbin',
    '/srv',
    '/sys/fs/cgroup',
    '/usr/bin',
    '/usr/local/bin',
    '/usr/sbin',
    '/var/lib',
    '/var/log',
    '/var/run',
  ])
    layer.makeDirectories(directory);
  layer.makeDirectories('/tmp', { mode: 0o1777 });
  for (const directory of ['/dev/shm', '/var/tmp']) layer.makeDirectories(directory, { mode: 0o1777 });
  for (const device of ['null', 'zero', 'tty', 'random', 'urandom']) layer.write(`/dev/${device}`, '', { mode: 0o666 });
  layer.write('/etc/passwd', 'root:x:0:0:root:/root:/bin/sh\nnobody:x:65534:65534:nobody:/:/sbin/nologin\n');
  layer.write('/etc/os-release', `ID=${image.base === 'none' ? 'linux' : image.base}\n`);
  // In Debian and Fedora /bin is /usr/bin: what lies in one lies in the other.
  const isMerged = image.base === 'debian' || image.base === 'fedora';
  const program = (path: string, name: string) => {
    layer.write(path, '', { mode: 0o755, program: name });
    const [, folder, rest] = /^(\/usr)?(\/s?bin\/.*)$/.exec(path) ?? [];
    if (isMerged && rest !== undefined)
      layer.write(folder === undefined ? `/usr${rest}` : rest, '', { mode: 0o755, program: name });
  };
  const install = (command: Command) => {
    for (const name of command.names) program(join(command.directory ?? '/bin', name), `command:${name}`);
  };
  if (image.base !== 'none') {
    program('/bin/sh', 'shell:sh');
    if (isMerged) program('/bin/bash', 'shell:bash');
    if (image.base === 'debian') program('/bin/dash', 'shell:dash');
    if (image.base === 'busybox' || image.base === 'alpine') program('/bin/ash', 'shell:ash');
    for (const command of baseCommands) install(command);
    if (image.base === 'busybox' || image.base === 'alpine') for (const command of busyboxCommands) install(command);
    if (image.base !== 'busybox') install(packageManagerOf[image.base]);
  }
  for (const name of image.ships) {
    const command = commands.get(name);
    if (command) {
      program(join(command.directory ?? '/usr/bin', name), `command:${name}`);
    } else if ((shellNames as readonly string[]).includes(name)) program(join('/bin', name), `shell:${name}`);
  }
  for (const [index, facts] of image.programs.entries()) {
    for (const name of facts.names)
      program(name.startsWith('/') ? name : join('/usr/local/bin', name), `server:${index}`);
    if (facts.entrypoint !== undefined)
      program(
        facts.entrypoint.startsWith('/') ? facts.entrypoint : join('/usr/local/bin', facts.entrypoint),
        `entrypoint:${index}`,
      );
  }
  for (const file of image.files) {
    const facts = file.mode === undefined ? {} : { mode: file.mode };
    if (file.path.endsWith('/')) layer.makeDirectories(file.path.slice(0, -1), facts);
    else layer.write(file.path, file.content, facts);
  }
  for (const directory of [...image.volumes, image.workingDirectory]) layer.makeDirectories(directory);
  return layer;
}

export function findExecutable(
  files: FileSystem,
  name: string,
  process: {
    readonly environment: ReadonlyMap<string, string>;
    readonly workingDirectory: string;
    readonly user: User;
  },
): Executable {
  const places = name.includes('/')
    ? [name.startsWith('/') ? name : join(process.workingDirectory, name)]
    : (process.environment.get('PATH') ?? defaultPath).split(':').map((directory) => join(directory, name));
  if (name === '') return { kind: 'not-found' };
  let refused: string | undefined;
  for (const path of places) {
    const node = files.find(path);
    if (!node) continue;
    if (node.type !== 'file' || !allowed(node, process.user, 1)) {
      if (node.type === 'file' || name.includes('/')) refused ??= path;
      continue;
    }
    if (node.program !== undefined) return { kind: 'program', program: node.program, path };
    const firstLine = /^#!\s*([^\n]+)/.exec(node.content)?.[1]?.trim();
    return { kind: 'script', path, interpreter: firstLine === undefined ? ['/bin/sh'] : firstLine.split(/\s+/) };
  }
  return refused === undefined ? { kind: 'not-found' } : { kind: 'not-executable', path: refused };
}

export function* execute(process: Process, executable: Executable): Routine<number> {
  const name = process.argv[0] ?? '';
  const call: Call = {
    name,
    args: process.argv.slice(1),
    process,
    input: process.input,
    output: process.output,
    errors: process.errors,
  };
  if (executable.kind === 'script') {
    const [interpreter = '/bin/sh', ...options] = executable.interpreter;
    const argv = interpreter.endsWith('/env') ? options : [interpreter, ...options];
    const found = process.world.find(argv[0] ?? '/bin/sh', process);
    if (found.kind !== 'program') {
      process.errors.write(`${name}: ${argv[0]}: not found\n`);
      return 127;
    }
    process.argv = [...argv, executable.path, ...process.argv.slice(1)];
    return yield* execute(process, found);
  }
  if (executable.kind !== 'program') return 127;
  const [kind, which = ''] = executable.program.split(':');
  if (kind === 'shell') return yield* runShell(call, shellParts);
  if (kind === 'command') {
    const command = commands.get(which);
    return command ? yield* callCommand(command, { ...call, name: name.slice(name.lastIndexOf('/') + 1) }) : 127;
  }
  const facts = process.world.image.programs[Number(which)];
  if (!facts) return 127;
  // What a server cannot write (a full disk, a read-only volume) ends it with the reason, as it would end a real one.
  return yield* untilFileError(
    process,
    kind === 'server'
      ? runServer(process, facts, { prepared: facts.demands.length === 0 })
      : runEntrypoint(process, facts),
  );
}

function* untilFileError(process: Process, routine: Routine<number>): Routine<number> {
  try {
    return yield* routine;
  } catch (error) {
    if (!(error instanceof FileError)) throw error;
    process.errors.write(`${process.argv[0] ?? ''}: ${error.path}: ${error.message}\n`);
    return 1;
  }
}

/**
 * The script in front of a server, as official images write it: options alone are for the server; the server's own name is
 * checked and prepared; any other command is simply run.
 */
function* runEntrypoint(process: Process, facts: ProgramFacts): Routine<number> {
  const { image } = process.world;
  let argv = process.argv.slice(1);
  if (argv.length === 0 || argv[0]?.startsWith('-')) {
    // Filebeat's CMD holds options alone: its script puts the program in front of those too.
    const first = image.command[0];
    const server = first === undefined || first.startsWith('-') ? facts.names[0] : first;
    argv = [server ?? '', ...argv];
  }
  const [name = ''] = argv;
  if (facts.names.includes(name)) {
    const fresh =
      facts.data === undefined ||
      process.world.files.find(join(dataDirectory(facts, process, argv), facts.data.marker)) === undefined;
    for (const demand of facts.demands) {
      if ((demand.onlyFirst && !fresh) || fulfilled(demand, process)) continue;
      for (const line of demand.message) process.errors.write(`${line}\n`);
      process.world.report('refused-to-start', demand.anyOf.join(' '));
      return demand.exitCode;
    }
    process.argv = argv;
    return yield* runServer(process, facts, { prepared: true });
  }
  const found = process.world.find(name, process);
  if (found.kind === 'not-found' || found.kind === 'not-executable') {
    process.errors.write(
      `${facts.entrypoint}: exec: ${name}: ${found.kind === 'not-found' ? 'not found' : 'Permission denied'}\n`,
    );
    return found.kind === 'not-found' ? 127 : 126;
  }
  process.argv = argv;
  return yield* execute(process, found);
}

function dataDirectory(facts: ProgramFacts, process: Process, argv: readonly string[]): string {
  const { data } = facts;
  if (!data) return '/';
  const argument =
    data.argument === undefined
      ? undefined
      : argv.find((word) => word.startsWith(`${data.argument}=`))?.slice(data.argument.length + 1);
  return argument ?? (data.environment ? process.environment.get(data.environment) : undefined) ?? data.directory;
}

function fulfilled(demand: Demand, process: Process): boolean {
  return demand.anyOf.some(
    (name) =>
      (process.environment.get(name) ?? '') !== '' ||
      (demand.files && (process.environment.get(`${name}_FILE`) ?? '') !== ''),
  );
}
