/** `wget` (busybox's words) and `curl`: a GET or POST to a name, a Service or an address, with the errors a learner meets. */
import { type Routine, sleep } from '#simulation/coroutine.ts';
import { type Call, type Command, complain, options, pathOf } from '../call.ts';
import { nameOf } from '../files/paths.ts';
import { duration } from './sleep.ts';

interface Target {
  readonly host: string;
  readonly port: number;
  readonly path: string;
}

function parseUrl(text: string): Target | undefined {
  const match = /^(?:(https?):\/\/)?(?:[^@/]*@)?(\[[0-9a-fA-F:]+\]|[^:/?#]+)(?::(\d+))?([/?#].*)?$/.exec(text);
  if (!match?.[2]) return undefined;
  return {
    host: match[2].replace(/^\[|\]$/g, ''),
    port: Number(match[3] ?? (match[1] === 'https' ? 443 : 80)),
    path: match[4]?.startsWith('/') ? match[4] : `/${match[4] ?? ''}`,
  };
}

type Fetched =
  | {
      readonly kind: 'answer';
      readonly status: number;
      readonly text: string;
      readonly headers: Readonly<Record<string, string>>;
    }
  | { readonly kind: 'unknown-name'; readonly address: string }
  | { readonly kind: 'refused'; readonly address: string }
  | { readonly kind: 'timeout'; readonly address: string }
  | { readonly kind: 'silence'; readonly address: string }
  | { readonly kind: 'closed'; readonly address: string };

/** One request; waits as long as the caller would. */
function* fetchUrl(
  call: Call,
  target: Target,
  options: {
    readonly method?: string;
    readonly body?: string;
    readonly timeoutSeconds: number;
    readonly headers?: Readonly<Record<string, string>>;
  },
): Routine<Fetched> {
  const { world } = call.process;
  const connection = world.network.connect(target.host, target.port);
  if (connection.kind === 'unknown-name') return { kind: 'unknown-name', address: '' };
  if (connection.kind === 'refused') return { kind: 'refused', address: connection.address };
  if (connection.kind === 'timeout') {
    yield sleep(world.clock, options.timeoutSeconds * 1000);
    return { kind: 'timeout', address: connection.address };
  }
  const reply = connection.listener.reply({
    protocol: 'http',
    method: options.method ?? 'GET',
    path: target.path,
    host: target.host,
    body: options.body ?? '',
    headers: options.headers ?? {},
  });
  if (reply.kind === 'closed') return { kind: 'closed', address: connection.address };
  if (reply.kind === 'silence' || (reply.afterMs ?? 0) > options.timeoutSeconds * 1000) {
    yield sleep(world.clock, options.timeoutSeconds * 1000);
    return { kind: 'silence', address: connection.address };
  }
  if (reply.afterMs) yield sleep(world.clock, reply.afterMs);
  return { kind: 'answer', status: reply.status, text: reply.text, headers: reply.headers ?? {} };
}

const reasons: Readonly<Record<number, string>> = {
  301: 'Moved Permanently',
  302: 'Found',
  400: 'Bad Request',
  401: 'Unauthorized',
  403: 'Forbidden',
  404: 'Not Found',
  500: 'Internal Server Error',
  502: 'Bad Gateway',
  503: 'Service Unavailable',
  504: 'Gateway Timeout',
};

export const wget: Command = {
  names: ['wget'],
  directory: '/usr/bin',
  *run(call) {
    const { flags, values, rest } = options(call.args, 'qScdN', 'OTtPU', [
      'spider',
      'no-check-certificate',
      'timeout',
      'tries',
      'quiet',
      'post-data',
      'header',
      'server-response',
      'output-document',
    ]);
    const target = parseUrl(rest[0] ?? '');
    if (!target) return complain(call, 'missing URL');
    const quiet = flags.has('q') || flags.has('quiet');
    const timeoutSeconds = duration(values.get('T') ?? values.get('timeout') ?? '') ?? 900;
    let at = target;
    for (let hop = 0; hop < 6; hop++) {
      const body = values.get('post-data');
      const fetched = yield* fetchUrl(call, at, {
        timeoutSeconds,
        ...(body === undefined ? {} : { method: 'POST', body }),
      });
      if (fetched.kind === 'unknown-name')
        return complain(call, `bad address '${at.host}${rest[0]?.includes(`:${at.port}`) ? `:${at.port}` : ''}'`);
      if (!quiet && hop === 0)
        call.errors.write(
          `Connecting to ${at.host}${at.port === 80 ? '' : `:${at.port}`} (${fetched.kind === 'answer' ? call.process.world.network.address : fetched.address}:${at.port})\n`,
        );
      if (fetched.kind === 'refused')
        return complain(call, `can't connect to remote host (${fetched.address}): Connection refused`);
      if (fetched.kind === 'timeout' || fetched.kind === 'silence') return complain(call, 'download timed out');
      if (fetched.kind === 'closed') return complain(call, 'error getting response: Connection reset by peer');
      const location = fetched.headers['Location'];
      if (fetched.status >= 300 && fetched.status < 400 && location !== undefined) {
        at = parseUrl(location.startsWith('/') ? `http://${at.host}:${at.port}${location}` : location) ?? at;
        continue;
      }
      if (fetched.status >= 400)
        return complain(call, `server returned error: HTTP/1.1 ${fetched.status} ${reasons[fetched.status] ?? ''}`);
      if (flags.has('spider')) return 0;
      const file =
        values.get('O') ?? values.get('output-document') ?? (nameOf(at.path.split('?')[0] ?? '') || 'index.html');
      if (file === '-') call.output.write(fetched.text);
      else if (file !== '/dev/null')
        call.process.world.files.write(
          pathOf(call, values.has('P') ? `${values.get('P')}/${file}` : file),
          fetched.text,
          { user: call.process.user },
        );
      return 0;
    }
    return complain(call, 'too many redirections');
  },
};

export const curl: Command = {
  names: ['curl'],
  directory: '/usr/bin',
  *run(call) {
    const { flags, values, rest } = options(call.args, 'sSfLkIvigN', 'odmHXuwAebT', [
      'silent',
      'fail',
      'location',
      'insecure',
      'head',
      'max-time',
      'connect-timeout',
      'output',
      'write-out',
      'request',
      'data',
      'header',
      'retry',
      'show-error',
    ]);
    // Long options of curl take their value as the next word.
    const words = [...rest];
    const longValue = (name: string) => values.get(name) ?? (flags.has(name) ? words.splice(0, 1)[0] : undefined);
    const maxTime = Number(values.get('m') ?? longValue('max-time') ?? 0) || 0;
    const connectTimeout = Number(longValue('connect-timeout') ?? 0) || 0;
    const output = values.get('o') ?? longValue('output');
    const writeOut = values.get('w') ?? longValue('write-out');
    const method =
      values.get('X') ??
      longValue('request') ??
      (flags.has('I') || flags.has('head') ? 'HEAD' : values.has('d') ? 'POST' : 'GET');
    const target = parseUrl(words.find((word) => !word.startsWith('-')) ?? '');
    if (!target) return complain(call, "try 'curl --help' for more information", 2);
    const quiet = (flags.has('s') || flags.has('silent')) && !(flags.has('S') || flags.has('show-error'));
    const fail = (code: number, text: string) => {
      if (!quiet) call.errors.write(`curl: (${code}) ${text}\n`);
      if (writeOut !== undefined) call.output.write(writeOut.replaceAll('%{http_code}', '000').replaceAll('\\n', '\n'));
      return code;
    };
    let at = target;
    for (let hop = 0; ; hop++) {
      if (hop > 50) return fail(47, 'Maximum (50) redirects followed');
      const fetched = yield* fetchUrl(call, at, {
        method,
        body: values.get('d') ?? '',
        timeoutSeconds: maxTime || connectTimeout || 300,
      });
      if (fetched.kind === 'unknown-name') return fail(6, `Could not resolve host: ${at.host}`);
      if (fetched.kind === 'refused')
        return fail(7, `Failed to connect to ${at.host} port ${at.port} after 0 ms: Couldn't connect to server`);
      if (fetched.kind === 'timeout' || fetched.kind === 'silence')
        return fail(
          28,
          maxTime
            ? `Operation timed out after ${maxTime * 1000} milliseconds with 0 bytes received`
            : `Failed to connect to ${at.host} port ${at.port}: Operation timed out`,
        );
      if (fetched.kind === 'closed') return fail(52, 'Empty reply from server');
      const location = fetched.headers['Location'];
      if (
        (flags.has('L') || flags.has('location')) &&
        fetched.status >= 300 &&
        fetched.status < 400 &&
        location !== undefined
      ) {
        at = parseUrl(location.startsWith('/') ? `http://${at.host}:${at.port}${location}` : location) ?? at;
        continue;
      }
      if ((flags.has('f') || flags.has('fail')) && fetched.status >= 400)
        return fail(22, `The requested URL returned error: ${fetched.status}`);
      const text =
        method === 'HEAD'
          ? `HTTP/1.1 ${fetched.status} ${reasons[fetched.status] ?? 'OK'}\r\n\r\n`
          : flags.has('i')
            ? `HTTP/1.1 ${fetched.status} ${reasons[fetched.status] ?? 'OK'}\r\n\r\n${fetched.text}`
            : fetched.text;
      if (output === undefined || output === '-') call.output.write(text);
      else if (output !== '/dev/null')
        call.process.world.files.write(pathOf(call, output), text, { user: call.process.user });
      if (writeOut !== undefined)
        call.output.write(writeOut.replaceAll('%{http_code}', String(fetched.status)).replaceAll('\\n', '\n'));
      return 0;
    }
  },
};
