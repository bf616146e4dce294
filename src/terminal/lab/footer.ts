/** The keys that are live, on so many lines: those that must be seen first; of the others what fits. Pure. */
import type { Language } from '#base/text.ts';
import { widthOf } from '../wrap.ts';
import type { LabBinding } from './lab-keys.ts';
import type { Row } from './rows.tsx';

const gap = 2;

export function footerRows(
  bindings: readonly LabBinding[],
  { language, columns, lines }: { readonly language: Language; readonly columns: number; readonly lines: number },
): readonly Row[] {
  const labels = bindings
    .filter(({ shownIn, shown }) => (shownIn === 'always' || shownIn === 'footer') && shown[language] !== '')
    .map(({ shown, label, shownIn }) => ({
      key: shown[language],
      label: label[language],
      isKept: shownIn === 'always',
    }));
  const chosen = new Set(labels.filter(({ isKept }) => isKept));
  for (const label of labels) {
    const tried = labels.filter((one) => chosen.has(one) || one === label);
    if (broken(tried, columns).length <= lines) chosen.add(label);
  }
  return broken(
    labels.filter((label) => chosen.has(label)),
    columns,
  )
    .slice(0, lines)
    .map((row) =>
      row.flatMap(({ key, label }, index) => [
        { text: `${index > 0 ? ' '.repeat(gap) : ''}${key}`, bold: true, tone: 'code' as const },
        { text: ` ${label}` },
      ]),
    );
}

interface Label {
  readonly key: string;
  readonly label: string;
}

function broken<Some extends Label>(labels: readonly Some[], columns: number): readonly (readonly Some[])[] {
  const rows: Some[][] = [];
  let width = 0;
  for (const label of labels) {
    const own = widthOf(label.key) + 1 + widthOf(label.label);
    const row = rows.at(-1);
    if (row && width + gap + own <= columns) {
      row.push(label);
      width += gap + own;
    } else {
      rows.push([label]);
      width = own;
    }
  }
  return rows;
}
