import type { Text } from '#base/text.ts';
import { edit } from '../desk.ts';
import { pageOf, toHome } from '../page-of.ts';
import { renderScreen } from '../screen.ts';
import type { Component } from './component.ts';

const goodForSeconds = 120;

/** "Yes, erase all of it", pressed within two minutes; anything else erases nothing and says so. */
export const erase: Component = {
  acknowledged: 'deferred',
  async run({ interaction, id, language, learner }, { memory, now }) {
    const asked = Number.parseInt(id.argument, 36);
    const isLate = now() / 1000 - asked > goodForSeconds;
    const confirmed = /^[0-9a-z]{6,8}$/.test(id.argument) && !isLate;
    if (confirmed) await memory.people.delete(learner);
    const text = confirmed ? done : id.argument === 'no' ? left : late;
    const screen = pageOf(title, [{ kind: 'prose', text }], [toHome]);
    await edit(interaction, renderScreen({ screen, language }));
  },
};

const title: Text = { es: 'Borrar mis datos', en: 'Erase my data' };
const done: Text = { es: 'Hecho: ya no se guarda nada de ti.', en: 'Done: nothing is kept of you any more.' };
const left: Text = { es: 'Todo sigue como estaba.', en: 'All is as it was.' };
const late: Text = {
  es: 'Pasaron los dos minutos y no se ha borrado nada. Para borrarlo: `/mis-datos borrar`.',
  en: 'The two minutes are over and nothing was erased. To erase it: `/my-data delete`.',
};
