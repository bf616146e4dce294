// Somebody on Discord: presses what is there, over the stand-in's real gateway and HTTP API. What comes to nothing ("interaction
// failed", or "thinking…" that never ends because the host was killed) is begun again, from the message for all.
import type { StandIn } from '#discord/stand-in/stand-in.ts';
import type { MessageView } from '#discord/stand-in/view.ts';
import type { Answer } from '#engine/answer.ts';
import type { QuestionView } from '#engine/live/live-views.ts';
import { letter, type Player, timed } from './player.ts';

/** Longer than a host that is alive ever takes; whoever sees nothing for so long presses again. */
const patienceMilliseconds = 6000;
const mostTries = 40;

export function discordPlayer(
  standIn: StandIn,
  parts: { readonly name: string; readonly wall: () => MessageView },
): Player {
  const { name, wall } = parts;
  const person = standIn.person(name);

  const tried = async <Value>(what: string, attempt: () => Promise<Value>): Promise<Value> => {
    for (let time = 1; ; time++) {
      try {
        return await attempt();
      } catch (error) {
        if (time >= mostTries) throw new Error(`${name}, ${what}: ${error}`);
      }
    }
  };
  const press = (message: MessageView, verb: string, rest = '') => {
    const found = message.buttons.find(({ customId }) => customId.startsWith(`v1:${verb}:`) && customId.endsWith(rest));
    if (!found) throw new Error(`no button ${verb} ${rest}, only ${message.buttons.map((one) => one.customId)}`);
    return standIn.click(person, message, found.customId);
  };
  const isSaved = ({ text }: MessageView) => {
    if (/cerrada|llegó tarde|de leer/.test(text)) throw new Error(text.slice(0, 200));
    return text.includes('✔ Guardada');
  };
  const own = () => press(wall(), 'look').message((message) => !message.loading, patienceMilliseconds);

  async function pickAll(question: QuestionView, picks: readonly string[]): Promise<number> {
    const offer = question.offers.find((one) => one.kind === 'pick');
    if (offer?.kind !== 'pick') throw new Error('nothing to pick');
    let shown = await own();
    // Taken before the host was killed, and told now.
    const letters = picks.map((pick) => letter(offer.options.findIndex(({ id }) => id === pick)));
    if (shown.text.includes(`Tu respuesta: ${letters.join(' ')}`)) return 0;
    for (const pick of picks) {
      const before = shown.buttons.map(({ customId }) => customId).join();
      const index = offer.options.findIndex(({ id }) => id === pick);
      shown = await standIn
        .click(person, shown, `${letter(index)}. `)
        .message(({ buttons }) => buttons.map(({ customId }) => customId).join() !== before, patienceMilliseconds);
    }
    return timed(() => press(shown, 'hand').message(isSaved, patienceMilliseconds));
  }

  async function fillIn(text: string): Promise<number> {
    const opened = press(wall(), 'fill');
    const form = await opened.form();
    const handIn = () => standIn.submit(person, opened, form, { texts: { manifest: text } });
    return timed(() => handIn().message(isSaved, patienceMilliseconds));
  }

  return {
    kind: 'discord',
    name,
    join: () =>
      tried('join', async () => {
        const seen = ({ text }: MessageView) => text.includes('Estás dentro como');
        await press(wall(), 'join').message(seen, patienceMilliseconds);
      }),
    sees: (position) => isAsked(wall(), position),
    answer: (position, question, answer: Answer) =>
      tried(`question ${position + 1}`, async () => {
        switch (answer.kind) {
          case 'choice':
            return timed(() =>
              press(wall(), 'vote', `:${question.round}.${answer.option}`).message(isSaved, patienceMilliseconds),
            );
          case 'picks':
            return pickAll(question, answer.options);
          case 'words':
          case 'manifest':
            return fillIn(answer.text);
        }
      }),
    told: () => undefined,
    end: () =>
      tried('the end', async () => {
        const over = ({ text }: MessageView) => text.includes('Tu puesto');
        const { text } = await press(wall(), 'look').message(over, patienceMilliseconds);
        const [, place, points] = /Tu puesto: (\d+), con (\d+) puntos/.exec(text) ?? [];
        return { points: Number(points ?? -1), place: Number(place ?? -1) };
      }),
  };
}

/** Whether the message for all asks this question and takes answers. */
export function isAsked({ text, buttons }: MessageView, position: number): boolean {
  return (
    text.startsWith(`## ${position + 1}/`) &&
    buttons.some(({ customId, label }) => label === 'Responder en privado' && customId.includes(`:${position}:`))
  );
}
