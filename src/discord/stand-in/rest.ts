/**
 * The stand-in's HTTP API: the routes a bot of slash commands needs, with Discord's own refusals. A route that is not here
 * answers 404 and is a problem that a test will see; so is every body that Discord would not take.
 */
import { createServer, type Server, type ServerResponse } from 'node:http';
import { type RestRequest, readRequest } from './request.ts';
import { isInvalidForm, type Reply, type RestOptions, type Route } from './route.ts';
import { routes } from './routes/index.ts';
import type { StoredFile, World } from './world.ts';

export interface RestCall {
  readonly method: string;
  readonly route: string;
  readonly status: number;
  readonly body: unknown;
  readonly reply: unknown;
}

interface Failure {
  readonly route: string;
  readonly status: number;
  readonly retryAfterSeconds: number;
  /** Of a 429: the whole bot is held back, not this route alone. */
  readonly global: boolean;
  /** The request was served all the same; only the answer is lost. */
  readonly afterServing: boolean;
}

export interface Rest {
  readonly server: Server;
  readonly calls: RestCall[];
  /** The next calls of this route fail: 429 (with when to come back), a 5xx, or 0: the connection is cut. */
  failNext(
    route: string,
    status: number,
    options?: {
      readonly times?: number;
      readonly retryAfterSeconds?: number;
      readonly afterServing?: boolean;
      readonly global?: boolean;
    },
  ): void;
}

export function startRest(world: World, options: RestOptions): Rest {
  const calls: RestCall[] = [];
  const failures: Failure[] = [];

  const answer = (request: RestRequest): Reply => {
    const found = findRoute(request);
    const route = found?.route.route ?? request.path;
    const reply = found ? serve(found.route, found.parts, request) : { status: 404, body: unknownRoute };
    if (!found) world.problems.push(`${request.method} ${request.path}: unknown route`);
    calls.push({ method: request.method, route, status: reply.status, body: request.body, reply: reply.body });
    return reply;
  };

  const serve = (route: Route, parts: readonly string[], request: RestRequest): Reply => {
    const failing = failures.findIndex((failure) => failure.route === route.route);
    const failure = failing >= 0 ? failures.splice(failing, 1)[0] : undefined;
    if (failure && !failure.afterServing) return failureReply(failure);
    if (route.authorized && request.authorization !== `Bot ${options.token}`) {
      return { status: 401, body: { message: '401: Unauthorized', code: 0 } };
    }
    const check = (body: unknown) => options.contract({ method: request.method, route: route.route, body });
    const reply = route.answer({ world, options, request, parts, check });
    if (isInvalidForm(reply)) world.problems.push(`${request.method} ${route.route}: ${JSON.stringify(reply.body)}`);
    return failure ? failureReply(failure) : reply;
  };

  const server = createServer((incoming, outgoing) => {
    const file = incoming.method === 'GET' ? findFile(world, incoming.url ?? '') : undefined;
    if (file) return sendFile(outgoing, file);
    readRequest(incoming)
      .then(answer)
      .catch((error: unknown) => {
        world.problems.push(`${incoming.method} ${incoming.url}: ${error}`);
        return { status: 400, body: { message: String(error), code: 50109 } };
      })
      .then((reply) => {
        send(outgoing, reply);
        world.changes.emit('change');
      });
  });
  return {
    server,
    calls,
    failNext(route, status, { times = 1, retryAfterSeconds = 1, afterServing = false, global = false } = {}) {
      for (let time = 0; time < times; time++)
        failures.push({ route, status, retryAfterSeconds, afterServing, global });
    },
  };
}

function findRoute(request: RestRequest): { readonly route: Route; readonly parts: readonly string[] } | undefined {
  const asked = request.path.split('/');
  for (const route of routes) {
    const wanted = route.route.split('/');
    if (route.method !== request.method || wanted.length !== asked.length) continue;
    if (!wanted.every((part, index) => part.startsWith('{') || part === asked[index])) continue;
    return { route, parts: asked.filter((_, index) => wanted[index]!.startsWith('{')) };
  }
  return undefined;
}

function failureReply({ status, retryAfterSeconds, global }: Failure): Reply {
  if (status !== 429) return { status, body: { message: `${status}: the stand-in was told to fail`, code: 0 } };
  return {
    status,
    body: { message: 'You are being rate limited.', retry_after: retryAfterSeconds, global },
    headers: {
      'retry-after': String(retryAfterSeconds),
      'x-ratelimit-scope': global ? 'global' : 'user',
      ...(global && { 'x-ratelimit-global': 'true' }),
    },
  };
}

function findFile(world: World, url: string): StoredFile | undefined {
  const id = /^\/attachments\/(\d+)\//.exec(url)?.[1];
  return id === undefined ? undefined : world.files.get(id);
}

function sendFile(response: ServerResponse, file: StoredFile): void {
  response.writeHead(200, { 'content-type': file.mediaType, 'content-length': file.bytes.length }).end(file.bytes);
}

/** A 204 has neither a body nor a type: the client would try to read it as JSON. */
function send(response: ServerResponse, { status, body, headers = {} }: Reply): void {
  if (status === 0) return void response.destroy();
  if (body === undefined) response.writeHead(status, headers).end();
  else response.writeHead(status, { 'content-type': 'application/json', ...headers }).end(JSON.stringify(body));
}

const unknownRoute = { message: '404: Not Found', code: 0 };
