/** `readyz replay CASE.yaml`: plays one case and tells what became of it, for people. */
import { readFile } from 'node:fs/promises';
import { load } from 'js-yaml';
import { sanitize } from '#terminal/sanitize.ts';
import { type ExitCode, exitCodes, type Io, Trouble } from '../command.ts';
import { readCase } from './case.ts';
import { type Played, playCase, type Snapshot } from './play.ts';

export async function replayFile(
  path: string,
  options: { readonly seed: number; readonly json: boolean },
  io: Io,
): Promise<ExitCode> {
  const read = readCase(await readYaml(path));
  if (!read.ok) throw new Trouble({ es: `${path}: ${read.error.es}.`, en: `${path}: ${read.error.en}.` });
  const played = playCase(read.value, options.seed);
  io.out.write(options.json ? `${JSON.stringify(played)}\n` : sanitize(tell(played)));
  return exitCodes.success;
}

async function readYaml(path: string): Promise<unknown> {
  let text: string;
  try {
    text = await readFile(path, 'utf8');
  } catch {
    throw new Trouble({ es: `No se puede leer el archivo ${path}.`, en: `The file ${path} cannot be read.` });
  }
  try {
    return load(text);
  } catch (error) {
    const why = error instanceof Error ? (error.message.split('\n')[0] ?? '') : '';
    throw new Trouble({ es: `${path} no es YAML válido: ${why}`, en: `${path} is no valid YAML: ${why}` });
  }
}

/** Answers, decisions, then each snapshot: objects with their status, and the events. */
function tell({ answers, decisions, snapshots }: Played): string {
  const lines: string[] = [];
  for (const [index, answer] of answers.entries()) {
    if (answer !== null) lines.push(`step ${index + 1}: ${JSON.stringify(answer)}`);
  }
  for (const { pod, node, scores } of decisions) {
    lines.push(`pod ${pod} → ${node}`);
    for (const [name, plugins] of Object.entries(scores)) {
      const total = Object.values(plugins).reduce((sum, score) => sum + score, 0);
      const parts = Object.entries(plugins).map(([plugin, score]) => `${plugin} ${score}`);
      lines.push(`  ${name}: ${total} (${parts.join(', ')})`);
    }
  }
  for (const snapshot of snapshots) lines.push(...tellSnapshot(snapshot));
  return `${lines.join('\n')}\n`;
}

function tellSnapshot({ name, objects, events }: Snapshot): readonly string[] {
  const lines = [`snapshot ${name}`];
  for (const [kind, list] of Object.entries(objects)) {
    for (const object of list) {
      const { status } = object as { readonly status?: unknown };
      lines.push(`  ${kind}/${object.metadata.name} ${JSON.stringify(status ?? {})}`);
    }
  }
  for (const { object, type, reason, message } of events) lines.push(`  ${type} ${reason} ${object}: ${message}`);
  return lines;
}
