import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { decodeCustomId } from '#discord/custom-id.ts';
import type { Message } from '#discord/layout.ts';
import { renderScreen } from '#discord/screen.ts';
import { messageProblems } from '#discord/stand-in/limits.ts';
import { messageFlags } from '#discord/stand-in/world.ts';
import type { Block, Offer, Screen } from '#engine/screen.ts';
import { discordContract } from '../helpers/discord-contract.ts';

const contract = discordContract();

const words = fc
  .oneof(
    fc.string({ unit: 'grapheme', maxLength: 40 }),
    fc.lorem({ maxCount: 60 }),
    fc.constant('`'.repeat(40)),
    fc.constant('<@1> @everyone **x** ```'),
    fc.constant('\\'.repeat(3000)),
    fc.constant('x'.repeat(9000)),
  )
  .map((text) => text || '-');
const text = fc.record({ es: words, en: words });
const short = fc.record({ es: fc.lorem({ maxCount: 5 }), en: fc.lorem({ maxCount: 5 }) });
const mark = fc.constantFrom('none', 'right', 'wrong', 'chosen');
const list = <Value>(item: fc.Arbitrary<Value>, maxLength = 12) => fc.array(item, { maxLength });
const check = fc.record({ id: words, passed: fc.boolean(), statement: text, observed: text, weight: fc.constant(1) });
const entry = fc.record({
  seconds: fc.double({ min: 0, max: 1e6, noNaN: true }),
  text,
  tone: fc.constantFrom('plain', 'good', 'bad', 'script'),
});
const lineMark = fc.record({ line: fc.nat(), column: fc.nat(), message: words });

const blocks: { readonly [Kind in Block['kind']]: fc.Arbitrary<Extract<Block, { kind: Kind }>> } = {
  heading: fc.record({ kind: fc.constant('heading'), text }),
  prose: fc.record({ kind: fc.constant('prose'), text }),
  notice: fc.record({ kind: fc.constant('notice'), tone: fc.constantFrom('info', 'warning'), text }),
  choices: fc.record({
    kind: fc.constant('choices'),
    options: list(fc.record({ id: words, text, chosen: fc.boolean(), mark })),
  }),
  manifest: fc.record({ kind: fc.constant('manifest'), title: text, yaml: words, marks: list(lineMark) }),
  errors: fc.record({
    kind: fc.constant('errors'),
    errors: list(fc.record({ file: words, line: fc.nat(), column: fc.nat(), message: words, advice: text })),
  }),
  verdict: fc.record({
    kind: fc.constant('verdict'),
    verdict: fc.constantFrom('right', 'wrong', 'refused', 'not-graded'),
    checks: list(check),
  }),
  comparison: fc.record({
    kind: fc.constant('comparison'),
    columns: list(fc.record({ title: text, mark }), 4),
    rows: list(fc.record({ title: text, cells: list(fc.record({ mark, text }), 4) })),
  }),
  timeline: fc.record({
    kind: fc.constant('timeline'),
    title: text,
    entries: list(entry, 60),
    failedAt: fc.nat({ max: 60 }),
  }),
  table: fc.record({ kind: fc.constant('table'), columns: list(text, 5), rows: list(list(text, 5)) }),
  progress: fc.record({ kind: fc.constant('progress'), done: fc.nat(), total: fc.nat(), points: fc.nat() }),
  hint: fc.record({ kind: fc.constant('hint'), stage: fc.nat(), text }),
  links: fc.record({ kind: fc.constant('links'), links: list(fc.record({ title: text, url: words })) }),
  menu: fc.record({
    kind: fc.constant('menu'),
    items: fc.uniqueArray(
      fc.record({
        id: fc.stringMatching(/^[a-z][a-z0-9-]{0,50}$/),
        title: text,
        detail: text,
        state: fc.constantFrom('new', 'open', 'wrong', 'right'),
      }),
      { maxLength: 45, selector: ({ id }) => id },
    ),
  }),
  working: fc.record({ kind: fc.constant('working'), text }),
};
const otherOffers: readonly fc.Arbitrary<Offer>[] = [
  fc.record({ kind: fc.constant('write'), draft: words, label: text }),
  fc.record({ kind: fc.constant('hint'), label: text, hintFactor: fc.double({ min: 0, max: 1, noNaN: true }) }),
  ...(['skip', 'retry', 'next', 'finish', 'restart'] as const).map((kind) =>
    fc.record({ kind: fc.constant(kind), label: text }),
  ),
];
const offers = fc
  .tuple(
    fc.uniqueArray(fc.stringMatching(/^[a-z][a-z0-9-]{0,40}$/), { maxLength: 30 }),
    text,
    fc.subarray([...otherOffers]).chain((chosen) => fc.tuple(...chosen)),
  )
  .map(([options, label, others]): Offer[] => [
    ...options.map((option) => ({ kind: 'choose' as const, option, label })),
    ...others,
  ]);
const screens: fc.Arbitrary<Screen> = fc.record({
  kind: fc.constantFrom('menu', 'question', 'working', 'result', 'summary', 'outdated'),
  title: short,
  blocks: fc.array(fc.oneof(...Object.values(blocks)), { maxLength: 10 }),
  offers,
});

describe('whatever the engine shows', () => {
  test('every page is a message that Discord takes, and pages have an end', () => {
    fc.assert(
      fc.property(screens, fc.constantFrom('es', 'en'), (screen, language) => {
        const session = { id: 'k3f9x2w8', position: 17 };
        const first = renderScreen({ screen, session, language });
        const last = first.pageCount - 1;
        for (const page of new Set([0, Math.min(1, last), Math.floor(last / 2), last])) {
          const message = renderScreen({ screen, session, language, page });
          expect(message.page).toBe(page);
          expect(problemsOf(message)).toEqual([]);
        }
        expect(renderScreen({ screen, session, language, page: 9999 }).page).toBe(last);
      }),
      { numRuns: 40 },
    );
  });

  test('nothing is lost between pages', () => {
    const lines = Array.from({ length: 900 }, (_, index) => `linea ${index}`);
    const screen: Screen = {
      kind: 'question',
      title: { es: 't', en: 't' },
      blocks: [{ kind: 'prose', text: { es: lines.join('\n'), en: '' } }],
      offers: [],
    };
    const { pageCount } = renderScreen({ screen, language: 'es' });
    const pages = Array.from({ length: pageCount }, (_, page) =>
      JSON.stringify(renderScreen({ screen, language: 'es', page })),
    );
    expect(pageCount).toBeGreaterThan(2);
    for (const line of lines) expect(pages.filter((page) => new RegExp(`${line}\\b`).test(page))).toHaveLength(1);
  });
});

test('a custom id that is not ours, or broken, is nothing', () => {
  for (const text of [
    '',
    'v1',
    'v2:choose:a:1:b',
    'v1:destroy:a:1:b',
    'v1:choose::1:b',
    'v1:choose:a:-1:b',
    'v1:choose:a:1',
  ]) {
    expect(decodeCustomId(text)).toBeUndefined();
  }
  expect(decodeCustomId('v1:choose:a-1:12:x:y')).toEqual({
    verb: 'choose',
    session: 'a-1',
    position: 12,
    argument: 'x:y',
  });
});

function problemsOf({ components, files }: Message): readonly string[] {
  const stored = files.map(({ name, content }) => ({ id: name, name, mediaType: '', bytes: Buffer.from(content) }));
  const flags = messageFlags.componentsV2;
  const route = '/webhooks/{webhook_id}/{webhook_token}/messages/@original';
  const attachments = files.map(({ name }, index) => ({ id: String(index), filename: name }));
  return [
    ...messageProblems({ content: '', flags, components, embeds: [], files: stored }),
    ...(contract?.({
      method: 'PATCH',
      route,
      body: { flags, components, attachments, allowed_mentions: { parse: [] } },
    }) ?? []),
  ];
}
