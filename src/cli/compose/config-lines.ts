/** `readyz compose config --jsonl`: a Compose file a line, and what it means or why it is refused, in order. */
import { createInterface } from 'node:readline';
import { loadCompose } from '#container/compose/load.ts';
import { type ExitCode, exitCodes, type Io } from '../command.ts';

export async function answerConfigLines(io: Io): Promise<ExitCode> {
  for await (const line of createInterface({ input: io.in, crlfDelay: Infinity })) {
    if (line.trim() === '') continue;
    if (!io.out.write(`${JSON.stringify(answer(line, io))}\n`))
      await new Promise((resolve) => io.out.once('drain', resolve));
  }
  return exitCodes.success;
}

/** The project is called `app` and lies in the folder /app, so that an answer depends on the line alone. */
function answer(line: string, io: Io): object {
  const question = readQuestion(line);
  if (!question) return { id: null, accepted: false, message: 'the line is no JSON object with "id" and "text"' };
  const { id, text, env } = question;
  try {
    const loaded = loadCompose(text, {
      filename: 'compose.yaml',
      folder: '/app',
      home: '/root',
      projectName: 'app',
      environment: env,
      profiles: [],
    });
    return loaded.ok
      ? { id, accepted: true, message: '', config: loaded.value }
      : { id, accepted: false, message: loaded.error };
  } catch (error) {
    // A bug of readyz in one file must not lose the answers to the others.
    io.err.write(`readyz: ${id}: ${error instanceof Error ? error.stack : String(error)}\n`);
    return {
      id,
      accepted: false,
      message: `internal error: ${error instanceof Error ? error.message : String(error)}`,
    };
  }
}

interface Question {
  readonly id: string;
  readonly text: string;
  readonly env: Readonly<Record<string, string>>;
}

function readQuestion(line: string): Question | undefined {
  try {
    const value: unknown = JSON.parse(line);
    if (typeof value !== 'object' || value === null) return undefined;
    const { id, text, env } = value as Record<string, unknown>;
    if (typeof text !== 'string') return undefined;
    const variables = Object.entries(typeof env === 'object' && env !== null ? env : {});
    return { id: String(id), text, env: Object.fromEntries(variables.map(([name, each]) => [name, String(each)])) };
  } catch {
    return undefined;
  }
}
