/** Connections that the script has pods try, under the name of the step that asked for them. */
import type { Text } from '#base/text.ts';
import type { Actor } from '../cast.ts';
import { doorsTo } from '../doors.ts';
import type { Connection } from '../play.ts';
import type { Scene } from './scene.ts';

interface Address {
  readonly host: string;
  readonly port: number;
}

export class Connections {
  readonly tried = new Map<string, Connection[]>();
  readonly #scene: Scene;
  readonly #noteCount: () => number;

  constructor(scene: Scene, noteCount: () => number) {
    this.#scene = scene;
    this.#noteCount = noteCount;
  }

  /** From every living pod of the role to a host and port. False when nobody is there to try. */
  toAddress(as: string, role: string, address: Address): boolean {
    return this.#fromEach(as, role, (from) => this.#try(from, address));
  }

  /** From every living pod of the role through each Service that selects pods of `other`, until one answers. */
  throughServices(as: string, role: string, other: string): boolean {
    const { cluster } = this.#scene;
    const living = (name: string) => this.#scene.living(name);
    const doors = doorsTo({ client: cluster.client, living }, other);
    const { title } = this.#scene.role(other);
    const none = { es: `Ningún Service lleva aquí: ${title.es}.`, en: `No Service leads here: ${title.en}.` };
    return this.#fromEach(as, role, (from) => {
      let last = this.#told(from, { reached: false, found: none });
      for (const { name, namespace, port } of doors) {
        const { by: _, ...tried } = this.#try(from, { host: `${name}.${namespace}`, port });
        last = tried;
        if (tried.reached) break;
      }
      return last;
    });
  }

  #fromEach(as: string, role: string, call: (from: Actor) => Connection): boolean {
    const tried = this.#scene.living(role).map(call);
    this.tried.set(as, [...(this.tried.get(as) ?? []), ...tried]);
    return tried.length > 0;
  }

  #try(from: Actor, { host, port }: Address): Connection {
    const { namespace, name: pod } = from.name;
    const { reached, steps, pods } = this.#scene.cluster.connection({ namespace, pod, host, port });
    const found = steps.at(-1)?.found ?? { es: 'no se probó nada', en: 'nothing was tried' };
    return this.#told(from, { reached, found, by: pods });
  }

  #told(from: Actor, outcome: Pick<Connection, 'reached' | 'by'> & { readonly found: Text }): Connection {
    return { atMs: this.#scene.elapsedMs, noteCount: this.#noteCount(), from, ...outcome };
  }
}
