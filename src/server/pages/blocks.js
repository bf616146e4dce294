// One renderer for each block of the engine's screens (engine/screen.ts).

import { make } from './dom.js';
import { t } from './language.js';
import { letter, mark, prose, verdictText } from './prose.js';
import { legend, runEntries, runPicture } from './runs.js';

const paragraphs = (text) =>
  t(text)
    .split(/\n{2,}/)
    .map((part) => make('p', {}, prose(part)));

/** On a narrow screen the rows of a `stacked` table stand below each other, each cell under its column's name. */
export function table(columns, rows, { caption, stacked = false } = {}) {
  const name = (column) => (column instanceof Node ? (column.dataset.name ?? column.textContent) : t(column));
  return make(
    'div',
    { class: 'scroll', tabindex: '0', role: 'group', 'aria-label': caption ?? columns.map(name).join(', ') },
    make(
      'table',
      { class: stacked ? 'stacked' : undefined },
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
            cells.map((cell, index) =>
              make(
                'td',
                { 'data-column': stacked && index > 0 ? name(columns[index]) : undefined },
                cell instanceof Node ? cell : prose(t(cell)),
              ),
            ),
          ),
        ),
      ),
    ),
  );
}

export function checks(list) {
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
      options.map((option, index) =>
        make(
          'li',
          { class: 'option' },
          mark(option.mark),
          `${option.letter ?? letter(index)}. `,
          prose(t(option.text)),
        ),
      ),
    ),
  ],
  manifest: ({ title, yaml, marks }) => [make('h2', {}, t(title)), yamlBox(yaml, t(title), marks)],
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
        ...columns.map((column) => make('span', { 'data-name': t(column.title) }, mark(column.mark), t(column.title))),
      ],
      rows.map((row) => [
        row.title,
        ...row.cells.map((cell) => make('span', {}, mark(cell.mark), prose(t(cell.text)))),
      ]),
      { caption: t({ es: 'Las opciones, una al lado de otra', en: 'The options side by side' }), stacked: true },
    ),
  ],
  timeline: ({ title, entries, picture }) => [
    make('h2', {}, t(title)),
    picture && runPicture(picture),
    picture && legend([picture]),
    runEntries({ entries }),
  ],
  table: ({ columns, rows }) => [table(columns, rows, { stacked: columns.length > 3 })],
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

/** On the wall longer texts stand in two columns. */
const longFrom = 28;

/** Line by line; below a marked one stands what is wrong with it. */
export function yamlBox(yaml, label, marks = []) {
  const lines = yamlLines(yaml, marks);
  return make(
    'pre',
    { class: lines.length > longFrom ? 'long' : undefined, tabindex: '0', role: 'group', 'aria-label': label },
    lines,
  );
}

export function yamlLines(yaml, marks = []) {
  const lines = yaml.replace(/\n$/, '').split('\n');
  return lines.map((line, index) => {
    const wrong = marks.filter((one) => one.line === index + 1);
    return make(
      'span',
      { class: wrong.length > 0 ? 'line marked' : 'line' },
      lineParts(line),
      wrong.map(({ column, message }) => make('span', { class: 'trouble' }, `✘ ${index + 1}:${column} ${message}\n`)),
    );
  });
}

/** A line that is broken goes on under its own beginning, or YAML would say something else. */
function lineParts(line) {
  const indentation = /^\s*(?:- )*/.exec(line)[0];
  return make(
    'span',
    { class: 'flow' },
    make('span', {}, indentation),
    make('span', {}, `${line.slice(indentation.length)}\n`),
  );
}

export function blocks(list, { without = [] } = {}) {
  return list.flatMap((block) => (without.includes(block.kind) ? [] : (renderers[block.kind]?.(block) ?? [])));
}
