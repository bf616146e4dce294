/**
 * Elasticsearch over HTTP, as far as a cluster's health goes: who is in it, who is its master, and 503 while it has none.
 * Documents are counted and kept by nobody: indices are not simulated.
 */
import type { Reply, Request } from '../network-namespace.ts';
import { httpReply } from './http.ts';
import type { Member } from './member.ts';
import { namesIn, settingOf } from './setting.ts';
import type { Server } from './speaker.ts';

const noMaster = JSON.stringify({ error: { type: 'master_not_discovered_exception', reason: null }, status: 503 });
/** As `_cat/nodes` shortens them. */
const letters: Readonly<Record<string, string>> = { master: 'm', data: 'd', ingest: 'i', ml: 'l', transform: 't', remote_cluster_client: 'r' }; // biome-ignore format: a table
const all = 'dilmrt';

export class ElasticsearchServer {
  readonly #server: Server;

  constructor(server: Server) {
    this.#server = server;
  }

  reply(request: Request): Reply {
    const plain = () => httpReply(this.#server, request, () => 'answers');
    if (request.protocol !== 'http') return { kind: 'closed' };
    const { member, process } = this.#server;
    if (process.world.conditions.maintenance) return plain();
    const path = request.path.split('?')[0] ?? '/';
    const answer = (status: number, text: string): Reply => ({
      kind: 'answer',
      ok: status < 400,
      status,
      text,
      headers: { 'content-type': 'application/json' },
      afterMs: this.#server.facts.http?.milliseconds ?? 1,
    });
    const master = member?.leader();
    if (path.startsWith('/_cluster/health')) {
      if (member && !master) return answer(503, noMaster);
      return answer(200, JSON.stringify(this.#health(member)));
    }
    if (path.startsWith('/_cat/') && member && !master) return answer(503, noMaster);
    if (path === '/_cat/master') return answer(200, `${master?.name ?? process.world.hostname}\n`);
    if (path === '/_cat/nodes')
      return answer(
        200,
        (member?.together() ?? [undefined])
          .map(
            (node) =>
              `${node?.address ?? process.world.network.address} ${roles(node)} ${!node || node === master ? '*' : '-'} ${node?.name ?? process.world.hostname}\n`,
          )
          .sort()
          .join(''),
      );
    if (path === '/')
      return answer(200, JSON.stringify({ name: member?.name ?? process.world.hostname, cluster_name: member?.cluster ?? 'docker-cluster', tagline: 'You Know, for Search' })); // biome-ignore format: one answer
    return plain();
  }

  #health(member: Member | undefined) {
    const nodes = member?.together() ?? [undefined];
    const holds = nodes.filter((node) => roles(node).includes('d')).length;
    return {
      cluster_name: member?.cluster ?? 'docker-cluster',
      // With nobody to hold data the system's own indices find no place.
      status: holds > 0 ? 'green' : 'red',
      number_of_nodes: nodes.length,
      number_of_data_nodes: holds,
    };
  }
}

function roles(member: Member | undefined): string {
  const { voters } = member?.facts ?? {};
  const given = member && voters ? settingOf(member.process, voters.setting) : 'default';
  if (given === 'default') return all;
  const found = namesIn(given).map((name) => letters[name] ?? (name.startsWith('data_') ? 'd' : ''));
  // No role at all: a node that only coordinates.
  return [...new Set(found)].sort().join('') || '-';
}
