import { describe, expect, test } from 'vitest';
import { type Manifest, readManifests } from '#base/yaml/read-manifests.ts';

/** The values of all documents, or where the first broken one breaks and why. */
function read(text: string): unknown {
  const { manifests, error } = readManifests(text);
  const broken = error ?? manifests.find((manifest) => manifest.error)?.error;
  return broken ? `${broken.line}:${broken.column}: ${broken.reason}` : manifests.map(({ value }) => value);
}

function one(text: string): Manifest {
  const [manifest] = readManifests(text).manifests;
  expect(manifest?.error).toBeUndefined();
  return manifest as Manifest;
}

describe('scalars are read as Kubernetes reads them', () => {
  test.each([
    ['yes', true],
    ['on', true],
    ['y', true],
    ['No', false],
    ['off', false],
    ['"yes"', 'yes'],
    ['yess', 'yess'],
    ['~', null],
    ['Null', null],
    ['0644', 420],
    ['0o644', 420],
    ['0x1F', 31],
    ['0b101', 5],
    ['089', 89],
    ['-010', -8],
    ['1_000', 1000],
    ['1e3', 1000],
    ['.5', 0.5],
    ['1.', 1],
    ['1:30', '1:30'],
    ['2026-01-05', '2026-01-05'],
    ['8080/tcp', '8080/tcp'],
    ['9007199254740993', 9007199254740993n],
    ['18446744073709551616', 2 ** 64],
    ['!!str 8080', '8080'],
    ['!!binary aG9sYQ==', 'hola'],
    ['!local x', 'x'],
  ])('%s', (text, value) => {
    expect(one(`a: ${text}`).value).toEqual({ a: value });
  });

  test('keys that are no text become the text of their value', () => {
    expect(one('on: 1\n0644: 2\n1.5: 3').value).toEqual({ true: 1, 420: 2, 1.5: 3 });
  });

  test('a key called __proto__ is a key like any other', () => {
    const { value } = one('__proto__: {polluted: yes}');
    expect(Object.keys(value as object)).toEqual(['__proto__']);
    expect(({} as { polluted?: unknown }).polluted).toBeUndefined();
  });
});

describe('documents', () => {
  test('are parted by lines of dashes, and comments alone make none', () => {
    expect(read('# before\n---\na: 1\n--- # next\n---\nb: 2\n...\n')).toEqual([{ a: 1 }, { b: 2 }]);
  });

  test('a mistake in one hides nothing of the others', () => {
    const { manifests } = readManifests('a: 1\n---\nb: [\n---\nc: 3\n');
    expect(manifests.map(({ value, error }) => error?.line ?? value)).toEqual([{ a: 1 }, 4, { c: 3 }]);
  });

  test('merges and repetitions are written out; a later key wins over a merged one', () => {
    expect(read('base: &b {one: 1, two: 2}\nall: {<<: *b, two: 3}\nagain: *b')).toEqual([
      { base: { one: 1, two: 2 }, all: { one: 1, two: 3 }, again: { one: 1, two: 2 } },
    ]);
  });

  test('a key twice: the last one counts, and both the line of the key and that of its value are told', () => {
    const { value, duplicates } = one('---\nspec:\n  a: 1\n  b:\n    c: 1\n  b:\n    - 2\n');
    expect(value).toEqual({ spec: { a: 1, b: [2] } });
    expect(duplicates).toEqual([{ key: 'b', line: 6, column: 3, valueLineInDocument: 7 }]);
  });
});

describe('what Kubernetes’ parser takes and YAML 1.2 does not, and the other way round', () => {
  test('a closing bracket may stand as far left as its key', () => {
    expect(read('command: [\n  "sleep",\n  "5"\n]\nnext: 1\n')).toEqual([{ command: ['sleep', '5'], next: 1 }]);
  });

  test('and what comes after it is still at its own line', () => {
    const manifest = one('spec:\n  command: [\n  "sleep"\n  ]\n  image: x\n');
    expect(manifest.locate(['spec', 'image'])).toMatchObject({ line: 5, column: 3 });
    expect(manifest.locate(['spec', 'command', 0])).toMatchObject({ line: 3, column: 3 });
  });

  test('a tab in the indentation is refused, even before a comment', () => {
    expect(read('a:\n\tb: 1\n')).toContain('2:1: tab characters');
    expect(read('a:\n  b: 1\n\t# comment\n  c: 2\n')).toContain('3:1: tab characters');
  });

  test('a tab in a block text, between quotes or between brackets is fine', () => {
    expect(read('a: |\n  x\n  \ty\nb: "1\n\t2"\nc: [1,\n\t2]\n')).toEqual([{ a: 'x\n\ty\n', b: '1 2', c: [1, 2] }]);
  });
});

describe('places', () => {
  const manifest = one('# one\n---\nspec:\n  ports:\n  - name: "http"\n    port: 80\n  x: &a {in: 1}\n  z: *a\n');

  test.each([
    [['spec', 'ports', 0, 'name'], '5:5 5:11'],
    [['spec', 'ports', 0], '5:5 5:5'],
    [['spec', 'x', 'in'], '7:10 7:14'],
    [['spec', 'z'], '8:3 8:6'],
  ])('%j is at %s', (path, expected) => {
    const { line, column, valueLine, valueColumn } = manifest.locate(path);
    expect(`${line}:${column} ${valueLine}:${valueColumn}`).toBe(expected);
  });

  test('of what is not there: that of the nearest parent', () => {
    expect(manifest.locate(['spec', 'ports', 3, 'name'])).toMatchObject({ line: 4, column: 3, depth: 2 });
  });
});

describe('limits', () => {
  test('a document of more than 256 KiB', () => {
    expect(read(`a: ${'x'.repeat(300_000)}`)).toBe('1:1: document too large');
  });

  test('more documents than anybody applies at once', () => {
    expect(read('a: 1\n---\n'.repeat(600))).toBe('1000:1: too many documents');
  });

  test('levels without end', () => {
    expect(read('['.repeat(5000))).toContain('maxDepth');
  });

  test('a bomb of aliases', () => {
    const lines = ['a0: &a0 [x, x, x, x, x, x, x, x, x, x]'];
    for (let level = 1; level < 9; level++) {
      lines.push(
        `a${level}: &a${level} [${Array(10)
          .fill(`*a${level - 1}`)
          .join(', ')}]`,
      );
    }
    expect(read(lines.join('\n'))).toMatch(/document (has too many values|contains excessive aliasing)/);
  });

  test('an anchor inside itself', () => {
    expect(read('a: &a [*a]')).toContain('value contains itself');
  });

  test('every refusal speaks both languages', () => {
    const error = readManifests('a: [1').manifests[0]?.error;
    expect(error?.text.es).toContain('coma');
    expect(error?.text.en).toContain('comma');
  });
});
