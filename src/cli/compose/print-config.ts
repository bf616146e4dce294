/** `readyz compose config FILE`: the configuration as YAML, keys in order, as `docker compose config` prints it. */
import { dump } from 'js-yaml';
import { type ExitCode, exitCodes, type Io } from '../command.ts';
import { type ComposeChoice, readComposeFile } from './compose-file.ts';

export function printConfig(choice: ComposeChoice, io: Io): ExitCode {
  const { config } = readComposeFile(choice, io);
  const { name, ...rest } = config;
  io.out.write(
    dump({ name, ...(sorted(rest) as object) }, { lineWidth: -1, quoteStyle: 'double', seqNoIndent: false }),
  );
  return exitCodes.success;
}

function sorted(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(sorted);
  if (typeof value !== 'object' || value === null) return value;
  const copy: Record<string, unknown> = Object.create(null);
  for (const key of Object.keys(value).sort()) copy[key] = sorted((value as Record<string, unknown>)[key]);
  return copy;
}
