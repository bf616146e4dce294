/** What befalls the program of a pod: `crash web-0`, `hang web-0`, `leak web-0 10`, `fill web-0`, `maintain web-0`. */
import { type Text, verbatim } from '#base/text.ts';
import type { ProgramFault } from '#cluster/node-agent.ts';
import type { LabCall, LabCommand } from '../lab-command.ts';
import { podNames, podOf, runningPodNames } from '../pods.ts';
import { strike } from '../strike.ts';

interface Shape {
  readonly name: string;
  readonly kind: ProgramFault['kind'];
  readonly summary: Text;
  readonly done: (pod: string) => Text;
  /** In a menu. */
  readonly title: Text;
  /** What stays so until somebody mends it. */
  readonly state?: (pod: string) => Text;
  /** The number that may follow. */
  readonly amount?: {
    readonly name: string;
    readonly usual: number;
    readonly of: (amount: number) => Partial<ProgramFault>;
  };
}

const shapes: readonly Shape[] = [
  {
    name: 'crash',
    kind: 'process-crash',
    summary: { es: 'el programa de un pod muere de golpe', en: 'the program of a pod dies at once' },
    title: { es: 'Un programa muere de golpe', en: 'A program dies at once' },
    done: (pod) => ({ es: `El programa de ${pod} muere.`, en: `The program of ${pod} dies.` }),
  },
  {
    name: 'hang',
    kind: 'hang',
    summary: { es: 'el programa de un pod se cuelga', en: 'the program of a pod hangs' },
    title: { es: 'Un programa se cuelga', en: 'A program hangs' },
    done: (pod) => ({ es: `El programa de ${pod} se cuelga.`, en: `The program of ${pod} hangs.` }),
  },
  {
    name: 'maintain',
    kind: 'maintenance',
    summary: {
      es: 'el programa de un pod vive, pero no atiende (mend lo acaba)',
      en: 'the program of a pod lives but serves nobody (mend ends it)',
    },
    title: { es: 'Un programa entra en mantenimiento', en: 'A program goes into maintenance' },
    state: (pod) => ({ es: `${pod} en mantenimiento`, en: `${pod} in maintenance` }),
    done: (pod) => ({ es: `${pod} entra en mantenimiento.`, en: `${pod} goes into maintenance.` }),
  },
  {
    name: 'fill',
    kind: 'disk-full',
    summary: { es: 'no queda sitio donde escribe un pod', en: 'no room is left where a pod writes' },
    title: { es: 'Se llena el disco de un pod', en: 'The disk of a pod fills up' },
    state: (pod) => ({ es: `discos de ${pod} llenos`, en: `disks of ${pod} full` }),
    done: (pod) => ({ es: `Los discos de ${pod} están llenos.`, en: `The disks of ${pod} are full.` }),
  },
  {
    name: 'leak',
    kind: 'memory-leak',
    summary: {
      es: 'un programa pierde memoria, tantos MiB por segundo',
      en: 'a program leaks memory, so many MiB a second',
    },
    title: { es: 'Un programa pierde memoria', en: 'A program leaks memory' },
    done: (pod) => ({ es: `${pod} empieza a perder memoria.`, en: `${pod} begins to leak memory.` }),
    amount: { name: 'MIB', usual: 1, of: (mebibytes) => ({ bytesPerSecond: mebibytes * 1024 ** 2 }) },
  },
];

export const programFaults: readonly LabCommand[] = shapes.map(commandOf);

function commandOf({ name, kind, summary, title, done, state, amount }: Shape): LabCommand {
  const command: LabCommand = {
    name,
    group: 'faults',
    usage: `POD${amount ? ` [${amount.name}]` : ''}`,
    summary,
    examples: [[`${name} web-0${amount ? ' 10' : ''}`, summary]],
    run(call: LabCall) {
      const [, word, number] = call.words;
      if (word === undefined) call.misused(command);
      const value = number === undefined ? amount?.usual : Number(number);
      if (number !== undefined && (!amount || !Number.isFinite(value) || (value ?? 0) < 0)) call.misused(command);
      const { name: pod, namespace = '' } = podOf(call, word).metadata;
      const broken = state && {
        what: state(pod),
        mend: `mend ${pod}`,
        isStillSo: () => call.room.cluster.client.get('Pod', namespace, pod) !== undefined,
      };
      strike(call, { kind, namespace, pod, ...(amount && value !== undefined && amount.of(value)) }, broken);
      call.say(done(pod));
    },
    complete: (room, before) => (before.length === 1 ? podNames(room) : []),
    choices: (room) => [
      {
        id: name,
        title,
        targets: runningPodNames(room).map((pod) => ({ label: verbatim(pod), line: `${name} ${pod}` })),
      },
    ],
  };
  return command;
}
