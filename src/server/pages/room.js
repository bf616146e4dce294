// How the room is run: who is let in, which teams there are, when it begins by itself, and who of the list is missing.

import { now } from './connection.js';
import { make } from './dom.js';
import { language, number, t } from './language.js';

export function room(stage, { act }) {
  return [
    door(stage, act),
    teams(stage, act),
    stage.phase === 'lobby' && schedule(stage, act),
    stage.roster && roster(stage.roster),
  ];
}

function door({ approval }, act) {
  return make(
    'label',
    { class: 'check' },
    make('input', {
      type: 'checkbox',
      now: { checked: approval },
      on: { change: () => act({ kind: 'approval', on: !approval }) },
    }),
    t({ es: 'Dejo entrar a cada participante', en: 'I let in each who joins' }),
  );
}

function teams({ teams: known }, act) {
  const onSubmit = (event) => {
    event.preventDefault();
    const fields = new FormData(event.currentTarget);
    const typed = String(fields.get('names')).split(',');
    const names = typed.map((name) => name.trim()).filter(Boolean);
    void act({ kind: 'teams', names, free: fields.get('free') === 'on' });
  };
  const listed = known?.names.join(', ');
  return make(
    'details',
    { key: 'teams' },
    make('summary', {}, t({ es: 'Equipos', en: 'Teams' }), listed && `: ${listed}`),
    make(
      'form',
      { on: { submit: onSubmit } },
      make(
        'label',
        {},
        t({
          es: 'Nombres, separados por comas (vacío: sin equipos)',
          en: 'Names, with commas between them (empty: no teams)',
        }),
        make('input', { type: 'text', name: 'names', autocomplete: 'off', value: listed ?? '' }),
      ),
      make(
        'label',
        { class: 'check' },
        make('input', { type: 'checkbox', name: 'free', checked: known?.free }),
        t({ es: 'Cada persona elige el suyo', en: 'Everybody chooses their own' }),
      ),
      make(
        'div',
        { class: 'controls' },
        make('button', { type: 'submit' }, t({ es: 'Poner estos equipos', en: 'Set these teams' })),
        known &&
          make(
            'button',
            { type: 'button', on: { click: () => act({ kind: 'draw-teams' }) } },
            t({ es: 'Repartir al azar', en: 'Share out at random' }),
          ),
      ),
    ),
  );
}

/** By the host's clock, whatever this machine's says. */
function schedule({ beginsAt }, act) {
  const time = new Intl.DateTimeFormat(language(), { timeStyle: 'short' }).format(beginsAt ?? 0);
  const begin = (minutes) => act({ kind: 'schedule', beginsAt: Math.round(now() + minutes * 60_000) });
  return make(
    'details',
    { key: 'schedule' },
    make(
      'summary',
      {},
      beginsAt === undefined
        ? t({ es: 'Que empiece sin más dentro de…', en: 'Let it begin by itself in…' })
        : t({ es: `Empieza sin más a las ${time}`, en: `Begins by itself at ${time}` }),
    ),
    make(
      'div',
      { class: 'controls' },
      [1, 2, 5, 10].map((minutes) =>
        make('button', { key: minutes, type: 'button', on: { click: () => begin(minutes) } }, `${minutes} min`),
      ),
      beginsAt !== undefined &&
        make(
          'button',
          { key: 'never', type: 'button', on: { click: () => act({ kind: 'schedule' }) } },
          t({ es: 'Cuando yo diga', en: 'When I say so' }),
        ),
    ),
  );
}

function roster(rows) {
  const missing = number(rows.filter(({ nickname }) => nickname === undefined).length);
  const all = number(rows.length);
  return make(
    'details',
    { key: 'roster' },
    make('summary', {}, t({ es: `Lista: faltan ${missing} de ${all}`, en: `List: ${missing} of ${all} are missing` })),
    make(
      'ul',
      { class: 'people' },
      rows.map(({ id, name, nickname }) =>
        make(
          'li',
          { key: id, class: 'person' },
          make('span', {}, make('strong', {}, name), ` · ${nickname ?? t({ es: 'falta', en: 'missing' })}`),
        ),
      ),
    ),
  );
}
