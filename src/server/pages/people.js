// Who is in the room, for whoever leads: those who wait at the door first, then by name, found by typing part of it. A room of
// five hundred is more than anybody looks through, so only the first of those that were found are shown.

import { make } from './dom.js';
import { language, number, t } from './language.js';

const most = 50;
let wanted = '';
/** Whose buttons are shown. */
let opened = '';

export function people({ people: all, leader, teams }, { act, redraw }) {
  const found = sorted(all.filter(({ name }) => folded(name).includes(folded(wanted))));
  const waiting = all.filter(({ standing }) => standing === 'waiting').length;
  const hidden = Math.max(0, found.length - most);
  const onInput = (event) => {
    wanted = event.target.value;
    redraw();
  };
  return [
    make('h2', {}, t({ es: `En la sala (${number(all.length)})`, en: `In the room (${number(all.length)})` })),
    waiting > 0 &&
      make(
        'p',
        { class: 'notice' },
        t({ es: `Esperan a entrar: ${number(waiting)}`, en: `Waiting to be let in: ${number(waiting)}` }),
      ),
    all.length > 8 &&
      make(
        'label',
        { key: 'search' },
        t({ es: 'Buscar por nombre', en: 'Find by name' }),
        make('input', {
          type: 'search',
          autocomplete: 'off',
          spellcheck: 'false',
          value: wanted,
          on: { input: onInput },
        }),
      ),
    make(
      'ul',
      { class: 'people' },
      found.slice(0, most).map((one) => person(one, { act, redraw, leader, teams: teams?.names ?? [] })),
    ),
    hidden > 0 &&
      make(
        'p',
        { class: 'soft' },
        t({
          es: `… y ${number(hidden)} más: escribe parte del nombre.`,
          en: `… and ${number(hidden)} more: type part of the name.`,
        }),
      ),
  ];
}

const standings = {
  waiting: { es: 'espera', en: 'waits' },
  kicked: { es: 'fuera', en: 'out' },
  banned: { es: 'sin acceso', en: 'barred' },
};

function person(one, { act, redraw, leader, teams }) {
  const { id, name, standing, role, team, listedAs, extraPercent, answered, points } = one;
  const isOpen = opened === id || standing === 'waiting';
  const toggle = () => {
    opened = opened === id ? '' : id;
    redraw();
  };
  const facts = [
    listedAs && `(${listedAs})`,
    role === 'co-host' && t({ es: 'ayuda a dirigir', en: 'co-host' }),
    team,
    t({ es: `${number(points)} puntos`, en: `${number(points)} points` }),
    answered && t({ es: 'ha respondido ✔', en: 'has answered ✔' }),
    extraPercent > 0 && t({ es: `+${extraPercent} % de tiempo`, en: `+${extraPercent} % time` }),
    standings[standing] && t(standings[standing]),
  ];
  const actions = actionsOn(one, teams).filter(({ fact }) => leader === 'host' || !hostAlone.has(fact.kind));
  return make(
    'li',
    { key: id, class: 'person' },
    make('span', {}, make('strong', {}, make('bdi', {}, name)), ` · ${facts.filter(Boolean).join(' · ')}`),
    actions.length > 0 &&
      standing !== 'waiting' &&
      make(
        'button',
        {
          key: 'more',
          type: 'button',
          class: 'small',
          'aria-expanded': String(isOpen),
          'aria-label': t({ es: `Qué hacer con ${name}`, en: `What to do with ${name}` }),
          on: { click: toggle },
        },
        '⋯',
      ),
    isOpen &&
      make(
        'div',
        { key: 'actions', class: 'controls' },
        actions.map(({ label, fact }) =>
          make('button', { key: JSON.stringify(fact), type: 'button', on: { click: () => act(fact) } }, t(label)),
        ),
      ),
  );
}

/** A co-host is not offered what would be refused (engine/live/helpers.ts). */
const hostAlone = new Set(['ban', 'co-host']);

function actionsOn(one, teams) {
  const { id: participant, name, standing } = one;
  const ban = { label: { es: `Quitar el acceso a ${name}`, en: `Bar ${name}` }, fact: { kind: 'ban', participant } };
  if (standing === 'waiting')
    return [
      { label: { es: `Dejar entrar a ${name}`, en: `Let ${name} in` }, fact: { kind: 'admit', participant } },
      ban,
    ];
  if (standing !== 'in') return [];
  return [
    ...walks(one),
    extraTime(one),
    ...teams
      .filter((team) => team !== one.team)
      .map((team) => ({
        label: { es: `Al equipo ${team}`, en: `To team ${team}` },
        fact: { kind: 'put', participant, team },
      })),
    { label: { es: 'Ponerle otro nombre', en: 'Give another name' }, fact: { kind: 'rename', participant } },
    coHost(one),
    { label: { es: `Sacar a ${name}`, en: `Put ${name} out` }, fact: { kind: 'kick', participant } },
    ban,
  ];
}

function walks({ id: participant, canBeWalked, signs }) {
  if (!canBeWalked) return [];
  const label = {
    es: 'Recorrer su respuesta en la pared, sin nombre',
    en: 'Step through their answer on the wall, without the name',
  };
  const named = { es: 'Recorrerla con su nombre (lo permite)', en: 'Step through it with the name (they agree)' };
  return [
    { label, fact: { kind: 'walk', participant, named: false } },
    ...(signs ? [{ label: named, fact: { kind: 'walk', participant, named: true } }] : []),
  ];
}

function extraTime({ id: participant, name, extraPercent }) {
  return extraPercent > 0
    ? {
        label: { es: `Tiempo normal para ${name}`, en: `Usual time for ${name}` },
        fact: { kind: 'extra-time', participant, percent: 0 },
      }
    : {
        label: { es: `Un 50 % más de tiempo para ${name}`, en: `50 % more time for ${name}` },
        fact: { kind: 'extra-time', participant, percent: 50 },
      };
}

function coHost({ id: participant, name, role }) {
  const label =
    role === 'co-host'
      ? { es: `${name} deja de ayudar a dirigir`, en: `${name} is no co-host any more` }
      : { es: `Que ${name} ayude a dirigir`, en: `Make ${name} a co-host` };
  return { label, fact: { kind: 'co-host', participant, on: role !== 'co-host' } };
}

function sorted(found) {
  const { compare } = new Intl.Collator(language(), { numeric: true });
  const rank = ({ standing }) => (standing === 'waiting' ? 0 : standing === 'in' ? 1 : 2);
  return found.toSorted((one, other) => rank(one) - rank(other) || compare(one.name, other.name));
}

/** Nuñez is found by whoever types nunez. */
function folded(text) {
  return text.normalize('NFD').replace(/\p{M}/gu, '').toLowerCase();
}
