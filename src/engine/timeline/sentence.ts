/** One sentence in both languages for each entry of a trace that says something to people; undefined for what is routine. */
import { type Text, verbatim } from '#base/text.ts';
import type { ObjectName, TraceEntry } from '#cluster/trace.ts';
import type { TimelineEntry } from '../grading.ts';
import { inEach, list } from '../words.ts';

export interface Told {
  readonly text: Text;
  readonly tone: TimelineEntry['tone'];
  readonly about?: ObjectName | undefined;
}

const systemNamespaces = new Set(['kube-system', 'kube-public', 'kube-node-lease']);

export function sentence(entry: TraceEntry): Told | undefined {
  if ('object' in entry && entry.object && systemNamespaces.has(entry.object.namespace)) return undefined;
  switch (entry.kind) {
    case 'created':
    case 'deleted': {
      if (entry.object.kind !== 'Pod') return undefined;
      const pod = entry.object.name;
      const text =
        entry.kind === 'created'
          ? { es: `Se crea el pod ${pod}`, en: `The pod ${pod} is created` }
          : { es: `Desaparece el pod ${pod}`, en: `The pod ${pod} is gone` };
      return { text, tone: 'plain', about: entry.object };
    }
    case 'deleting':
    case 'pod-bound':
    case 'pod-phase':
    case 'pod-ready':
    case 'script':
      return undefined;
    case 'container-started': {
      const { container, run, object } = entry;
      const text =
        run === 0
          ? {
              es: `Arranca el contenedor ${container} de ${object.name}`,
              en: `The container ${container} of ${object.name} starts`,
            }
          : {
              es: `El contenedor ${container} de ${object.name} arranca otra vez (reinicio ${run})`,
              en: `The container ${container} of ${object.name} starts again (restart ${run})`,
            };
      return { text, tone: 'plain', about: object };
    }
    case 'container-ended': {
      const { container, exitCode, object, reason } = entry;
      const text = {
        es: `Termina el contenedor ${container} de ${object.name}: código ${exitCode}, ${reason}`,
        en: `The container ${container} of ${object.name} ends: code ${exitCode}, ${reason}`,
      };
      return { text, tone: exitCode === 0 ? 'plain' : 'bad', about: object };
    }
    case 'probe':
      return probe(entry);
    case 'endpoint': {
      const { service, pod, ready } = entry;
      const text = ready
        ? {
            es: `El Service ${service.name} empieza a enviar tráfico a ${pod}`,
            en: `The Service ${service.name} begins to send traffic to ${pod}`,
          }
        : {
            es: `El Service ${service.name} deja de enviar tráfico a ${pod}`,
            en: `The Service ${service.name} stops sending traffic to ${pod}`,
          };
      return { text, tone: 'plain', about: { kind: 'Pod', namespace: service.namespace, name: pod } };
    }
    case 'program':
      return program(entry);
    case 'volume':
      return { text: verbatim(`${entry.object.name}: ${firstLine(entry.detail)}`), tone: 'plain', about: entry.object };
    case 'event':
      return event(entry);
  }
}

function probe({ object, container, probe: kind, result, output }: Extract<TraceEntry, { kind: 'probe' }>): Told {
  const name = `${kind}Probe`;
  if (result === 'success') {
    const text = { es: `La \`${name}\` de ${object.name} acierta`, en: `The \`${name}\` of ${object.name} succeeds` };
    return { text, tone: 'good', about: object };
  }
  const why = firstLine(output) === '' ? '' : `: ${firstLine(output)}`;
  const text = {
    es: `La \`${name}\` de ${object.name} (${container}) falla${why}`,
    en: `The \`${name}\` of ${object.name} (${container}) fails${why}`,
  };
  return { text, tone: kind === 'liveness' ? 'bad' : 'plain', about: object };
}

/** What a fault did to a program is told by the script's own note; `starting` and `stopping` by what follows. */
function program({
  object,
  container,
  state,
  detail = '',
}: Extract<TraceEntry, { kind: 'program' }>): Told | undefined {
  const who = `${object.name} (${container})`;
  switch (state) {
    case 'up':
      return { text: { es: `${who} está en marcha`, en: `${who} is up` }, tone: 'good', about: object };
    case 'locked-out': {
      const text = {
        es: `${who} no puede abrir sus datos en ${detail}: otro servidor los tiene abiertos`,
        en: `${who} cannot open its data in ${detail}: another server holds it open`,
      };
      return { text, tone: 'bad', about: object };
    }
    case 'refused-to-start': {
      const wanted = detail.split(' ').map((variable) => `\`${variable}\``);
      const text = inEach((language) =>
        language === 'es'
          ? `${who} se niega a arrancar: le falta alguna de estas variables: ${list(wanted, language)}`
          : `${who} refuses to start: it lacks one of these variables: ${list(wanted, language)}`,
      );
      return { text, tone: 'bad', about: object };
    }
    default:
      return undefined;
  }
}

/** Normal events are routine but for `Killing`; `Unhealthy` is told from the probe itself. */
function event({ object, type, reason, message }: Extract<TraceEntry, { kind: 'event' }>): Told | undefined {
  if (reason === 'Killing') {
    const text = {
      es: `\`Killing\` en ${object.name}: ${firstLine(message)}`,
      en: `\`Killing\` on ${object.name}: ${firstLine(message)}`,
    };
    return { text, tone: message.startsWith('Stopping container') ? 'plain' : 'bad', about: object };
  }
  if (type === 'Normal' || reason === 'Unhealthy') return undefined;
  return {
    text: verbatim(`\`${reason}\` (${object.kind} ${object.name}): ${firstLine(message)}`),
    tone: 'bad',
    about: object,
  };
}

function firstLine(text: string): string {
  // Of what the runtime says of a program that cannot be started only the end says why.
  const line = (text.trim().split('\n', 1)[0] ?? '').replace(/^.*OCI runtime exec failed.*?(exec: ".*)$/, '$1');
  return line.length > 160 ? `${line.slice(0, 159)}…` : line;
}
