import type { Text } from '#base/text.ts';
import type { Deed, LabCall } from '../lab-call.ts';

/** How the lab stands now; the private panel of a lab that is shared; another page of a long output. */
export const show: Deed = { isPublic: false, run: look };
export const panel: Deed = { isPublic: false, run: look };
export const page: Deed = { isPublic: false, run: look };

async function look(call: LabCall): Promise<void> {
  const { deed, detail } = call.words;
  if (deed !== 'page') return call.showAgain();
  const lab = await call.labs.store.load(call.id);
  const isLate = lab?.version !== call.seen;
  await call.showAgain(isLate ? { notice: moved } : { page: /^\d{1,4}$/.test(detail) ? Number(detail) : 0 });
}

const moved: Text = {
  es: 'Esa página era de una salida anterior. Así está ahora:',
  en: 'That page belonged to an earlier output. This is how it stands now:',
};
