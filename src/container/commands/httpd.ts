/** busybox `httpd [-f] [-p port] [-h directory]`: serves files; without `-f` it goes on in the background. */
import { sleep as pause, type Routine } from '#simulation/coroutine.ts';
import { type Call, type Command, complain, options } from '../call.ts';
import { join } from '../files/paths.ts';
import type { Listener } from '../network-namespace.ts';
import { Process } from '../process.ts';

/** From its start to its first accepted connection; on a real node the first probe still finds nobody. */
const startMs = 150;

export const httpd: Command = {
  names: ['httpd'],
  directory: '/usr/sbin',
  *run(call) {
    const { flags, values } = options(call.args, 'fv', 'phcur');
    const port = Number((values.get('p') ?? '80').split(':').at(-1));
    if (!Number.isInteger(port) || port < 1 || port > 65_535)
      return complain(call, `invalid port '${values.get('p')}'`);
    const root = values.get('h') ?? call.process.workingDirectory;
    if (flags.has('f')) return yield* serve(call.process, call, port, root);
    if (call.process.world.network.listeners.has(port)) return complain(call, 'bind: Address in use');
    const daemon = new Process({
      argv: call.process.argv[0]?.endsWith('httpd') ? call.process.argv : ['httpd', ...call.args],
      world: call.process.world,
      environment: call.process.environment,
      workingDirectory: root,
      user: call.process.user,
      input: call.input,
      output: call.output,
      errors: call.errors,
    });
    daemon.start(serve(daemon, call, port, root));
    return 0;
  },
};

function* serve(process: Process, call: Call, port: number, root: string): Routine<number> {
  const { world } = process;
  const listener: Listener = {
    port,
    process,
    protocol: 'http',
    onlyLocal: false,
    reply(request) {
      if (request.protocol !== 'http') return { kind: 'closed' };
      if (world.conditions.hung) return { kind: 'silence' };
      const path = join(root, request.path.split('?')[0] ?? '/');
      const node = world.files.find(path);
      const file = node?.type === 'directory' ? world.files.find(join(path, 'index.html')) : node;
      if (file?.type === 'file') return { kind: 'answer', ok: true, status: 200, text: file.content };
      return { kind: 'answer', ok: false, status: 404, text: '<HTML><HEAD><TITLE>404 Not Found</TITLE></HEAD></HTML>' };
    },
  };
  yield pause(world.clock, startMs);
  if (!world.network.listen(listener)) return complain(call, 'bind: Address already in use');
  yield () => undefined;
  return 0;
}
