import type { Text } from '#base/text.ts';
import type { Deed, LabCall } from '../lab-call.ts';
import { faultsMessage, labMessage } from '../message.ts';

/** The faults there are; one of them picked: to whom; picked too: the lab types the line. */
export const faults: Deed = {
  isPublic: false,
  async run(call) {
    const seen = await call.waitFor(call.labs.look(call.id));
    if (seen.kind === 'refused') return call.refuse(seen.text);
    await call.show(faultsMessage(call.frame(seen.lab.version), seen.sight.faults));
  },
};

export const fault: Deed = {
  isPublic: false,
  async run(call) {
    const found = await current(call);
    if (!found) return;
    const chosen = found.sight.faults.find(({ id }) => id === call.press.values[0]);
    await call.show(faultsMessage(call.frame(found.lab.version), found.sight.faults, chosen));
  },
};

export const strike: Deed = {
  isPublic: true,
  async run(call) {
    const found = await current(call);
    if (!found) return;
    const [id] = call.words.detail.split('~');
    const chosen = found.sight.faults.find((each) => each.id === id);
    const target = chosen?.targets[Number(call.press.values[0])];
    if (target) return call.type(target.line, call.seen);
    await call.show(faultsMessage(call.frame(found.lab.version), found.sight.faults));
  },
};

/** The lab as it was when the list was shown: what can go wrong, and to whom, is another list once somebody has typed. */
async function current(call: LabCall) {
  const seen = await call.waitFor(call.labs.look(call.id));
  if (seen.kind === 'refused') {
    await call.refuse(seen.text);
    return undefined;
  }
  if (seen.lab.version === call.seen) return seen;
  await call.show(labMessage(call.frame(seen.lab.version), seen.sight, { notice: moved }));
  return undefined;
}

const moved: Text = {
  es: 'Entretanto el laboratorio ha cambiado: elige otra vez la avería.',
  en: 'Meanwhile the lab has changed: pick the fault again.',
};
