// YAML by its lines: what a phone offers, put together, is an answer like any other.
import { describe, expect, test } from 'vitest';
import { ImageCatalogue } from '#container/image.ts';
import { readImages } from '#content/images.ts';
import { openLibrary } from '#content/library.ts';
import { documentsOf } from '#engine/explore/edits.ts';
import { grade } from '#engine/grade.ts';
import { type FillPart, fillableParts, filledText } from '#engine/live/fillable.ts';
import { root } from '../../helpers/source-file.ts';

const library = await openLibrary([root]);
const images = new ImageCatalogue(readImages(root).images);
const written = library.list().filter(({ type }) => type === 'manifest' || type === 'fix');

function gapsOf(parts: readonly FillPart[]) {
  return parts.flatMap((part) => (part.kind === 'gap' ? [part] : []));
}

/** Every choice there is, as long as there are few. */
function* choicesOf(gaps: readonly { readonly options: readonly string[] }[]): Generator<number[]> {
  const [first, ...rest] = gaps;
  if (!first) return yield [];
  for (const index of first.options.keys()) for (const others of choicesOf(rest)) yield [index, ...others];
}

test('most questions in YAML can be answered by their lines; each gap has something to choose', () => {
  const parts = written.map(({ id }) => fillableParts(library.find(id)!, 7));
  expect(parts.filter((one) => one.length > 0).length / written.length).toBeGreaterThan(0.7);
  for (const gap of parts.flatMap(gapsOf)) {
    expect(new Set(gap.options).size).toBe(gap.options.length);
    expect(gap.options.length).toBeGreaterThanOrEqual(2);
  }
});

test.each(['expose-inside', 'service-without-endpoints', 'team-quota'])(
  'in %s some choice of lines is right and some is not, as their runs say',
  (id) => {
    const scenario = library.find(id)!;
    const parts = fillableParts(scenario, 7);
    const verdicts = new Set<string>();
    for (const chosen of choicesOf(gapsOf(parts))) {
      const text = filledText(parts, chosen)!;
      expect(documentsOf(text).length).toBeGreaterThan(0);
      verdicts.add(grade(library.find(id)!, { kind: 'manifest', text }, 7, { images }).verdict);
    }
    expect(verdicts).toContain('right');
    expect(verdicts.size).toBeGreaterThan(1);
  },
);

describe('a value', () => {
  const parts: readonly FillPart[] = [
    { kind: 'text', text: 'spec:\n' },
    { kind: 'gap', options: ['  replicas: 1\n', '  replicas: 3\n'], typed: '  replicas: ' },
    { kind: 'gap', options: ['', '  paused: true\n'] },
  ];
  test('may be typed, on one line whatever was pasted', () => {
    expect(filledText(parts, ['2', 0])).toBe('spec:\n  replicas: 2\n');
    expect(filledText(parts, ['2\nkind: Secret', 1])).toBe('spec:\n  replicas: 2 kind: Secret\n  paused: true\n');
  });
  test('cannot be typed where lines are chosen, and nothing is handed in half filled', () => {
    expect(filledText(parts, ['2', 'x'])).toBeUndefined();
    expect(filledText(parts, [0])).toBeUndefined();
    expect(filledText(parts, [0, 7])).toBeUndefined();
    expect(filledText(parts, ['  ', 0])).toBeUndefined();
  });
});
