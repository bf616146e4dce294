/**
 * `git clone`, `pull`, `rev-parse`, as an init container or a sidecar uses them. Every repository that can be reached holds
 * the same small web page; what has to be right are the name, the way there and the directory.
 */
import { type Routine, sleep } from '#simulation/coroutine.ts';
import { type Call, type Command, say } from '../call.ts';
import { join } from '../files/paths.ts';

const commit = '5f6e1c9a0d3b47c28e11f6a7b9c4d2e8031f7a65';
const secondsForCopy = 2;

const contents: Readonly<Record<string, string>> = {
  '.git/HEAD': 'ref: refs/heads/main\n',
  '.git/refs/heads/main': `${commit}\n`,
  'README.md': '# Site\n',
  'index.html': '<html><body>Hello from the repository</body></html>\n',
};

export const git: Command = {
  names: ['git'],
  directory: '/usr/bin',
  *run(call) {
    const words = [...call.args];
    let directory = call.process.workingDirectory;
    while (words[0]?.startsWith('-')) {
      const word = words.shift();
      if (word === '--version') {
        say(call, 'git version 2.49.0');
        return 0;
      }
      if (word === '-C') directory = absolute(directory, words.shift() ?? '.');
      else if (word === '-c') words.shift();
    }
    const [verb = '', ...rest] = words;
    switch (verb) {
      case 'clone':
        return yield* clone(call, directory, rest);
      case 'config':
      case 'init':
        return 0;
      case 'pull':
      case 'fetch':
      case 'checkout':
      case 'reset':
      case 'status':
      case 'rev-parse':
      case 'log': {
        const head = call.process.world.files.find(join(directory, '.git/HEAD'));
        if (!head) return fatal(call, 'not a git repository (or any of the parent directories): .git');
        if (verb === 'pull' || verb === 'fetch') {
          const origin = call.process.world.files.find(join(directory, '.git/config'));
          const problem = yield* reach(call, origin?.type === 'file' ? origin.content.trim() : '');
          if (problem !== undefined) return fatal(call, problem);
          if (verb === 'pull') say(call, 'Already up to date.');
        } else if (verb === 'rev-parse' || verb === 'log') say(call, commit);
        return 0;
      }
      case '':
        call.errors.write('usage: git [-v | --version] [-h | --help] [-C <path>] <command> [<args>]\n');
        return 1;
      default:
        call.errors.write(`git: '${verb}' is not a git command. See 'git --help'.\n`);
        return 1;
    }
  },
};

const withValue = new Set([
  '-b',
  '--branch',
  '--depth',
  '-o',
  '--origin',
  '--reference',
  '-j',
  '--jobs',
  '-c',
  '--config',
]);

function* clone(call: Call, from: string, args: readonly string[]): Routine<number> {
  const words: string[] = [];
  for (let index = 0; index < args.length; index++) {
    const word = args[index] ?? '';
    if (withValue.has(word)) index++;
    else if (!word.startsWith('-')) words.push(word);
  }
  const [url, target] = words;
  if (url === undefined) return fatal(call, 'You must specify a repository to clone.', 129);
  const name = target ?? (url.replace(/\/+$/, '').split(/[/:]/).at(-1) ?? '').replace(/\.git$/, '');
  const place = absolute(from, name);
  const { files } = call.process.world;
  const { user } = call.process;
  const there = files.find(place);
  if (there && (there.type !== 'directory' || files.list(place).length > 0))
    return fatal(call, `destination path '${name}' already exists and is not an empty directory.`);
  call.errors.write(`Cloning into '${name}'...\n`);
  const problem = yield* reach(call, url);
  if (problem !== undefined) return fatal(call, problem);
  yield sleep(call.process.world.clock, secondsForCopy * 1000);
  for (const [path, content] of Object.entries({ ...contents, '.git/config': `${url}\n` })) {
    const file = join(place, path);
    files.makeDirectory(file.slice(0, file.lastIndexOf('/')), { parents: true, user });
    files.write(file, content, { user });
  }
  return 0;
}

/** Undefined when somebody answers there, else what git says. */
function* reach(call: Call, url: string): Routine<string | undefined> {
  const [, scheme = 'https', host, port] = /^(?:(https?|git|ssh):\/\/)?(?:[^@/]*@)?([^:/]+)(?::(\d+))?/.exec(url) ?? [];
  if (host === undefined || url.startsWith('/') || !/[:.]/.test(url)) return `repository '${url}' does not exist`;
  const web = scheme.startsWith('http') && !url.includes('@');
  const wanted = Number(port ?? { http: 80, https: 443, git: 9418, ssh: 22 }[scheme] ?? 443);
  const connection = call.process.world.network.connect(host, web || port !== undefined ? wanted : 443);
  const how = web ? `unable to access '${url}': ` : '';
  if (connection.kind === 'unknown-name') return `${how}Could not resolve host: ${host}`;
  if (connection.kind === 'timeout') {
    yield sleep(call.process.world.clock, 130_000);
    return `${how}Failed to connect to ${host} port ${wanted} after 130000 ms: Couldn't connect to server`;
  }
  if (connection.kind === 'refused')
    return `${how}Failed to connect to ${host} port ${wanted} after 0 ms: Couldn't connect to server`;
  return undefined;
}

function fatal(call: Call, text: string, exitCode = 128): number {
  call.errors.write(`fatal: ${text}\n`);
  return exitCode;
}

function absolute(from: string, path: string): string {
  return path.startsWith('/') ? path : join(from, path);
}
