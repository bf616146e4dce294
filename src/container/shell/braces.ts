/**
 * bash's braces, done before anything else in a word: `a{b,c}` is `ab ac`, `{1..3}` is `1 2 3`, `{08..10}` keeps its zeros.
 * What is quoted takes no part; what makes no list stays as it stands.
 */
import type { Word, WordPart } from './syntax.ts';

/** An unquoted character that may mean something, or a part that stands for itself. */
type Token = string | WordPart;

/** No text a learner's script makes may grow without end: a word that would make more stays as it stands. */
const mostWords = 10_000;

export function expandBraces(word: Word): readonly Word[] {
  if (!word.some((part) => part.kind === 'text' && !part.quoted && part.text.includes('{'))) return [word];
  const tokens = word.flatMap((part): Token[] => (part.kind === 'text' && !part.quoted ? [...part.text] : [part]));
  const words = expand(tokens);
  return words.length > mostWords ? [word] : words.map(toWord);
}

function expand(tokens: readonly Token[]): readonly (readonly Token[])[] {
  for (let open = tokens.indexOf('{'); open >= 0; open = tokens.indexOf('{', open + 1)) {
    const close = closing(tokens, open);
    if (close === undefined) continue;
    const choices = choicesIn(tokens.slice(open + 1, close));
    if (!choices) continue;
    const before = tokens.slice(0, open);
    const endings = expand(tokens.slice(close + 1));
    const words: (readonly Token[])[] = [];
    for (const choice of choices) {
      for (const middle of expand(choice)) {
        for (const ending of endings) {
          if (words.push([...before, ...middle, ...ending]) > mostWords) return words;
        }
      }
    }
    return words;
  }
  return [tokens];
}

function closing(tokens: readonly Token[], open: number): number | undefined {
  let depth = 0;
  for (let index = open; index < tokens.length; index++) {
    if (tokens[index] === '{') depth++;
    else if (tokens[index] === '}' && --depth === 0) return index;
  }
  return undefined;
}

/** Undefined where it is no list and no range: `{}`, `{x}`. */
function choicesIn(tokens: readonly Token[]): readonly (readonly Token[])[] | undefined {
  const choices: Token[][] = [[]];
  let depth = 0;
  for (const token of tokens) {
    if (token === '{') depth++;
    else if (token === '}') depth--;
    if (token === ',' && depth === 0) choices.push([]);
    else choices.at(-1)?.push(token);
  }
  return choices.length > 1 ? choices : range(tokens)?.map((text) => [...text]);
}

function range(tokens: readonly Token[]): readonly string[] | undefined {
  if (!tokens.every((token) => typeof token === 'string')) return undefined;
  const text = tokens.join('');
  const [, from = '', to = '', by = '1'] =
    /^(-?\d{1,9})\.\.(-?\d{1,9})(?:\.\.(-?\d{1,9}))?$/.exec(text) ?? /^([A-Za-z])\.\.([A-Za-z])$/.exec(text) ?? [];
  if (from === '') return undefined;
  const isLetter = /[A-Za-z]/.test(from);
  const [first, last] = [from, to].map((end) => (isLetter ? end.charCodeAt(0) : Number(end))) as [number, number];
  const step = Math.abs(Number(by)) || 1;
  const count = Math.floor(Math.abs(last - first) / step) + 1;
  if (count > mostWords) return undefined;
  const width = [from, to].some((end) => /^-?0\d/.test(end)) ? Math.max(from.length, to.length) : 0;
  return Array.from({ length: count }, (_, index) => {
    const value = first + Math.sign(last - first) * step * index;
    if (isLetter) return String.fromCharCode(value);
    const digits = String(Math.abs(value)).padStart(width - (value < 0 ? 1 : 0), '0');
    return value < 0 ? `-${digits}` : digits;
  });
}

function toWord(tokens: readonly Token[]): Word {
  const parts: WordPart[] = [];
  for (const token of tokens) {
    const last = parts.at(-1);
    if (typeof token !== 'string') parts.push(token);
    else if (last?.kind === 'text' && !last.quoted) parts[parts.length - 1] = { ...last, text: last.text + token };
    else parts.push({ kind: 'text', text: token, quoted: false });
  }
  return parts;
}
