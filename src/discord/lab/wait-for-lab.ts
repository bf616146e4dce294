/** Waits for a lab's line, and says how many are before it where that takes more than a moment. */
import type { Text } from '#base/text.ts';
import { waitInLine } from '../queue.ts';
import type { LabCall } from './lab-call.ts';
import type { LabLook } from './labs.ts';
import { lastMessage } from './message.ts';

/** A "working…" that flashes by helps nobody. */
const momentMilliseconds = 800;

export async function waitForLab(call: LabCall, look: Promise<LabLook>): Promise<LabLook> {
  const ticket = call.labs.queue().entered + 1;
  const ahead = () => {
    const { begun } = call.labs.queue();
    return begun < ticket ? ticket - begun : undefined;
  };
  const soon = await Promise.race([look, afterAMoment()]);
  if (soon !== undefined) return soon;
  call.isWaiting = true;
  const position = ahead();
  const tell = (count: number) => call.show(lastMessage(call.language, inLine(count)));
  await (position === undefined ? call.show(lastMessage(call.language, atWork)) : tell(position));
  return waitInLine(look, position, ahead, tell);
}

async function afterAMoment(): Promise<undefined> {
  return new Promise((resolve) => {
    setTimeout(() => resolve(undefined), momentMilliseconds);
  });
}

const atWork: Text = { es: '⏳ Simulando…', en: '⏳ Simulating…' };

function inLine(ahead: number): Text {
  return {
    es: `⏳ Puesto ${ahead} en la cola: se teclea en cuanto toque. No hace falta volver a pulsar.`,
    en: `⏳ Number ${ahead} in the queue: it is typed when its turn comes. There is no need to press again.`,
  };
}
