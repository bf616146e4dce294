/**
 * What a web server answers: fixed endpoints, files of a directory, and the failure of what it depends on (WordPress without
 * its database says so and answers 500).
 */
import { join } from '../files/paths.ts';
import type { ProgramFacts } from '../image.ts';
import type { Reply, Request } from '../network-namespace.ts';
import type { Process } from '../process.ts';
import { answerByRules } from './nginx-configuration.ts';
import type { Server } from './speaker.ts';

export function httpReply(
  server: Server,
  request: Request,
  connectNeed: (need: ProgramFacts['needs'][number], process: Process) => 'answers' | 'refuses' | 'silence',
): Reply {
  if (request.protocol !== 'http')
    return request.protocol === 'text'
      ? { kind: 'answer', ok: false, status: 400, text: 'HTTP/1.1 400 Bad Request\r\n\r\n' }
      : { kind: 'closed' };
  const { facts, process } = server;
  const http = facts.http ?? { endpoints: [], notFound: { status: 404, body: '' }, milliseconds: 1 };
  const path = request.path.split('?')[0] ?? '/';
  const milliseconds = server.load?.answerMs(process.world.clock.nowMs, http.milliseconds) ?? http.milliseconds;
  const answer = (status: number, text: string, headers: Readonly<Record<string, string>> = {}): Reply => ({
    kind: 'answer',
    ok: status < 400,
    status,
    text,
    headers,
    afterMs: milliseconds,
  });
  if (process.world.conditions.maintenance) return answer(503, 'Service Unavailable');
  const age = (process.world.clock.nowMs - server.sinceMs) / 1000;
  const endpoint = http.endpoints.find(
    (one) =>
      (one.untilSeconds === undefined || age < one.untilSeconds) &&
      (one.path.endsWith('*') ? path.startsWith(one.path.slice(0, -1)) : one.path === path),
  );
  if (!endpoint?.needsNothing) {
    for (const need of facts.needs) {
      const outcome = connectNeed(need, process);
      if (outcome === 'silence') return { kind: 'silence' };
      if (outcome === 'refuses') return answer(need.status, need.body);
    }
  }
  if (endpoint) return answer(endpoint.status, endpoint.body, endpoint.headers);
  const told = server.configuration && answerByRules(process, server.configuration, request);
  if (told && 'reply' in told) {
    const { reply } = told;
    return reply.kind === 'answer' ? { ...reply, afterMs: (reply.afterMs ?? 0) + milliseconds } : reply;
  }
  const root = told?.root ?? http.root;
  if (root !== undefined) {
    const file = join(root, path);
    const { files } = process.world;
    const node = files.find(file);
    const index = node?.type === 'directory' ? files.find(join(file, 'index.html')) : node;
    if (index?.type === 'file') return answer(200, index.content);
    if (node?.type === 'directory') return answer(403, 'Forbidden');
  }
  return answer(http.notFound.status, http.notFound.body);
}
