/** What would have happened with something otherwise: what can be asked after the reveal, and the outcome beside the one there was. */
import { changeNames, changes, isPossible, manifestsOf } from '../explore/changes.ts';
import type { WhatIf } from '../explore/what-if.ts';
import type { Grading } from '../grading.ts';
import type { Scenario } from '../scenario.ts';
import type { Block, Offer } from '../screen.ts';
import type { QuestionState } from '../state.ts';

export function supposeOffers({ closed, grading }: QuestionState, scenario: Scenario): Offer[] {
  if (!closed || !grading || grading.verdict === 'refused') return [];
  const manifests = manifestsOf(scenario, grading.answer);
  if (manifests === undefined) return [];
  return changes
    .filter((change) => isPossible(scenario, manifests, change))
    .map((change) => ({ kind: 'suppose', change, label: changeNames[change] }));
}

export function whatIfBlocks({ change, run, facts }: WhatIf, { checks }: Grading): Block[] {
  const plain = 'none' as const;
  const rows = run.checks.map((after) => {
    const before = checks.find(({ id }) => id === after.id);
    const cell = (check: typeof before) =>
      check
        ? { mark: check.passed ? ('right' as const) : ('wrong' as const), text: check.observed }
        : { mark: plain, text: { es: '—', en: '—' } };
    return { title: after.statement, cells: [cell(before), cell(after)] };
  });
  const counted = facts.map(({ title, before, after }) => ({
    title,
    cells: [
      { mark: plain, text: before },
      { mark: plain, text: after },
    ],
  }));
  return [
    { kind: 'heading', text: changeNames[change] },
    {
      kind: 'comparison',
      columns: [
        { title: { es: 'Así fue', en: 'As it was' }, mark: plain },
        { title: { es: 'Así sería', en: 'As it would be' }, mark: plain },
      ],
      rows: [...rows, ...counted],
    },
    {
      kind: 'timeline',
      title: { es: 'Qué pasaría', en: 'What would happen' },
      entries: run.timeline,
      ...(run.failedAt === undefined ? {} : { failedAt: run.failedAt }),
    },
  ];
}
