// What somebody in a terminal is told between two states, and what their lines mean.

import { describe, expect, test } from 'vitest';
import { verbatim } from '#base/text.ts';
import type { OwnView, QuestionView, Stage } from '#engine/live/live-views.ts';
import type { Offer } from '#engine/screen.ts';
import { howTo, readLine } from '../../../src/cli/live/join/read-line.ts';
import { type Seen, tell } from '../../../src/cli/live/join/tell.ts';

const own: OwnView = { name: 'Ana', standing: 'in', role: 'player', signs: false, closesAt: 60_000, points: 0 };
const stage: Stage = { title: verbatim('Pods'), phase: 'lobby', locked: false, position: -1, questionCount: 3 };

function asked(offers: readonly Offer[], changed: Partial<QuestionView> = {}): Seen {
  const question: QuestionView = {
    title: verbatim('¿Cuántos Pods?'),
    blocks: [],
    offers,
    choosable: [],
    fillable: [],
    round: 1,
    changes: true,
    opensAt: 0,
    closesAt: 60_000,
    ...changed,
  };
  return { stage: { ...stage, phase: 'question', position: 0, question }, own };
}

const option = (id: string): Offer => ({ kind: 'choose', option: id, label: verbatim(id) });
const options = ['one', 'two', 'three'].map((id) => ({ id, text: verbatim(id) }));
const pick = (manner: 'set' | 'sequence' | 'partners', slots: readonly string[] = []): Offer => ({
  ...{ kind: 'pick', label: verbatim('') },
  ...{ manner, options, slots: slots.map(verbatim) },
});
const write: Offer = { kind: 'write', draft: 'kind: Pod\n', label: verbatim('') };

function checkLine(line: string, seen: Seen, meaning: object | undefined, drafted = false): void {
  expect(readLine(line, seen, drafted), line).toEqual(meaning);
}

describe('a typed line', () => {
  test('is the letter of an option, and nothing else', () => {
    const seen = asked([option('one'), option('two')]);
    checkLine(' b ', seen, { kind: 'answer', answer: { kind: 'choice', option: 'two' } });
    for (const line of ['c', '', 'ab', 'bueno', '?', '__proto__']) checkLine(line, seen, undefined);
  });

  test('is letters in any order for a set, and each in its place for an order or partners', () => {
    checkLine('c a', asked([pick('set')]), { kind: 'answer', answer: { kind: 'picks', options: ['three', 'one'] } });
    checkLine('b,a,c', asked([pick('sequence')]), {
      kind: 'answer',
      answer: { kind: 'picks', options: ['two', 'one', 'three'] },
    });
    checkLine('b a', asked([pick('sequence')]), undefined);
    checkLine('AA', asked([pick('partners', ['x', 'y'])]), {
      kind: 'answer',
      answer: { kind: 'picks', options: ['one', 'one'] },
    });
  });

  test('is words where words are asked for', () => {
    const seen = asked([{ kind: 'type', label: verbatim('') }]);
    checkLine('  30 s ', seen, { kind: 'answer', answer: { kind: 'words', text: '30 s' } });
    checkLine('   ', seen, undefined);
  });

  test('opens an editor, names a file, or chooses where YAML is asked for', () => {
    const seen = asked([write], { choosable: ['kind: A\n', 'kind: B\n'] });
    checkLine('e', seen, { kind: 'edit' });
    checkLine('W', seen, { kind: 'write' });
    checkLine('v', seen, { kind: 'show' });
    checkLine('f ~/my file.yaml', seen, { kind: 'file', path: '~/my file.yaml' });
    checkLine('b', seen, { kind: 'answer', answer: { kind: 'manifest', text: 'kind: B\n' } });
    checkLine('s', seen, undefined);
    checkLine('s', seen, { kind: 'send' }, true);
    checkLine('v', asked([write]), undefined);
    expect(howTo(seen, { hasScreen: false, drafted: false })?.en).not.toContain('write here');
  });

  test('is a vote for a fault, or a team in the lobby', () => {
    const chaos = {
      ...{ step: 'vote' as const, closesAt: 0, blocks: [] },
      faults: [{ id: 'node-down', title: verbatim('a node') }],
    };
    checkLine('a', { stage: { ...stage, phase: 'vote', chaos }, own }, { kind: 'vote', fault: 'node-down' });
    const teams = { names: ['Orcas', 'Focas'], free: true };
    checkLine('b', { stage: { ...stage, teams }, own }, { kind: 'team', team: 'Focas' });
    checkLine('b', { stage: { ...stage, teams: { ...teams, free: false } }, own }, undefined);
  });
});

describe('what is told', () => {
  const told = (before: Seen | undefined, after: Seen) =>
    tell(before, after).map((block) => ('text' in block ? block.text.en : block.kind));

  test('is a place once, and nothing while nothing changes', () => {
    expect(told(undefined, { stage, own })).toEqual(['Wait for the start.']);
    expect(told({ stage, own }, { stage: { ...stage, locked: true }, own })).toEqual([]);
    expect(told({ stage, own }, asked([option('one')]))).toEqual(['1/3  ¿Cuántos Pods?']);
  });

  test('is a pause, its end, and time that was added', () => {
    const seen = asked([]);
    const paused = asked([], { pausedAt: 5 });
    expect([told(seen, paused), told(paused, seen)]).toEqual([['Paused.'], ['It goes on.']]);
    expect(told(seen, asked([], { closesAt: 75_000 }))).toEqual(['There are 15 s more.']);
  });

  test('is of an answer stepped through only the step that is new', () => {
    const walk = (frame: number): Seen => {
      const entries = Array.from({ length: frame }, (_, seconds) => ({
        seconds,
        text: verbatim(`${seconds}`),
        tone: 'plain' as const,
      }));
      const blocks = frame > 0 ? [{ kind: 'timeline' as const, title: verbatim('t'), entries }] : [];
      return {
        stage: { ...stage, phase: 'revealed', position: 0, walk: { frame, frames: 9, verdict: 'right', blocks } },
        own,
      };
    };
    expect(tell(walk(1), walk(3))).toMatchObject([
      { title: { en: 'Step 3 of 9' }, entries: [{ seconds: 1 }, { seconds: 2 }] },
    ]);
    expect(tell(walk(3), walk(2))).toEqual([]);
  });
});
