/**
 * An answer in YAML stepped through on the wall: the text with what the API server said at its lines, then its run event by event
 * as far as the host has come; at its end what it comes to, and at
 * which line one change would mend it. It is nobody's unless the host wants the name shown and the person agrees.
 */
import type { Text } from '#base/text.ts';
import type { Repair } from '../../explore/repair.ts';
import type { Grading } from '../../grading.ts';
import type { Block, RunView } from '../../screen.ts';
import type { LiveState, Walk } from '../live-state.ts';

export interface WalkView {
  readonly name?: string;
  /** Absent while it is run. */
  readonly verdict?: Grading['verdict'];
  /** How many events are shown, and how many there are. */
  readonly frame: number;
  readonly frames: number;
  /** The text, the checks, and the run as far as it is shown: ready to be drawn. */
  readonly blocks: readonly Block[];
  /** The same run whole, for who draws lanes. */
  readonly run?: RunView;
}

export function walkView(state: LiveState, walk: Walk): WalkView | undefined {
  const author = state.participants.get(walk.participant);
  const given = state.questions[walk.position]?.answers.get(walk.participant);
  if (!author || given?.answer.kind !== 'manifest') return undefined;
  const name = walk.named && author.signs ? author.name : undefined;
  const title: Text = name === undefined ? anonymous : { es: `La respuesta de ${name}`, en: `The answer of ${name}` };
  const { grading, repair, frame } = walk;
  const marks = [...(grading?.errors ?? []), ...(grading?.warnings ?? [])].map(({ line, column, message }) => {
    return { line, column, message };
  });
  const yaml = given.answer.text;
  const text: Block = { kind: 'manifest', title, yaml, marks };
  const signed = { ...(name !== undefined && { name }) };
  if (!grading) return { ...signed, frame: 0, frames: 0, blocks: [text, { kind: 'working', text: running }] };
  const { run } = grading;
  const entries = run?.timeline ?? [];
  const isThrough = frame >= entries.length;
  return {
    ...signed,
    verdict: grading.verdict,
    frame,
    frames: entries.length,
    blocks: [
      isThrough && repair?.place ? { ...text, marks: [...marks, markOf(repair.place)] } : text,
      ...(grading.errors.length > 0 ? [{ kind: 'errors', errors: grading.errors } as const] : []),
      ...(run && frame > 0 ? [timelineOf(run, frame)] : []),
      // What it comes to is told when the last event has been seen.
      ...(isThrough ? [{ kind: 'verdict', verdict: grading.verdict, checks: grading.checks } as const] : []),
      ...(isThrough && repair ? [{ kind: 'prose', text: repair.text } as const] : []),
    ],
    ...(run && {
      run: {
        title,
        mark: run.passed ? 'right' : 'wrong',
        chosen: false,
        entries,
        ...(run.failedAt !== undefined && { failedAt: run.failedAt }),
        ...(run.picture && { picture: run.picture }),
      },
    }),
  };
}

/** The field's name is the same in every language; the sentence stands below. */
function markOf({ line, column, field }: NonNullable<Repair['place']>) {
  return { line, column, message: field };
}

function timelineOf({ timeline, failedAt }: NonNullable<Grading['run']>, frame: number): Block {
  return {
    kind: 'timeline',
    title: { es: 'Lo que pasa', en: 'What happens' },
    entries: timeline.slice(0, frame),
    ...(failedAt !== undefined && failedAt < frame && { failedAt }),
  };
}

const anonymous: Text = { es: 'Una respuesta de la clase', en: 'An answer from the class' };
const running: Text = { es: 'Se ejecuta…', en: 'It is being run…' };
