import type { Text } from '#base/text.ts';
import type { Deed, LabCall } from '../lab-call.ts';
import { labMessage, lastMessage } from '../message.ts';

/** How the lab stands now; the private panel of a lab that is shared; another page of a long output. */
export const show: Deed = { isPublic: false, run: look };
export const panel: Deed = { isPublic: false, run: look };
export const page: Deed = { isPublic: false, run: look };

async function look(call: LabCall): Promise<void> {
  const seen = await call.waitFor(call.labs.look(call.id));
  if (seen.kind === 'refused') {
    const { lab } = seen;
    return lab ? call.refuse(seen.text) : call.show(lastMessage(call.language, seen.text));
  }
  const { deed, detail } = call.words;
  const isLate = deed === 'page' && seen.lab.version !== call.seen;
  const target = deed === 'page' && !isLate && /^\d{1,4}$/.test(detail) ? Number(detail) : 0;
  await call.show(
    labMessage(call.frame(seen.lab.version), seen.sight, { page: target, ...(isLate && { notice: moved }) }),
  );
}

const moved: Text = {
  es: 'Esa página era de una salida anterior. Así está ahora:',
  en: 'That page belonged to an earlier output. This is how it stands now:',
};
