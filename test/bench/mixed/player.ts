// One of a mixed class: how each kind joins, answers, and what it was told. Whatever is lost on the way is done again, as people do.
import type { Answer } from '#engine/answer.ts';
import type { QuestionView } from '#engine/live/live-views.ts';

export type Kind = 'discord' | 'terminal' | 'browser' | 'real terminal' | 'real page';

export interface Player {
  readonly kind: Kind;
  readonly name: string;
  join(): Promise<void>;
  /** Whether the question is in front of them. */
  sees(position: number): boolean;
  /** Resolves when they have been told that it is saved, with how long they waited for that since the press that handed it in. */
  answer(position: number, question: QuestionView, answer: Answer): Promise<number>;
  /** What they were told their answer to the question shown was worth; nothing where they are not told so. */
  told(): number | undefined;
  /** At the end. */
  end(): Promise<{ readonly points: number; readonly place: number }>;
}

/** How long some work takes, in milliseconds. */
export async function timed(work: () => Promise<unknown>): Promise<number> {
  const from = performance.now();
  await work();
  return performance.now() - from;
}

export function after(milliseconds: number): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, milliseconds));
}

export async function until(what: string, isSo: () => boolean, patienceMilliseconds = 90_000): Promise<void> {
  const end = performance.now() + patienceMilliseconds;
  while (!isSo()) {
    if (performance.now() > end) throw new Error(`never so: ${what}`);
    await after(15);
  }
}

export function letter(index: number): string {
  return String.fromCharCode(65 + index);
}

/** What a person types on one line to give this answer. */
export function lineFor({ offers, choosable }: QuestionView, answer: Answer): string {
  switch (answer.kind) {
    case 'choice':
      return letter(offers.findIndex((offer) => offer.kind === 'choose' && offer.option === answer.option));
    case 'picks': {
      const offer = offers.find((one) => one.kind === 'pick');
      const options = offer?.kind === 'pick' ? offer.options : [];
      return answer.options.map((pick) => letter(options.findIndex(({ id }) => id === pick))).join(' ');
    }
    case 'words':
      return answer.text;
    case 'manifest':
      return letter(choosable.indexOf(answer.text));
  }
}
