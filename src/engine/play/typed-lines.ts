/**
 * An answer of command lines, typed at a cluster by somebody beside it: a small shell with kubectl, and the files that the
 * question brings. What was typed and what kubectl complained of is told. Lines of which none works are refused, with
 * kubectl's own words; where some work, the checks decide.
 */
import { didYouMean } from '#base/did-you-mean.ts';
import type { Text } from '#base/text.ts';
import type { Cluster } from '#cluster/cluster.ts';
import type { ImageCatalogue } from '#container/image.ts';
import { Kubectl } from '#kubectl/kubectl.ts';
import { Coroutine } from '#simulation/coroutine.ts';
import { SeededRandom } from '#simulation/seeded-random.ts';
import type { AnswerError } from '../answer.ts';
import { interleave, textOf } from '../lab/pieces.ts';
import { Workstation } from '../lab/workstation.ts';
import type { Note } from './play.ts';

/** How long the lines may take besides what kubectl waits for. */
const patienceSeconds = 600;

export interface TypedLines {
  readonly text: string;
  readonly fileName: string;
  readonly namespace: string;
  readonly files: Readonly<Record<string, string>>;
  readonly images: ImageCatalogue;
  readonly seed: number;
  readonly eventLimit: number;
  readonly note: (text: Text, tone?: Note['tone']) => void;
}

interface Typed {
  readonly words: readonly string[];
  readonly code: number;
  readonly errors: string;
}

export function typeLines(cluster: Cluster, lines: TypedLines): readonly AnswerError[] {
  const { text, fileName, namespace, note, eventLimit } = lines;
  const source = text.replace(/\r/g, '').replace(/^[ \t]*\$[ \t]+/gm, '');
  const random = new SeededRandom(lines.seed).fork('typed lines');
  const unknown: string[] = [];
  const workstation = new Workstation({
    clock: cluster.clock,
    random,
    images: lines.images,
    outside: cluster.outside,
    local: () => ({ kind: 'refused', address: '127.0.0.1' }),
    isOurName: (name) => programs.includes(name),
    isOurs: ([name = '']) => programs.includes(name),
    unknown: (name) => {
      unknown.push(name);
      return `${name}: command not found`;
    },
  });
  for (const [name, content] of Object.entries(lines.files)) workstation.write(name, content);
  const kubectl = new Kubectl({
    cluster,
    folder: {
      read: (name) => workstation.read(name),
      write: (name, content) => void workstation.write(name, content),
      list: () => workstation.list(),
    },
    language: 'en',
    namespace,
    watchSeconds: 30,
    commandSeconds: 0.2,
    eventsPerWait: eventLimit,
  });
  const typed: Typed[] = [];
  let code: number | undefined;
  const routine = new Coroutine(workstation.run(source), (exitCode) => {
    code = exitCode;
  }).start();
  let secondsLeft = patienceSeconds;
  while (code === undefined && secondsLeft > 0 && cluster.clock.eventCount < eventLimit) {
    const request = workstation.requests.shift();
    if (!request) {
      const fromMs = cluster.clock.nowMs;
      const isOver = () => code !== undefined || workstation.requests.length > 0;
      cluster.advance({ seconds: secondsLeft, until: isOver, eventLimit: eventLimit - cluster.clock.eventCount });
      secondsLeft -= (cluster.clock.nowMs - fromMs) / 1000;
      if (!isOver()) break;
      continue;
    }
    const [program = '', ...rest] = request.words;
    const words = program === 'sudo' ? rest.slice(1) : rest;
    const shown = oneLine(['kubectl', ...words].join(' '));
    note({ es: `\`${shown}\``, en: `\`${shown}\`` });
    const answer = kubectl.runWords(words, request.stdin);
    typed.push({ words, code: answer.code, errors: answer.errors });
    const said = oneLine(answer.errors.trim().split('\n')[0] ?? '');
    if (answer.code !== 0 && said !== '') note({ es: `\`${said}\``, en: `\`${said}\`` }, 'bad');
    request.resume({ code: answer.code, pieces: interleave(answer.output, answer.errors, answer.screen) });
  }
  routine.cancel();
  return refusal(typed, { source, fileName, unknown, said: textOf(workstation.screen.pieces) });
}

const programs: readonly string[] = ['kubectl', 'k', 'sudo'];

function refusal(
  typed: readonly Typed[],
  { source, fileName, unknown, said }: { source: string; fileName: string; unknown: readonly string[]; said: string },
): readonly AnswerError[] {
  if (typed.some(({ code }) => code === 0)) return [];
  if (typed.length > 0) {
    return typed.map(({ words, errors }) => ({
      file: fileName,
      line: lineOf(source, words),
      column: 1,
      message: errors.trim() || 'the command failed',
    }));
  }
  const [name] = unknown;
  if (name !== undefined) {
    const near = didYouMean(name, programs);
    const advice = {
      es: `"${name}" no es ninguna orden${near ? `. ¿Quisiste decir \`${near}\`?` : ': se contesta con `kubectl …`.'}`,
      en: `"${name}" is no command${near ? `. Did you mean \`${near}\`?` : ': answer with `kubectl …`.'}`,
    };
    return [{ file: fileName, line: lineOf(source, [name]), column: 1, message: `${name}: command not found`, advice }];
  }
  const advice = {
    es: 'Escribe la orden como la teclearías: `kubectl …`.',
    en: 'Write the command as you would type it: `kubectl …`.',
  };
  const message = source.trim() === '' ? 'no command' : oneLine(said.trim()) || 'no kubectl command';
  return [{ file: fileName, line: 1, column: 1, message, advice }];
}

function lineOf(source: string, words: readonly string[]): number {
  const at = source.split('\n').findIndex((line) => words.every((word) => line.includes(word)));
  return Math.max(at, 0) + 1;
}

function oneLine(text: string): string {
  const line = text.replace(/\s+/g, ' ').replaceAll('`', "'");
  return line.length > 200 ? `${line.slice(0, 199)}…` : line;
}
