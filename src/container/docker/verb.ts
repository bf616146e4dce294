/**
 * A verb of docker: `docker stop web`. One verb = one file in verbs/, listed in verbs/index.ts. It takes the words behind it,
 * works on the host for as long as the virtual clock needs, and answers with docker's own words and exit code.
 */
import type { Pause, Routine } from '#simulation/coroutine.ts';
import type { DockerContainer } from './docker-container.ts';
import type { DockerHost } from './docker-host.ts';

export interface DockerAnswer {
  readonly exitCode: number;
  readonly output: string;
  readonly errors: string;
}

export interface Verb {
  readonly name: string;
  /** What may stand on its line. */
  readonly options: OptionShape;
  /** What its words name; absent where they name nothing that is there. */
  readonly takes?: Named;
  /** Of a verb of verbs (`docker network connect`): what the words of each name. */
  readonly actions?: Readonly<Record<string, Named | undefined>>;
  run(host: DockerHost, words: readonly string[]): Routine<DockerAnswer> | DockerAnswer;
}

export type Named = 'containers' | 'images' | 'networks' | 'volumes';

/** A line that cannot be meant: exit 125 for `run`, 1 for the others. */
export class DockerUsage extends Error {}

export function said(output: string, errors = '', exitCode = 0): DockerAnswer {
  return { exitCode, output, errors };
}

/** What the daemon refuses. */
export function refused(reason: string, exitCode = 1): DockerAnswer {
  return said('', `Error response from daemon: ${reason}\n`, exitCode);
}

/** One after the other; each says the name it was called by, or why it could not be done. */
export function* forEach(
  host: DockerHost,
  names: readonly string[],
  act: (container: DockerContainer, name: string) => Routine<string | undefined> | string | undefined,
): Routine<DockerAnswer> {
  let output = '';
  let errors = '';
  for (const name of names) {
    const container = host.find(name);
    const acted = container ? act(container, name) : `No such container: ${name}`;
    const reason = typeof acted === 'object' ? yield* acted : acted;
    if (reason === undefined) output += `${name}\n`;
    else errors += `Error response from daemon: ${reason}\n`;
  }
  return said(output, errors, errors === '' ? 0 : 1);
}

/** Waits until the run that is going on has ended. */
export function untilEnded(container: DockerContainer): Pause<void> {
  return (resume) => {
    if (container.state !== 'running' || !container.run) resume();
    else container.run.onEnd(() => resume());
    return undefined;
  };
}

export interface OptionShape {
  /** `-d`, `--detach`. */
  readonly flags?: readonly string[];
  /** Options that take a value: `--name web`, `--name=web`. */
  readonly values?: readonly string[];
  /** One letter for a long name: `{ e: 'env' }`. */
  readonly short?: Readonly<Record<string, string>>;
  /** The first word that is no option ends them: what follows belongs to the container. */
  readonly stopsAtWord?: boolean;
}

export interface Options {
  has(name: string): boolean;
  value(name: string): string | undefined;
  all(name: string): readonly string[];
  readonly words: readonly string[];
}

export function readOptions(words: readonly string[], shape: OptionShape): Options {
  const found = new Map<string, string[]>();
  const rest: string[] = [];
  const add = (name: string, value: string) => found.set(name, [...(found.get(name) ?? []), value]);
  for (let at = 0; at < words.length; at++) {
    const word = words[at] as string;
    if (word === '--') {
      rest.push(...words.slice(at + 1));
      break;
    }
    if (!word.startsWith('-') || word === '-') {
      if (shape.stopsAtWord) {
        rest.push(...words.slice(at));
        break;
      }
      rest.push(word);
    } else if (word.startsWith('--')) {
      const [name = '', ...value] = word.slice(2).split('=');
      if (shape.flags?.includes(name)) {
        if (value.join('=') !== 'false') add(name, 'true');
      } else if (shape.values?.includes(name)) add(name, value.length > 0 ? value.join('=') : next(name));
      else throw new DockerUsage(`unknown flag: --${name}`);
    } else {
      for (let letter = 1; letter < word.length; letter++) {
        const short = word[letter] as string;
        const name = shape.short && Object.hasOwn(shape.short, short) ? (shape.short[short] as string) : undefined;
        if (name === undefined) throw new DockerUsage(`unknown shorthand flag: '${short}' in ${word}`);
        if (shape.flags?.includes(name)) add(name, 'true');
        else {
          const value = word.slice(letter + 1).replace(/^=/, '');
          add(name, value === '' ? next(name) : value);
          break;
        }
      }
    }

    function next(name: string): string {
      const value = words[++at];
      if (value === undefined) throw new DockerUsage(`flag needs an argument: --${name}`);
      return value;
    }
  }
  return {
    has: (name) => found.has(name),
    value: (name) => found.get(name)?.at(-1),
    all: (name) => found.get(name) ?? [],
    words: rest,
  };
}
