/** What an entry of the trace gives away when something goes wrong: where a person would see it, and which field decides it. */
import type { Text } from '#base/text.ts';
import type { TraceEntry } from '#cluster/trace.ts';

export interface Clue {
  /** The third hint. */
  readonly field: Text;
  /** The first hint, without its full stop. */
  readonly where: Text;
}

/** A cause ranks above what follows from it: a kill by a probe above the end of the container, and that above its back-off. */
export interface RankedClue extends Clue {
  readonly rank: number;
}

export function clueOfEntry(entry: TraceEntry): RankedClue | undefined {
  const clue = clueOf(entry);
  return clue && { ...clue, rank: rankOf(entry) };
}

function rankOf(entry: TraceEntry): number {
  if (entry.kind === 'program') return 5;
  if (entry.kind === 'container-ended') return entry.reason === 'OOMKilled' ? 5 : 3;
  if (entry.kind !== 'event') return 0;
  return { BackOff: 1, Unhealthy: 2, Killing: 4 }[entry.reason] ?? 5;
}

function clueOf(entry: TraceEntry): Clue | undefined {
  switch (entry.kind) {
    case 'event':
      return entry.type === 'Warning' || entry.reason === 'Killing'
        ? clueOfEvent(entry.reason, entry.message)
        : undefined;
    case 'container-ended':
      if (entry.exitCode === 0) return undefined;
      return entry.reason === 'OOMKilled' ? outOfMemory : ended(entry.exitCode);
    case 'program':
      return clueOfProgram(entry.state, entry.detail ?? '');
    default:
      return undefined;
  }
}

const events = {
  es: 'Mira los sucesos del pod (`kubectl describe pod`)',
  en: 'Look at the events of the pod (`kubectl describe pod`)',
};
const logs = {
  es: 'Mira los logs del contenedor (`kubectl logs`)',
  en: 'Look at the logs of the container (`kubectl logs`)',
};

function clueOfEvent(reason: string, message: string): Clue | undefined {
  switch (reason) {
    case 'FailedScheduling':
      return { where: events, field: scheduling(message) };
    case 'ErrImagePull':
    case 'ImagePullBackOff':
    case 'InvalidImageName':
      return {
        where: events,
        field: fieldText('image', 'el nombre y la etiqueta de la imagen', 'the name and tag of the image'),
      };
    case 'Failed':
      return /image/i.test(message)
        ? {
            where: events,
            field: fieldText('image', 'el nombre y la etiqueta de la imagen', 'the name and tag of the image'),
          }
        : {
            where: events,
            field: fieldText(
              'env, envFrom, command',
              'si existe lo que el contenedor pide para arrancar',
              'whether what the container asks for to start exists',
            ),
          };
    case 'FailedMount':
    case 'FailedAttachVolume':
      return {
        where: events,
        field: fieldText(
          'volumes, volumeMounts',
          'si existe lo que se monta y si se puede montar en ese nodo',
          'whether what is mounted exists and can be mounted on that node',
        ),
      };
    case 'ProvisioningFailed':
    case 'FailedBinding':
      return {
        where: { es: 'Mira el claim (`kubectl describe pvc`)', en: 'Look at the claim (`kubectl describe pvc`)' },
        field: fieldText(
          'storageClassName, accessModes, volumeName',
          'con qué volumen puede casar el claim',
          'which volume the claim can match',
        ),
      };
    case 'FailedCreate':
      return {
        where: {
          es: 'Mira los sucesos del controlador: no consigue crear pods',
          en: 'Look at the events of the controller: it cannot create pods',
        },
        field: /quota|limit/i.test(message)
          ? fieldText(
              'resources',
              'lo que cada pod pide y limita, frente a la cuota',
              'what each pod asks for and limits, beside the quota',
            )
          : fieldText('template', 'por qué se rechaza ese pod', 'why that pod is refused'),
      };
    case 'Killing':
      return probeIn(message, { where: events });
    case 'Unhealthy':
      return probeIn(message, { where: events });
    case 'BackOff':
      return {
        where: logs,
        field: fieldText('command, args, env', 'por qué termina el programa', 'why the program ends'),
      };
    case 'Evicted':
      return {
        where: events,
        field: fieldText('resources', 'lo que el pod pide y usa', 'what the pod asks for and uses'),
      };
    default:
      return undefined;
  }
}

/** `Liveness probe failed: …`, `Container db failed liveness probe, will be restarted`. */
function probeIn(message: string, { where }: { readonly where: Text }): Clue | undefined {
  const kind = /(startup|liveness|readiness) probe/i.exec(message)?.[1]?.toLowerCase();
  if (kind === undefined) return undefined;
  const name = `${kind}Probe`;
  return {
    where,
    field: fieldText(
      name,
      'qué comprueba, cada cuánto, cuánto espera y cuántas veces puede fallar',
      'what it checks, how often, how long it waits and how many times it may fail',
    ),
  };
}

function scheduling(message: string): Text {
  if (/Insufficient|exceed/.test(message))
    return fieldText(
      'resources.requests',
      'lo que pide el pod, frente a lo que le queda a cada nodo',
      'what the pod asks for, beside what each node has left',
    );
  if (/taint/.test(message))
    return fieldText('tolerations', 'qué taints tiene que tolerar', 'which taints it has to tolerate');
  if (/anti-affinity/.test(message))
    return fieldText(
      'affinity.podAntiAffinity',
      'de qué pods se aparta y si es obligatorio',
      'which pods it keeps away from, and whether it has to',
    );
  if (/pod affinity/.test(message))
    return fieldText('affinity.podAffinity', 'a qué pods se acerca', 'which pods it goes near to');
  if (/topology spread/.test(message))
    return fieldText('topologySpreadConstraints', 'cómo se reparten los pods', 'how the pods are spread');
  if (/affinity|selector/.test(message))
    return fieldText(
      'nodeSelector, affinity.nodeAffinity',
      'qué etiquetas tiene que llevar el nodo',
      'which labels the node has to have',
    );
  if (/persistentvolumeclaim|volume/.test(message))
    return fieldText(
      'volumes, storageClassName',
      'si el claim existe y puede tener un volumen',
      'whether the claim exists and can have a volume',
    );
  return fieldText('nodeSelector, tolerations, resources', 'por qué no vale ningún nodo', 'why no node will do');
}

const outOfMemory: Clue = {
  where: { es: 'Mira cómo terminó el contenedor: `OOMKilled`', en: 'Look at how the container ended: `OOMKilled`' },
  field: fieldText('resources.limits.memory', 'cuánta memoria se le deja', 'how much memory it is left'),
};

function ended(exitCode: number): Clue {
  return {
    where: {
      es: `${logs.es}: terminó con código ${exitCode}`,
      en: `${logs.en}: it ended with code ${exitCode}`,
    },
    field: fieldText(
      'command, args, env, volumeMounts',
      'qué programa arranca, con qué variables y qué archivos',
      'which program starts, with which variables and files',
    ),
  };
}

function clueOfProgram(state: string, detail: string): Clue | undefined {
  switch (state) {
    case 'refused-to-start':
      return {
        where: logs,
        field: {
          es: `El campo es \`env\`: hace falta alguna de estas variables: ${detail}.`,
          en: `The field is \`env\`: one of these variables is needed: ${detail}.`,
        },
      };
    case 'locked-out':
      return {
        where: logs,
        field: fieldText(
          'volumes, volumeClaimTemplates',
          'quién más usa los mismos datos',
          'who else uses the same data',
        ),
      };
    case 'out-of-memory':
      return outOfMemory;
    default:
      return undefined;
  }
}

export function fieldText(fields: string, es: string, en: string): Text {
  const names = fields.split(', ').map((field) => `\`${field}\``);
  return names.length === 1
    ? { es: `El campo es ${names[0]}: ${es}.`, en: `The field is ${names[0]}: ${en}.` }
    : { es: `Los campos son ${names.join(', ')}: ${es}.`, en: `The fields are ${names.join(', ')}: ${en}.` };
}
