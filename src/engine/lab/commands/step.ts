/** `step`: to the next thing that happens, which is told; `step event`: to the clock's next event, whether or not it says anything. */
import type { LabCall, LabCommand } from '../lab-command.ts';
import type { LabRoom } from '../lab-room.ts';
import type { Piece } from '../pieces.ts';
import type { Slices } from '../slices.ts';

const longestSeconds = 86_400;

export const step: LabCommand = {
  name: 'step',
  group: 'time',
  usage: '[COUNT | event]',
  summary: { es: 'salta a lo próximo que ocurre', en: 'jump to the next thing that happens' },
  examples: [
    ['step', { es: 'lo próximo que se pueda contar', en: 'the next thing worth telling' }],
    ['step 5', { es: 'las cinco próximas', en: 'the next five' }],
    ['step event', { es: 'un solo suceso del reloj, diga algo o no', en: 'one event of the clock, telling or not' }],
  ],
  *run(call: LabCall) {
    const [, word = '1'] = call.words;
    if (word === 'event') return yield* oneEvent(call);
    const count = Number(word);
    if (!Number.isInteger(count) || count < 1 || count > 100) call.misused(step);
    for (let done = 0; done < count; done++) {
      const waiting = call.room.news();
      const told = waiting.length > 0 ? waiting : yield* next(call.room);
      call.pieces.push(...told);
      if (told.length > 0) continue;
      call.say({ es: 'En un día entero no ocurre nada más.', en: 'Nothing more happens in a whole day.' });
      return;
    }
  },
  complete: (_room, before) => (before.length === 1 ? ['event'] : []),
};

function* next(room: LabRoom): Slices<readonly Piece[]> {
  let told: readonly Piece[] = [];
  yield* room.pass(longestSeconds, () => {
    if (told.length === 0) told = room.news();
    return told.length > 0;
  });
  return told;
}

function* oneEvent(call: LabCall): Slices {
  const { clock } = call.room.cluster;
  const { nextMs, eventCount } = clock;
  if (nextMs === undefined) call.refuse('no queda nada por ocurrir', 'nothing is left to happen');
  yield* call.room.pass((nextMs - clock.nowMs) / 1000, () => clock.eventCount > eventCount);
  call.tellNews();
}
