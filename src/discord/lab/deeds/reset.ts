import type { Text } from '#base/text.ts';
import type { Deed } from '../lab-call.ts';
import { sureMessage } from '../message.ts';
import { isFresh, onlyRulers, stamp } from '../sure.ts';

/** Starting over is asked once more; of a lab that is shared only its owner and the hosts may. */
export const reset: Deed = {
  isPublic: false,
  async run(call) {
    const lab = await call.labs.store.load(call.id);
    if (lab?.place && !(await call.mayRule(lab.owner))) return call.refuse(onlyRulers);
    const version = lab?.version ?? call.seen;
    await call.show(sureMessage(call.frame(version), sure, 'fresh', stamp(call.desk.now()), yes));
  },
};

export const fresh: Deed = {
  isPublic: true,
  async run(call) {
    const lab = await call.labs.store.load(call.id);
    if (lab?.place && !(await call.mayRule(lab.owner))) return call.refuse(onlyRulers);
    if (!lab || !isFresh(call.words.detail, call.desk.now())) return call.tell(await call.labs.look(call.id));
    const { scenario: _scenario, ...cluster } = lab.beginning;
    // A question that is gone cannot be begun again: an empty cluster can.
    const isKnown = lab.beginning.scenario !== undefined && call.desk.player.library.find(lab.beginning.scenario);
    const beginning = isKnown ? lab.beginning : cluster;
    const look = await call.waitFor(call.labs.begin(call.id, call.seen, { beginning, lines: [] }));
    await call.tell(look, { did });
  },
};

const sure: Text = {
  es: 'Se pierde todo lo tecleado y el laboratorio empieza de nuevo. Si lo quieres, antes: «Guardar». El botón vale dos minutos.',
  en: 'All that was typed is lost and the lab starts over. Should you want it, first: "Save". The button is good for two minutes.',
};
const yes: Text = { es: 'Sí, reiniciar', en: 'Yes, start over' };
const did: Text = {
  es: 'reinicia el laboratorio: todo está como al principio.',
  en: 'starts the lab over: all is as at the beginning.',
};
