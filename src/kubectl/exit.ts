/**
 * How a command ends before its end: thrown where the error is found, caught in kubectl.ts alone, as the real one leaves by
 * os.Exit. Nothing outside this folder ever sees it.
 */
import type { Status } from '#api/meta/status.ts';

export class Exit extends Error {
  readonly code: number;
  /** What goes to standard error, whole; of help, to standard output. */
  readonly words: string;
  readonly isHelp: boolean;
  /** What goes to standard output before, of the few that also write there. */
  readonly output: string;

  constructor(words: string, code = 1, isHelp = false, output = '') {
    super(words);
    this.words = words;
    this.code = code;
    this.isHelp = isHelp;
    this.output = output;
  }
}

/** What is said while the API server, or its etcd, is down. */
export const nobodyAnswers =
  'The connection to the server 127.0.0.1:6443 was refused - did you specify the right host or port?\n';

/** `error: …`, as kubectl prefixes what it finds by itself. */
export function failWith(message: string): never {
  throw new Exit(`error: ${message}\n`);
}

/** A wrong use of the command: the error and where to read on. */
export function usageError(path: string, message: string): never {
  throw new Exit(`error: ${message}\nSee '${path} -h' for help and examples\n`);
}

/** An error that stands alone, without the word in front. */
export function plainError(message: string): never {
  throw new Exit(`${message}\n`);
}

/** A refusal of the API server in kubectl's words. `doing` is what stands before the server's message: `error when creating "f.yaml"`. */
export function refusalText(status: Status, doing = ''): string {
  const { reason, message } = status;
  if (reason === 'NoKindMatch') return `error: ${message}\n`;
  if (reason === 'Invalid') return invalidText(status);
  const words = doing === '' ? message : `${doing}: ${message}`;
  return reason === '' ? `Error from server: ${words}\n` : `Error from server (${reason}): ${words}\n`;
}

export function refuse(status: Status, doing = ''): never {
  throw new Exit(refusalText(status, doing));
}

/**
 * `The Deployment "web" is invalid: spec.x: …`; several causes get a line each, equal ones one line.
 * What is refused as a whole has no causes that name a field.
 */
function invalidText({ message, causes }: Status): string {
  const head = /^(\S*?) ("(?:[^"\\]|\\.)*") is invalid: /.exec(message);
  // A patch that cannot even be decoded is refused before there is a kind.
  if (!head || head[1] === '') return `The request is invalid: ${message.slice(head?.[0].length ?? 0)}\n`;
  const kind = (head[1] as string).replace(/\..*$/, '');
  const subject = `The ${kind} ${head[2]} is invalid: `;
  const lines = [...new Set(causes.map(({ field, message: text }) => (field === '' ? text : `${field}: ${text}`)))];
  if (lines.length === 1) return `${subject}${lines[0]}\n`;
  return `${[subject, ...lines.map((line) => `* ${line}`)].join('\n')}\n`;
}
