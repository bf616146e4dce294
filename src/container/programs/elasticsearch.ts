/**
 * Elasticsearch over HTTP, as far as a cluster's health goes: who is in it, who is its master, and 503 while it has none.
 * Documents are kept in one list that all nodes hold; they can be added, counted and read back. Queries, mappings and shards
 * are not simulated.
 */
import { join } from '../files/paths.ts';
import type { Reply, Request } from '../network-namespace.ts';
import { httpReply } from './http.ts';
import type { Member } from './member.ts';
import { namesIn, settingOf } from './setting.ts';
import type { Server } from './speaker.ts';

const noMaster = JSON.stringify({ error: { type: 'master_not_discovered_exception', reason: null }, status: 503 });
/** As `_cat/nodes` shortens them. */
const letters: Readonly<Record<string, string>> = { master: 'm', data: 'd', ingest: 'i', ml: 'l', transform: 't', remote_cluster_client: 'r' }; // biome-ignore format: a table
const all = 'dilmrt';

const mostDocuments = 10_000;

export class ElasticsearchServer {
  readonly #server: Server;
  readonly #path: string;

  constructor(server: Server) {
    this.#server = server;
    this.#path = join(server.dataDirectory ?? '/usr/share/elasticsearch/data', '_state/documents.ndjson');
    const { member } = server;
    if (!member) return;
    member.give = () => this.#documents().join('\n');
    member.take = (text) => this.#keep(text === '' ? [] : text.split('\n'));
    if (member.received !== undefined) member.take(member.received);
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
    if (member && !master) return answer(503, noMaster);
    if (request.method === 'POST' || request.method === 'PUT') {
      const added = documentsIn(path, request.body);
      if (added) {
        this.#keep([...this.#documents(), ...added]);
        member?.spread(this.#documents().join('\n'));
        return answer(201, JSON.stringify({ errors: false, result: 'created', items: added.length }));
      }
    }
    const count = this.#documents().length;
    if (path.endsWith('/_count')) return answer(200, JSON.stringify({ count }));
    if (path.startsWith('/_cat/indices')) return answer(200, count === 0 ? '' : `green open filebeat 1 1 ${count}\n`);
    if (path.endsWith('/_search')) {
      const hits = this.#documents().slice(-100).map((text) => ({ _source: text })); // biome-ignore format: one list
      return answer(200, JSON.stringify({ hits: { total: { value: count }, hits } }));
    }
    return plain();
  }

  #documents(): readonly string[] {
    const node = this.#server.process.world.files.find(this.#path);
    return node?.type === 'file' && node.content !== '' ? node.content.trimEnd().split('\n') : [];
  }

  #keep(documents: readonly string[]): void {
    const { files } = this.#server.process.world;
    files.makeDirectory(this.#path.slice(0, this.#path.lastIndexOf('/')), { parents: true });
    files.write(this.#path, documents.slice(-mostDocuments).map((line) => `${line}\n`).join('')); // biome-ignore format: one text
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

/** One document of a `_doc` request, every second line of a `_bulk`; undefined for anything else. */
function documentsIn(path: string, body: string): readonly string[] | undefined {
  const lines = body.split('\n').filter((line) => line.trim() !== '');
  if (path.endsWith('/_bulk')) return lines.filter((_, index) => index % 2 === 1);
  if (/^\/[^/]+\/(_doc|_create)(\/|$)/.test(path)) return [lines.join(' ')];
  return undefined;
}
