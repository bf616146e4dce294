/** `load FILE` plays a saved session; `load web-0 200` makes every answer of a program take so many milliseconds more. */
import { verbatim } from '#base/text.ts';
import { type LabCall, type LabCommand, LabRefusal } from '../lab-command.ts';
import { podNames, podOf, runningPodNames } from '../pods.ts';
import { strike } from '../strike.ts';

export const load: LabCommand = {
  name: 'load',
  group: 'session',
  usage: '(FILE | POD MILLISECONDS)',
  summary: { es: 'recupera una sesión; o carga un programa', en: 'bring a session back; or put load on a program' },
  examples: [
    ['load monday.lab', { es: 'empieza de nuevo y repite la sesión', en: 'start over and play the session' }],
    ['load web-0 200', { es: 'cada respuesta tarda 200 ms más', en: 'every answer takes 200 ms more' }],
  ],
  *run(call: LabCall) {
    const [, word, amount] = call.words;
    if (word === undefined) call.misused(load);
    if (amount !== undefined) {
      const milliseconds = Number(amount.replace(/ms$/, ''));
      if (!Number.isFinite(milliseconds) || milliseconds < 0) call.misused(load);
      const { name: pod, namespace = '' } = podOf(call, word).metadata;
      const broken = {
        what: { es: `${pod} con carga`, en: `${pod} under load` },
        mend: `mend ${pod}`,
        isStillSo: () => call.room.cluster.client.get('Pod', namespace, pod) !== undefined,
      };
      strike(call, { kind: 'load', namespace, pod, milliseconds }, milliseconds > 0 ? broken : undefined);
      call.say({
        es: `Cada respuesta de ${pod} tarda ${milliseconds} ms más.`,
        en: `Every answer of ${pod} takes ${milliseconds} ms more.`,
      });
      return;
    }
    const { outside, workstation } = call.room;
    const text = outside.readFile?.(word);
    const own = workstation.read(word);
    if (text && !text.ok && own === undefined) throw new LabRefusal(text.error);
    const saved = text?.ok ? text.value : own;
    if (saved === undefined) call.refuse(`no existe el archivo ${word}`, `there is no file ${word}`);
    // Played as a session a manifest would leave nothing of what is there.
    if (/^(?:[ \t]*(?:#.*|---)?\r?\n)*(?:apiVersion|kind|metadata):/.test(saved)) {
      call.refuse(
        `${word} es un manifiesto, no una sesión: tráelo con files load ${word} y aplícalo con kubectl apply -f`,
        `${word} is a manifest, not a session: bring it with files load ${word} and apply it with kubectl apply -f`,
      );
    }
    call.say(yield* call.room.restart(saved));
  },
  choices: (room) => [
    {
      id: 'load',
      title: { es: 'Un programa responde más despacio', en: 'A program answers more slowly' },
      targets: runningPodNames(room).map((pod) => ({ label: verbatim(`${pod}: +500 ms`), line: `load ${pod} 500` })),
    },
  ],
  complete: (room, before) => (before.length === 1 ? [...room.workstation.list(), ...podNames(room)] : []),
};
