/**
 * What an nginx configuration says a request gets, as far as examples go: `root`, `return` and `proxy_pass` of its locations
 * and server blocks, `upstream` groups. The longest location that fits decides (`=` before all); regular expressions, rewrites
 * and server names are left out. A name that leads nowhere when nginx starts ends it, as it ends the real one.
 */
import { isAddress, type Reply, type Request } from '../network-namespace.ts';
import type { Process } from '../process.ts';
import { textsAt } from './setting.ts';

type Action =
  | {
      readonly kind: 'proxy';
      readonly host: string;
      readonly port: number;
      readonly path: string | undefined;
      readonly place: string;
    }
  | { readonly kind: 'return'; readonly status: number; readonly text: string }
  | { readonly kind: 'root'; readonly directory: string };

interface Rule {
  readonly location: string;
  readonly isExact: boolean;
  readonly action: Action;
}

export interface NginxConfiguration {
  readonly rules: readonly Rule[];
  /** Where files lie unless a location says otherwise. */
  readonly root: string | undefined;
}

export function readNginx(process: Process, path: string): NginxConfiguration {
  const rules: Rule[] = [];
  let root: string | undefined;
  for (const { file, text } of filesOf(process, path)) {
    const upstreams = new Map(
      [...text.matchAll(/\bupstream\s+(\S+)\s*\{([^}]*)\}/g)].map(([, name = '', body = '']) => [
        name,
        /\bserver\s+([^\s;]+)/.exec(body)?.[1] ?? '',
      ]),
    );
    for (const { words, line, location } of directives(text)) {
      const [name = '', first = '', second = ''] = words;
      const add = (action: Action) => rules.push({ ...(location ?? { location: '/', isExact: false }), action });
      if (name === 'root') {
        if (location) add({ kind: 'root', directory: first });
        else root = first;
      } else if (name === 'return') add({ kind: 'return', status: Number(first) || 200, text: second });
      else if (name === 'proxy_pass') {
        const [, host = '', path] = /^https?:\/\/([^/]+)(\/.*)?$/.exec(first) ?? [];
        const [server = '', port] = (upstreams.get(host) ?? host).split(':');
        if (server !== '')
          add({ kind: 'proxy', host: server, port: Number(port ?? 80), path, place: `${file}:${line}` });
      }
    }
  }
  return { rules, root };
}

/** The first host nobody knows, in nginx' words; names with variables are looked up at each request. */
export function unknownUpstream(process: Process, { rules }: NginxConfiguration): string | undefined {
  for (const { action } of rules) {
    if (action.kind !== 'proxy' || action.host.includes('$') || isAddress(action.host)) continue;
    if (process.world.network.connect(action.host, action.port).kind === 'unknown-name')
      return `nginx: [emerg] host not found in upstream "${action.host}" in ${action.place}`;
  }
  return undefined;
}

const hopsHeader = 'x-hops';
const mostHops = 20;

/** What the longest fitting location does with the request; `root`: a directory to look into. Undefined: as usual. */
export function answerByRules(
  process: Process,
  { rules, root }: NginxConfiguration,
  request: Extract<Request, { readonly protocol: 'http' }>,
): { readonly reply: Reply } | { readonly root: string } | undefined {
  const path = request.path.split('?')[0] ?? '/';
  const fits = rules.filter(({ location, isExact }) => (isExact ? path === location : path.startsWith(location)));
  const [best] = [...fits].sort(
    (one, other) => Number(other.isExact) - Number(one.isExact) || other.location.length - one.location.length,
  );
  if (!best) return root === undefined ? undefined : { root };
  const { action, location } = best;
  if (action.kind === 'root') return { root: action.directory };
  if (action.kind === 'return') {
    const { status, text } = action;
    return {
      reply: {
        kind: 'answer',
        ok: status < 400,
        status,
        text,
        headers: status < 400 && status >= 300 ? { Location: text } : {},
      },
    };
  }
  const connection = process.world.network.connect(action.host, action.port);
  const failed = (status: number, text: string): Reply => ({ kind: 'answer', ok: false, status, text });
  const late: Reply = { kind: 'answer', ok: false, status: 504, text: '504 Gateway Time-out', afterMs: 60_000 };
  if (connection.kind === 'timeout') return { reply: late };
  if (connection.kind !== 'connected') return { reply: failed(502, '502 Bad Gateway') };
  // With a path of its own the location's part is replaced: `/api/` → `http://app/` makes `/api/x` `/x`.
  const inner = action.path === undefined ? request.path : action.path + request.path.slice(location.length);
  const hops = Number(request.headers[hopsHeader] ?? 0) + 1;
  if (hops > mostHops) return { reply: failed(500, '500 Internal Server Error') }; // it goes round in circles
  const headers = { ...request.headers, [hopsHeader]: String(hops) };
  const reply = connection.listener.reply({ ...request, host: action.host, path: inner, headers });
  if (reply.kind === 'answer') return { reply };
  return {
    reply: reply.kind === 'closed' ? failed(502, '502 Bad Gateway') : late,
  };
}

/** The main file and those it includes. */
function filesOf(process: Process, path: string): readonly { readonly file: string; readonly text: string }[] {
  const node = process.world.files.find(path);
  if (node?.type !== 'file') return [];
  const found = [{ file: path, text: node.content }];
  for (const [, included = ''] of node.content.matchAll(/^\s*include\s+([^\s;]+)/gm)) {
    for (const name of namesOf(process, included))
      for (const text of textsAt(process, name)) found.push({ file: name, text });
  }
  return found;
}

/** `conf.d/*.conf`: what begins with a dot does not belong to it. */
function namesOf({ world }: Process, included: string): readonly string[] {
  const directory = included.replace(/\/\*[^/]*$/, '');
  if (directory === included) return [included];
  if (world.files.find(directory)?.type !== 'directory') return [];
  return world.files.list(directory).flatMap((name) => (name.startsWith('.') ? [] : [`${directory}/${name}`]));
}

interface Directive {
  readonly words: readonly string[];
  readonly line: number;
  readonly location: { readonly location: string; readonly isExact: boolean } | undefined;
}

/** Every `name value…;` with the location that it stands in. */
function directives(text: string): readonly Directive[] {
  const found: Directive[] = [];
  const blocks: (Directive['location'] | 'other')[] = [];
  let words: string[] = [];
  for (const [index, line] of text.split('\n').entries()) {
    for (const [token] of line
      .replace(/(^|\s)#.*$/, '')
      .matchAll(/"(?:[^"\\]|\\.)*"|'(?:[^'\\]|\\.)*'|[{};]|[^\s{};"']+/g)) {
      if (token === '{') {
        const [name, first = '', second] = words;
        const isExact = first === '=';
        const path = isExact || first === '^~' ? (second ?? '') : first;
        blocks.push(name === 'location' && !first.startsWith('~') ? { location: path, isExact } : 'other');
        words = [];
      } else if (token === '}') {
        blocks.pop();
        words = [];
      } else if (token === ';') {
        const location = blocks.findLast((block) => block !== 'other');
        if (words.length > 0) found.push({ words, line: index + 1, location });
        words = [];
      } else words.push(token.replace(/^(["'])(.*)\1$/, '$2'));
    }
  }
  return found;
}
