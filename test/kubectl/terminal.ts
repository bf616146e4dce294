/**
 * kubectl on a small real cluster, for tests: type a line, get what a person would see. Times do not pass between lines
 * unless a command waits or `pass` says so.
 */

import { programRoot } from '#cli/program-root.ts';
import { type Cluster, createCluster } from '#cluster/cluster.ts';
import { ImageCatalogue } from '#container/image.ts';
import { readImages } from '#content/images.ts';
import { Kubectl } from '#kubectl/kubectl.ts';

export interface Terminal {
  readonly cluster: Cluster;
  /** Output and errors together, as on a screen; an exit code other than 0 stands in front: `[1] error: …`. */
  type(line: string, stdin?: string): string;
  pass(seconds: number): void;
  file(name: string, text: string): void;
}

export function openTerminal(nodes: readonly string[] = ['node-1', 'node-2']): Terminal {
  const cluster = createCluster({
    seed: 1,
    nodes: nodes.map((name) => ({ name })),
    kubelet: 'real',
    images: new ImageCatalogue(readImages(programRoot()).images),
  });
  const files = new Map<string, string>();
  const folder = {
    read: (name: string) => files.get(name),
    write: (name: string, text: string) => void files.set(name, text),
    list: () => [...files.keys()],
  };
  const kubectl = new Kubectl({
    cluster,
    folder,
    language: 'es',
    namespace: 'default',
    watchSeconds: 30,
    commandSeconds: 0.2,
  });
  return {
    cluster,
    type(line, stdin) {
      const { code, output, errors } = kubectl.run(line, stdin);
      return (code === 0 ? '' : `[${code}] `) + output + errors;
    },
    pass: (seconds) => void cluster.advance({ seconds }),
    file: (name, text) => folder.write(name, text),
  };
}
