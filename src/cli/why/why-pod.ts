/**
 * Plays the manifests on a small cluster until nothing moves and shows the last attempt to place the pod: in a terminal a
 * page with nodes beside plugins; elsewhere a line a node, best first, with each plugin's score, or the reason why the node
 * is out of the question.
 */
import { readFile } from 'node:fs/promises';
import { load } from 'js-yaml';
import type { Text } from '#base/text.ts';
import { createCluster, type NodeShape } from '#cluster/cluster.ts';
import type { Attempt } from '#cluster/scheduler/explain.ts';
import { ranked, whyPage } from '#engine/screens/why-page.ts';
import { type ExitCode, exitCodes, type Io, Trouble } from '../command.ts';
import { speaksUtf8 } from '../language.ts';
import { isLinear } from '../output.ts';
import { pageText } from '../page-text.ts';

export interface WhyOptions {
  readonly pod: string;
  readonly files: readonly string[];
  readonly nodes: string | undefined;
  /** `screen` where somebody sits at a terminal. */
  readonly output: 'screen' | 'text' | 'json';
}

const playSeconds = 60;
const eventLimit = 200_000;

export async function whyPod(options: WhyOptions, io: Io): Promise<ExitCode> {
  const attempts: Attempt[] = [];
  const cluster = createCluster({
    seed: 1,
    nodes: await readNodes(options.nodes),
    kubelet: 'stand-in',
    onAttempt: (attempt) => attempts.push(attempt),
  });
  for (const file of options.files) {
    for (const answer of cluster.apply(await read(file))) {
      if (answer.ok) continue;
      const { message } = answer.status;
      throw new Trouble({ es: `Kubernetes rechaza ${file}: ${message}`, en: `Kubernetes refuses ${file}: ${message}` });
    }
  }
  cluster.advance({ seconds: playSeconds, eventLimit });
  const name = findPod(
    options.pod,
    attempts.map(({ pod }) => pod.metadata.name),
  );
  const attempt = attempts.findLast(({ pod }) => pod.metadata.name === name);
  if (!attempt) {
    const known = [...new Set(attempts.map(({ pod }) => pod.metadata.name))].join(', ');
    throw new Trouble({
      es: `Ningún Pod se llama "${options.pod}" ni empieza así. Hay estos: ${known || 'ninguno'}.`,
      en: `No Pod is called "${options.pod}" or begins with it. There are: ${known || 'none'}.`,
    });
  }
  const { namespace } = attempt.pod.metadata;
  const now = cluster.client.get('Pod', namespace, attempt.pod.metadata.name);
  const chosen = now?.spec.nodeName;
  const message = now?.status?.conditions?.find(({ type }) => type === 'PodScheduled')?.message;
  switch (options.output) {
    case 'json': {
      const { rejection = null } = attempt;
      const pod = attempt.pod.metadata.name;
      const result = { pod, node: chosen ?? null, message: message ?? null, nodes: ranked(attempt), rejection };
      io.out.write(`${JSON.stringify(result)}\n`);
      break;
    }
    case 'text':
      io.out.write(tell(attempt, chosen, message, (text) => text[io.language]));
      break;
    case 'screen': {
      const page = whyPage({ attempt, node: chosen, message });
      if (isLinear(io)) {
        io.out.write(await pageText(page, io));
        break;
      }
      const { readInTerminal } = await import('#terminal/reader.tsx');
      const unicode = speaksUtf8(io.env, process.platform);
      const { language, in: input, out: output, signal } = io;
      await readInTerminal({
        page,
        language,
        unicode,
        input,
        output,
        signal,
      });
      if (signal.aborted) return exitCodes.interrupted;
    }
  }
  return exitCodes.success;
}

function findPod(wanted: string, names: readonly string[]): string | undefined {
  return names.find((name) => name === wanted) ?? names.find((name) => name.startsWith(wanted));
}

function tell(
  attempt: Attempt,
  chosen: string | undefined,
  message: string | undefined,
  say: (text: Text) => string,
): string {
  const pod = attempt.pod.metadata.name;
  const lines = [
    chosen === undefined
      ? say({ es: `El Pod ${pod} no cabe en ningún nodo.`, en: `Pod ${pod} fits on no node.` })
      : say({ es: `El Pod ${pod} va al nodo ${chosen}.`, en: `Pod ${pod} goes to node ${chosen}.` }),
  ];
  if (attempt.rejection) lines.push(`  ${attempt.rejection.plugin}: ${attempt.rejection.reasons.join(', ')}`);
  const nodes = ranked(attempt);
  const width = Math.max(0, ...nodes.map(({ node }) => node.length));
  for (const { node, rejection, scores, total } of nodes) {
    const parts = Object.entries(scores).map(([plugin, score]) => `${plugin} ${score}`);
    const verdict = rejection
      ? `✗ ${rejection.plugin}: ${rejection.reasons.join(', ')}`
      : `✓ ${total}${parts.length > 0 ? ` = ${parts.join(' + ')}` : ''}`;
    lines.push(`  ${node.padEnd(width)}  ${verdict}`);
  }
  if (chosen === undefined && message) lines.push(message);
  return `${lines.join('\n')}\n`;
}

async function read(file: string): Promise<string> {
  try {
    return await readFile(file, 'utf8');
  } catch {
    throw new Trouble({ es: `No se puede leer el archivo ${file}.`, en: `The file ${file} cannot be read.` });
  }
}

async function readNodes(file: string | undefined): Promise<readonly NodeShape[]> {
  if (file === undefined) return ['node-1', 'node-2', 'node-3'].map((name) => ({ name }));
  const wrong = new Trouble({
    es: `${file} debe ser una lista YAML de nodos, cada uno con su name.`,
    en: `${file} must be a YAML list of nodes, each with its name.`,
  });
  let value: unknown;
  try {
    value = load(await read(file));
  } catch (error) {
    throw error instanceof Trouble ? error : wrong;
  }
  if (!Array.isArray(value)) throw wrong;
  for (const node of value) {
    if (typeof node !== 'object' || node === null || typeof (node as { name?: unknown }).name !== 'string') throw wrong;
  }
  return value as readonly NodeShape[];
}
