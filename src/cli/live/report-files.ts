/** The report of a live quiz as the files that somebody takes home who does not sit at this machine: opened by a double click. */
import type { Language } from '#base/text.ts';
import { liveReport } from '#engine/live/live-report.ts';
import type { LiveSession } from '#engine/live/live-session.ts';
import type { Library } from '#engine/ports.ts';
import { type CsvStyle, csvOf } from '../export/csv.ts';
import { itemTable, peopleTable } from './write-report.ts';

export function reportFiles(
  session: LiveSession,
  library: Library,
  language: Language,
): readonly { readonly name: string; readonly content: string }[] {
  const report = liveReport(session, library);
  // As Excel wants it in each language.
  const style: CsvStyle = { separator: language === 'es' ? ';' : ',', byteOrderMark: true };
  const [people, questions] = language === 'es' ? ['personas', 'preguntas'] : ['people', 'questions'];
  return [
    { name: `${people}.csv`, content: csvOf(peopleTable(report, language), style) },
    { name: `${questions}.csv`, content: csvOf(itemTable(report, language), style) },
    { name: 'readyz.json', content: `${JSON.stringify(report, undefined, 2)}\n` },
  ];
}
