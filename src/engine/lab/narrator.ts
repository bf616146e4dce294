/**
 * Tells what happened while time passed: a line for each thing that says something, with its second; what is said again and
 * again is counted, and of a long time only the first and the last lines are shown.
 */
import { type Language, plural } from '#base/text.ts';
import type { Trace } from '#cluster/trace.ts';
import { sentence } from '../timeline/sentence.ts';
import { clockTime } from '../words.ts';
import type { Piece } from './pieces.ts';

const mostLines = 24;

export class Narrator {
  readonly #trace: Trace;
  #told = 0;

  constructor(trace: Trace) {
    this.#trace = trace;
  }

  tell(language: Language): readonly Piece[] {
    const lines = new Map<string, NewsLine>();
    const entries = this.#trace.entries.slice(this.#told);
    this.#told = this.#trace.entries.length;
    const succeeded = new Set<string>();
    for (const entry of entries) {
      const told = sentence(entry);
      if (!told) continue;
      // A probe that succeeds says something once.
      if (entry.kind === 'probe' && entry.result === 'success') {
        if (succeeded.has(told.text.en)) continue;
        succeeded.add(told.text.en);
      }
      const text = told.text[language];
      const known = lines.get(text);
      if (known) {
        known.count++;
        known.last = clockTime(entry.atMs);
      } else {
        const kind = told.tone === 'good' || told.tone === 'bad' ? told.tone : 'news';
        lines.set(text, { kind, at: clockTime(entry.atMs), text, count: 1, last: '' });
      }
    }
    const all = [...lines.values()].map(({ kind, at, text, count, last }): Piece => {
      const times = { es: ` (${count} veces, hasta ${last})`, en: ` (${count} times, until ${last})` };
      return { kind, text: `${at.padStart(8)}  ${text}${count > 1 ? times[language] : ''}\n` };
    });
    if (all.length <= mostLines) return all;
    const left = all.length - mostLines;
    const gap =
      language === 'es'
        ? plural('es', left, { one: '… una línea más …', other: '… {n} líneas más …' })
        : plural('en', left, { one: '… one more line …', other: '… {n} more lines …' });
    return [...all.slice(0, 4), { kind: 'news', text: `${' '.repeat(10)}${gap}\n` }, ...all.slice(4 + left)];
  }
}

interface NewsLine {
  readonly kind: Piece['kind'];
  readonly at: string;
  readonly text: string;
  count: number;
  last: string;
}
