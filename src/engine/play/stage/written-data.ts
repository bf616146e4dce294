/** What the script has programs write into their files, and who finds it there: now for a line, at the end for data. */
import type { Actor } from '../cast.ts';
import type { Line, Play, Reading } from '../play.ts';
import type { Scene } from './scene.ts';

export class WrittenData {
  readonly wrote: Play['wrote'][number][] = [];
  readonly lines = new Map<string, Line[]>();
  readonly #scene: Scene;

  constructor(scene: Scene) {
    this.#scene = scene;
  }

  /** Every running pod of the role writes a file of its own under `path`. */
  write(role: string, path: string): void {
    const actors = this.#scene.running(role);
    this.wrote.push({ role, path, actors });
    for (const actor of actors) this.#scene.insideOf(actor, role)?.writeFile(`${path}/${fileOf(actor)}`, 'data');
  }

  /** The pod writes a line into a file; whoever has that file on a volume of its own reads it. */
  writeLine(as: string, writer: Actor, role: string, path: string): void {
    const words = `a line of ${writer.uid}`;
    const files = this.#scene.insideOf(writer, role);
    files?.writeFile(path, `${files.readFile(path) ?? ''}${words}\n`);
    const readers = this.#scene.roleNames.flatMap((other) => {
      if (other === role) return [];
      return this.#scene.living(other).flatMap((reader) => {
        const file = this.#scene.insideOf(reader, other)?.search(words);
        return file === undefined ? [] : [{ role: other, file }];
      });
    });
    this.lines.set(as, [...(this.lines.get(as) ?? []), { writer, atMs: this.#scene.elapsedMs, readers }]);
  }

  /** Whose data each running pod of a role that wrote finds now. */
  readings(): readonly Reading[] {
    return this.wrote.flatMap(({ role, path }) => {
      const everybody = this.#scene.everybody(role);
      return this.#scene.running(role).map((reader) => {
        const files = this.#scene.insideOf(reader, role);
        const found = everybody.filter((writer) => files?.exists(`${path}/${fileOf(writer)}`)).map(({ uid }) => uid);
        return { reader, path, found };
      });
    });
  }
}

function fileOf(actor: Actor): string {
  return `data-of-${actor.uid}`;
}
