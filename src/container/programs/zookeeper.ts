/**
 * ZooKeeper as clients see it: four letter words, and a tree of nodes that `zkCli.sh` creates and reads. Alone it serves by
 * itself; one of an ensemble serves only together with more than half of it, and says `imok` all the same.
 */
import { join } from '../files/paths.ts';
import type { Reply, Request } from '../network-namespace.ts';
import type { Server } from './speaker.ts';

const mostNodes = 10_000;

export class ZookeeperServer {
  readonly #server: Server;
  readonly #path: string;

  constructor(server: Server) {
    this.#server = server;
    this.#path = join(server.dataDirectory ?? '/data', 'version-2/snapshot.0');
    const { member } = server;
    if (!member) return;
    const { files } = server.process.world;
    member.give = () => this.#text();
    member.take = (text) => {
      files.makeDirectory(this.#path.slice(0, this.#path.lastIndexOf('/')), { parents: true });
      files.write(this.#path, text);
    };
    if (member.received !== undefined) member.take(member.received);
  }

  reply(request: Request): Reply {
    if (request.protocol === 'text') return this.#fourLetters(request.text.trim());
    if (request.protocol !== 'zookeeper') return { kind: 'closed' };
    const { member } = this.#server;
    if ((member && !member.serves()) || this.#server.process.world.conditions.maintenance) return { kind: 'silence' };
    const [verb = '', path = '', ...rest] = request.words;
    const nodes = this.#read();
    const fail = (text: string): Reply => ({ kind: 'answer', ok: false, status: 1, text: `${text}: ${path}` });
    const answer = (text: string): Reply => ({ kind: 'answer', ok: true, status: 0, text });
    const keep = () => {
      const text = JSON.stringify([...nodes]);
      const { files } = this.#server.process.world;
      files.makeDirectory(this.#path.slice(0, this.#path.lastIndexOf('/')), { parents: true });
      files.write(this.#path, text);
      member?.spread(text);
    };
    switch (verb) {
      case 'create':
        if (nodes.has(path)) return fail('Node already exists');
        if (nodes.size < mostNodes) nodes.set(path, rest.join(' '));
        keep();
        return answer(`Created ${path}`);
      case 'set':
        if (!nodes.has(path)) return fail('Node does not exist');
        nodes.set(path, rest.join(' '));
        keep();
        return answer('');
      case 'get':
        return nodes.has(path) ? answer(nodes.get(path) ?? '') : fail('Node does not exist');
      case 'delete':
      case 'rmr':
      case 'deleteall':
        if (!nodes.delete(path)) return fail('Node does not exist');
        keep();
        return answer('');
      case 'ls': {
        const base = path === '/' ? '/' : `${path}/`;
        const names = [...nodes.keys()].filter((name) => name.startsWith(base)).map((name) => name.slice(base.length));
        return answer(`[${['zookeeper', ...names.filter((name) => !name.includes('/'))].sort().join(', ')}]`);
      }
      default:
        return answer('');
    }
  }

  #fourLetters(word: string): Reply {
    const { member } = this.#server;
    const answer = (text: string): Reply => ({ kind: 'answer', ok: true, status: 0, text });
    const serves = !member || member.serves();
    switch (word) {
      case 'ruok':
        return answer('imok');
      case 'srvr':
      case 'stat':
      case 'mntr':
        if (!serves) return answer('This ZooKeeper instance is not currently serving requests\n');
        return answer(
          `Zookeeper version: 3.4.10\nMode: ${!member ? 'standalone' : member.leader() === member ? 'leader' : 'follower'}\nNode count: ${this.#read().size + 4}\n`,
        );
      default:
        return { kind: 'closed' };
    }
  }

  #text(): string {
    const node = this.#server.process.world.files.find(this.#path);
    return node?.type === 'file' ? node.content : '';
  }

  #read(): Map<string, string> {
    try {
      return new Map(JSON.parse(this.#text() || '[]') as [string, string][]);
    } catch {
      return new Map(); // somebody wrote over the snapshot
    }
  }
}
