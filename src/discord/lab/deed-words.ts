/**
 * What a lab's button says in its custom_id, after the lab and its version: where the button stands, and the deed. `step` in a
 * message of one's own, `+step` under a line that everybody sees, `=step` on the private panel of a lab that is shared.
 */
export const deedNames = [
  'show',
  'page',
  'panel',
  'type',
  'typed',
  'step',
  'minute',
  'minutes',
  'ready',
  'faults',
  'fault',
  'strike',
  'picture',
  'undo',
  'save',
  'load',
  'loaded',
  'reset',
  'fresh',
  'close',
  'closed',
] as const;
export type DeedName = (typeof deedNames)[number];

export type Stand = 'own' | 'public' | 'panel';

const signs: Readonly<Record<Stand, string>> = { own: '', public: '+', panel: '=' };

export interface DeedWords {
  readonly stand: Stand;
  readonly deed: DeedName;
  /** A page, a fault's id, a time. */
  readonly detail: string;
}

/** `=strike.crash` */
export function writeDeed({ stand, deed, detail }: DeedWords): string {
  return `${signs[stand]}${deed}${detail === '' ? '' : `.${detail}`}`;
}

/** Nothing for somebody's invention. */
export function readDeed(text: string): DeedWords | undefined {
  const [, sign, name, detail = ''] = /^([+=]?)([a-z]+)(?:\.(.*))?$/su.exec(text) ?? [];
  const deed = deedNames.find((each) => each === name);
  if (!deed) return undefined;
  return { stand: sign === '+' ? 'public' : sign === '=' ? 'panel' : 'own', deed, detail };
}
