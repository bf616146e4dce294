// One renderer for each block of the engine's screens (engine/screen.ts), and for what only a class has: tallies and boards.
import { language, make, t, words } from './common.js';

/** Inside prose, code stands between backticks; there is no other markup. */
export function prose(text) {
  return text
    .split(/(`[^`]+`)/)
    .filter(Boolean)
    .map((part) => (part.length > 2 && part.startsWith('`') ? make('code', {}, part.slice(1, -1)) : part));
}

export const letter = (index) => String.fromCharCode(65 + index);

const marks = { right: '✔ ', wrong: '✘ ', chosen: '● ', none: '' };
const markWords = {
  right: { es: 'correcta', en: 'right' },
  wrong: { es: 'incorrecta', en: 'wrong' },
};

function mark(kind) {
  if (!marks[kind]) return undefined;
  return make(
    'span',
    { class: kind },
    make('span', { 'aria-hidden': 'true' }, marks[kind]),
    markWords[kind] && make('span', { class: 'hidden' }, `${t(markWords[kind])}: `),
  );
}

const paragraphs = (text) =>
  t(text)
    .split(/\n{2,}/)
    .map((part) => make('p', {}, prose(part)));

function table(columns, rows, caption) {
  return make(
    'div',
    { class: 'scroll', tabindex: '0', role: 'group', 'aria-label': caption ?? columns.map(t).join(', ') },
    make(
      'table',
      {},
      make(
        'thead',
        {},
        make(
          'tr',
          {},
          columns.map((column) => make('th', { scope: 'col' }, column instanceof Node ? column : prose(t(column)))),
        ),
      ),
      make(
        'tbody',
        {},
        rows.map((cells) =>
          make(
            'tr',
            {},
            cells.map((cell) => make('td', {}, cell instanceof Node ? cell : prose(t(cell)))),
          ),
        ),
      ),
    ),
  );
}

const verdicts = {
  right: { es: '¡Correcto!', en: 'Right!' },
  wrong: { es: 'No es correcto.', en: 'Not right.' },
  refused: { es: 'La respuesta no es válida.', en: 'The answer is not valid.' },
  'not-graded': { es: 'No se pudo evaluar.', en: 'It could not be graded.' },
  none: { es: 'Sin respuesta.', en: 'No answer.' },
};
export const verdictText = (verdict) => t(verdicts[verdict]);

function checks(list) {
  return make(
    'ul',
    {},
    list.map((check) =>
      make('li', {}, mark(check.passed ? 'right' : 'wrong'), prose(t(check.statement)), ': ', prose(t(check.observed))),
    ),
  );
}

const renderers = {
  heading: ({ text }) => [make('h2', {}, t(text))],
  prose: ({ text }) => paragraphs(text),
  notice: ({ text }) => [make('div', { class: 'notice' }, paragraphs(text))],
  hint: ({ text }) => [make('div', { class: 'notice' }, paragraphs(text))],
  working: ({ text }) => [make('p', { class: 'soft' }, t(text))],
  progress: () => [],
  choices: ({ options }) => [
    make(
      'ol',
      { class: 'options' },
      options.map((option, index) => make('li', {}, mark(option.mark), `${letter(index)}. `, prose(t(option.text)))),
    ),
  ],
  manifest: ({ title, yaml }) => [make('h2', {}, t(title)), yamlBox(yaml, t(title))],
  errors: ({ errors, tone }) => [
    make(
      'ul',
      {},
      errors.map((error) =>
        make(
          'li',
          {},
          `${error.line}:${error.column} `,
          tone === 'warning' && 'Warning: ',
          error.message,
          error.advice && make('span', {}, ' ', prose(t(error.advice))),
        ),
      ),
    ),
  ],
  verdict: ({ verdict, checks: list }) => [
    make('p', { class: verdict === 'right' ? 'right' : 'wrong' }, make('strong', {}, verdictText(verdict))),
    list.length > 0 && checks(list),
  ],
  comparison: ({ columns, rows }) => [
    table(
      [
        { es: 'Qué debe cumplirse', en: 'What must hold' },
        ...columns.map((column) => make('span', {}, mark(column.mark), t(column.title))),
      ],
      rows.map((row) => [
        row.title,
        ...row.cells.map((cell) => make('span', {}, mark(cell.mark), prose(t(cell.text)))),
      ]),
      t({ es: 'Las opciones, una al lado de otra', en: 'The options side by side' }),
    ),
  ],
  timeline: ({ title, entries }) => [
    make('h2', {}, t(title)),
    make(
      'ol',
      { class: 'timeline' },
      entries.map((entry) =>
        make(
          'li',
          { class: entry.tone === 'bad' ? 'wrong' : entry.tone === 'good' ? 'right' : '' },
          make('span', {}, seconds(entry.seconds)),
          make('div', {}, prose(t(entry.text))),
        ),
      ),
    ),
  ],
  table: ({ columns, rows }) => [table(columns, rows)],
  links: ({ links }) => [
    make(
      'ul',
      {},
      links.map(({ title, url }) =>
        make(
          'li',
          {},
          /^https?:/.test(url) ? make('a', { href: url, target: '_blank', rel: 'noreferrer' }, t(title)) : t(title),
        ),
      ),
    ),
  ],
  menu: () => [],
};

function seconds(value) {
  return `${new Intl.NumberFormat(language(), { maximumFractionDigits: 1 }).format(value)} s`;
}

export function yamlBox(yaml, label) {
  return make('pre', { tabindex: '0', role: 'group', 'aria-label': label }, yaml);
}

export function blocks(list, { without = [] } = {}) {
  return list.flatMap((block) => (without.includes(block.kind) ? [] : (renderers[block.kind]?.(block) ?? [])));
}

/** Bars that are read aloud as "B. … · 12". */
export function tallyBars(rows) {
  const most = Math.max(1, ...rows.map(({ count, before = 0 }) => Math.max(count, before)));
  return make(
    'ul',
    { class: 'bars' },
    rows.map((row) =>
      make(
        'li',
        {},
        make(
          'span',
          {},
          mark(row.mark),
          prose(t(row.text)),
          ' · ',
          make('strong', {}, String(row.count)),
          row.before !== undefined &&
            make('span', { class: 'soft' }, t({ es: ` (antes ${row.before})`, en: ` (before ${row.before})` })),
        ),
        make('meter', { min: '0', max: String(most), value: row.count, 'aria-hidden': 'true' }),
      ),
    ),
  );
}

export function boardTable(rows, most = 10) {
  const columns = [
    { es: 'Puesto', en: 'Place' },
    { es: 'Nombre', en: 'Name' },
    { es: 'Aciertos', en: 'Right' },
    { es: 'Puntos', en: 'Points' },
  ];
  const same = (text) => ({ es: String(text), en: String(text) });
  const body = rows
    .slice(0, most)
    .map((row) => [same(row.place), make('span', {}, row.name), same(row.right), same(row.points)]);
  return make('div', { class: 'board-table' }, table(columns, body, t(words.board)));
}
