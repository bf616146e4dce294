/**
 * Shell patterns (`*`, `?`, `[a-z]`, `[!x]`, `[[:digit:]]`) matched without regular expressions, so that no pattern of a
 * learner can take exponential time: a star remembers one place to go back to, as in every linear glob matcher.
 */
const classes: Readonly<Record<string, (character: string) => boolean>> = {
  digit: (c) => /\d/.test(c),
  alpha: (c) => /[A-Za-z]/.test(c),
  alnum: (c) => /[A-Za-z0-9]/.test(c),
  upper: (c) => /[A-Z]/.test(c),
  lower: (c) => /[a-z]/.test(c),
  space: (c) => /\s/.test(c),
  blank: (c) => c === ' ' || c === '\t',
  punct: (c) => /[!-/:-@[-`{-~]/.test(c),
  xdigit: (c) => /[0-9A-Fa-f]/.test(c),
};

type Item = { readonly kind: 'star' } | { readonly kind: 'one'; readonly test: (character: string) => boolean };

/** A backslash before a character takes its meaning away (quoted parts of a word arrive so). */
export function matchesPattern(text: string, pattern: string): boolean {
  const items = compile(pattern);
  let at = 0;
  let item = 0;
  let starItem = -1;
  let starAt = 0;
  while (at < text.length) {
    const current = items[item];
    if (current?.kind === 'one' && current.test(text[at] ?? '')) {
      at++;
      item++;
    } else if (current?.kind === 'star') {
      starItem = item++;
      starAt = at;
    } else if (starItem >= 0) {
      item = starItem + 1;
      at = ++starAt;
    } else return false;
  }
  while (items[item]?.kind === 'star') item++;
  return item === items.length;
}

export function hasPattern(text: string): boolean {
  return /(^|[^\\])[*?[]/.test(text);
}

/** Takes the backslashes away again. */
export function unescapePattern(text: string): string {
  return text.replace(/\\([\s\S])/g, '$1');
}

export function escapePattern(text: string): string {
  return text.replace(/[*?[\]\\]/g, '\\$&');
}

function compile(pattern: string): Item[] {
  const items: Item[] = [];
  for (let index = 0; index < pattern.length; index++) {
    const character = pattern[index] as string;
    if (character === '*') {
      if (items.at(-1)?.kind !== 'star') items.push({ kind: 'star' });
    } else if (character === '?') items.push({ kind: 'one', test: () => true });
    else if (character === '\\' && index + 1 < pattern.length) {
      const wanted = pattern[++index];
      items.push({ kind: 'one', test: (c) => c === wanted });
    } else if (character === '[') {
      const end = endOfBracket(pattern, index);
      if (end < 0) items.push({ kind: 'one', test: (c) => c === '[' });
      else {
        items.push({ kind: 'one', test: bracket(pattern.slice(index + 1, end)) });
        index = end;
      }
    } else items.push({ kind: 'one', test: (c) => c === character });
  }
  return items;
}

function endOfBracket(pattern: string, start: number): number {
  let index = start + 1;
  if (pattern[index] === '!' || pattern[index] === '^') index++;
  if (pattern[index] === ']') index++;
  for (; index < pattern.length; index++) {
    if (pattern.startsWith('[:', index)) {
      const end = pattern.indexOf(':]', index);
      if (end > 0) {
        index = end + 1;
        continue;
      }
    }
    if (pattern[index] === ']') return index;
  }
  return -1;
}

function bracket(inner: string): (character: string) => boolean {
  const negated = inner.startsWith('!') || inner.startsWith('^');
  const body = negated ? inner.slice(1) : inner;
  const tests: ((character: string) => boolean)[] = [];
  for (let index = 0; index < body.length; index++) {
    const named = /^\[:(\w+):\]/.exec(body.slice(index));
    if (named?.[1] && Object.hasOwn(classes, named[1])) {
      tests.push(classes[named[1]] as (character: string) => boolean);
      index += named[0].length - 1;
      continue;
    }
    const low = body[index] as string;
    if (body[index + 1] === '-' && index + 2 < body.length) {
      const high = body[index + 2] as string;
      tests.push((c) => c >= low && c <= high);
      index += 2;
    } else tests.push((c) => c === low);
  }
  return (character) => tests.some((test) => test(character)) !== negated;
}
