/** A new lab of somebody's own, filled with what they bring along, as the message they see. */
import type { Language, Text } from '#base/text.ts';
import type { LabBeginning } from '#engine/kept-lab.ts';
import type { Message } from '../layout.ts';
import type { LabLook, Labs } from './labs.ts';
import { brokenMessage, labMessage, lastMessage } from './message.ts';
import type { readLabFile } from './read-lab-file.ts';

export type LabFilling = ReturnType<typeof readLabFile>;

/** Brings what was uploaded into a lab that was just opened. */
export function fillLab(
  labs: Labs,
  id: string,
  { beginning, file }: { readonly beginning: LabBeginning; readonly file?: LabFilling | undefined },
  by: { readonly author: string; readonly source: string },
): Promise<LabLook> {
  if (!file) return labs.look(id);
  return file.kind === 'lab'
    ? labs.begin(id, 0, { beginning, lines: file.lines })
    : labs.type(id, { text: file.line, ...by });
}

export function ownMessage(id: string, look: LabLook, language: Language, notice?: Text): Message {
  const frame = (version: number) => ({ id, version, stand: 'own', language }) as const;
  if (look.kind === 'seen') return labMessage(frame(look.lab.version), look.sight, notice ? { notice } : {});
  return look.lab ? brokenMessage(frame(look.lab.version), look.text) : lastMessage(language, look.text);
}

export function newSeed(): number {
  return crypto.getRandomValues(new Uint32Array(1))[0] ?? 1;
}
