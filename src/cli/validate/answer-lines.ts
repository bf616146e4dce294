/**
 * `readyz validate --jsonl`: one question a line, one answer a line, in order, as soon as it is known.
 * Each question has a cluster of its own that is empty but for the namespaces it names.
 */
import { createInterface } from 'node:readline';
import { type ExitCode, exitCodes, type Io } from '../command.ts';
import { type Answer, answerManifest } from './answer-manifest.ts';

interface Question {
  readonly id: string;
  readonly text: string;
  /** What exists already under the same name; `text` is then applied over it. */
  readonly before?: string;
}

export async function answerLines(io: Io): Promise<ExitCode> {
  for await (const line of createInterface({ input: io.in, crlfDelay: Infinity })) {
    if (line.trim() === '') continue;
    const question = readQuestion(line);
    const answer = question ? answerQuestion(question, io) : unreadable;
    if (!io.out.write(`${JSON.stringify(answer)}\n`)) await new Promise((resolve) => io.out.once('drain', resolve));
  }
  return exitCodes.success;
}

/** A bug of readyz in one document must not lose the answers to the others. */
function answerQuestion({ id, text, before }: Question, io: Io): Answer & { readonly id: string } {
  try {
    return { id, ...answerManifest(text, before) };
  } catch (error) {
    io.err.write(`readyz: ${id}: ${error instanceof Error ? error.stack : String(error)}\n`);
    const message = `Internal error occurred: ${error instanceof Error ? error.message : String(error)}`;
    return { id, accepted: false, code: 500, reason: 'InternalError', message, causes: [] };
  }
}

const unreadable: Answer & { readonly id: null } = {
  id: null,
  accepted: false,
  code: 400,
  reason: 'BadRequest',
  message: 'the line is no JSON object with "id" and "text"',
  causes: [],
};

function readQuestion(line: string): Question | undefined {
  try {
    const value: unknown = JSON.parse(line);
    if (typeof value !== 'object' || value === null) return undefined;
    const { id, text, before } = value as Partial<Question>;
    if (typeof text !== 'string' || (before !== undefined && typeof before !== 'string')) return undefined;
    return { id: String(id), text, ...(before !== undefined && { before }) };
  } catch {
    return undefined;
  }
}
