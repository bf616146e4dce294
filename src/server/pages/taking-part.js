// What a participant does beside answering: votes for a fault, chooses a team, says whether their name may be shown, helps to lead.

import { make } from './dom.js';
import { t } from './language.js';

export function faultButtons({ chaos, position }, own, act) {
  return make(
    'div',
    { class: 'answers', role: 'group', 'aria-label': t({ es: 'Fallos', en: 'Faults' }) },
    chaos.faults.map(({ id, title }) =>
      choice(t(title), own.chaos?.vote === id, () => act({ kind: 'vote', position, fault: id })),
    ),
  );
}

export function teamChoice({ names, free }, own, act) {
  if (!free)
    return own.team !== undefined && make('p', {}, t({ es: `Tu equipo: ${own.team}`, en: `Your team: ${own.team}` }));
  return make(
    'fieldset',
    { class: 'answers' },
    make('legend', {}, t({ es: 'Elige tu equipo', en: 'Choose your team' })),
    names.map((team) => choice(team, own.team === team, () => act({ kind: 'choose-team', team }))),
  );
}

function choice(label, isChosen, click) {
  return make('button', { type: 'button', 'aria-pressed': String(isChosen), on: { click } }, label);
}

export function signBox({ signs }, act) {
  return make(
    'label',
    { class: 'check' },
    make('input', {
      type: 'checkbox',
      now: { checked: signs },
      on: { change: () => act({ kind: 'sign', on: !signs }) },
    }),
    t({
      es: 'Si mi respuesta sale en la pared, que se vea mi nombre',
      en: 'If my answer is shown on the wall, my name may be shown too',
    }),
  );
}

/** The same secret opens the presenter's page, for as long as the host wants it so. */
export function leadLink(secret) {
  const label = t({ es: 'Ayudas a dirigir: abre tu panel', en: 'You are a co-host: open your panel' });
  return make('p', {}, make('a', { href: `/presenter#${secret}` }, label));
}
