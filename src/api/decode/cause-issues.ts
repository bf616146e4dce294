/**
 * The API server's refusal, put back into the learner's text: each cause at the line of its field, with a sentence that says
 * what to write. The server's paths have quirks (lost indices, odd capitals), so the nearest place that exists is taken.
 */
import { didYouMean } from '#base/did-you-mean.ts';
import type { Text } from '#base/text.ts';
import type { Manifest } from '#base/yaml/read-manifests.ts';
import type { Status, StatusCause } from '../meta/status.ts';
import type { PathStep } from './fault.ts';
import { type Issue, issueLimit } from './issues.ts';
import { refusalSentences } from './refusal-sentences.ts';

/** One issue for each distinct cause, in the order of the text. */
export function statusIssues(manifest: Manifest, status: Status): readonly Issue[] {
  if (status.causes.length === 0) {
    const { line, column } = manifest.locate(['metadata', 'name']);
    return [{ line, column, message: status.message, advice: withoutCauses(status) }];
  }
  const seen = new Set<string>();
  const issues: Issue[] = [];
  for (const cause of status.causes) {
    const message = cause.field === '' ? cause.message : `${cause.field}: ${cause.message}`;
    if (seen.has(message)) continue;
    if (seen.size === issueLimit) break;
    seen.add(message);
    issues.push({ ...placeOf(manifest, cause), message, advice: causeAdvice(cause, manifest) });
  }
  return issues.sort((one, other) => one.line - other.line || one.column - other.column);
}

/** Where a label's key or value is at fault the path ends at the map: the entry itself is looked for. */
function placeOf(manifest: Manifest, { field, message }: StatusCause): { line: number; column: number } {
  const path = pathSteps(field);
  const place = manifest.locate(path);
  const quoted = /^(?:Invalid|Unsupported|Duplicate) value: ("(?:[^"\\]|\\.)*")/.exec(message)?.[1];
  const parent = valueAt(manifest.value, path);
  if (quoted !== undefined && typeof parent === 'object' && parent !== null && !Array.isArray(parent)) {
    const wanted = unquoted(quoted);
    const entries = parent as Readonly<Record<string, unknown>>;
    const key = Object.keys(entries).find((name) => name === wanted || entries[name] === wanted);
    if (key !== undefined) return manifest.locate([...path, key]);
  }
  // A value that is there is shown itself; one that is missing, at the key of what should hold it.
  const isThere = place.depth === path.length && /^(Invalid|Unsupported|Duplicate|Not found)/.test(message);
  return isThere ? { line: place.valueLine, column: place.valueColumn } : { line: place.line, column: place.column };
}

function unquoted(text: string): string {
  try {
    const value: unknown = JSON.parse(text);
    return typeof value === 'string' ? value : text;
  } catch {
    return text.slice(1, -1);
  }
}

/** `spec.containers[0].env[1].name` → ['spec', 'containers', 0, 'env', 1, 'name']; `annotations[app.io/x]` keeps its key whole. */
export function pathSteps(field: string): PathStep[] {
  return [...field.matchAll(/\[([^\]]*)\]|([^.[\]]+)/g)].map(([, key, name]) => {
    if (key === undefined) return name ?? '';
    return /^\d+$/.test(key) ? Number(key) : key;
  });
}

function valueAt(value: unknown, path: readonly PathStep[]): unknown {
  let inner = value;
  for (const step of path) {
    if (typeof inner !== 'object' || inner === null || !Object.hasOwn(inner, step)) return undefined;
    inner = (inner as Record<PathStep, unknown>)[step];
  }
  return inner;
}

function causeAdvice(cause: StatusCause, manifest: Manifest): Text {
  const where = `\`${cause.field}\``;
  switch (cause.reason) {
    case 'FieldValueNotSupported':
      return unsupportedAdvice(cause, where);
    case 'FieldValueNotFound':
      return notFoundAdvice(cause, where, manifest);
    case 'FieldValueDuplicate':
      return {
        es: `El valor de ${where} está repetido: aquí cada uno puede aparecer una sola vez.`,
        en: `The value of ${where} is repeated: each may stand here only once.`,
      };
    default: {
      const said = refusalSentences.find(({ pattern }) => pattern.test(cause.message));
      if (said) return said.say(where);
    }
  }
  if (cause.reason === 'FieldValueRequired') return { es: `Falta ${where}.`, en: `${where} is missing.` };
  if (cause.reason === 'FieldValueForbidden') {
    return {
      es: `Aquí no se admite ${where}: bórralo, o cambia lo que dice el mensaje del servidor.`,
      en: `${where} is not allowed here: delete it, or change what the server’s message says.`,
    };
  }
  return {
    es: `El valor de ${where} no cumple lo que pide el servidor; su mensaje dice qué espera.`,
    en: `The value of ${where} is not what the server asks for; its message says what it expects.`,
  };
}

function unsupportedAdvice({ message }: StatusCause, where: string): Text {
  const [, typed = '', list = ''] = /^Unsupported value: (.*?): supported values: (.*)$/s.exec(message) ?? [];
  const allowed = [...list.matchAll(/"((?:[^"\\]|\\.)*)"/g)]
    .map(([, value = '']) => value)
    .filter((value) => value !== '');
  const meant = didYouMean(unquoted(typed), allowed);
  const values = allowed.map((value) => `\`${value}\``).join(', ');
  if (meant !== undefined && meant !== '') {
    return {
      es: `¿Querías escribir \`${meant}\`? En ${where} solo vale: ${values}. Las mayúsculas cuentan.`,
      en: `Did you mean \`${meant}\`? ${where} takes only: ${values}. Capitals count.`,
    };
  }
  return { es: `En ${where} solo vale: ${values}.`, en: `${where} takes only: ${values}.` };
}

/** A mount names a volume, a claim names a resource claim: what is there to be named stands in the same document. */
function notFoundAdvice({ field, message }: StatusCause, where: string, manifest: Manifest): Text {
  const typed = unquoted(/^Not found: ("(?:[^"\\]|\\.)*")/.exec(message)?.[1] ?? '""');
  const names = volumeNames(valueAt(manifest.value, podSpecPath(field)));
  const meant = didYouMean(typed, names);
  if (meant !== undefined && meant !== typed) {
    return {
      es: `Ningún volumen se llama «${typed}». ¿Querías escribir «${meant}»?`,
      en: `No volume is called "${typed}". Did you mean "${meant}"?`,
    };
  }
  if (/volumeMounts|volumeDevices/.test(field)) {
    return {
      es: `Ningún volumen válido se llama «${typed}». Defínelo en \`volumes\`, o corrige los errores del volumen de ese nombre.`,
      en: `No valid volume is called "${typed}". Define it under \`volumes\`, or mend the errors of the volume of that name.`,
    };
  }
  return { es: `${where} nombra algo que no existe.`, en: `${where} names something that does not exist.` };
}

function podSpecPath(field: string): PathStep[] {
  const steps = pathSteps(field);
  const end = steps.findIndex((step) => /^(initC|c|ephemeralC)ontainers$/.test(String(step)));
  return steps.slice(0, Math.max(0, end));
}

function volumeNames(spec: unknown): string[] {
  const volumes = typeof spec === 'object' && spec !== null ? (spec as { volumes?: unknown }).volumes : undefined;
  if (!Array.isArray(volumes)) return [];
  return volumes.flatMap((volume: unknown) => {
    const name = typeof volume === 'object' && volume !== null ? (volume as { name?: unknown }).name : undefined;
    return typeof name === 'string' ? [name] : [];
  });
}

/** What admission says: whole sentences of its own, without fields. */
function withoutCauses({ message }: Status): Text {
  const said = refusalSentences.find(({ pattern }) => pattern.test(message));
  return (
    said?.say('') ?? {
      es: 'El servidor no acepta este objeto; su mensaje dice por qué.',
      en: 'The server does not accept this object; its message says why.',
    }
  );
}
